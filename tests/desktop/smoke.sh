#!/usr/bin/env bash
# smoke.sh: the real window, used as a person uses it.
#
# A portrait and a voice are dropped on it, the video is created by keyboard and then by a screen reader's press, watched
# until it is ready, and is still there after a restart. Pictures of the window go to tests/desktop/out.
# Needs the packages of install.sh and a release build. It brings its own throwaway desktop.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
if [[ ${1:-} != --on-desktop ]]; then
  exec "$here/desktop.sh" "$here/smoke.sh" --on-desktop
fi
# shellcheck source=tests/desktop/window.sh
source "$here/window.sh"
rm -f "$pictures"/*.png "$pictures"/window.txt

drop_samples() {
  "$here/drop.py" Likeness "$portrait" "$voice" || fail 'the drop'
  tree ready 'Create avatar' 30 || fail 'the samples do not pass the checks'
  say 'dropped, read, checked'
}

# until_ready COUNT: waits until this many videos are in the library, and judges the newest.
until_ready() {
  local end=$((SECONDS + 180))
  while ((SECONDS < end)); do
    output=$("$program" tasks --json 2>/dev/null)
    if [[ $(grep -c '"status": "ready"' <<<"$output") == "$1" ]]; then
      judge 'the library' "len(it) == $1 and all(t['status'] == 'ready' for t in it)"
      video_fits "$(/usr/bin/python3 -c 'import json, sys; print(json.loads(sys.argv[1])[0]["video"])' "$output")" "$voice"
      return
    fi
    sleep 0.5
  done
  fail "not ready in 180 s: $output"
}

# The time that all its threads have spent computing, in hundredths of a second.
computed() { awk '{ print $14 + $15 }' <(sed 's/.*) /0 0 /' "/proc/$process/stat"); }

sleeps_when_idle() {
  # A notice that goes away by itself is drawn once more without it; by then it is gone.
  sleep 10
  local before after
  before=$(computed)
  sleep 5
  after=$(computed)
  say "idle: $((after - before)) hundredths of a second of work in 5 s"
  ((after - before <= 10)) || fail 'the idle window works: more than 2 % of a processor'
}

# What is being filled in outlives the worst: typed, killed, started again.
draft_outlives_a_kill() {
  echo '== Typed and killed'
  open_window
  "$here/drop.py" Likeness "$portrait" "$voice" || fail 'the drop'
  tree ready 'Create avatar' 30 || fail 'the samples do not pass the checks'
  xdotool search --onlyvisible --name '^Likeness$' windowactivate --sync
  tree focus Direction || fail 'the direction cannot be focused'
  sleep 0.5
  xdotool type --delay 30 'Smiles and nods'
  # Longer than the pause after which what is typed is written down.
  sleep 2
  kill -KILL "$process"
  wait "$process" 2>/dev/null || true
  started=()
  open_window
  tree ready 'Create avatar' 30 || fail 'the portrait and the voice are not back'
  [[ $(tree show) == *'Smiles and nods'* ]] || fail 'the direction is not back'
  say 'killed, and everything is there again'
  picture 6-after-a-kill
  close_window
}

# The window comes back where it was and as large as it was, and to a screen that is there.
place_is_kept() {
  echo '== Where it was'
  open_window
  wmctrl -r Likeness -e 0,90,70,900,700
  sleep 1
  close_window
  open_window
  local width height
  eval "$(xdotool search --onlyvisible --name '^Likeness$' getwindowgeometry --shell | sed -n 's/^WIDTH=/width=/p; s/^HEIGHT=/height=/p')"
  ((width == 900 && height == 700)) || fail "the window is $width by $height, not 900 by 700"
  close_window
  sed -i 's/x:[0-9.-]*,y:[0-9.-]*/x:9000.0,y:9000.0/' "$LIKENESS_HOME/window.ron"
  open_window
  sleep 1
  local x=9000 y=9000
  eval "$(xdotool search --onlyvisible --name '^Likeness$' getwindowgeometry --shell | sed -n 's/^X=/x=/p; s/^Y=/y=/p')"
  ((x < 1400 && y < 880)) || fail "the window is at $x, $y: nobody sees it there"
  say '900 by 700 again, and never out of sight'
  close_window
}

