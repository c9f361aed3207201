#!/usr/bin/python3
"""provider.py: a provider on this computer that misbehaves, and counts the paid requests it gets.

Prints its address, then serves until it is ended. The first part of the path says how it behaves:

/refuse   refuses every request, repeating the key in its message, as some gateways do
/cut      reads the whole paid request and hangs up without an answer; knows of no task
/fail     takes the task, and says at the first ask that it failed

GET /count/refuse and so on: how many paid requests came.
"""

import collections
import http.server
import json

POSTS = collections.Counter()


class Provider(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def say(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def read_body(self):
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            while size := int(self.rfile.readline().split(b";")[0], 16):
                self.rfile.read(size + 2)
            self.rfile.readline()
        else:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def refuse(self):
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        self.say(401, {"code": 1002, "message": f"the key {key} is not known", "request_id": "r-refused"})

    def task(self, status, **more):
        data = {"task_id": "897182621750399062", "task_status": status, "task_info": {}, **more}
        return {"code": 0, "message": "SUCCEED", "request_id": "r-fail", "data": data}

    def do_POST(self):
        behaviour = self.path.split("/")[1]
        POSTS[behaviour] += 1
        self.read_body()
        if behaviour == "refuse":
            self.refuse()
        elif behaviour == "cut":
            self.close_connection = True
        elif behaviour == "fail":
            self.say(200, self.task("submitted"))

    def do_GET(self):
        behaviour = self.path.split("/")[1]
        if behaviour == "count":
            self.say(200, POSTS[self.path.split("/")[2]])
        elif behaviour == "refuse":
            self.refuse()
        elif behaviour == "fail":
            self.say(200, self.task("failed", task_status_msg="Image pixel is invalid", task_result={}))
        else:
            self.say(404, {"code": 1203, "message": "the task does not exist", "request_id": "r-cut"})

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
