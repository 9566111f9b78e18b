"""The service worker: what a phone keeps of the site for when it has no signal.

It is one script for the whole site and changes only when the page that stands in for others does,
or style and scripts do: an edited guide makes no phone fetch anything but that guide.
"""

import json
from hashlib import blake2b
from pathlib import Path

from generator.pages import Frame
from generator.project import code_version

_SOURCE = Path(__file__).with_name("worker.js")
_PARTS = ("guide.css", "guide.js", "offline.js")


def worker_script(frame: Frame) -> str:
    """`sw.js`; it keeps `offline.html` and what that page needs from the first visit on."""
    page = blake2b((code_version() + repr(frame)).encode(), digest_size=4).hexdigest()
    first = [f"offline.html?{page}", *(f"assets/{name}?{frame.assets}" for name in _PARTS)]
    return _SOURCE.read_text(encoding="utf-8").replace("FIRST", json.dumps(first))
