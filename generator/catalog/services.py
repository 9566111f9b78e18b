"""The county's standard services: one file each, called by its identifier."""

from generator import explain
from generator.catalog.files import Files
from generator.catalog.names import NAME_HINT, is_service_name
from generator.models.service import PublicService


def standard_services(files: Files) -> dict[str, PublicService]:
    """Every service that could be read, by identifier."""
    names = sorted(path.name for path in (files.guides / "services").glob("*.yaml"))
    found = (service(files, f"services/{name}") for name in names)
    return {one.identifier: one for one in found if one}


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
        message = f"编号“{written}”和文件名不一致"
        files.complain(name, ("编号",), message, f"请删去，或写 {identifier}")
    value, findings = explain.validate(PublicService, {**read.value, "编号": identifier})
    files.note(name, findings)
    return value
