"""Where the rules, templates, examples and catalogues lie: in an installed wheel, a zipped wheel or a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class MissingResourceError(FileNotFoundError):
    """A folder that belongs to the program is not there: the installation is broken."""


def rules() -> Traversable:
    """The folder of the shipped rule packs. Raises MissingResourceError."""
    return _folder("rules")


def templates() -> Traversable:
    """The folder of the report templates. Raises MissingResourceError."""
    return _folder("templates")


def examples() -> Traversable:
    """The folder of the example projects. Raises MissingResourceError."""
    return _folder("examples")


def locale() -> Traversable:
    """The folder of the message catalogues, one folder a language. Raises MissingResourceError."""
    return _folder("locale")


def compiled() -> Traversable:
    """The folder of the shipped packs as checked plain data. Raises MissingResourceError."""
    return _folder("compiled")


def _folder(name: str) -> Traversable:
    # In the order of cost: a wheel on the disk, a checkout (an editable install does not copy the folders
    # into the package), and only then importlib.resources, whose import alone costs more than reading a file.
    package = Path(__file__).resolve().parent
    if (package / name).is_dir():
        return package / name
    checkout = package.parent.parent
    if package.parent.name == "src" and (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    from importlib.resources import files

    packaged = files("sfa_audit") / name
    if packaged.is_dir():
        return packaged
    raise MissingResourceError(f"the folder {name!r} of sfa-audit is missing beside {package}")
