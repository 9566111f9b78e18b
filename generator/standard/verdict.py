"""Whether a guide meets the standard (达标), and the reasons in plain words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from generator.catalog import Catalog
from generator.standard.judging import Judge, Remark


class Reason(NamedTuple):
    """A rule that isn't kept. `document` allows it, where there is one (例外)."""

    rule: str
    title: str
    message: str
    document: str = ""


class Verdict(NamedTuple):
    """What the rules say of one guide, as far as it is about the standard."""

    failures: tuple[Reason, ...] = ()
    allowed: tuple[Reason, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether no rule of the standard is broken, allowed or not."""
        return not self.failures and not self.allowed

    @property
    def mark(self) -> str:
        """The word that stands on the page."""
        return "未达标" if self.failures else "例外" if self.allowed else "达标"


Verdicts = Mapping[str, Mapping[str, Verdict]]
"""By township and service."""


def verdicts(catalog: Catalog, today: date) -> Verdicts:
    """The verdict on every guide of a catalog; equal verdicts are the same value."""
    judge = Judge(catalog, today)
    known: dict[Verdict, Verdict] = {}
    return {
        township.slug: {
            guide.identifier: _once(_verdict(remarks), known)
            for guide, remarks in judge.remarks(township)
        }
        for township in catalog.townships
    }


def _once(verdict: Verdict, known: dict[Verdict, Verdict]) -> Verdict:
    return known.setdefault(verdict, verdict)


def _verdict(remarks: Iterable[Remark]) -> Verdict:
    found = [(remark, _reason(remark)) for remark in remarks]
    return Verdict(
        tuple(reason for remark, reason in found if remark.is_failure),
        tuple(reason for remark, reason in found if remark.document),
    )


def _reason(remark: Remark) -> Reason:
    rule = remark.rule
    return Reason(rule.identifier, rule.title, remark.finding.message, remark.document)
