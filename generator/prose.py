"""Prose pages and the theme's files, made by MkDocs; the only place that starts it ourselves."""

import logging
from pathlib import Path
from shutil import copytree

from generator.contents import Contents
from generator.project import Project


def build(project: Project, content: Contents, folder: Path) -> None:
    """Has MkDocs make prose and theme files in `folder`, which is empty; links go to `content`.

    A county without prose needs no theme: only the guides' own style and script are copied.
    """
    if not any(path.name != "index.md" for path in project.guides.rglob("*.md")):
        for overrides in reversed(project.overrides):
            copytree(overrides / "assets", folder / "assets", dirs_exist_ok=True)
        return
    from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415  (half a second to import)
    from mkdocs.config import load_config  # noqa: PLC0415

    from generator.mkdocs_plugin import TownshipGuides  # noqa: PLC0415  (it imports MkDocs)

    with project.settings.open("rb") as settings:
        config = load_config(config_file=settings, site_dir=str(folder))
    for plugin in config.plugins.values():
        if isinstance(plugin, TownshipGuides):
            plugin.leave_pages(content)
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    mkdocs_build(config)
