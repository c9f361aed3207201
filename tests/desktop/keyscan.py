#!/usr/bin/python3
"""keyscan.py: after a whole journey the key is nowhere but in the keychain.

A fresh random key is given to the real program as a person gives it: pasted into the settings of the window, and in a
second run by `likeness key set`. The window tests the connection, makes a video, opens it, and is refused in words that
repeat the key. Then all of its memory is searched while it does nothing, and every file that it could have written, and
what other programs see of it and of those that it started. Parts of the key count, as text, as UTF-16 and as Base64.

    keyscan.py             exit code 1 if the key is found; brings its own throwaway desktop (desktop.sh)
    keyscan.py --selftest  puts a key into memory, files, arguments and environments; fails unless each is noticed

LIKENESS names the program under test; the one of `cargo build --release` otherwise.
"""

import base64
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

from http.server import ThreadingHTTPServer

# Nothing is left beside the scripts.
sys.dont_write_bytecode = True
from provider import Provider

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
PROGRAM = pathlib.Path(os.environ.get("LIKENESS", REPOSITORY / "target/release/likeness")).resolve()
SAMPLES = [str(REPOSITORY / "assets/samples" / name) for name in ("portrait.png", "voice.wav")]
TASK = "897182621750399062"
# So many characters of the key in one place are a copy of it; its last four are shown to the person.
PART = 12
# The most bytes that are read of a memory at once.
PIECE = 1 << 24


class Gate(Provider):
    """Takes the first paid request, refuses the others in words that repeat the key, and keeps the keys that it saw."""

    def do_POST(self):
        self.read_body()
        self.note()
        if self.server.posts == 0:
            self.say(200, self.task("submitted"))
        else:
            self.refuse()
        self.server.posts += 1

    def do_GET(self):
        if self.path == "/video":
            self.send_response(200)
            self.send_header("Content-Type", "video/mp4")
            self.send_header("Content-Length", str(len(self.server.video)))
            self.end_headers()
            self.wfile.write(self.server.video)
            return
        self.note()
        if self.path == "/v1/models":
            self.say(200, {"data": []})
        elif self.path.endswith(TASK):
            self.server.asks += 1
            url = f"http://127.0.0.1:{self.server.server_port}/video"
            result = {"videos": [{"id": "1", "url": url, "duration": "8"}]} if self.server.asks > 1 else {}
            self.say(200, self.task("succeed" if result else "processing", task_result=result))
        else:
            self.refuse()

    def note(self):
        self.server.keys.append(self.headers.get("Authorization"))

    def task(self, status, **more):
        return super().task(status, **more) | {"request_id": "r-gate"}


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, video):
        super().__init__(("127.0.0.1", 0), Gate)
        self.video, self.keys, self.posts, self.asks = video, [], 0, 0
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()


def a_key():
    """A key that nobody has ever had."""
    return "sk-" + os.urandom(24).hex()


def needles(key):
    """What to look for, with what it is."""
    parts = [key[at : at + PART] for at in range(len("sk-"), len(key) - PART - 4, PART)]
    found = {part.encode(): "text" for part in parts}
    found |= {part.encode("utf-16-le"): "UTF-16" for part in parts}
    # Base64 reads differently by where in its three bytes a text begins; the outermost letters depend on its neighbours.
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + key.encode())
        found[coded[4 : -4][:40]] = "Base64"
    return found


def search(data, wanted, place):
    """Every hit, in words."""
    hits = []
    for needle, what in wanted.items():
        at = data.find(needle)
        if at >= 0:
            near = data[max(at - 48, 0) : at + 48]
            shown = bytes(byte if 32 <= byte < 127 else ord(".") for byte in near.replace(needle, b"<key>"))
            hits.append(f"{place}, as {what}: {shown.decode()}")
    return hits


def in_memory(process, wanted):
    """Searches all that a process has in memory. Says how many bytes that were."""
    hits, total = [], 0
    longest = max(map(len, wanted))
    with open(f"/proc/{process}/maps") as maps, open(f"/proc/{process}/mem", "rb", 0) as memory:
        for line in maps:
            span, rights, *rest = line.split()
            name = rest[-1] if len(rest) > 3 else "anonymous"
            if "r" not in rights or name in ("[vvar]", "[vvar_vclock]", "[vsyscall]"):
                continue
            begin, end = (int(edge, 16) for edge in span.split("-"))
            kept = b""
            for at in range(begin, end, PIECE):
                try:
                    memory.seek(at)
                    data = memory.read(min(PIECE, end - at))
                except OSError:
                    break
                total += len(data)
                hits += search(kept + data, wanted, f"the memory of {process}, {name} {rights} at {at:x}")
                kept = data[-longest:]
    return hits, total


def in_files(folder, wanted, but=()):
    """Searches every file in a folder, and the names. Says how many files that were."""
    hits, total = [], 0
    for path in folder.rglob("*"):
        if any(path.is_relative_to(other) for other in but):
            continue
        hits += search(str(path).encode(), wanted, "the name of a file")
        if path.is_symlink() or not path.is_file():
            continue
        total += 1
        hits += search(path.read_bytes(), wanted, f"the file {path}")
    return hits, total


