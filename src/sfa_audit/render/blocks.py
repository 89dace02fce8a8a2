"""Bars and marks made of characters, for Markdown and the terminal."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit.render.content import Chart

MARKS = {"good": "●", "fair": "■", "watch": "◆", "bad": "▲", "open": "○", "none": "–"}
PLAIN_MARKS = {"good": "+", "fair": "=", "watch": "~", "bad": "!", "open": "?", "none": "-"}
FILLS = {"evidenced": "█", "stated": "▓", "open": "░", "short": "·", "total": "█", "lost": "▒"}
PLAIN_FILLS = {"evidenced": "#", "stated": "=", "open": "?", "short": ".", "total": "#", "lost": "-"}
LIMIT = "|"


def cells(chart: Chart, width: int) -> list[str]:
    """The kind of each of `width` cells of a bar, by what lies at its middle; '' where nothing is drawn."""
    kinds = []
    for index in range(width):
        middle = (Fraction(2 * index + 1) * 50) / width
        at = (s.kind for s in chart.segments if Fraction(s.start) <= middle < Fraction(s.start) + Fraction(s.width))
        kinds.append(next(at, ""))
    return kinds


def bar(chart: Chart, width: int, *, plain: bool = False) -> str:
    """The bar in one character a cell; a limit stands in front of the cell in which it begins."""
    fills = PLAIN_FILLS if plain else FILLS
    text = [fills.get(kind, fills["short"]) for kind in cells(chart, width)]
    for line in sorted(chart.lines, key=Fraction, reverse=True):
        text.insert(min(width, round(Fraction(line) * width / 100)), LIMIT)
    return "".join(text)
