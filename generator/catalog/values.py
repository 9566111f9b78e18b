"""The catalog as values: what each township offers, with every reference resolved."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.models.place import Agent, County, Staff, TownshipProfile, Village, Window
from generator.models.service import PublicService
from generator.models.words import Tier
from generator.problem import Path, Problem
from generator.source import Source


@dataclass(frozen=True, eq=False)
class Guide:
    """One service as one township offers it (办事指南).

    `posts` are the numbers of A and B as written, also where they name nobody; `changed` are the
    fields the township wrote otherwise than the county; `entry` is the place of the township's
    words in its `catalog.yaml`.
    """

    service: PublicService
    window: Window | None
    post_a: Staff | None
    post_b: Staff | None
    lowest_tier: Tier
    why_county: str | None
    posts: tuple[str | None, str | None]
    is_own: bool
    changed: tuple[str, ...]
    entry: Path

    @property
    def identifier(self) -> str:
        """The service's identifier (事项编码), its name in addresses."""
        return self.service.identifier


@dataclass(frozen=True, eq=False)
class Township:
    """A township with everything that is said of it."""

    slug: str
    profile: TownshipProfile
    staff: tuple[Staff, ...]
    agents: tuple[Agent, ...]
    villages: tuple[Village, ...]
    guides: tuple[Guide, ...]

    @property
    def name(self) -> str:
        """The township's full name."""
        return self.profile.name


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything in `guides/`, and what is wrong with it.

    `sources` are the files as read, by their path inside `guides/`.
    """

    county: County | None = None
    services: Mapping[str, PublicService] = field(default_factory=dict)
    townships: tuple[Township, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    def offers(self) -> dict[str, tuple[PublicService, tuple[int, ...]]]:
        """Every offered service once, by identifier, with the places of its townships.

        A township's change of a service is not another service: the county's words stand for it.
        """
        services = dict(self.services)
        places: dict[str, list[int]] = {}
        for place, township in enumerate(self.townships):
            for guide in township.guides:
                services.setdefault(guide.identifier, guide.service)
                places.setdefault(guide.identifier, []).append(place)
        return {name: (services[name], tuple(found)) for name, found in places.items()}
