"""A page as a value: what it shows, where it stands, and when it must be made anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from pydantic import BaseModel

from generator.pages import rendering


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site; its HTML depends on `values` and the renderer alone.

    `path` is relative to the site and never begins with a slash. `crumbs` are (title, path)
    pairs from the county home down to, and without, this page.
    """

    path: str
    title: str
    template: str
    crumbs: tuple[tuple[str, str], ...]
    values: Mapping[str, object]

    @property
    def root(self) -> str:
        """The relative way from this page to the site's folder: empty or `../`."""
        return "../" * self.path.count("/")

    def document(self, renderer: rendering.Renderer) -> str:
        """The whole HTML document."""
        return renderer.document(self.template, self._context())

    def fragment(self, renderer: rendering.Renderer) -> str:
        """Only what stands between header and footer, for builders with a frame of their own."""
        return renderer.fragment(self.template, self._context())

    def key(self, digests: "Digests") -> str:
        """Changes whenever the page's content may change, given the same renderer."""
        return digests.of((self.path, self.title, self.template, self.crumbs, self.values))

    def _context(self) -> dict[str, object]:
        return {"title": self.title, "crumbs": self.crumbs, "root": self.root, **self.values}


class Digests:
    """Digests of values; a model shared by many pages is digested once."""

    def __init__(self) -> None:
        self._models: dict[int, tuple[BaseModel, bytes]] = {}

    def of(self, value: object) -> str:
        """Sixteen hexadecimal digits for a value made of models, mappings, sequences and words."""
        digest = blake2b(digest_size=8)
        self._feed(digest, value)
        return digest.hexdigest()

    def _feed(self, digest: blake2b, value: object) -> None:
        if isinstance(value, str):
            digest.update(b"s%d:" % len(value))
            digest.update(value.encode())
        elif isinstance(value, BaseModel):
            digest.update(self._model(value))
        elif isinstance(value, Mapping):
            digest.update(b"m%d:" % len(value))
            for item in value.items():
                self._feed(digest, item)
        elif isinstance(value, list | tuple):
            digest.update(b"l%d:" % len(value))
            for item in value:
                self._feed(digest, item)
        else:
            digest.update(b"v" + repr(value).encode() + b";")

    def _model(self, value: BaseModel) -> bytes:
        known = self._models.get(id(value))
        if known is None:
            text = type(value).__name__ + value.model_dump_json(by_alias=True)
            known = self._models[id(value)] = value, blake2b(text.encode(), digest_size=16).digest()
        return known[1]