# What a second start is told to load, the window that is open loads, and comes to the front.
second_start_hands_over() {
  echo '== A second start'
  local window door=$LIKENESS_HOME/library/window.door
  open_window
  window=$(xdotool search --onlyvisible --name '^Likeness$' | head -n 1)
  xdotool windowminimize --sync "$window"
  cp "$portrait" "$work/handed over é.png"
  # A relative path means the folder of the second start.
  expect 0 'a second start' env -C "$work" "$program" 'handed over é.png'
  [[ $(wc -l <<<"$errors") == 1 && -z $output ]] || fail "not one line: $errors"
  tree wait 'handed over é.png' 30 || fail 'the first window did not load what the second start was given'
  for _ in $(seq 50); do
    [[ $(xdotool getactivewindow 2>/dev/null) == "$window" ]] && break
    sleep 0.1
  done
  [[ $(xdotool getactivewindow) == "$window" ]] || fail 'the window did not come to the front'
  picture 9-handed-over
  expect 0 'one without files' "$program"
  [[ $(wc -l <<<"$errors") == 1 && -z $output ]] || fail "not one line: $errors"
  rm "$door"
  expect 8 'one that cannot tell the window' "$program" "$portrait"
  [[ $(wc -l <<<"$errors") == 1 ]] || fail "not one line: $errors"
  close_window
  open_window
  kill -KILL "$process"
  wait "$process" 2>/dev/null || true
  started=()
  [[ -e $door ]] || fail 'a kill takes the door away'
  open_window
  expect 0 'a second start after a kill' "$program"
  close_window
  [[ ! -e $door ]] || fail 'the door stays after an ordinary end'
  say 'handed over; neither a kill nor what it left stops the next start'
}

# The whole way without a pointer, in the smallest window, in a language that is not the first.
by_keyboard_in_french() {
  echo '== By keyboard alone, in French'
  local home=$LIKENESS_HOME what
  export LIKENESS_HOME=$work/french
  mkdir -p "$work/bin"
  printf '#!/bin/sh\nprintf "%%s\\n" "$1" >>"%s"\n' "$work/opened" >"$work/bin/xdg-open"
  chmod +x "$work/bin/xdg-open"
  launch=(env LC_ALL=fr_FR.UTF-8 "PATH=$work/bin:$PATH")
  open_window
  xdotool search --onlyvisible --name '^Likeness$' windowsize --sync 720 560 windowactivate --sync
  # Three steps, each left with Return.
  for what in 'Faites parler une image' 'Essayez d’abord, sans rien payer' 'Trouvez vos repères'; do
    tree wait "$what" 20 || fail "the welcome does not say $what"
    xdotool key Return
  done
  tree wait 'Ajoutez un portrait et une voix' 20 || fail 'the welcome does not end'
  for what in 'exemple portrait' 'exemple voix'; do
    xdotool key ctrl+k
    sleep 0.5
    xdotool type --delay 30 "$what"
    sleep 0.5
    xdotool key Return
    sleep 0.5
  done
  tree ready 'Créer l’avatar' 30 || fail 'the samples do not pass the checks'
  picture 7-french
  xdotool key ctrl+Return
  until_ready 1
  xdotool key ctrl+2
  sleep 1
  xdotool key Return
  sleep 1
  picture 8-french-tasks
  [[ $(<"$work/opened") == "$LIKENESS_HOME"/*.mp4 ]] || fail 'the video was not opened'
  say 'welcomed, filled in, created, opened'
  close_window
  launch=()
  export LIKENESS_HOME=$home
}

keychain() {
  echo '== The keychain'
  echo 'sk-smoke-0123456789abcdef' >"$work/key"
  input=$work/key expect 0 'keeping a key' "$program" key set
  expect 0 'its status' "$program" key status
  [[ $output == *cdef* && $output$errors != *sk-smoke* ]] || fail "the status is not what it should be: $output"
  expect 0 'removing it' "$program" key remove
  expect 0 'its status' "$program" key status --json
  judge 'removed' 'it["present"] is False'
}

echo '== By drop and keyboard'
open_window
sleep 1
picture 1-first-run
drop_samples
sleep 1
picture 2-checked
xdotool search --onlyvisible --name '^Likeness$' windowactivate --sync
xdotool key ctrl+Return
sleep 2
picture 3-under-way
until_ready 1

echo '== By drop and screen reader'
drop_samples
tree press 'Create avatar'
until_ready 2
sleep 1
picture 4-ready
sleeps_when_idle
close_window

echo '== Once more'
open_window
tree wait Ready 20 || fail 'the tasks are not there after a restart'
output=$("$program" tasks --json 2>/dev/null)
judge 'after a restart' 'len(it) == 2 and all(t["status"] == "ready" for t in it)'
picture 5-restarted
sleeps_when_idle
close_window

draft_outlives_a_kill
place_is_kept
second_start_hands_over
by_keyboard_in_french
keychain
echo '== What was written'
holds_no_secret "$LIKENESS_HOME" sk-smoke
echo "smoke: everything holds; pictures in ${pictures#"$repository"/}"
