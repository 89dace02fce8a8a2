"""Bars and marks made of characters, for Markdown and the terminal."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit.render.content import Chart

MARKS = {"good": "●", "fair": "■", "watch": "◆", "bad": "▲", "open": "○", "none": "–"}
PLAIN_MARKS = {"good": "+", "fair": "=", "watch": "~", "bad": "!", "open": "?", "none": "-"}
FILLS = {"evidenced": "█", "stated": "▓", "open": "░", "short": "·", "total": "█", "lost": "▒"}
PLAIN_FILLS = {"evidenced": "#", "stated": "=", "open": "?", "short": ".", "total": "#", "lost": "-"}
LIMIT, PLAIN_THEN, THEN = "|", ":", "¦"


def cells(chart: Chart, width: int) -> list[str]:
    """The kind of each of `width` cells of a bar, by what lies at its middle; '' where nothing is drawn."""
    kinds = []
    for index in range(width):
        middle = (Fraction(2 * index + 1) * 50) / width
        at = (s.kind for s in chart.segments if Fraction(s.start) <= middle < Fraction(s.start) + Fraction(s.width))
        kinds.append(next(at, ""))
    return kinds


def bar(chart: Chart, width: int, *, plain: bool = False) -> str:
    """The bar in one character a cell; a limit, or the earlier result, stands in front of the cell where it lies."""
    fills = PLAIN_FILLS if plain else FILLS
    text = [fills.get(kind, fills["short"]) for kind in cells(chart, width)]
    marks = [(Fraction(line), LIMIT) for line in chart.lines]
    if chart.then:
        marks.append((Fraction(chart.then), PLAIN_THEN if plain else THEN))
    for at, mark in sorted(marks, reverse=True):
        text.insert(min(width, round(at * width / 100)), mark)
    return "".join(text)
