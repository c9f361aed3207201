#!/usr/bin/python3
"""The window as a screen reader gets it (AT-SPI), and a hand that presses and focuses by name. Runs inside desktop.sh.

tree.py APP show                    prints role, name, value and rectangle of every element
tree.py APP press NAME              does the first action of the element whose name begins with NAME, if it can be pressed
tree.py APP focus NAME              gives the keyboard to the element whose name begins with NAME
tree.py APP wait NAME [SECONDS]     waits until an element whose name holds NAME is there
tree.py APP ready NAME [SECONDS]    waits until the element whose name begins with NAME can be pressed

APP is the file name of the program. A NAME that ends in $ is the whole name.
"""

import sys
import time

import pyatspi


def application(name, patience=10.0):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        for program in pyatspi.Registry.getDesktop(0):
            if program is not None and name in (program.name or ""):
                return program
        time.sleep(0.2)
    sys.exit(f"no application called {name!r} speaks to screen readers")


def find(root, test):
    """The first element that passes, or None; elements that vanish while we look do not."""

    def passes(element):
        try:
            return element is not None and test(element)
        except Exception:
            return False

    try:
        return pyatspi.findDescendant(root, passes)
    except Exception:
        return None


def show(element, depth=0):
    if element is None:
        return
    try:
        box = element.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        place = f"{box.x},{box.y} {box.width}x{box.height}"
    except Exception:
        place = ""
    try:
        value = f" = {element.queryText().getText(0, -1)!r}"
    except Exception:
        value = ""
    print("  " * depth + f"{element.getRoleName()} {element.name!r}{value} {place}")
    for child in element:
        show(child, depth + 1)


def can_be_pressed(element):
    states = element.getState()
    return states.contains(pyatspi.STATE_ENABLED) and states.contains(pyatspi.STATE_SENSITIVE)


def begins(name):
    if name.endswith("$"):
        return lambda element: element.name == name[:-1]
    return lambda element: (element.name or "").startswith(name)


def wait(root, test, patience, what):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if find(root, test):
            return
        time.sleep(0.2)
    show(root)
    sys.exit(f"waited {patience:g} s in vain: {what}")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, what, *rest = sys.argv[1:]
    root = application(program)
    patience = float(rest[1]) if len(rest) > 1 else 10.0
    if what == "show":
        show(root)
    elif what == "press" and rest:
        test = lambda each: begins(rest[0])(each) and can_be_pressed(each) and each.queryAction().nActions > 0
        element = find(root, test)
        if element is None or not element.queryAction().doAction(0):
            sys.exit(f"{rest[0]!r} cannot be pressed")
    elif what == "focus" and rest:
        takes_keys = lambda each: each.getState().contains(pyatspi.STATE_FOCUSABLE)
        element = find(root, lambda each: begins(rest[0])(each) and takes_keys(each))
        if element is None or not element.queryComponent().grabFocus():
            sys.exit(f"{rest[0]!r} cannot be focused")
    elif what == "wait" and rest:
        wait(root, lambda each: rest[0] in (each.name or ""), patience, f"nothing is called {rest[0]!r}")
    elif what == "ready" and rest:
        test = lambda each: begins(rest[0])(each) and can_be_pressed(each)
        wait(root, test, patience, f"{rest[0]!r} cannot be pressed")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
