#!/usr/bin/env bash
# headless.sh: the real program without a window or a display.
#
# The README's first video to the letter, what scripts read, every exit code, every rule broken once, the practice server
# for other tools, and providers that misbehave. Needs ffmpeg and Python (install.sh) and a release build.
set -euo pipefail
# shellcheck source=tests/desktop/common.sh
source "$(dirname "$(readlink -f "$0")")/common.sh"

export LIKENESS_HOME=$work/home
# No display, and no session bus: whoever runs this may have a key in the keychain of their desktop.
unset DISPLAY WAYLAND_DISPLAY XDG_RUNTIME_DIR
export DBUS_SESSION_BUS_ADDRESS=unix:path=$work/no-bus

first_video() {
  echo '== The first video of the README'
  local line arguments
  line=$(grep -m 1 -E '^cargo run --release -- create ' "$repository/README.md") || fail 'the README has no first video'
  [[ $line == *' --out first.mp4'* ]] || fail "the README's first video is not first.mp4: $line"
  line=${line#cargo run --release -- }
  read -ra arguments <<<"${line/first.mp4/$work/first.mp4}"
  cd "$repository"
  expect 0 'the first video' "$program" "${arguments[@]}"
  [[ $output == "$work/first.mp4" ]] || fail "standard output is not the video's path: $output"
  [[ $errors == *ractice* ]] || fail "it does not say that this is practice: $errors"
  cd "$work"
  video_fits "$work/first.mp4" "$voice"
}

for_scripts() {
  echo '== What scripts read'
  local inputs=(--image "$portrait" --audio "$voice" --practice --yes) long
  long=$(ffprobe -v error -show_entries format=duration -of csv=p=0 "$voice")
  expect 0 'a check of good inputs' "$program" check --image "$portrait" --audio "$voice" --json
  judge 'check' 'it["ok"] is True and {c["verdict"] for c in it["checks"]} == {"pass"}'
  judge 'check' 'all(set(c) >= {"rule", "verdict", "found", "allowed", "fix"} for c in it["checks"])'
  judge 'check' 'it["image"] == {"format": "PNG", "width": 960, "height": 1200, "bytes": it["image"]["bytes"]}'
  judge 'check' 'it["audio"]["format"] == "WAV" and abs(it["audio"]["seconds"] - '"$long"') < 0.01'
  judge 'check' 'it["audio"]["channels"] == 1 and it["audio"]["rate"] == 24000'
  expect 0 'a check of addresses' "$program" check --image https://example.org/a.png --audio-id 847487393472 --json
  judge 'addresses' 'it["ok"] is True and [c["verdict"] for c in it["checks"]].count("warn") == 2 and it["image"] is None'

  expect 0 'a video into a folder' "$program" create "${inputs[@]}" --title 'Into a folder' --out "$work/" --json
  judge 'create' 'it["status"] == "ready" and it["title"] == "Into a folder" and it["problem"] is None'
  video_fits "$(field video)" "$voice"
  [[ $(dirname "$(field video)") == "$work" ]] || fail "the video is not in the folder: $(field video)"
  expect 0 'creating without waiting' "$program" create "${inputs[@]}" --task-id my-own-1 --no-wait --json
  judge 'no wait' 'it["status"] != "ready" and it["video"] is None and it["external_task_id"] == "my-own-1"'
  local id
  id=$(field id)
  expect 0 'waiting for it' "$program" wait "$id" --json
  judge 'wait' 'len(it) == 1 and it[0]["status"] == "ready" and it[0]["external_task_id"] == "my-own-1"'
  expect 3 'the same task id again' "$program" create "${inputs[@]}" --task-id my-own-1 --json
  judge 'same id' '[c["rule"] for c in it["checks"] if c["verdict"] == "fail"] == ["own-task-id"]'
  expect 7 'too little time' "$program" create "${inputs[@]}" --title Slow --timeout 0.3 --json
  judge 'timeout' 'it["status"] not in ("ready", "failed", "refused")'
  expect 0 'waiting for the rest' "$program" wait --json
  judge 'wait' '[t["status"] for t in it] == ["ready"] and it[0]["title"] == "Slow"'
  expect 0 'the tasks' "$program" tasks --json
  judge 'tasks' 'len(it) == 4 and all(t["status"] == "ready" and t["video"] for t in it)'
  judge 'tasks' 'all(__import__("datetime").datetime.fromisoformat(t["created_at"].replace("Z", "+00:00")) for t in it)'
  judge 'tasks' 'it == sorted(it, key=lambda t: t["created_at"], reverse=True)'
  local gone
  gone=$("$program" tasks --search Slow --json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["video"])')
  rm "$gone"
  expect 0 'a video that is gone' "$program" tasks --search Slow --json
  judge 'gone' 'it[0]["status"] == "ready" and it[0]["file"] == "missing" and it[0]["kept_until"] and it[0]["problem"]'
  expect 0 'fetching it again' "$program" wait "$("$program" tasks --search Slow --json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')" --json
  judge 'fetched again' 'it[0]["file"] == "kept" and it[0]["video"] == "'"$gone"'" and it[0]["kept_until"] is None'
  [[ -s $gone ]] || fail "the video is not there again: $gone"
  expect 0 'tasks by status' "$program" tasks --status failed --json
  judge 'by status' 'it == []'
  expect 0 'tasks by words' "$program" tasks --search 'FOLDER into' --json
  judge 'by words' '[t["title"] for t in it] == ["Into a folder"]'
}

exit_codes() {
  echo '== Arguments and this computer'
  expect 2 'no voice' "$program" create --image "$portrait" --practice --yes
  expect 2 'two voices' "$program" create --image "$portrait" --audio "$voice" --audio-id 1 --practice --yes
  expect 2 'an unknown option' "$program" tasks --everything
  expect 2 'nobody to ask' "$program" create --image "$portrait" --audio "$voice" --practice
  expect 2 'plain http to another computer' env COMETAPI_BASE_URL=http://example.org "$program" tasks
  expect 8 'the window without a display' "$program"
  [[ $(wc -l <<<"$errors") == 1 && $errors == *'likeness create'* ]] || fail "not one line naming create: $errors"
  echo sk-headless-0123456789 >"$work/key"
  input=$work/key expect 8 'keeping a key without a keychain' "$program" key set
  : >"$work/in-the-way"
  expect 8 'no place for the library' env LIKENESS_HOME="$work/in-the-way" "$program" tasks
}

# refused RULE NUMBER ARGUMENTS…: `check` refuses, and names the rule and this number.
refused() {
  local rule=$1 number=$2
  shift 2
  expect 3 "$rule ($number)" "$program" check --json "$@"
  judge "$rule" "it['ok'] is False and '$rule' in [c['rule'] for c in it['checks'] if c['verdict'] == 'fail']"
  judge "$rule" "any(c['rule'] == '$rule' and '$number' in c['found'] + c['allowed'] for c in it['checks'])"
}

make_inputs() {
  mkdir "$work/inputs"
  cd "$work/inputs"
  /usr/bin/python3 - <<'PYTHON'
import random, struct, zlib
def png(name, width, height, noise=False):
    part = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    dice = random.Random(1)
    row = lambda: b"\0" + (dice.randbytes(width * 3) if noise else b"\x5b\x6a\xcb" * width)
    pixels = zlib.compress(b"".join(row() for _ in range(height)), 1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    with open(name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", pixels) + part(b"IEND", b""))
png("narrow.png", 299, 400)
png("just-wide-enough.png", 300, 400)
png("wide.png", 751, 300)
png("just-not-too-wide.png", 750, 300)
png("tall.png", 300, 751)
png("heavy.png", 1900, 1900, noise=True)
png("heavy-edge.png", 1850, 1850, noise=True)
PYTHON
  sound() { ffmpeg -v error -f lavfi -i "sine=f=220:r=$2:d=$3" -ac "$4" "${@:5}" "$1"; }
  sound short.wav 24000 1.9 1
  sound just-long-enough.wav 24000 2 1
  sound long.wav 8000 60.5 1
  sound heavy.wav 44100 31 2
  sound heavy-edge.wav 44100 28.5 2
  sound flac.flac 24000 5 1
  sound vorbis.ogg 24000 5 1
  sound good.mp3 24000 5 1
  sound good.m4a 24000 5 1
  sound good.aac 24000 5 1
  sound ten-seconds.mp3 24000 10 1 -b:a 64k
  mv flac.flac flac-called.wav
  head -c 12000 ten-seconds.mp3 >cut-off.mp3
  ffmpeg -v error -i "$portrait" gif.gif
  mv gif.gif gif-called.png
  head -c 9000 "$portrait" >damaged.png
  : >empty.png
  echo 'not a picture and not a sound' >text.png
  cp "$portrait" $'not-utf8-\xff.png'
}

broken_inputs() {
  echo '== Every rule, broken once'
  make_inputs
  local good=(--audio "$voice") seen=(--image "$portrait")
  refused portrait 'no portrait' "${good[@]}"
  refused portrait 'Nothing is at that place' "${good[@]}" --image missing.png
  refused portrait 'not a file' "${good[@]}" --image .
  refused portrait 'empty' "${good[@]}" --image empty.png
  refused portrait 'not a picture' "${good[@]}" --image text.png
  refused portrait 'damaged' "${good[@]}" --image damaged.png
  refused portrait-bytes 10.8 "${good[@]}" --image heavy.png
  refused portrait-side 299 "${good[@]}" --image narrow.png
  refused portrait-aspect 2.503:1 "${good[@]}" --image wide.png
  refused portrait-aspect 1:2.503 "${good[@]}" --image tall.png
  refused portrait-link address "${good[@]}" --image 'ftp://example.org/a.png'
  refused voice 'no voice' "${seen[@]}"
  refused voice 'not a sound' "${seen[@]}" --audio text.png
  refused voice-format FLAC "${seen[@]}" --audio flac-called.wav
  refused voice-format OGG "${seen[@]}" --audio vorbis.ogg
  refused voice-bytes 5.4 "${seen[@]}" --audio heavy.wav
  refused voice-length 1.9 "${seen[@]}" --audio short.wav
  refused voice-length 60.5 "${seen[@]}" --audio long.wav
  refused voice-length 1. "${seen[@]}" --audio cut-off.mp3
  refused voice-link address "${seen[@]}" --audio 'data:audio/wav;base64,AAAA'
  refused direction 2501 "${seen[@]}" "${good[@]}" --direction "$(printf 'é%.0s' {1..2501})"
  refused callback-url https "${seen[@]}" "${good[@]}" --callback-url http://example.org/told
  refused own-task-id characters "${seen[@]}" "${good[@]}" --task-id 'two words'
  refused title 120 "${seen[@]}" "${good[@]}" --title "$(printf 'a%.0s' {1..121})"
  expect 3 'everything wrong at once' "$program" check --image narrow.png --audio short.wav --callback-url nowhere --json
  judge 'all at once' '[c["verdict"] for c in it["checks"]].count("fail") == 3'

  echo '== Just inside every rule'
  expect 0 'the smallest, the shortest' "$program" check --image just-wide-enough.png --audio just-long-enough.wav
  expect 0 'the widest' "$program" check --image just-not-too-wide.png --audio good.mp3
  expect 0 'an M4A' "$program" check "${seen[@]}" --audio good.m4a
  expect 0 'an AAC' "$program" check "${seen[@]}" --audio good.aac
  expect 0 'a name that is not UTF-8' "$program" check --image $'not-utf8-\xff.png' "${good[@]}" --json
  expect 0 '2500 characters' "$program" check "${seen[@]}" "${good[@]}" --direction "$(printf 'é%.0s' {1..2500})"
  expect 0 'between the two meanings of MB' "$program" check --image heavy-edge.png --audio heavy-edge.wav --json
  judge 'warned' '{c["rule"] for c in it["checks"] if c["verdict"] == "warn"} == {"portrait-bytes", "portrait-face", "voice-bytes"}'
  judge 'mended' '{f for c in it["checks"] for f in c["fixes"]} >= {"recompress"}'
  expect 0 'a GIF becomes a PNG' "$program" check "${good[@]}" --image gif-called.png --json
  judge 'GIF' 'it["image"]["format"] == "PNG" and it["image"]["width"] == 960'

  echo '== Nothing with a problem is sent'
  "$program" tasks --json >before.json 2>/dev/null
  expect 3 'creating with a problem' "$program" create --image narrow.png "${good[@]}" --practice --yes
  [[ $errors == *299* && $errors == *300* ]] || fail "it does not name the numbers: $errors"
  expect 3 'what would cut something off' "$program" create --image wide.png "${good[@]}" --fix --practice --yes
  "$program" tasks --json 2>/dev/null | cmp - before.json || fail 'a draft with a problem became a task'

  echo '== Mended by the program'
  expect 0 'heavy and not accepted' "$program" create --image heavy.png --audio flac-called.wav --fix --practice --yes --json
  judge 'mended' 'it["status"] == "ready"'
  [[ $errors == *recompress* && $errors == *convert* ]] || fail "it does not say what it mended: $errors"
  expect 0 'small and short' "$program" create --image narrow.png --audio short.wav --fix --practice --yes
  [[ $errors == *enlarge* && $errors == *pad* ]] || fail "it does not say what it mended: $errors"
  cd "$work"
}

spoken() {
  echo '== A typed voice'
  expect 0 'the voices' "$program" voices --json
  judge 'voices' 'len(it) > 40 and any(v["id"] == "oversea_male1" for v in it)'
  local say=(--image "$portrait" --say 'Welcome to our spring campaign. Today I show you three small changes.' --voice oversea_male1 --practice --yes)
  expect 0 'a spoken video' "$program" create "${say[@]}" --out "$work/spoken.mp4" --json
  judge 'spoken' 'it["status"] == "ready"'
  [[ -s $work/spoken.mp4 ]] || fail 'there is no spoken video'
  expect 0 'the same words once more' "$program" create "${say[@]}" --json
  expect 2 'a voice that is not there' "$program" create "${say[@]/oversea_male1/nobody}"
}

# line_of FILE: waits for the first line of a file that a process we started writes, and prints it.
line_of() {
  for _ in $(seq 100); do
    if [[ $(wc -l <"$1") -ge ${2:-1} ]]; then
      head -n "${2:-1}" "$1" | tail -n 1
      return
    fi
    sleep 0.1
  done
  fail "nothing came: $1"
}

practice_server() {
  echo '== The practice server for other tools, and this program as one of them'
  LIKENESS_HOME=$work/server "$program" practice-server >"$work/server.txt" 2>/dev/null &
  started+=($!)
  local base key
  base=$(line_of "$work/server.txt" 1)
  key=$(line_of "$work/server.txt" 2)
  [[ $base == COMETAPI_BASE_URL=http://127.0.0.1:* && $key == COMETAPI_KEY=?* ]] || fail "it says $base $key"
  practice_key=${key#*=}
  expect 0 'a video through the live door' env "$base/v1" "$key" "$program" create --image "$portrait" \
    --audio "$voice" --yes --title 'Through the door' --json
  judge 'live door' 'it["status"] == "ready" and it["practice"] is False'
  video_fits "$(field video)" "$voice"
  expect 4 'another key' env "$base" COMETAPI_KEY=sk-headless-wrong-0123 "$program" create --image "$portrait" \
    --audio "$voice" --yes --json
  judge 'another key' 'it["status"] == "refused" and it["problem"]'
}

# paid BEHAVIOUR: how many paid requests came to the provider that behaves so.
paid() {
  /usr/bin/python3 -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())' \
    "$address/count/$1"
}

# a_lost_answer ID: what a script can do about a task whose answer was lost, one request behind it.
a_lost_answer() {
  local again
  expect 5 'a task that the provider does not know' "$program" resolve "$1" --task-id 831922345719271433 --json
  judge 'still unknown' 'it["status"] == "unknown"'
  expect 2 'sending again without a yes' "$program" resolve "$1" --send-again
  [[ $(paid cut) == 1 ]] || fail "$(paid cut) paid requests before anybody said yes"
  expect 5 'sending again' "$program" resolve "$1" --send-again --yes --timeout 3 --json
  [[ $errors == *twice* ]] || fail "it does not say that it may be billed twice: $errors"
  again=$(field id)
  [[ $again != "$1" && $(paid cut) == 2 ]] || fail "$(paid cut) paid requests for two approvals"
  expect 0 'giving up' "$program" resolve "$again" --dismiss --json
  judge 'given up' 'it["status"] == "dismissed" and it["problem"]'
  expect 2 'giving up once more' "$program" resolve "$again" --dismiss
  expect 0 'both' "$program" tasks --status dismissed --json
  judge 'given up' 'len(it) == 2'
}

misbehaving() {
  echo '== Providers that misbehave'
  "$repository/tests/desktop/provider.py" >"$work/provider.txt" &
  started+=($!)
  local address behaviour code
  address=$(line_of "$work/provider.txt")
  export COMETAPI_KEY=sk-headless-0123456789abcdef
  for behaviour in refuse:4 cut:5 fail:6; do
    code=${behaviour#*:}
    behaviour=${behaviour%:*}
    expect "$code" "a provider that will $behaviour" env COMETAPI_BASE_URL="$address/$behaviour" "$program" create \
      --image "$portrait" --audio "$voice" --yes --timeout 12 --json
    judge "$behaviour" 'it["problem"] and it["video"] is None'
    [[ $output$errors != *"$COMETAPI_KEY"* ]] || fail "the key is printed: $output$errors"
    [[ $(paid "$behaviour") == 1 ]] || fail "$behaviour: $(paid "$behaviour") paid requests for one approval"
    say "$behaviour: one approval, one paid request"
  done
  expect 0 'the unknown one' "$program" tasks --status unknown --json
  judge 'unknown' 'len(it) == 1'
  export COMETAPI_BASE_URL=$address/cut
  a_lost_answer "$(/usr/bin/python3 -c 'import json, sys; print(json.loads(sys.argv[1])[0]["id"])' "$output")"
  unset COMETAPI_KEY COMETAPI_BASE_URL
}

# Without a keychain: the key in a file, for one host.
key_in_file() {
  echo '== The key in a file'
  local home=$LIKENESS_HOME file address order
  export LIKENESS_HOME=$work/key-home
  file=$LIKENESS_HOME/key
  echo sk-in-a-file-0123456789cdef >"$work/key"
  input=$work/key expect 8 'keeping a key without a choice' "$program" key set
  [[ $errors == *"$file"* && ! -e $file ]] || fail "it does not say where a file would be, or made it: $errors"
  input=$work/key expect 0 'keeping it in a file' "$program" key set --file
  [[ $(stat -c '%a %h' "$file") == '600 1' ]] || fail "the file is not closed: $(stat -c '%a %h' "$file")"
  expect 0 'its status' "$program" key status --json
  judge 'status' 'it["kept"] == "file" and it["last"] == "cdef"'
  chmod 644 "$file"
  expect 8 'a file that others can read' "$program" key status --json
  judge 'open' 'it["present"] is False and "chmod 600" in it["problem"]'
  chmod 600 "$file"

  "$repository/tests/desktop/provider.py" >"$work/other-provider.txt" &
  started+=($!)
  address=$(line_of "$work/other-provider.txt")
  export COMETAPI_BASE_URL=$address/refuse
  order=("$program" create --image "$portrait" --audio "$voice" --yes --json)
  expect 2 'another host' "${order[@]}"
  [[ $errors == *"$address"* && $errors == *'likeness key allow'* ]] || fail "it does not say what to do: $errors"
  [[ $(paid refuse) == 0 ]] || fail 'the key went to another host'
  expect 0 'allowing it' "$program" key allow
  expect 4 'the allowed host' "${order[@]}"
  [[ $(paid refuse) == 1 ]] || fail 'the allowed host was not asked once'
  unset COMETAPI_BASE_URL
  holds_no_secret "$LIKENESS_HOME/library" sk-in-a-file
  expect 0 'removing it' "$program" key remove
  [[ ! -e $file ]] || fail 'the file is still there'
  holds_no_secret "$LIKENESS_HOME" sk-in-a-file
  export LIKENESS_HOME=$home
}

practice_key=''
first_video
for_scripts
exit_codes
broken_inputs
spoken
practice_server
misbehaving
key_in_file
echo '== What was written'
holds_no_secret "$LIKENESS_HOME" sk-headless "$practice_key"
echo 'headless: everything holds'
