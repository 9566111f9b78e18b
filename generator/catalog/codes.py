"""Division codes (统计用区划代码): each is unique and begins as its parent's does."""

from generator.catalog.files import Files
from generator.models.place import TownshipProfile, VillagesFile
from generator.problem import Path

_COUNTY_DIGITS = 6
_TOWNSHIP_DIGITS = 9
_HINT = "请核对统计用区划代码"


class Check:
    """Looks at codes one township after the other; `county` is the county's code or empty."""

    def __init__(self, files: Files, county: str) -> None:
        self._files = files
        self._county = county[:_COUNTY_DIGITS]
        self._seen: dict[str, str] = {}

    def township(
        self, folder: str, profile: TownshipProfile | None, places: VillagesFile | None
    ) -> None:
        """Notes what is wrong with the codes of a township and its villages."""
        code = profile.code if profile else ""
        if code:
            self._code(f"{folder}/township.yaml", ("代码",), code, self._county)
        parent = code[:_TOWNSHIP_DIGITS]
        for index, village in enumerate(places.villages if places else ()):
            self._code(f"{folder}/villages.yaml", ("村", index, "代码"), village.code, parent)

    def _code(self, name: str, path: Path, code: str, parent: str) -> None:
        if not code.startswith(parent):
            message = f"“{code}”不属于上一级（应以 {parent} 开头）"
            self._files.complain(name, path, message, _HINT)
        if code in self._seen:
            where = "前面" if self._seen[code] == name else f" {self._seen[code]} 里"
            self._files.complain(name, path, f"“{code}”和{where}的重复", _HINT)
        self._seen.setdefault(code, name)
