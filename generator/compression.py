"""Text files compressed beforehand (`.gz`, `.br` beside each), so that a web server only sends.

The same bytes give the same files: no time and no name is kept in them.
"""

import gzip
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

ENDINGS = (".gz", ".br")
QUALITY = 11
"""Brotli's best: a file is compressed once and sent often."""
SMALLEST = 1024
"""Bytes; what is smaller travels in one packet anyway."""

_TEXTS = {".html", ".css", ".js", ".json", ".svg"}


def mark() -> str:
    """Changes with the programs that compress; part of the key of what they made."""
    return f"-gzip{zlib.ZLIB_RUNTIME_VERSION}-brotli{version('brotli')}"


def write(path: Path, data: bytes) -> None:
    """Writes a file, and its compressed forms where they are worth it."""
    path.write_bytes(data)
    for ending, small in _forms(path.suffix, data):
        path.with_name(path.name + ending).write_bytes(small)


def compress_folder(folder: Path) -> None:
    """Adds the compressed forms of every file under `folder`."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _TEXTS:
            write(path, path.read_bytes())


def original(path: str) -> str:
    """The file that a compressed one stands beside; any other path as it is."""
    name, dot, ending = path.rpartition(".")
    return name if dot + ending in ENDINGS else path


def _forms(suffix: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if suffix not in _TEXTS or len(data) < SMALLEST:
        return
    import brotli  # noqa: PLC0415  (only a build for publishing needs it)

    yield ".gz", gzip.compress(data, 9, mtime=0)
    yield ".br", brotli.compress(data, quality=QUALITY)
