#!/usr/bin/env bash
# Installs the Debian packages that the tests in this folder and the picture tests need: a screen nobody looks at,
# software drivers for it, a window manager, a hand, a screen reader's view, a keychain, a sound server and ffmpeg.
# Not needed to build Likeness or for `cargo test`.
set -euo pipefail

packages=(
  # The screen and what draws on it.
  xvfb xauth openbox libgl1 libegl1 libgl1-mesa-dri mesa-vulkan-drivers
  libx11-6 libx11-xcb1 libxcursor1 libxi6 libxrandr2 libxkbcommon-x11-0
  # The hand and the eye.
  xdotool xclip wmctrl x11-utils imagemagick python3 python3-xlib
  # The session bus, the screen reader's view and the keychain.
  dbus at-spi2-core libglib2.0-bin python3-gi python3-pyatspi gir1.2-atspi-2.0 gnome-keyring
  # The speakers and the microphone.
  pulseaudio pulseaudio-utils
  # What judges the videos and the desktop file, and makes broken inputs.
  ffmpeg desktop-file-utils
)

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [[ $state == 'install ok installed' ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
  echo "everything is installed"
  exit 0
fi
as_root=()
if ((EUID != 0)); then as_root=(sudo); fi
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "${missing[@]}"
