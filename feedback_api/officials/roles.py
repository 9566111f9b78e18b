"""Roles, and what an official is."""

from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What an official may do. The county and its reviewers see all townships."""

    COUNTY = "county"
    TOWNSHIP = "township"
    CLERK = "clerk"
    REVIEWER = "reviewer"

    @property
    def label(self) -> str:
        """The role as officials call it."""
        return LABELS[self]

    @property
    def has_township(self) -> bool:
        """Whether somebody with this role belongs to one township and sees only that."""
        return self in {Role.TOWNSHIP, Role.CLERK}


LABELS = {Role.COUNTY: "县级", Role.TOWNSHIP: "乡镇", Role.CLERK: "窗口", Role.REVIEWER: "复核"}
BY_LABEL = {label: role for role, label in LABELS.items()}


class Official(NamedTuple):
    """An official. `name` is what they sign in with: a post, not a person's name."""

    id: int
    name: str
    role: Role
    township: str | None
    password_hash: str | None
    totp_secret: str | None
    totp_step: int
    active: bool

    def sees(self, township: str) -> bool:
        """Whether this township's things are theirs to see."""
        return self.township is None or self.township == township
