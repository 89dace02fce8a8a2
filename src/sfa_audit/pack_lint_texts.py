"""Figures and addresses in the texts of a pack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sfa_audit.rule_language import Path, number

MOST_LETTERS = 300
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_FIGURE = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
# What we call the first release is a name, not a figure.
_NAMES = re.compile(r"\brelease 1\b", re.IGNORECASE)


def figures_in(text: str) -> Iterator[tuple[Fraction, str]]:
    """The figures that a text says in digits, each as a number and as it stands there."""
    for found in _FIGURE.findall(_NAMES.sub("", text)):
        shown = found.rstrip(",")
        yield Fraction(shown.replace(",", "")), shown


def numbers_of(part: Any) -> set[Fraction]:
    """All numbers in a part of a rule, each also in per cent: 0.3 is 30 in a text."""
    found: set[Fraction] = set()
    if isinstance(part, Mapping):
        for value in part.values():
            found |= numbers_of(value)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for value in part:
            found |= numbers_of(value)
    elif isinstance(part, int | Decimal) and not isinstance(part, bool):
        found |= {abs(number(part)), abs(number(part)) * 100}
    return found


def strings(part: Any, at: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in plain data, with its place."""
    if isinstance(part, str):
        yield at, part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from strings(value, (*at, key))
    elif isinstance(part, Sequence):
        for index, value in enumerate(part):
            yield from strings(value, (*at, index))
