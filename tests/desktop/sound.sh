#!/usr/bin/env bash
# sound.sh COMMAND…: runs one command with a sound server of its own and returns its exit code.
#
# The server is PulseAudio with speakers that nobody hears (likeness) and a microphone that hears what is played to them
# (microphone). Nothing of it is left behind. SOUND_LOG=FILE keeps what the server says.
set -euo pipefail

home=$(mktemp -d)
chmod 700 "$home"
server=''
clean_up() {
  if [[ -n $server ]]; then kill "$server" 2>/dev/null || true; fi
  rm -rf "$home"
}
trap clean_up EXIT

unset PULSE_SERVER PULSE_RUNTIME_PATH PULSE_COOKIE
mkdir -m 700 "$home/sound"
PULSE_RUNTIME_PATH=$home/sound PULSE_STATE_PATH=$home/sound PULSE_COOKIE=$home/cookie pulseaudio -n --daemonize=no \
  --use-pid-file=no --exit-idle-time=-1 --disable-shm \
  --load="module-null-sink sink_name=likeness rate=48000" \
  --load="module-remap-source source_name=microphone master=likeness.monitor source_properties=device.description=Pretended" \
  --load="module-native-protocol-unix auth-anonymous=1 socket=$home/socket" >"${SOUND_LOG:-/dev/null}" 2>&1 &
server=$!
export PULSE_SERVER=unix:$home/socket
for _ in $(seq 50); do
  if pactl info >/dev/null 2>&1; then break; fi
  sleep 0.1
done
pactl set-default-source microphone
code=0
"$@" || code=$?
exit "$code"
