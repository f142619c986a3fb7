"""How much of a stranger's package is read, and what reading it may cost."""

MEGABYTE = 1024 * 1024

#: Of the zip: its size, its entries, and how many times larger than packed a large entry may become.
FILE = 1024 * MEGABYTE
ENTRIES = 70_000
RATIO = 200
SMALL = 50 * MEGABYTE

#: Of its parts, unpacked: the database, the list of media, one media file, all of them, `meta`.
COLLECTION = 500 * MEGABYTE
MEDIA_LIST = 32 * MEGABYTE
MEDIA_FILE = 100 * MEGABYTE
MEDIA = 600 * MEGABYTE
META = 4096
#: The memory that unpacking Zstandard may ask for.
WINDOW = 128 * MEGABYTE

#: Of the database: one value, a field of a note, all fields of a note; note types, their fields and templates.
VALUE = 16 * MEGABYTE
FIELD = MEGABYTE
FIELDS = 4 * MEGABYTE
TEXT = 200_000
TYPES = 5_000
TYPE_FIELDS = 200
TYPE_TEMPLATES = 100
DECKS = 20_000
ORDINALS = 500
MEDIA_NAME = 120

#: Of the process: address space, one file that it writes, seconds of the processor without a sign of getting on
#: and in all, seconds on the wall without such a sign.
MEMORY = 560 * MEGABYTE
WRITTEN = 700 * MEGABYTE
STEP_SECONDS = 6
WHOLE_SECONDS = 600
WALL_STEP_SECONDS = 30
#: The largest description of a package.
DESCRIPTION = 64 * MEGABYTE
