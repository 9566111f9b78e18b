"""The county's standard services: one file each, called by its identifier."""

import re
from pathlib import Path as FilePath

from generator import cases, explain
from generator.catalog.files import Files
from generator.catalog.names import NAME_HINT, is_service_name
from generator.models.base import shown
from generator.models.service import PublicService
from generator.problem import Path
from generator.structure import Value

_MISNAMED = re.compile(r"[^.].*\.(ya?ml(\.txt)?|txt)", re.IGNORECASE)
"""Names an editor gives to a file that was meant to end in .yaml."""


def services_in(files: Files, folder: FilePath) -> dict[str, PublicService]:
    """Every service of a folder that could be read, by identifier."""
    paths = sorted(folder.glob("*"))
    for path in paths:
        _check_ending(files, path)
    names = [p.relative_to(files.guides).as_posix() for p in paths if p.suffix == ".yaml"]
    found = (service(files, name) for name in names)
    return {one.identifier: one for one in found if one}


def _check_ending(files: Files, path: FilePath) -> None:
    if path.suffix != ".yaml" and _MISNAMED.fullmatch(path.name):
        stem = path.name.partition(".")[0]
        files.missing(path, "文件名要以 .yaml 结尾，否则不会发布", f"请改名为 {stem}.yaml")


def service(files: Files, name: str) -> PublicService | None:
    """The service in the file `name`."""
    read = files.read(name)
    if not isinstance(read.value, dict):
        return None
    identifier = name.rpartition("/")[2].removesuffix(".yaml")
    if not is_service_name(identifier):
        files.complain(name, (), f"文件名“{identifier}”不能用", NAME_HINT)
    written = read.value.get("编号", identifier)
    if written != identifier:
        message = f"编号“{shown(written)}”和文件名不一致"
        files.complain(name, ("编号",), message, f"请删去，或写 {identifier}")
    return validated(files, name, (), {**read.value, "编号": identifier})


def validated(files: Files, name: str, path: Path, raw: dict[str, Value]) -> PublicService | None:
    """What stands at `path` of a file as a service, its cases checked too."""
    value, findings = explain.validate(PublicService, raw)
    files.note(name, findings, path)
    if value:
        files.note(name, cases.problems(value), path)
    return value
