"""Brings a file of figures from its place, on disk or on the county's own server."""

import json
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.request import urlopen

from pydantic import BaseModel, ValidationError

File = TypeVar("File", bound=BaseModel)
TIMEOUT_SECONDS = 10
MAX_BYTES = 20_000_000
"""A county of 2,000 guides has a file of ratings of some 600 KB."""


class Brought(NamedTuple):
    """The text, None where there is none; and in Chinese what went wrong on the way."""

    text: str | None
    told: tuple[str, ...] = ()


def bring(place: str, kept: Path, what: str) -> Brought:
    """The text at `place`, a file or an address; `what` it is called, in Chinese.

    An address that doesn't answer is made up for by `kept`, where its last answer is kept.
    """
    is_address = place.startswith(("http://", "https://"))
    try:
        return Brought(_fetched(place, kept) if is_address else Path(place).read_text("utf-8"))
    except (OSError, ValueError) as error:
        reason = _reason(error)
    told = f"{what}取不到：{place}（{reason}）。"
    if is_address and kept.is_file():
        return Brought(kept.read_text("utf-8"), (f"{told}先用上一次取到的。",))
    return Brought(None, (f"{told}网页上先不写。",))


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, UnicodeDecodeError):
        return "不是文本"
    return "太大了" if isinstance(error, TooLargeError) else "读不了或者连不上"


class TooLargeError(OSError):
    """There is more than a county can have."""


class UnusableError(Exception):
    """A file isn't what it should be; the message says what is wrong with it, in Chinese."""


def parse(text: str, file: type[File], version: int, option: str) -> File:
    """The file's content by its model, when it has this version of the format.

    Raises UnusableError; `option` is that of `feedback export` which makes such a file.
    """
    try:
        data = json.loads(text)
        found = data.get("format") if isinstance(data, dict) else None
        if found != version:
            raise UnusableError(
                f"是第 {found} 版，这里能读第 {version} 版，请把两边的程序更新到一样新"
            )
        return file.model_validate(data)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise UnusableError(
            f"里的 {place} 写得不对，请用 feedback export {option} 重新导出"
        ) from None
    except ValueError:
        raise UnusableError(f"不是 JSON，请用 feedback export {option} 重新导出") from None


def _fetched(address: str, kept: Path) -> str:
    """What the address answers; kept for when it doesn't. Raises OSError or ValueError."""
    with urlopen(address, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310  (http or https, see above)
        data = response.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TooLargeError
    text = str(data, "utf-8")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(text, "utf-8")
    return text
