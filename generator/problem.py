"""What can be said about a catalog: a finding names a field, a problem adds where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str | int, ...]
"""The way to a value inside a file: field names and list indexes from 0."""


class Severity(StrEnum):
    """How serious a problem is: 错误 has to be mended, 提醒 should be."""

    ERROR = "错误"
    WARNING = "提醒"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on the value at `path`: what is wrong, and what to write instead.

    `severity` is given only where it differs from what its rule says.
    """

    path: Path
    message: str
    hint: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A finding with its place. `line` and `column` count from 1; sorting is by file and line."""

    file: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    field: str = ""

    @property
    def said(self) -> str:
        """Message and hint as one text."""
        stop = "" if self.message.endswith(("？", "。")) else "。"
        return f"{self.message}{stop}{self.hint}" if self.hint else self.message

    def __str__(self) -> str:
        rule = "" if self.rule in {"syntax", "schema"} else f" {self.rule}"
        return f"{self.file}:{self.line}: {self.severity}{rule} {self.said}"


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only what has to be mended."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def dotted(path: Path) -> str:
    """`("申请材料", 0, "名称")` as staff read it: `申请材料 第1项 › 名称`."""
    words = [f"第{step + 1}项" if isinstance(step, int) else step or "（空）" for step in path]
    return " › ".join(words).replace(" › 第", " 第")
