"""The looks of a firm for its reports: name, logo, colours, and the words on every page. It changes no figure."""

from __future__ import annotations

from typing import NamedTuple

from sfa_audit.theme_colors import Colors


class Theme(NamedTuple):
    """A checked theme. `logo` is a `data:` address, and like `footer` and `classification` "" where there is none."""

    name: str
    logo: str
    light: Colors
    dark: Colors
    footer: str
    classification: str
