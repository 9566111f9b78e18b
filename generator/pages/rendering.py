"""Jinja2, set up once: the frame around every page, and the words a template may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.models.place import County, Footer
from generator.models.service import PublicService
from generator.pages import words
from generator.standard import trips

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Frame:
    """What every page of a county's site shows around its content.

    `assets` is a version; `links` are (title, path) of the prose pages there are.
    """

    county: str
    is_demo: bool
    hotline: str
    supervision: str
    footer: Footer
    links: tuple[tuple[str, str], ...]
    assets: str

    @classmethod
    def of(cls, county: County, links: tuple[tuple[str, str], ...], assets: str) -> "Frame":
        """The frame of a county."""
        return cls(
            county.name,
            county.is_demo,
            county.hotline,
            county.supervision.phone,
            county.footer,
            links,
            assets,
        )


class Renderer:
    """Makes documents from templates. Remembers what townships' guides have in common."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._parts: dict[tuple[str, int], tuple[PublicService, Markup]] = {}

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.filters["trips"] = trips.of
        environment.filters["quantity"] = words.quantity
        environment.filters["clock"] = words.clock
        environment.filters["tel"] = words.tel
        environment.globals.update(
            frame=self.frame, facts=words.facts, glyph=words.GLYPHS, shared=self._shared
        )
        return environment

    def document(self, template: str, context: Mapping[str, object]) -> str:
        """The whole document."""
        return self._environment.get_template(template).render(context)

    def fragment(self, template: str, context: Mapping[str, object]) -> str:
        """The block `main` of the template alone."""
        loaded = self._environment.get_template(template)
        return "".join(loaded.blocks["main"](loaded.new_context(dict(context))))

    def _shared(self, template: str, service: PublicService) -> Markup:
        """A part of the guide that depends on nothing but the service: made once for all."""
        key = template, id(service)
        if key not in self._parts:
            html = self._environment.get_template(template).render(service=service)
            self._parts[key] = service, Markup(html)  # noqa: S704  (our template, autoescaped)
        return self._parts[key][1]
