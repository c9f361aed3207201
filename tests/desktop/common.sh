# What smoke.sh and headless.sh have in common. Sourced, not run.
# shellcheck shell=bash

repository=$(readlink -f "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../..")
portrait=$repository/assets/samples/portrait.png
voice=$repository/assets/samples/voice.wav
# The program under test; the one that `cargo build --release` makes unless LIKENESS names another.
program=$(readlink -f "${LIKENESS:-$repository/target/release/likeness}")

# Nothing that is set where the test runs may reach the program: no key, no other library, no other address.
unset COMETAPI_KEY COMETAPI_BASE_URL LIKENESS_HOME LIKENESS_LOG LIKENESS_RENDERER
# Everything the program can say goes to the log, so that a secret in it would be found.
export LIKENESS_LOG=trace

# A folder of this run's own, and the processes it started: both are gone when it ends.
work=$(mktemp -d)
started=()
clean_up() {
  local process
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  rm -rf "$work"
}
trap clean_up EXIT

say() { printf '  %s\n' "$*"; }

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

[[ -x $program ]] || fail "$program is not there: run cargo build --release first, or set LIKENESS"

# expect CODE WORDS COMMAND…: the command ends with this code. Its output is in $output, its errors in $errors; it reads
# the file $input, if that is set.
output='' errors=''
expect() {
  local code=$1 words=$2 ended=0
  shift 2
  output=$("$@" 2>"$work/errors" <"${input:-/dev/null}") || ended=$?
  errors=$(<"$work/errors")
  if ((ended != code)); then
    printf '%s\n%s\n' "$output" "$errors" >&2
    fail "$words: ended with $ended, not with $code"
  fi
  say "$words: exit code $code"
}

# judge WORDS EXPRESSION: the JSON in $output makes the Python expression true; `it` is the JSON.
judge() {
  local verdict
  verdict=$(/usr/bin/python3 -c 'import json, sys; it = json.loads(sys.argv[1]); print(bool(eval(sys.argv[2])))' \
    "$output" "$2") || fail "$1: the output is not what scripts expect: $output"
  [[ $verdict == True ]] || fail "$1: not so: $2, in $output"
}

# field NAME: one field of the JSON object in $output.
field() {
  /usr/bin/python3 -c 'import json, sys; print(json.loads(sys.argv[1])[sys.argv[2]])' "$output" "$1"
}

# as_long_as VOICE VIDEO [TRACK]: the video, or one track of it, is as long as the voice within 0.1 s.
as_long_as() {
  local wanted found what=(-show_entries format=duration)
  if (($# > 2)); then what=(-select_streams "$3" -show_entries stream=duration); fi
  wanted=$(ffprobe -v error -show_entries format=duration -of csv=p=0 "$1")
  found=$(ffprobe -v error "${what[@]}" -of csv=p=0 "$2")
  awk -v a="$found" -v b="$wanted" 'BEGIN { exit !(a - b <= 0.1 && b - a <= 0.1) }' ||
    fail "$2${3:+, track $3,} is $found s long, the voice $wanted s"
}

# video_fits VIDEO VOICE: a whole H.264 and AAC video, ready for streaming, as long as the voice within 0.1 s.
video_fits() {
  [[ -s $1 ]] || fail "$1 is not there"
  local codecs said
  codecs=$(ffprobe -v error -show_entries stream=codec_name -of csv=p=0 "$1" | sort | tr '\n' ' ')
  [[ $codecs == 'aac h264 ' ]] || fail "$1 holds $codecs"
  as_long_as "$2" "$1"
  as_long_as "$2" "$1" v:0
  as_long_as "$2" "$1" a:0
  said=$(ffmpeg -v error -xerror -i "$1" -f null - 2>&1) || fail "$1 cannot be played: $said"
  /usr/bin/python3 - "$1" <<'PYTHON' || fail "$1 has its index behind its content"
import sys
data, at, order = open(sys.argv[1], "rb").read(), 0, []
while at + 8 <= len(data):
    size = int.from_bytes(data[at : at + 4], "big")
    order.append(data[at + 4 : at + 8])
    at += size if size >= 8 else len(data)
sys.exit(not (b"moov" in order and b"mdat" in order and order.index(b"moov") < order.index(b"mdat")))
PYTHON
  say "$(basename "$1"): H.264 and AAC, as long as the voice"
}

# holds_no_secret FOLDER SECRET…: no file in the folder holds one of the secrets, a piece of the sample inputs in
# Base64, or a signed address.
holds_no_secret() {
  local folder=$1 needle file control=$work/control
  shift
  local needles=("$@" ksSign ksTime 'Bearer ')
  # Pieces from inside the files: what they begin with is the same for all pictures and all sounds.
  for file in "$portrait" "$voice"; do
    needles+=("$(base64 -w 0 "$file" | cut -c 30001-30064)")
  done
  mkdir -p "$control"
  { base64 -w 0 "$portrait" && base64 -w 0 "$voice" && printf '%s\n' "${needles[@]}"; } >"$control/log"
  for needle in "${needles[@]}"; do
    ((${#needle} >= 6)) || fail "'$needle' is too short to look for"
    grep -rqaF -e "$needle" "$control" || fail "the search would not find ${needle:0:16}…"
    if file=$(grep -rlaF -e "$needle" "$folder"); then
      fail "what must not be written is in $file: ${needle:0:16}…"
    fi
  done
  say "no key, no request body and no signed address in $(find "$folder" -type f | wc -l) files"
}
