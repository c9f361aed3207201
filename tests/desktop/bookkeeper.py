#!/usr/bin/python3
"""bookkeeper.py: a provider on this computer that keeps books, for kill.py. Imported, not run.

It takes paid requests slowly, cuts them, answers too late or not at all, says "not now", and can be restarted; what
it made it never forgets. Everything that it does is drawn from a seed. It checks no input: that is the practice server's part.
"""

import collections
import json
import random
import socket
import struct
import threading
import time

from http.server import ThreadingHTTPServer

from provider import Provider

CREATE = "/kling/v1/videos/avatar/image2video"
# What it does with a paid request, and how often: the first three make a task.
MANNERS = {"accept": 10, "cut": 2, "html": 1, "cut-early": 1, "busy": 2, "maintenance": 1}
PAGE = b"<html><body>502 Bad Gateway</body></html>"


class Books:
    """What reached the provider, whatever became of the program that sent it."""

    def __init__(self, seed, video):
        self.dice = random.Random(seed)
        self.video = video
        self.lock = threading.Lock()
        # How often what happened: kill.py waits for these to grow.
        self.counts = collections.Counter()
        # By external id: how many tasks were made, and how many requests came whole.
        self.made = collections.Counter()
        self.whole = collections.Counter()
        # By the provider's id: the external id and when it is ready.
        self.tasks = {}

    def count(self, what):
        with self.lock:
            self.counts[what] += 1

    def draw(self, weights):
        with self.lock:
            return self.dice.choices(list(weights), list(weights.values()))[0]

    def pause(self, most):
        with self.lock:
            seconds = self.dice.uniform(0, most)
        time.sleep(seconds)

    def make(self, external):
        with self.lock:
            self.made[external] += 1
            task = str(797182621750399062 + len(self.tasks))
            self.tasks[task] = (external, time.monotonic() + self.dice.uniform(0, 1.5))
            return task

    def find(self, name):
        with self.lock:
            for task, (external, ready) in self.tasks.items():
                if name in (task, external):
                    return task, external, time.monotonic() >= ready
        return None

    def video_of(self, external):
        """A video like no other one: the same film, with a box behind it that players skip."""
        more = external.encode() * (1 + sum(external.encode()) % 50)
        return self.video + struct.pack(">I", 8 + len(more)) + b"free" + more


class Keeper(Provider):
    """One connection. `provider.Provider` knows how to read and to say."""

    def setup(self):
        super().setup()
        self.server.open.add(self.connection)

    def finish(self):
        self.server.open.discard(self.connection)
        super().finish()

    def page(self):
        self.send_response(502)
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def read_slowly(self):
        left, body = int(self.headers.get("Content-Length", 0)), b""
        step = max(left // 8, 1)
        while left:
            piece = self.rfile.read(min(left, step))
            if not piece:
                return None
            left, body = left - len(piece), body + piece
            self.server.books.pause(0.01)
        return json.loads(body)

    def do_POST(self):
        books = self.server.books
        books.count("begun")
        manner = books.draw(MANNERS)
        if manner == "cut-early":
            self.close_connection = True
            return
        body = self.read_slowly()
        if body is None:
            self.close_connection = True
            return
        external = body["external_task_id"]
        with books.lock:
            books.whole[external] += 1
        books.count("whole")
        if manner in ("busy", "maintenance"):
            status, code = (429, 1303) if manner == "busy" else (503, 5001)
            books.count("not now")
            self.say(status, {"code": code, "message": "not now", "request_id": "r-later"})
            return
        task = books.make(external)
        books.count("made")
        books.pause(0.15)
        if manner == "accept":
            data = {"task_id": task, "task_status": "submitted", "task_info": {"external_task_id": external}}
            self.say(200, {"code": 0, "message": "SUCCEED", "request_id": "r-made", "data": data})
        elif manner == "html":
            self.page()
        else:
            self.close_connection = True
        books.count("answered")

    def do_GET(self):
        books, path = self.server.books, self.path.split("?")[0]
        if path.startswith("/video/"):
            self.send_video(books.video_of(path.removeprefix("/video/")))
            return
        books.count("asked")
        found = books.find(path.removeprefix(CREATE).strip("/"))
        if path == CREATE:
            self.say(200, {"code": 0, "message": "SUCCEED", "request_id": "r-list", "data": []})
        elif found is None:
            self.say(404, {"code": 1203, "message": "task not found", "request_id": "r-none"})
        elif books.draw({True: 1, False: 12}):
            self.page()
        else:
            task, external, ready = found
            data = {"task_id": task, "task_status": "succeed" if ready else "processing"}
            data["task_info"] = {"external_task_id": external}
            if ready:
                address = f"http://127.0.0.1:{self.server.server_port}/video/{external}"
                data["task_result"] = {"videos": [{"id": "1", "url": address, "duration": "8"}]}
            self.say(200, {"code": 0, "message": "SUCCEED", "request_id": "r-ask", "data": data})

    def send_video(self, video):
        books, begin = self.server.books, 0
        books.count("fetched")
        wanted = self.headers.get("Range", "")
        if wanted:
            begin = int(wanted.removeprefix("bytes=").split("-")[0])
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {begin}-{len(video) - 1}/{len(video)}")
        else:
            self.send_response(200)
        self.send_header("Content-Type", "video/mp4")
        self.send_header("Content-Length", str(len(video) - begin))
        self.end_headers()
        for at in range(begin, len(video), 65_536):
            self.wfile.write(video[at : at + 65_536])
            books.pause(0.03)
        books.count("sent")


class Server(ThreadingHTTPServer):
    """The provider's house. Closing it cuts every connection; the books stay."""

    daemon_threads = True

    def __init__(self, books, port=0):
        super().__init__(("127.0.0.1", port), Keeper)
        self.books, self.open = books, set()
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()
        for connection in list(self.open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def handle_error(self, request, client_address):
        """A connection that breaks is what this is about."""