def in_sight(process, wanted):
    """Searches what other programs can see of a process: its arguments and its environment."""
    hits = []
    for what in ("cmdline", "environ", "comm"):
        try:
            hits += search(pathlib.Path(f"/proc/{process}/{what}").read_bytes(), wanted, f"{what} of {process}")
        except ProcessLookupError:
            pass
    return hits


def family(process):
    """A process and all that it started."""
    found = [process]
    for task in pathlib.Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


class Desk:
    """The program on a desktop of its own, and the hand that uses it."""

    def __init__(self, folder, video):
        self.key = a_key()
        self.wanted = needles(self.key)
        self.folder, self.home = folder, folder / "home"
        self.server = Server(video)
        self.hits, self.looked = [], []
        for place in (self.home, folder / "tmp", folder / "bin"):
            place.mkdir(parents=True)
        address = f"http://127.0.0.1:{self.server.server_port}"
        (self.home / "settings.toml").write_text(f'base_url = "{address}"\nwelcomed = true\nlanguage = "en"\n')
        # Stands in for the player of videos, and stays, so that it can be looked at.
        opener = folder / "bin/xdg-open"
        opener.write_text(f'#!/bin/sh\nprintf "%s" "$1" >"{folder}/opened"\nexec sleep 60\n')
        opener.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMETAPI_", "LIKENESS"))}
        self.environment = kept | {
            "LIKENESS_HOME": str(self.home),
            "LIKENESS_LOG": "trace",
            "RUST_BACKTRACE": "1",
            "TMPDIR": str(folder / "tmp"),
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        }

    def run(self, *line, given=None):
        """Runs the program on the command line; its output and errors are searched too."""
        said = subprocess.run([PROGRAM, *line], env=self.environment, input=given, capture_output=True, timeout=60)
        self.hits += search(said.stdout + said.stderr, self.wanted, f"what {line} says")
        if said.returncode:
            sys.exit(f"{line} ended with {said.returncode}: {said.stderr.decode()}")
        return said.stdout.decode()

    def open(self):
        log = open(self.folder / "window.log", "ab")
        self.window = subprocess.Popen([PROGRAM], env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self.until(lambda: hand("xdotool", "search", "--onlyvisible", "--name", "^Likeness$") == 0, "a window")

    def until(self, holds, what, patience=60):
        end = time.monotonic() + patience
        while not holds():
            if time.monotonic() > end or self.window.poll() is not None:
                tree("show", check=False)
                sys.exit(f"waited in vain for {what}; {(self.folder / 'window.log').read_text()[-2000:]}")
            time.sleep(0.2)

    def paste_key(self):
        tree("ready", "Add API key", "20")
        tree("press", "Add API key")
        tree("wait", "Base URL")
        tree("focus", "CometAPI key")
        clipboard = subprocess.Popen(["xclip", "-selection", "clipboard", "-quiet"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        clipboard.stdin.write(self.key.encode())
        clipboard.stdin.close()
        time.sleep(0.5)
        hand("xdotool", "search", "--onlyvisible", "--name", "^Likeness$", "windowactivate", "--sync", "key", "ctrl+v")
        tree("ready", "Save", "10")
        clipboard.send_signal(signal.SIGTERM)
        clipboard.wait()
        tree("press", "Save")
        tree("wait", "Kept in the system keychain", "20")

    def test_connection(self):
        tree("press", "Test connection")
        tree("wait", "Key accepted", "20")
        tree("press", "Close")

    def create(self, status):
        subprocess.run([HERE / "drop.py", "Likeness", *SAMPLES], check=True)
        tree("ready", "Create avatar", "30")
        tree("press", "Create avatar")
        self.until(lambda: f'"status": "{status}"' in self.run("tasks", "--json"), f"a task that is {status}")

    def open_video(self):
        hand("xdotool", "search", "--onlyvisible", "--name", "^Likeness$", "windowactivate", "--sync", "key", "ctrl+2")
        time.sleep(1)
        hand("xdotool", "key", "Return")
        self.until(lambda: (self.folder / "opened").exists(), "the opened video")

    def journey(self):
        self.create("ready")
        self.open_video()
        self.create("refused")
        # The program does nothing now; what it says of the refused task stands in the window.
        time.sleep(3)
        keys = set(self.server.keys)
        if keys != {f"Bearer {self.key}"} or self.server.posts != 2:
            sys.exit("the key was not used as it should be")

    def look(self):
        """Searches everything but the keychain."""
        for process in family(self.window.pid):
            hits, size = in_memory(process, self.wanted)
            self.hits += hits + in_sight(process, self.wanted)
            self.looked.append(f"{size >> 20} MB of {pathlib.Path(f'/proc/{process}/comm').read_text().strip()}")
        everywhere = [self.folder, *(pathlib.Path(os.environ[f"XDG_{name}_HOME"]) for name in ("DATA", "CONFIG", "CACHE"))]
        keyrings = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "keyrings"
        found = [in_files(folder, self.wanted, [keyrings]) for folder in everywhere]
        self.hits += [hit for hits, _ in found for hit in hits]
        self.looked.append(f"{sum(count for _, count in found)} files")

    def close(self):
        children = family(self.window.pid)[1:]
        subprocess.run(["wmctrl", "-c", "Likeness"], check=True)
        if self.window.wait(timeout=20):
            sys.exit(f"the window ended with {self.window.returncode}")
        for child in children:
            try:
                os.kill(child, signal.SIGTERM)
            except ProcessLookupError:
                pass
        self.run("key", "status", "--json")
        self.look_at_files()
        self.run("key", "remove")

    def look_at_files(self):
        self.hits += in_files(self.folder, self.wanted)[0]


def hand(*line):
    return subprocess.run(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode


def tree(*words, check=True):
    subprocess.run(["/usr/bin/python3", HERE / "tree.py", PROGRAM.name, *words], check=check)


def a_video(folder):
    """A real video, made in practice mode."""
    line = [PROGRAM, "create", "--image", SAMPLES[0], "--audio", SAMPLES[1], "--practice", "--yes", "--out", folder / "film.mp4"]
    kept = os.environ | {"LIKENESS_HOME": str(folder / "practice")}
    subprocess.run(line, env=kept, check=True, capture_output=True, timeout=120)
    return (folder / "film.mp4").read_bytes()


def journeys(folder):
    video, hits = a_video(folder), []
    for by_hand in (True, False):
        desk = Desk(folder / ("pasted" if by_hand else "piped"), video)
        if not by_hand:
            desk.run("key", "set", given=desk.key.encode() + b"\n")
        desk.open()
        if by_hand:
            desk.paste_key()
            desk.test_connection()
        desk.journey()
        desk.look()
        desk.close()
        way = "pasted" if by_hand else "from standard input"
        print(f"  key {way}, used {len(desk.server.keys)} times: {', '.join(desk.looked)}: found {len(desk.hits)} times")
        hits += desk.hits
    for hit in hits:
        print(f"FOUND: {hit}", file=sys.stderr)
    return not hits


def selftest(folder):
    key = a_key()
    wanted, missed = needles(key), []
    hold = "import sys; kept = {}; del sys.argv[1:]; print(flush=True); sys.stdin.readline()"
    ways = {
        "text": "sys.stdin.readline().strip().encode()",
        "UTF-16": "sys.stdin.readline().strip().encode('utf-16-le')",
        "Base64": "__import__('base64').b64encode(b'Bearer ' + sys.stdin.readline().strip().encode())",
    }
    for what, way in ways.items():
        control = subprocess.Popen([sys.executable, "-c", hold.format(way)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        control.stdin.write(f"{key}\n".encode())
        control.stdin.flush()
        control.stdout.readline()
        # Python keeps the line that it read as well; each form must be noticed as what it is.
        found = any(f"as {what}" in hit for hit in in_memory(control.pid, wanted)[0])
        missed += [] if found else [f"memory, {what}"]
        seen = in_memory(control.pid, needles(a_key()))[0]
        missed += [f"another key is found: {seen}"] if seen else []
        control.communicate(b"\n")
    for what, text in (
        ("a file", key),
        ("a part in a file", "x" * 70000 + key[10:40]),
        ("a file, Base64", base64.b64encode(f"Bearer {key}".encode()).decode()),
    ):
        (folder / "deep").mkdir(exist_ok=True)
        (folder / "deep/file").write_text(text)
        missed += [] if in_files(folder, wanted)[0] else [what]
    for what, line, environment in (
        ("arguments", ["sleep", "30", "--", key], os.environ),
        ("environment", ["sleep", "30"], os.environ | {"A_KEY": key}),
    ):
        # `sleep` refuses words; a shell takes them.
        control = subprocess.Popen(["sh", "-c", "sleep 30; :", *line[2:]], env=environment)
        time.sleep(0.3)
        found = [hit for process in family(control.pid) for hit in in_sight(process, wanted)]
        missed += [] if found else [what]
        for process in family(control.pid):
            os.kill(process, signal.SIGKILL)
        control.wait()
    print(f"keyscan selftest: {'every copy is noticed' if not missed else missed}")
    return not missed


def main():
    if not os.access(PROGRAM, os.X_OK):
        sys.exit(f"{PROGRAM} is not there: run cargo build --release first, or set LIKENESS")
    what = sys.argv[1:]
    if what == [] and "AT_SPI_BUS_ADDRESS" not in os.environ:
        os.execv(HERE / "desktop.sh", ["desktop.sh", str(HERE / "keyscan.py"), "--on-desktop"])
    if what not in ([], ["--on-desktop"], ["--selftest"]):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        clean = selftest(pathlib.Path(folder)) if what == ["--selftest"] else journeys(pathlib.Path(folder))
    sys.exit(0 if clean else 1)


if __name__ == "__main__":
    main()
