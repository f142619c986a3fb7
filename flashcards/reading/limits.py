"""How much of a stranger's file is read, and what reading it may cost."""

MEGABYTE = 1024 * 1024

#: The largest text that an article may have, in bytes of UTF-8.
TEXT = 5 * MEGABYTE
#: The most blocks (paragraphs, items, rows) that an article may have.
BLOCKS = 50_000
#: The most marks that a web page may have; large pages have some ten thousand.
MARKS = 250_000
#: The most lines of a text file; wrapped lines make longer paragraphs.
LINES = 250_000
#: The largest web page or HTML file, in bytes.
HTML = 10 * MEGABYTE
#: The largest PDF, DOCX or EPUB file, in bytes.
FILE = 50 * MEGABYTE

#: Of an archive: entries, bytes of one part when unpacked, of all parts together, and how many times
#: larger than packed a part of more than a megabyte may become.
ENTRIES = 10_000
PART = 32 * MEGABYTE
PARTS = 400 * MEGABYTE
RATIO = 150

#: Of a PDF.
PAGES = 3000

#: Of the process that parses a file: address space in bytes; seconds of the processor without a sign of
#: getting on, and in all; seconds on the wall, for a machine that is busy with other things.
MEMORY = 480 * MEGABYTE
STEP_SECONDS = 4
WHOLE_SECONDS = 60
WALL_STEP_SECONDS = 20
WALL_SECONDS = 180
