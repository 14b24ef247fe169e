"""Runs a program on a terminal of its own and talks to it.

Arguments: a JSON list of steps, then the program. A step is [keys to send, text to wait for]. Prints, as JSON, what
came on the terminal for each step, without escape sequences. Ends with 1 when a text does not come in time.
"""
import json
import os
import pty
import re
import select
import sys
import time

steps = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])

escapes = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]")


def read_until(text, seconds):
    found, end = b"", time.time() + seconds
    while time.time() < end:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if ready:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                piece = b""
            if not piece:
                return plain(found), text in plain(found)
            found += piece
        if text in plain(found):
            return plain(found), True
    return plain(found), False


def plain(piece):
    return escapes.sub("", piece.decode(errors="replace")).replace("\r", "")


results, ok = [], True
for keys, text in steps:
    os.write(terminal, keys.encode())
    seen, ok = read_until(text, 30)
    results.append(seen)
    if not ok:
        break
print(json.dumps(results))
os.close(terminal)
sys.exit(0 if ok else 1)
