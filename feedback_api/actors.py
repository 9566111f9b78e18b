"""Who acts on a case or a request, as its history names them."""

from typing import NamedTuple

from feedback_api.officials.roles import Official, Role


class Actor(NamedTuple):
    """A post's name, its role (none: it happened by itself), and its township, if it has one."""

    name: str
    role: Role | None
    township: str | None = None

    @property
    def is_county(self) -> bool:
        """Whether they work for the county."""
        return self.role is Role.COUNTY

    def works_in(self, township: str) -> bool:
        """Whether they are this township's."""
        return self.township == township

    @classmethod
    def of(cls, official: Official) -> "Actor":
        """An official who acts."""
        return cls(official.name, official.role, official.township)


SYSTEM = Actor("系统", None)
RESIDENT = Actor("群众", None)
