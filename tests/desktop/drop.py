#!/usr/bin/python3
"""drop.py WINDOW FILE…: drops files on the window whose title holds WINDOW, as a file manager does.

Speaks the sending side of X11's drag-and-drop protocol (XDND, version 5) over python3-xlib, so it needs no pointer and
no file manager. Ends with 0 when the window accepted the drop, fetched the list of files and finished the drop.
"""

import os
import sys
import time
import urllib.parse

from Xlib import X, Xatom, display
from Xlib.protocol import event

PATIENCE = 5.0  # Seconds for each answer of the window.
HOVER = 1.0  # Seconds that the files hover over a window that does not fetch their list.


class Sender:
    def __init__(self, title, paths):
        self.screen = display.Display()
        self.root = self.screen.screen().root
        self.target = self.window_called(self.root, title)
        if self.target is None:
            sys.exit(f"no window called {title!r} takes drops")
        uris = ["file://" + urllib.parse.quote(os.path.abspath(path)) for path in paths]
        self.data = "".join(uri + "\r\n" for uri in uris).encode()
        self.fetched = False
        self.source = self.root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
        self.list_type = self.atom("text/uri-list")
        self.source.change_property(self.atom("XdndTypeList"), Xatom.ATOM, 32, [self.list_type])
        self.source.set_selection_owner(self.atom("XdndSelection"), X.CurrentTime)

    def atom(self, name):
        return self.screen.intern_atom(name)

    def window_called(self, window, title):
        try:
            name = window.get_full_property(self.atom("_NET_WM_NAME"), X.AnyPropertyType)
            text = name.value.decode("utf-8", "replace") if name else str(window.get_wm_name() or "")
            if title in text and window.get_full_property(self.atom("XdndAware"), X.AnyPropertyType):
                return window
            children = window.query_tree().children
        except Exception:  # A window that closed while we looked.
            return None
        return next((found for child in children if (found := self.window_called(child, title))), None)

    def send(self, kind, values):
        message = event.ClientMessage(window=self.target, client_type=self.atom(kind), data=(32, values))
        self.target.send_event(message, event_mask=0)
        self.screen.flush()

    def serve(self, done, patience=PATIENCE):
        """Answers what the window asks until `done` says so of a message, or patience ends."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            while self.screen.pending_events():
                happened = self.screen.next_event()
                if happened.type == X.SelectionRequest:
                    self.hand_over(happened)
                    if done("fetched", True):
                        return True
                elif happened.type == X.ClientMessage:
                    accepted = bool(happened.data[1][1] & 1)
                    if done(self.screen.get_atom_name(happened.client_type), accepted):
                        return True
            time.sleep(0.01)
        return False

    def hand_over(self, request):
        window = request.requestor
        window.change_property(request.property, request.target, 8, self.data)
        answer = event.SelectionNotify(
            time=request.time,
            requestor=window,
            selection=request.selection,
            target=request.target,
            property=request.property,
        )
        window.send_event(answer)
        self.screen.flush()
        self.fetched = True

    def drop(self):
        size = self.target.get_geometry()
        middle = self.root.translate_coords(self.target, size.width // 2, size.height // 2)
        place = (middle.x << 16) | middle.y
        self.send("XdndEnter", [self.source.id, 5 << 24, self.list_type, 0, 0])
        self.send("XdndPosition", [self.source.id, 0, place, X.CurrentTime, self.atom("XdndActionCopy")])
        if not self.serve(lambda kind, accepted: kind == "XdndStatus" and accepted):
            sys.exit("the window does not accept the drop")
        # Some windows fetch the list while the files hover over them, others when they are dropped.
        if not self.fetched:
            self.serve(lambda kind, _: kind == "fetched", HOVER)
        self.send("XdndDrop", [self.source.id, 0, X.CurrentTime, 0, 0])
        if not self.serve(lambda kind, accepted: kind == "XdndFinished" and accepted):
            sys.exit("the window did not finish the drop")
        if not self.fetched:
            sys.exit("the window did not fetch the list of files")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    Sender(sys.argv[1], sys.argv[2:]).drop()
