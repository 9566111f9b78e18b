"""A page as a value: what it shows, where it stands, and when it must be made anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from pydantic import BaseModel

from generator.pages import elder, rendering


class Printed(NamedTuple):
    """A sheet for paper that lies in the site: what it is called, its path, and `PDF` or `PNG`."""

    words: str
    path: str
    form: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site; its HTML depends on `values` and the renderer alone.

    `path` is relative to the site and never begins with a slash. `crumbs` are (title, path)
    pairs from the county home down to, and without, this page. `printed` are its sheets.
    """

    path: str
    title: str
    template: str
    crumbs: tuple[tuple[str, str], ...]
    values: Mapping[str, object]
    printed: tuple[Printed, ...] = ()

    @property
    def root(self) -> str:
        """The relative way from this page to the site's folder: empty or `../`."""
        return "../" * self.path.count("/")

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the page stands: its own place, and that of its elder version."""
        return (self.path, elder.path(self.path)) if elder.exists(self.path) else (self.path,)

    def documents(self, renderer: rendering.Renderer) -> Iterator[tuple[str, str]]:
        """The document for each of `paths`."""
        standard = self.document(renderer)
        yield self.path, standard
        for path in self.paths[1:]:
            yield path, self.elder(standard, renderer)

    def elder(self, standard: str, renderer: rendering.Renderer) -> str:
        """The elder version, made from the page's own document."""
        return renderer.elder(standard, self.root)

    def document(self, renderer: rendering.Renderer) -> str:
        """The whole HTML document."""
        return renderer.document(self.template, self._context())

    def fragment(self, renderer: rendering.Renderer) -> str:
        """Only what stands between header and footer, for builders with a frame of their own."""
        return renderer.fragment(self.template, self._context())

    def key(self, digests: "Digests") -> str:
        """Changes whenever the page's content may change, given the same renderer."""
        parts = [self.path, self.title, self.template, self.crumbs, self.values, self.printed]
        return digests.of(parts)

    def _context(self) -> dict[str, object]:
        return {
            "title": self.title,
            "path": self.path,
            "crumbs": self.crumbs,
            "printed": self.printed,
            "root": self.root,
            "twin": self.paths[1] if self.paths[1:] else elder.path("index.html"),
            **self.values,
        }


class Digests:
    """Digests of values. Models and tuples are digested once however many pages share them."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, value: object) -> str:
        """Sixteen hexadecimal digits for a value made of models, mappings, sequences and words."""
        return _hash(self._bytes(value))[:8].hex()

    def _bytes(self, value: object) -> bytes:
        """Bytes that differ for values that differ: texts as they are, what is shared by digest."""
        if isinstance(value, str):
            text = value.encode()
            return b"s%d:%b" % (len(text), text)
        if isinstance(value, tuple | BaseModel):
            return self._digest(value)
        if isinstance(value, Mapping):
            return b"m%d:" % len(value) + b"".join(map(self._bytes, value.items()))
        if isinstance(value, list):
            return b"l%d:" % len(value) + b"".join(map(self._bytes, value))
        return b"v%b;" % repr(value).encode()

    def _digest(self, value: tuple[object, ...] | BaseModel) -> bytes:
        known = self._known.get(id(value))
        if known is None:
            if isinstance(value, BaseModel):
                data = (type(value).__name__ + value.model_dump_json(by_alias=True)).encode()
            else:
                data = b"t%d:" % len(value) + b"".join(map(self._bytes, value))
            known = self._known[id(value)] = value, _hash(data)
        return known[1]


def _hash(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
