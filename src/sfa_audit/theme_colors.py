"""The colours of a theme: how well each can be read on what it stands on, and the nearest shade that can."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

COLOR = r"^#[0-9A-Fa-f]{6}$"
# WCAG 2.2, success criterion 1.4.3 Contrast (Minimum), level AA, for text of any size:
# https://www.w3.org/TR/WCAG22/#contrast-minimum
LEAST = 4.5
STEPS = 200  # of a shade, on its way to black or to white


class Colors(NamedTuple):
    """The colours of one scheme that a theme may choose: `#rrggbb` each."""

    brand: str
    brand_ink: str
    link: str


class Weak(NamedTuple):
    """Text that is hard to read: the names of its colour and of the one below it, both values, what is measured.

    `name` is the colour to blame, `better` the nearest shade of it that reads well on everything that it stands on,
    None where there is none.
    """

    name: str
    color: str
    ground: str
    ratio: float
    better: str | None


# What a theme leaves as it is, and what its texts stand on besides; report.css has the same values.
LIGHT = Colors("#175676", "#ffffff", "#12527a")
DARK = Colors("#0f2c3c", "#f1f6f9", "#8cc4e6")
GROUNDS: Mapping[str, tuple[str, ...]] = {"light": ("#ffffff", "#eef3f6"), "dark": ("#10161b", "#18222a")}


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.x defines it, 0 for black to 1 for white."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def shown(ratio: float) -> str:
    """A ratio as text, cut and never rounded: what falls short must not look as if it did not."""
    return f"{int(ratio * 10 + 1e-9) / 10:g}:1"


def weak(colors: Colors, scheme: str, chosen: Collection[str] = ()) -> Iterator[Weak]:
    """What cannot be read in a scheme, light or dark: the firm on its band, and links on every ground.

    `chosen` names the colours that the firm has chosen itself; the blame falls on one of them where it can.
    """
    ratio = contrast(colors.brand_ink, colors.brand)
    if ratio < LEAST:
        ink = "brand_ink" in chosen and "brand" not in chosen
        blamed, other = (colors.brand_ink, colors.brand) if ink else (colors.brand, colors.brand_ink)
        name = "brand_ink" if ink else "brand"
        yield Weak(name, colors.brand_ink, colors.brand, ratio, readable(blamed, (other,)))
    worst = min(GROUNDS[scheme], key=lambda ground: contrast(colors.link, ground))
    ratio = contrast(colors.link, worst)
    if ratio < LEAST:
        yield Weak("link", colors.link, worst, ratio, readable(colors.link, GROUNDS[scheme]))


def readable(color: str, grounds: tuple[str, ...]) -> str | None:
    """The nearest darker or lighter shade of a colour that reads well on all grounds; None when there is none."""
    for step in range(STEPS + 1):
        for end in (0, 255):
            shade = _shade(color, end, step)
            if all(contrast(shade, ground) >= LEAST for ground in grounds):
                return shade
    return None


def is_color(text: object) -> bool:
    """Whether this is a colour as a theme writes it."""
    return isinstance(text, str) and re.fullmatch(COLOR[1:-1], text) is not None


def _shade(color: str, end: int, step: int) -> str:
    parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{part + (end - part) * step // STEPS:02x}" for part in parts)
