"""A disk that really gets full: a few MB of memory, mounted where only some processes see it.

Linux lets anybody do so in a namespace of their own (`unshare`), where that isn't forbidden.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

MOUNT = 'mount -t tmpfs -o "size=$1" small "$0" && echo ready && exec cat'


class SmallDisk:
    """The disk, in `folder` for commands that run by `there`."""

    def __init__(self, folder: Path, process: int) -> None:
        self.folder = folder
        self._process = process

    @property
    def outside(self) -> Path:
        """The folder as everybody else has to write it."""
        return Path(f"/proc/{self._process}/root{self.folder}")

    def there(self, *command: str) -> list[str]:
        """The command, run where the disk is."""
        space = ["nsenter", "--target", str(self._process), "--user", "--mount"]
        return [*space, "--preserve-credentials", *command]

    def there_as_somebody(self, *command: str) -> list[str]:
        """The same, for programs that refuse to be root, which everybody is there."""
        somebody = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
        return self.there(*somebody, *command)

    def fill(self) -> None:
        """Leaves no room at all."""
        with (self.outside / "ballast").open("ab", buffering=0) as ballast:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while ballast.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue

    def empty(self) -> None:
        """Makes room again."""
        (self.outside / "ballast").unlink()


def can_mount(folder: Path) -> bool:
    """Whether this machine lets us."""
    if sys.platform != "linux" or not all(map(shutil.which, ("unshare", "nsenter", "mount"))):
        return False
    with mounting(folder, "64k") as process:
        return process.stdout is not None and process.stdout.readline() == b"ready\n"


@contextmanager
def mounting(folder: Path, size: str) -> Iterator[subprocess.Popen[bytes]]:
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT]
    with subprocess.Popen(
        [*command, str(folder), size], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield process  # closing its input ends it


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[SmallDisk]:
    """A disk of that size in the new folder while the body runs."""
    folder.mkdir()
    with mounting(folder, size) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        yield SmallDisk(folder, process.pid)


def run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)
