#!/usr/bin/python3
"""kill.py: the real program, killed at any moment, loses nothing and bills nothing twice.

Runs `likeness create`, `wait` and `resolve --send-again` against bookkeeper.py and ends them with SIGKILL: at a moment
by the clock, when the ledger is written, or when something happens at the provider, which is restarted now and then. At
the end the provider's books and the library must agree. The moments come from --seed; what the machine makes of them
does not.

    kill.py [--rounds 300] [--seed 1]    so many kills; exit code 1 if anything is lost or made twice
    kill.py --selftest                   breaks the books and the library on purpose, and fails unless each is noticed

LIKENESS names the program under test; the one of `cargo build --release` otherwise.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

# Nothing is left beside the scripts.
sys.dont_write_bytecode = True
from bookkeeper import Books, Server

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("LIKENESS", REPOSITORY / "target/release/likeness")).resolve()
SAMPLES = REPOSITORY / "assets/samples"
INPUTS = ["--image", str(SAMPLES / "portrait.png"), "--audio", str(SAMPLES / "voice.wav")]
# Kills in one library before it is looked through.
KILLS = 20
# The longest life, in seconds.
LONGEST = 2.5
# How a life that is not killed may end: done; nobody knows yet; still running.
ENDS = (0, 5, 7)
# Where nothing more happens by itself, as far as this test goes.
ENDED = ("ready", "unknown", "dismissed")
# What a kill waits for: the clock, the ledger, the provider's books, or nothing, which is an ordinary end.
MOMENTS = {
    "create": {"clock": 4, "ledger": 5, "begun": 3, "whole": 2, "made": 3, "answered": 2, "nothing": 4},
    "resolve": {"clock": 2, "ledger": 3, "begun": 2, "made": 2, "nothing": 2},
    "wait": {"clock": 4, "ledger": 3, "asked": 2, "fetched": 4, "sent": 3, "begun": 1, "nothing": 2},
}


def environment(home, address=None):
    """What the program sees: a home of its own, no keychain, and this provider."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMETAPI_", "LIKENESS"))}
    kept |= {"LIKENESS_HOME": str(home), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={home}/no-bus", "LC_ALL": "C"}
    if address:
        kept |= {"COMETAPI_BASE_URL": address, "COMETAPI_KEY": "sk-kill-0123456789abcdef"}
    return kept


def a_video(folder):
    """A real video, made in practice mode."""
    video = folder / "practice.mp4"
    line = [PROGRAM, "create", *INPUTS, "--practice", "--yes", "--out", str(video)]
    subprocess.run(line, env=environment(folder / "practice"), check=True, capture_output=True, timeout=120)
    return video.read_bytes()


class Life:
    """One run of the program, and the moment at which it ends."""

    def __init__(self, desk, verb, arguments):
        self.desk, self.verb = desk, verb
        self.moment = desk.draw(MOMENTS[verb])
        self.times, self.more = desk.dice.randint(1, 3), desk.dice.choice([0, 0, desk.dice.uniform(0, 0.02)])
        self.limit = desk.dice.uniform(0, desk.usual * 1.3) if self.moment == "clock" else LONGEST
        self.before = self.seen()
        self.killed, self.came, self.said = False, False, b""
        self.process = subprocess.Popen(
            [PROGRAM, verb, *arguments, "--json"],
            env=environment(desk.home, desk.address),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self.began = time.monotonic()

    def seen(self):
        """How often what this life waits for has happened."""
        if self.moment == "ledger":
            parts = [self.desk.home / "library" / name for name in ("likeness.db", "likeness.db-journal")]
            return [part.stat().st_mtime_ns for part in parts if part.exists()]
        return self.desk.books.counts[self.moment]

    def live(self):
        """Lives until the moment has come, and is killed then."""
        happened, last = 0, self.before
        while self.process.poll() is None:
            if time.monotonic() - self.began >= self.limit:
                break
            now = self.seen()
            happened, last = happened + (now != last), now
            if happened >= (self.times if self.moment == "ledger" else 1):
                self.came = True
                time.sleep(self.more)
                break
            time.sleep(0.0005)
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.said = self.process.communicate()[1]
        self.killed = self.process.returncode == -signal.SIGKILL


class Desk:
    """A library, a provider, and the lives that share them."""

    def __init__(self, number, seed, folder, video):
        self.dice = random.Random(f"{seed}/{number}")
        self.name, self.home = f"kill-{seed}-{number}", folder / f"home-{number}"
        self.books = Books(f"{seed}/{number}/books", video)
        self.server = Server(self.books)
        self.port = self.server.server_port
        self.address = f"http://127.0.0.1:{self.port}"
        # By external id: whether its `create` came to its own end.
        self.approved, self.shown, self.breaches = {}, {}, []
        # Approvals whose `create` was killed before the provider saw a request.
        self.unbegun = []
        # Lost tasks whose order was approved once more; each may have become one task with an id of the program's own.
        self.again = set()
        self.tally, self.usual = collections.Counter(), 0.5

    def draw(self, weights):
        return self.dice.choices(list(weights), list(weights.values()))[0]

    def restart(self):
        """Takes the provider away and brings it back."""
        self.tally["restarts"] += 1
        self.server.close()
        time.sleep(self.dice.uniform(0, 0.3))
        self.server = Server(self.books, self.port)

    def live(self, verb, arguments=()):
        life = Life(self, verb, arguments)
        life.live()
        self.tally["kills" if life.killed else "ends"] += 1
        self.tally[life.moment if life.came else "clock"] += life.killed
        if b"panicked" in life.said or not life.killed and life.process.returncode not in ENDS:
            said = life.said.decode(errors="replace")[-400:]
            self.breaches.append(f"{verb} ended with {life.process.returncode}: {said}")
        return life

    def create(self):
        external = f"{self.name}-{len(self.approved)}"
        self.approved[external] = False
        begun = self.books.counts["begun"]
        life = self.live("create", [*INPUTS, "--task-id", external, "--yes", "--no-wait", "--timeout", "3"])
        self.approved[external] = not life.killed
        if life.killed and self.books.counts["begun"] == begun:
            self.unbegun.append(external)
        if not life.killed:
            self.usual = 0.8 * self.usual + 0.2 * (time.monotonic() - life.began)

    def wait(self):
        named = [row["id"] for row in self.shown.values() if row["status"] not in ENDED]
        self.live("wait", [*named[-3:], "--timeout", "3"])

    def resolve(self):
        """What a person does who knows that it may be billed twice: a new approval, and the lost one is given up."""
        self.look()
        lost = [(external, row["id"]) for external, row in self.shown.items() if row["status"] == "unknown"]
        lost = [one for one in lost if one[0] not in self.again]
        if lost:
            external, name = self.dice.choice(lost)
            self.again.add(external)
            self.live("resolve", [name, "--send-again", "--yes", "--no-wait", "--timeout", "3"])

    def round(self):
        """One life, or two at once; and perhaps a restart of the provider under them. Says how many were killed."""
        before = self.tally["kills"]
        verbs = self.draw({("create",): 5, ("wait",): 4, ("create", "wait"): 2, ("resolve",): 2})
        with concurrent.futures.ThreadPoolExecutor() as pool:
            lives = [pool.submit(getattr(self, verb)) for verb in verbs]
            if self.dice.random() < 0.15:
                time.sleep(self.dice.uniform(0, 0.3))
                self.restart()
            for life in lives:
                life.result()
        if self.dice.random() < 0.5:
            self.look()
        return self.tally["kills"] - before

    def library(self):
        """What `likeness tasks` shows, by external id."""
        line = [PROGRAM, "tasks", "--json"]
        said = subprocess.run(line, env=environment(self.home), check=True, capture_output=True, timeout=60)
        rows = json.loads(said.stdout)
        if said.stderr:
            self.breaches.append(f"the library complains: {said.stderr.decode()}")
        by_id = {row["external_task_id"]: row for row in rows}
        if len(by_id) != len(rows):
            self.breaches.append("the library holds an approval twice")
        return by_id

    def look(self):
        """What was shown once is shown for ever, and what is ready stays ready."""
        shown = self.library()
        for external, row in self.shown.items():
            if external not in shown:
                self.breaches.append(f"{external} was shown as {row['status']} and is gone")
            elif row["status"] == "ready" and shown[external]["status"] != "ready":
                self.breaches.append(f"{external} was ready and is {shown[external]['status']}")
        self.shown = shown

    def settle(self):
        """Lets everything come to its end: undisturbed, as often as a patient person would try."""
        for _ in range(12):
            self.look()
            named = [row["id"] for external, row in self.shown.items() if self.is_open(external, row)]
            if not named:
                return
            line = [PROGRAM, "wait", *named, "--timeout", "6"]
            subprocess.run(line, env=environment(self.home, self.address), capture_output=True, timeout=60)

    def is_open(self, external, row):
        """Whether more is to be expected: what was never made cannot be found."""
        return row["status"] not in ENDED or row["status"] == "unknown" and self.books.made[external]

    def judge(self):
        """Compares the books with the library; every breach in words."""
        found, books, library = list(self.breaches), self.books, self.library()
        own = {external for external, row in library.items() if external == row["id"]}
        if len(own) > len(self.again):
            found.append(f"{len(own)} orders were approved once more, by {len(self.again)} commands")
        approved = self.approved | dict.fromkeys(own, False)
        given_up = {external for external in self.again if library.get(external, {}).get("status") == "dismissed"}
        for external, times in books.made.items():
            row = library.get(external)
            if external not in approved:
                found.append(f"{external} was made and never approved")
            elif times > 1:
                found.append(f"{external} was made {times} times for one approval")
            elif row is None:
                found.append(f"{external} was made and paid, and is not in the library")
            elif external in given_up:
                continue
            elif row["status"] != "ready":
                found.append(f"{external} was made and is {row['status']}")
            elif not is_whole(row["video"], books.video_of(external)):
                found.append(f"the video of {external} is not the one that was made")
        for external, ended in approved.items():
            row = library.get(external)
            if row is None and (ended or books.whole[external]):
                found.append(f"{external} was approved and is lost")
            elif row and external not in given_up | set(books.made) and row["status"] not in ("unknown", "waiting"):
                found.append(f"{external} was never made and is {row['status']}")
        found += [f"{external} is in the library and was never approved" for external in set(library) - set(approved)]
        folder = self.home / "videos"
        here = {str(path) for path in folder.iterdir()} if folder.is_dir() else set()
        kept = here - {row["video"] for row in library.values()}
        found += [f"{path} is no task's video" for path in sorted(kept) if not path.endswith(".part")]
        # A request may follow another one of the same approval only when that was clearly refused.
        if books.counts["begun"] > len(approved) + books.counts["not now"]:
            found.append(f"{books.counts['begun']} paid requests for {len(approved)} approvals")
        return found


def is_whole(path, video):
    path = pathlib.Path(path)
    return path.is_file() and path.stat().st_size == len(video) and digest(path.read_bytes()) == digest(video)


def digest(data):
    return hashlib.sha256(data).digest()


def one_desk(number, kills, seed, folder, video):
    """So many kills in one library; the desk after them."""
    desk = Desk(number, seed, folder, video)
    while kills > 0:
        kills -= desk.round()
    desk.settle()
    return desk


def summary(desks):
    """What was tried and what came of it, in one line."""
    total = sum((desk.tally for desk in desks), collections.Counter())
    moments = dict.fromkeys(moment for verb in MOMENTS.values() for moment in verb if moment != "nothing")
    moments = ", ".join(f"{total[moment]} at {moment}" for moment in moments)
    rows = [row["status"] for desk in desks for row in desk.shown.values()]
    # Marked as being sent, and nothing of it came: the moment between the ledger's write and the request.
    between = sum(desk.shown.get(name, {}).get("status") == "unknown" for desk in desks for name in desk.unbegun)
    return (
        f"{total['kills']} kills ({moments}), {total['ends']} ordinary ends, {total['restarts']} restarts there; "
        f"{sum(len(desk.approved) for desk in desks)} approvals and {sum(len(desk.again) for desk in desks)} once more, "
        f"{sum(desk.books.counts['begun'] for desk in desks)} paid requests begun, "
        f"{sum(desk.books.made.total() for desk in desks)} tasks made, each once; {rows.count('ready')} videos, each "
        f"whole; {rows.count('unknown') + rows.count('waiting')} never made and shown as such, {between} of them ended "
        f"between ledger and request; {rows.count('dismissed')} given up"
    )


def all_rounds(rounds, seed, folder):
    video, began = a_video(folder), time.monotonic()
    sizes = [min(KILLS, rounds - at) for at in range(0, rounds, KILLS)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        desks = list(pool.map(lambda desk: one_desk(desk[0], desk[1], seed, folder, video), enumerate(sizes)))
    breaches = [breach for desk in desks for breach in desk.judge()]
    for breach in breaches:
        print(f"BREACH: {breach}", file=sys.stderr)
    tried = "" if breaches else f"{summary(desks)}; "
    print(f"kill: seed {seed}: {tried}{len(breaches)} breaches in {time.monotonic() - began:.0f} s")
    return not breaches and any(desk.books.made for desk in desks)


def tampered(desk):
    """Each way to break what the test is for, with its undoing done by whoever takes the next one."""
    external, row = next((name, row) for name, row in desk.library().items() if row["status"] == "ready")
    desk.books.make(external)
    yield "a task made twice"
    desk.books.made[external] = 1
    desk.books.make("nobody-approved-this")
    yield "a task without an approval"
    del desk.books.made["nobody-approved-this"]
    with desk.books.lock:
        desk.books.counts["begun"] += 1000
    yield "more requests than approvals"
    desk.books.counts["begun"] -= 1000
    video = pathlib.Path(row["video"])
    whole = video.read_bytes()
    video.write_bytes(whole[:-1])
    yield "a video that is cut"
    video.unlink()
    yield "a video that is gone"
    video.write_bytes(whole)
    change(desk, "UPDATE tasks SET stage = 'cancelled', stage_data = '{}', task_id = NULL", external)
    yield "a paid task that is called cancelled"
    change(desk, "DELETE FROM tasks", external)
    yield "a paid task that is not in the library"


def change(desk, statement, external):
    """Changes the ledger as the program never does: its own triggers would not allow it."""
    with sqlite3.connect(desk.home / "library/likeness.db") as ledger:
        for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            ledger.execute(f"DROP TRIGGER {name}")
        if ledger.execute(f"{statement} WHERE external_id = ?", [external]).rowcount != 1:
            sys.exit(f"selftest: nothing to change for {external}")


def selftest(seed, folder):
    desk = one_desk(0, 8, seed, folder, a_video(folder))
    while not any(row["status"] == "ready" for row in desk.library().values()):
        desk.create()
        desk.settle()
    missed = [f"a sound library is called broken: {breach}" for breach in desk.judge()]
    for what in tampered(desk):
        found = desk.judge()
        print(f"  {what}: {found[0] if found else 'not noticed'}")
        missed += [] if found else [what]
    print(f"kill selftest: {'every breach is noticed' if not missed else missed}")
    return not missed


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--selftest", action="store_true")
    chosen = arguments.parse_args()
    if not os.access(PROGRAM, os.X_OK):
        sys.exit(f"{PROGRAM} is not there: run cargo build --release first, or set LIKENESS")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        whole = selftest(chosen.seed, folder) if chosen.selftest else all_rounds(chosen.rounds, chosen.seed, folder)
    sys.exit(0 if whole else 1)


if __name__ == "__main__":
    main()
