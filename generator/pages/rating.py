"""群众评价 on the pages: what residents said of a guide, and the questions they are asked."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from generator.catalog import Guide
from generator.pages.rendering import Renderer
from generator.ratings import Rated, Ratings
from generator.standard import trips


class Opinion(NamedTuple):
    """What a guide's page shows: figures, and the trips it promises.

    `version` is the guide's where it can be rated, else empty.
    """

    rated: Rated | None
    promised: int | None
    version: str


class Opinions(NamedTuple):
    """The opinions of a township's guides. `versions` is empty where nobody can rate."""

    township: Rated | None
    guides: Mapping[tuple[str, str], Rated]
    versions: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, slug: str, ratings: Ratings, versions: Mapping[tuple[str, str], str]) -> "Opinions":
        """Those of the township `slug`."""
        return cls(ratings.townships.get(slug), ratings.guides, versions)

    def on(self, slug: str, guide: Guide) -> Opinion | None:
        """What the guide's page shows; None where the county has no ratings at all."""
        if not self.guides and not self.versions:
            return None
        key = slug, guide.identifier
        route = trips.of(guide.service)
        promised = route.least if route.at_window is None else route.at_window
        return Opinion(self.guides.get(key), promised, self.versions.get(key, ""))


def rating_form_script(renderer: Renderer) -> str:
    """`rate-form.js`: the questions of a rating, for the guide page that opens them in place."""
    form = renderer.fragment("rate_form.html", {})
    return f"window.rateForm={json.dumps(form, ensure_ascii=False)};\n"
