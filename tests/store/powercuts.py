"""Plays a recorded run up to a power cut: what was synced is there, of the rest any sectors may be, in any mixture.

The disk is taken at its word: what it says it synced is kept, a sector of 512 bytes is written whole or not at all, and
names are changed in their order. That is POSIX at its least friendly, and less friendly than ext4.
"""

from pathlib import Path

_SECTOR = 512


def disk_after(events, cut, chance):
    """The files by their names at a cut before event `cut`; and the marks that were shown before it."""
    durable: dict[str, bytearray] = {}
    waiting: dict[str, list[tuple]] = {}
    marks = []
    for kind, *rest in events[:cut]:
        if kind == "mark":
            marks.append(rest[0])
        elif kind in ("write", "truncate"):
            durable.setdefault(rest[0], bytearray())
            waiting.setdefault(rest[0], []).append((kind, *rest[1:]))
        elif kind == "sync":
            for each in waiting.pop(rest[0], []):
                _apply(durable.setdefault(rest[0], bytearray()), each)
        elif kind == "whole":
            durable[rest[0]] = bytearray(rest[1])
            waiting.pop(rest[0], None)
        elif kind == "rename":
            source, target = rest
            durable[target] = durable.pop(source, bytearray())
            waiting[target] = waiting.pop(source, [])
        elif kind == "delete":
            durable.pop(rest[0], None)
            waiting.pop(rest[0], None)
    share = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
    for path, changes in waiting.items():
        for each in changes:
            _apply_some(durable.setdefault(path, bytearray()), each, lambda: chance.random() < share)
    return durable, marks


def write_disk(durable, recorded, folder):
    """Put the files of a recorded folder into another one, as the next start will find them."""
    for name, content in durable.items():
        path = Path(name)
        if recorded not in path.parents:
            continue
        target = folder / path.relative_to(recorded)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(bytes(content))


def _apply(content, change):
    if change[0] == "truncate":
        _resize(content, change[1])
        return
    _kind, offset, data = change
    if len(content) < offset:
        _resize(content, offset)
    content[offset : offset + len(data)] = data


def _apply_some(content, change, kept):
    if change[0] == "truncate":
        if kept():
            _resize(content, change[1])
        return
    _kind, offset, data = change
    at = 0
    while at < len(data):
        # Sectors of the disk, not of the write.
        end = min(len(data), at + _SECTOR - (offset + at) % _SECTOR)
        if kept():
            _apply(content, ("write", offset + at, data[at:end]))
        at = end


def _resize(content, size):
    if size < len(content):
        del content[size:]
    else:
        content.extend(bytes(size - len(content)))
