"""What a program touches while strangers' words pass through it: files, sockets, other programs.

Python's own calls are told by an audit hook, Qt's reading of a file by the kernel (inotify), and what asks for a page
by a socket that listens here.
"""

import ctypes
import os
import socket
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

#: open, access (linux/inotify.h)
_READ = 0x20 | 0x01
_watching: list["Seen"] = []
_CALLS = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.startfile")
_CHANGES = (
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
)


@dataclass
class Seen:
    """What was seen: names of files that Python wrote, and calls that lead out of the program."""

    written: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    calls: list[tuple] = field(default_factory=list)

    def written_outside(self, *folders):
        """Files that were written, or changed, outside of some folders."""
        roots = [str(Path(each).resolve()) for each in folders]
        return [
            each
            for each in self.written
            if not any(str(Path(each).resolve()).startswith(root) for root in roots)
        ]


def _hook(event, arguments):
    if not _watching:
        return
    seen = _watching[-1]
    if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        _path, mode, flags = arguments
        path = os.fsdecode(_path)
        writes = (flags or 0) & (os.O_WRONLY | os.O_RDWR) or (
            isinstance(mode, str) and set(mode) & set("wax+")
        )
        (seen.written if writes else seen.opened).append(path)
    elif event in _CALLS:
        seen.calls.append((event, *map(str, arguments)))
    elif event in _CHANGES and isinstance(arguments[0], str | bytes | os.PathLike):
        seen.written.append(os.fsdecode(arguments[0]))


sys.addaudithook(_hook)


@contextmanager
def watching():
    """Look on while a block runs."""
    seen = Seen()
    _watching.append(seen)
    try:
        yield seen
    finally:
        _watching.remove(seen)


class Trap:
    """A file that nobody may read: `was_read` tells whether anybody did, whatever language it was written in."""

    def __init__(self, path):
        self.path = path
        libc = ctypes.CDLL(None)
        self._watch = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        assert libc.inotify_add_watch(self._watch, os.fsencode(path), _READ) >= 0

    def was_read(self):
        """Whether it was since the last time."""
        try:
            return bool(os.read(self._watch, 65_536))
        except BlockingIOError:
            return False

    def close(self):
        os.close(self._watch)


class Listener:
    """A server that only notes who comes."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]

    def visits(self):
        """How many came since the last time."""
        count = 0
        while True:
            try:
                connection, _from = self._socket.accept()
            except BlockingIOError:
                return count
            connection.close()
            count += 1

    def close(self):
        self._socket.close()
