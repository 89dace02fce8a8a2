"""How CI names the files of a run: relative to the repository, with forward slashes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def places(names: Iterable[str]) -> dict[str, str]:
    """Every file name of a report → its path in the repository; of a file that lies elsewhere only its name."""
    root = repository()
    return {name: _within(name, root) for name in names}


def repository() -> Path:
    """The folder that paths are relative to: the checkout of the pipeline when the run is in it, else here."""
    here = Path.cwd().resolve()
    for variable in ROOTS:
        folder = os.environ.get(variable)
        if folder and Path(folder).is_absolute() and here.is_relative_to(Path(folder).resolve()):
            return Path(folder).resolve()
    return here


def _within(name: str, root: Path) -> str:
    if name.startswith("<"):  # stdin has no place
        return name.strip("<>")
    # Not resolved: a link in the repository is called as it is called there.
    path = Path(os.path.normpath(Path.cwd() / name))
    for place in (path, path.resolve()):
        if place.is_relative_to(root):
            return place.relative_to(root).as_posix()
    return path.name
