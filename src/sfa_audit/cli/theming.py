"""The theme of a run: named by a flag, a variable or the settings file, read and checked before anything is made."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sfa_audit.cli.config import Config, configure
from sfa_audit.cli.files import read
from sfa_audit.cli.formats import FORMATS
from sfa_audit.theme import Theme

NAME = "theme"


def wants_theme(kinds: Iterable[str | None]) -> bool:
    """Whether one of the formats shows a theme."""
    return any(kind in FORMATS and FORMATS[kind].themed for kind in kinds if kind is not None)


def theme_of(config: Config) -> Theme | None:
    """The theme that the settings name, None without one. Raises InputError with all its faults."""
    if NAME not in config:
        return None
    from sfa_audit.theme_file import load_theme
    from sfa_audit.theme_logo import MOST

    name = str(config[NAME].value)
    shown, data = read(name, start=None)
    folder = Path() if name == "-" else Path(name).parent
    return load_theme(data, shown, lambda logo: read(str(folder / logo), MOST, start=None)[1])


def theme_beside(flag: str | None, file: str, kinds: Iterable[str | None]) -> Theme | None:
    """The theme for formats made of a saved file: the flag, or the settings that are found from its folder upwards."""
    if flag is None and not wants_theme(kinds):
        return None
    place = str(Path(file) / "result.json") if Path(file).is_dir() else file
    return theme_of(configure({NAME: flag}, place, None))
