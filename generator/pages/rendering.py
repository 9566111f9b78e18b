"""Jinja2, set up once: the frame around every page, and the words a template may use."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator import duty
from generator.models.place import County, Footer
from generator.models.service import PublicService
from generator.pages import elder, papers, words
from generator.standard import trips

TEMPLATES = Path(__file__).parent / "templates"
SHARED = Path(__file__).parents[2] / "site_overrides"
"""Where the questions of a rating are, which the feedback service asks in the same words."""


def _compiled_templates() -> FileSystemBytecodeCache | None:
    """Compiled templates stand where Python keeps compiled modules, if it may keep any."""
    folder = TEMPLATES / "__pycache__"
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


@dataclass(frozen=True)
class Frame:
    """What every page of a county's site shows around its content.

    `assets` is a version; `links` are (title, path) of the prose pages there are; `url` is where
    the site is published, with a slash at its end, or empty; `feedback` is the path of the
    feedback service on the same host, with a slash at its end, or empty.
    """

    county: str
    is_demo: bool
    hotline: str
    supervision: str
    footer: Footer
    links: tuple[tuple[str, str], ...]
    assets: str
    url: str
    feedback: str

    @classmethod
    def of(
        cls,
        county: County,
        links: tuple[tuple[str, str], ...],
        assets: str,
        url: str = "",
        feedback: str = "",
    ) -> "Frame":
        """The frame of a county."""
        return cls(
            county.name,
            county.is_demo,
            county.hotline,
            county.supervision.phone,
            county.footer,
            links,
            assets,
            url,
            feedback,
        )


class Renderer:
    """Makes documents from templates. Remembers what townships' guides have in common."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._routes: dict[int, tuple[PublicService, trips.Trips]] = {}
        self._parts: dict[tuple[str, str | int, str], tuple[object, Markup]] = {}

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader([TEMPLATES, SHARED]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_compiled_templates(),
        )
        environment.filters["trips"] = self._trips
        environment.filters["cases"] = words.case_views
        environment.filters["case_anchors"] = words.case_anchors
        environment.filters["option_name"] = words.option_name
        environment.filters["condition"] = words.condition
        environment.filters["way"] = words.way
        environment.filters["look"] = papers.look
        environment.filters["quantity"] = words.quantity
        environment.filters["clock"] = words.clock
        environment.filters["tel"] = words.tel
        environment.filters["days"] = words.days
        environment.filters["script_data"] = duty.script_data
        environment.filters["ways"] = words.ways
        environment.filters["spoken"] = words.spoken
        environment.filters["digits"] = words.digits
        environment.filters["cost"] = words.cost
        environment.globals.update(
            frame=self.frame,
            facts=words.facts,
            glyph=words.GLYPHS,
            shared=self._shared,
            elder=elder.ENTER,
        )
        return environment

    def document(self, template: str, context: Mapping[str, object]) -> str:
        """The whole document."""
        return self._environment.get_template(template).render(context, layout="document.html")

    def elder(self, document: str, root: str) -> str:
        """The elder version of a whole document, whose way to the site's folder is `root`."""
        return elder.document(document, str(self._shared("elder_tools.html", root)))

    def fragment(self, template: str, context: Mapping[str, object]) -> str:
        """What stands between header and footer alone."""
        return self._environment.get_template(template).render(context, layout="fragment.html")

    def _trips(self, service: PublicService) -> trips.Trips:
        known = self._routes.get(id(service))
        if known is None:
            known = self._routes[id(service)] = service, trips.of(service)
        return known[1]

    def _shared(self, template: str, value: object, label: str = "") -> Markup:
        """A part of a page that depends on `value` and `label` alone: made once for all pages."""
        key = template, value if isinstance(value, str) else id(value), label
        if key not in self._parts:
            html = self._environment.get_template(template).render(value=value, label=label)
            self._parts[key] = value, Markup(html)  # noqa: S704  (our template, autoescaped)
        return self._parts[key][1]
