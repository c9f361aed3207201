#!/usr/bin/env bash
# desktop.sh COMMAND…: runs one command on a throwaway desktop and returns its exit code.
#
# The desktop is a screen nobody looks at, larger than the window, a window manager, a session bus of its own with
# accessibility switched on, and an unlocked keychain that begins empty. Nothing of it is left behind.
# DESKTOP_LOG=FILE keeps what the parts of the desktop say.
set -euo pipefail

if [[ ${1:-} != --inside ]]; then
  here=$(dirname "$(readlink -f "$0")")
  # A real folder of the person's own, so that nothing here reads or writes the settings of whoever runs the test.
  home=$(mktemp -d)
  # Where a document portal is installed it mounts a folder of its own here, which outlives the session for a moment. What
  # cannot be cleaned up is no fault of what was tried.
  clean_up() {
    if mountpoint -q "$home/run/doc" 2>/dev/null; then umount -l "$home/run/doc" 2>/dev/null || fusermount3 -uz "$home/run/doc"; fi
    rm -rf "$home"
  }
  trap 'clean_up 2>/dev/null || true' EXIT
  mkdir -m 700 "$home/run" "$home/data" "$home/config" "$home/cache"
  export XDG_RUNTIME_DIR=$home/run XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_CACHE_HOME=$home/cache
  export XDG_SESSION_TYPE=x11 GTK_USE_PORTAL=0 LIBGL_ALWAYS_SOFTWARE=1
  unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
  code=0
  xvfb-run -a -s '-screen 0 1440x900x24 -nolisten tcp' \
    dbus-run-session -- "$here/desktop.sh" --inside "$@" </dev/null 2> >(grep --line-buffered -v "^dbus-daemon" >&2) || code=$?
  exit "$code"
fi

shift
log=${DESKTOP_LOG:-/dev/null}
dbus-update-activation-environment DISPLAY XAUTHORITY XDG_RUNTIME_DIR XDG_DATA_HOME XDG_CONFIG_HOME >>"$log" 2>&1
openbox >>"$log" 2>&1 &
manager=$!
trap 'kill "$manager" 2>/dev/null || true' EXIT
printf 'a password for nobody\n' | gnome-keyring-daemon --unlock --components=secrets >>"$log" 2>&1
bus=(gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus --method)
"${bus[@]}" org.freedesktop.DBus.Properties.Set org.a11y.Status IsEnabled '<true>' >>"$log" 2>&1
AT_SPI_BUS_ADDRESS=$("${bus[@]}" org.a11y.Bus.GetAddress | sed "s/^('//; s/',)$//")
export AT_SPI_BUS_ADDRESS
for _ in $(seq 50); do
  if xprop -root _NET_SUPPORTING_WM_CHECK 2>>"$log" | grep -q 'window id'; then break; fi
  sleep 0.1
done
code=0
"$@" || code=$?
exit "$code"
