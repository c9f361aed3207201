# What the tests of the real window have in common: opening it, reading it, closing it. Sourced, not run, inside desktop.sh.
# shellcheck shell=bash

# shellcheck source=tests/desktop/common.sh
source "$here/common.sh"
export LIKENESS_HOME=$work/home
pictures=$here/out
mkdir -p "$pictures"
process=''

tree() { /usr/bin/python3 "$here/tree.py" "$(basename "$program")" "$@"; }

picture() { import -window root "$pictures/$1.png"; }

# A failure is easier to understand with a picture of the window and what it says of itself.
last_look() {
  local code=$?
  if ((code != 0)); then
    picture failed 2>/dev/null || true
    timeout 10 /usr/bin/python3 "$here/tree.py" "$(basename "$program")" show >"$pictures/window.txt" 2>&1 || true
    tail -n 20 "$work/window.log" 2>/dev/null || true
  fi
  clean_up
}
trap last_look EXIT

# What the program is started with; env and its variables, or nothing.
launch=()

open_window() {
  "${launch[@]}" "$program" >>"$work/window.log" 2>&1 &
  process=$!
  started=("$process")
  for _ in $(seq 300); do
    if xdotool search --onlyvisible --name '^Likeness$' >/dev/null 2>&1; then
      say 'the window is there'
      return
    fi
    kill -0 "$process" 2>/dev/null || fail "it ended: $(<"$work/window.log")"
    sleep 0.1
  done
  fail 'no window in 30 s'
}

close_window() {
  wmctrl -c Likeness
  local code=0
  for _ in $(seq 100); do
    if ! kill -0 "$process" 2>/dev/null; then
      wait "$process" || code=$?
      started=()
      ((code == 0)) || fail "closing ended with $code: $(<"$work/window.log")"
      say 'closed, exit code 0'
      return
    fi
    sleep 0.1
  done
  fail 'it does not close in 10 s'
}
