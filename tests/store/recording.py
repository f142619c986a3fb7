"""Records what a program writes to its disk and when it syncs: SQLite's file system wrapped by ctypes, `os.fsync` and renames.

Runs in a process of its own: `install` makes SQLite write through here for good.
"""

import ctypes
import ctypes.util
import os
import pickle
from pathlib import Path

_POINTERS = ctypes.c_void_p
_FILE_METHODS = (
    *(
        "xClose",
        "xRead",
        "xWrite",
        "xTruncate",
        "xSync",
        "xFileSize",
        "xLock",
        "xUnlock",
        "xCheckReservedLock",
    ),
    *("xFileControl", "xSectorSize", "xDeviceCharacteristics"),
    *("xShmMap", "xShmLock", "xShmBarrier", "xShmUnmap", "xFetch", "xUnfetch"),
)
_SYSTEM_METHODS = (
    *(
        "xOpen",
        "xDelete",
        "xAccess",
        "xFullPathname",
        "xDlOpen",
        "xDlError",
        "xDlSym",
        "xDlClose",
        "xRandomness",
    ),
    *("xSleep", "xCurrentTime", "xGetLastError", "xCurrentTimeInt64"),
    *("xSetSystemCall", "xGetSystemCall", "xNextSystemCall"),
)


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, see sqlite.org/c3ref/io_methods.html."""

    _fields_ = (("iVersion", ctypes.c_int), *((name, _POINTERS) for name in _FILE_METHODS))


class _File(ctypes.Structure):
    """The beginning of every sqlite3_file."""

    _fields_ = (("pMethods", ctypes.POINTER(_Methods)),)


class _System(ctypes.Structure):
    """sqlite3_vfs, see sqlite.org/c3ref/vfs.html."""

    _fields_ = (
        ("iVersion", ctypes.c_int),
        ("szOsFile", ctypes.c_int),
        ("mxPathname", ctypes.c_int),
        ("pNext", _POINTERS),
        ("zName", ctypes.c_char_p),
        ("pAppData", _POINTERS),
        *((name, _POINTERS) for name in _SYSTEM_METHODS),
    )


_FILE = ctypes.POINTER(_File)
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, _POINTERS, ctypes.c_void_p, _FILE, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTERS, ctypes.c_char_p, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, _FILE, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, _FILE, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _FILE, ctypes.c_int)


class Recorder:
    """The events in their order: write, truncate, sync, delete, whole (a file synced by Python), rename, mark."""

    def __init__(self) -> None:
        self.events: list[tuple] = []
        self._kept: list[object] = []
        self._paths: dict[int, str] = {}
        self._wrapped: dict[int, tuple[_Methods, _Methods]] = {}

    def mark(self, what: object) -> None:
        """Note that something was shown as done."""
        self.events.append(("mark", what))

    def save(self, path: Path) -> None:
        """Write the events down."""
        path.write_bytes(pickle.dumps(self.events))

    def install(self) -> None:
        """From now on record all that SQLite and Python do to files."""
        import _sqlite3  # so that its library is the one that is found

        assert _sqlite3
        library = ctypes.CDLL(ctypes.util.find_library("sqlite3"))
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_System)
        library.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
        real = library.sqlite3_vfs_find(None).contents
        mine = _System.from_buffer_copy(real)
        mine.zName = b"recording"
        mine.pNext = None
        real_open, real_delete = _OPEN(real.xOpen), _DELETE(real.xDelete)

        def opened(system, name, file, flags, out):
            code = real_open(system, name, file, flags, out)
            if code == 0 and name:
                address = ctypes.cast(file, ctypes.c_void_p).value
                self._paths[address] = ctypes.string_at(name).decode()
                file.contents.pMethods = ctypes.pointer(self._wrap(file.contents.pMethods))
            return code

        def deleted(system, name, sync):
            code = real_delete(system, name, sync)
            if code == 0:
                self.events.append(("delete", name.decode()))
            return code

        for name, kind, function in (("xOpen", _OPEN, opened), ("xDelete", _DELETE, deleted)):
            self._set(mine, name, kind(function))
        self._kept += [mine, real_open, real_delete]
        library.sqlite3_vfs_register(ctypes.byref(mine), 1)
        self._watch_python()

    def _wrap(self, methods) -> _Methods:
        address = ctypes.addressof(methods.contents)
        if address in self._wrapped:
            return self._wrapped[address][1]
        real = methods.contents
        mine = _Methods.from_buffer_copy(real)
        write, truncate, sync = _WRITE(real.xWrite), _TRUNCATE(real.xTruncate), _SYNC(real.xSync)

        def written(file, data, size, offset):
            self.events.append(("write", self._path(file), offset, ctypes.string_at(data, size)))
            return write(file, data, size, offset)

        def truncated(file, size):
            self.events.append(("truncate", self._path(file), size))
            return truncate(file, size)

        def synced(file, flags):
            code = sync(file, flags)
            self.events.append(("sync", self._path(file)))
            return code

        for name, kind, function in (
            ("xWrite", _WRITE, written),
            ("xTruncate", _TRUNCATE, truncated),
            ("xSync", _SYNC, synced),
        ):
            self._set(mine, name, kind(function))
        self._kept += [write, truncate, sync]
        self._wrapped[address] = (real, mine)
        return mine

    def _set(self, structure, name, function) -> None:
        self._kept.append(function)
        setattr(structure, name, ctypes.cast(function, ctypes.c_void_p).value)

    def _path(self, file) -> str:
        return self._paths[ctypes.cast(file, ctypes.c_void_p).value]

    def _watch_python(self) -> None:
        real_sync, real_replace = os.fsync, os.replace

        def fsync(descriptor):
            real_sync(descriptor if isinstance(descriptor, int) else descriptor.fileno())
            path = Path(f"/proc/self/fd/{descriptor}").readlink()
            if path.is_file():
                self.events.append(("whole", str(path), path.read_bytes()))

        def replace(source, target, **more):
            real_replace(source, target, **more)
            self.events.append(("rename", str(source), str(target)))

        os.fsync, os.replace = fsync, replace
