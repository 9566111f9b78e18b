"""The county's standard services: one file each, called by its identifier."""

import re
from pathlib import Path

from generator import explain
from generator.catalog.files import Files
from generator.catalog.names import NAME_HINT, is_service_name
from generator.models.base import shown
from generator.models.service import PublicService

_MISNAMED = re.compile(r"[^.].*\.(ya?ml(\.txt)?|txt)", re.IGNORECASE)
"""Names an editor gives to a file that was meant to end in .yaml."""


def standard_services(files: Files) -> dict[str, PublicService]:
    """Every service that could be read, by identifier."""
    paths = sorted((files.guides / "services").glob("*"))
    for path in paths:
        _check_ending(files, path)
    names = [path.name for path in paths if path.suffix == ".yaml"]
    found = (service(files, f"services/{name}") for name in names)
    return {one.identifier: one for one in found if one}


def _check_ending(files: Files, path: Path) -> None:
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
    value, findings = explain.validate(PublicService, {**read.value, "编号": identifier})
    files.note(name, findings)
    return value
