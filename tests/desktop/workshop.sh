#!/usr/bin/env bash
# workshop.sh: every fault that one press mends, mended in the real window by hand and by keyboard.
#
# A picture or a sound with one fault is dropped, the window says what is wrong, the button beside it is pressed, and the
# window says that it could be created. Meanwhile no frame may take longer than a screen shows it. Pictures of the window go
# to tests/desktop/out. Needs the packages of install.sh and a release build. It brings its own throwaway desktop.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
if [[ ${1:-} != --on-desktop ]]; then
  exec "$here/desktop.sh" "$here/workshop.sh" --on-desktop
fi
# shellcheck source=tests/desktop/window.sh
source "$here/window.sh"

make() { ffmpeg -v error -y "$@" || fail "ffmpeg cannot make ${*: -1}"; }

# One fault each, and as large as such files are.
make_faults() {
  local noise='nullsrc=s=2900x2900,geq=random(1)*255:128:128'
  make -f lavfi -i 'color=teal:s=1800x600' -frames:v 1 "$work/wide.png"
  make -f lavfi -i 'color=teal:s=500x1600' -frames:v 1 "$work/tall.jpg"
  make -f lavfi -i 'color=teal:s=240x320' -frames:v 1 "$work/small.png"
  make -f lavfi -i "$noise" -frames:v 1 -pix_fmt rgb24 "$work/heavy.png"
  make -f lavfi -i 'sine=f=220:d=64,volume=0.5' -ar 48000 -b:a 128k "$work/long.m4a"
  make -f lavfi -i 'sine=f=220:d=1.2' "$work/short.wav"
  make -f lavfi -i 'sine=f=220:d=58,aformat=channel_layouts=stereo:sample_rates=48000' "$work/heavy.wav"
  make -f lavfi -i 'sine=f=220:d=8' "$work/music.flac"
  (($(stat -c %s "$work/heavy.png") > 10485760)) || fail 'heavy.png is light'
  (($(stat -c %s "$work/heavy.wav") > 5242880)) || fail 'heavy.wav is light'
}

# mends FILE BUTTON HOW: the fault is said, the button mends it.
mends() {
  local file=$work/$1 button=$2 how=$3
  "$here/drop.py" Likeness "$file" || fail "the drop of $1"
  tree ready "$button" 30 || fail "$1: no button says $button"
  if tree ready 'Create avatar' 0.1 >/dev/null 2>&1; then fail "$1 would be sent as it is"; fi
  if [[ $how == keyboard ]]; then
    tree focus "$button" || fail "$1: $button does not take the keyboard"
    sleep 0.3
    xdotool key Return
  else
    tree press "$button"
  fi
  tree ready 'Create avatar' 60 || fail "$1: $button does not mend it"
  tree ready 'Undo$' 5 || fail "$1: the change cannot be taken back"
  say "$1: $button, by $how"
}

# The slowest frame of the window so far, in milliseconds of our own work.
slowest_frame() {
  sed 's/\x1b\[[0-9;]*m//g' "$LIKENESS_HOME"/logs/* | grep -o 'own_ms=[0-9.]*' | cut -d= -f2 | sort -g | tail -n 1
}

echo '== Every fault, mended'
make_faults
open_window
sleep 1
xdotool search --onlyvisible --name '^Likeness$' windowactivate --sync
"$here/drop.py" Likeness "$portrait" "$voice" || fail 'the drop'
tree ready 'Create avatar' 30 || fail 'the samples do not pass the checks'
mends wide.png 'Crop$' hand
picture 10-cropped
mends tall.jpg 'Crop$' keyboard
mends small.png 'Enlarge$' hand
mends heavy.png 'Make smaller$' keyboard
"$here/drop.py" Likeness "$portrait" || fail 'the drop'
mends long.m4a 'Trim' hand
picture 11-trimmed
mends short.wav 'Add silence$' keyboard
mends heavy.wav 'Make smaller$' hand
mends music.flac 'Convert$' keyboard
picture 12-converted
slowest=$(slowest_frame)
say "the slowest frame took $slowest ms of our own work"
awk -v ms="$slowest" 'BEGIN { exit !(ms > 0 && ms <= 16) }' || fail "a frame took $slowest ms of our own work"
close_window
echo "workshop: everything holds; pictures in ${pictures#"$repository"/}"
