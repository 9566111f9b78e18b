"""The files of one catalog as they are read, and a list of everything wrong in them."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from generator import explain, source
from generator.models.base import shown
from generator.problem import Finding, Problem
from generator.problem import Path as FieldPath
from generator.source import Source

M = TypeVar("M", bound=BaseModel)


@dataclass
class Files:
    """Reads files under `guides`; `sources` by their path inside it."""

    guides: Path
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    _without: set[tuple[str, str]] = field(default_factory=set)

    def read(self, name: str) -> Source:
        """The file `name`, with its problems noted."""
        read = source.read(self.guides / name, self.guides)
        self.problems.extend(read.problems)
        self.sources[name] = read
        return read

    def model(self, name: str, model: type[M]) -> M | None:
        """The file `name` as a model, or None and a problem that says why not."""
        path = self.guides / name
        if not os.path.lexists(path):
            hint = "可以从别的乡镇复制一份再改" if "/" in name else "用 guides new 可以生成一份"
            self.missing(path, "缺少这个文件", hint)
            return None
        read = self.read(name)
        if read.value is None:
            return None
        value, findings = explain.validate(model, read.value)
        self.note(name, findings)
        return value

    def missing(self, path: Path, message: str, hint: str) -> None:
        """Notes what should be at `path`, which has no lines to point at."""
        self.problems.append(Problem(str(path), 1, 1, "schema", message, hint))

    def note(self, name: str, findings: Iterable[Finding], under: FieldPath = ()) -> None:
        """Notes findings about the part `under` of the file `name`."""
        for finding in findings:
            placed = Finding((*under, *finding.path), finding.message, finding.hint)
            self.problems.append(self.sources[name].problem(placed))

    def complain(self, name: str, path: FieldPath, message: str, hint: str = "") -> None:
        """Notes one thing wrong at `path` of the file `name`."""
        self.note(name, [Finding(path, message, hint)])

    def known(
        self, name: str, path: FieldPath, value: str, choices: Iterable[str], what: str
    ) -> bool:
        """Whether `value` is one of the choices; notes what is near it if not."""
        choices = list(choices)
        if value in choices:
            return True
        guess = explain.closest(value, choices)
        hint = "" if guess or len(choices) > explain.FEW else f"现有：{'、'.join(choices)}"
        if not choices:
            hint = f"{what}还一个也没有，请先登记"
            if (name, what) in self._without:  # one line says it for the whole file
                return False
            self._without.add((name, what))
        self.complain(name, path, f"没有“{shown(value)}”这个{what}{guess}", hint)
        return False

    def unique(
        self, name: str, section: FieldPath, values: Iterable[object], field_name: str
    ) -> None:
        """Notes every value of a list's field that has stood in the list before."""
        seen: set[object] = set()
        for index, value in enumerate(values):
            if value in seen:
                path = (*section, index, field_name)
                self.complain(name, path, f"“{value}”和前面的重复", "请改成不重复的")
            seen.add(value)
