"""The library's schema, step by step. Released steps are never edited."""

#: Every revision in order; the last is what this program writes. Kept here as plain text so that
#: opening an up-to-date library need not import Alembic (0.3 s).
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")

#: "FlCd": marks the file as ours in SQLite's header.
APPLICATION_ID = 0x466C4364
