"""How exact numbers are shown: the one place that rounds. Everything that a report prints goes through here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from sfa_audit.scoring import Bar
from sfa_audit.values import NONE, UNKNOWN


def floor(value: Fraction, decimals: int) -> str:
    """The value rounded down to 0 or 1 decimals: "53", "52.2". No level is shown that is not reached."""
    return _place(value.numerator * 10**decimals // value.denominator, decimals)


def ceiling(value: Fraction, decimals: int) -> str:
    """The value rounded up; for what must stay below a level."""
    return _place(-(-value.numerator * 10**decimals // value.denominator), decimals)


def _place(units: int, decimals: int) -> str:
    if not decimals:
        return str(units)
    sign, units = ("-" if units < 0 else ""), abs(units)
    return f"{sign}{units // 10}.{units % 10}"


def exact(value: Fraction) -> str:
    """The value without loss, as n/d or a whole number."""
    return str(value)


def plain_number(value: Fraction) -> str:
    """The shortest exact decimal ("0.3", "12"), else n/d."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return str(value)
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    whole = abs(value * 10**digits).numerator
    text = str(whole).rjust(digits + 1, "0")
    text = f"{text[:-digits]}.{text[-digits:]}" if digits else text
    return f"-{text}" if value < 0 else text


def figure(value: Fraction, *, up: bool = False) -> dict[str, str]:
    """A figure of the report: exact, with one decimal and whole."""
    shown = ceiling if up else floor
    return {"exact": exact(value), "shown": shown(value, 1), "whole": shown(value, 0)}


def bar_figures(bar: Bar) -> dict[str, dict[str, str]]:
    """The figures of a bar by nested floors: evidenced + stated + open + short shows as 100 at every precision."""
    parts = {
        "lower": bar.lower, "upper": bar.upper, "evidenced": bar.evidenced,
        "stated": bar.stated, "open": bar.open, "short": bar.short,
    }  # fmt: skip
    figures = {name: {"exact": exact(value)} for name, value in parts.items()}
    for key, decimals in (("shown", 1), ("whole", 0)):
        unit = 10**decimals
        lower, upper, evidenced = (int(v * unit // 1) for v in (bar.lower, bar.upper, bar.evidenced))
        shown = {
            "lower": lower, "upper": upper, "evidenced": evidenced, "stated": lower - evidenced,
            "open": upper - lower, "short": 100 * unit - upper,
        }  # fmt: skip
        for name, units in shown.items():
            figures[name][key] = _place(units, decimals)
    # A gate may look at coverage: it is rounded down by itself, so that what is shown never reaches a level alone.
    figures["coverage"] = figure(bar.coverage)
    return figures


def apportion(values: Sequence[Fraction], total: Fraction, decimals: int) -> list[str]:
    """Show values so that they sum to `total`: each rounded down, the rest to those that lost most (first first)."""
    unit = 10**decimals
    units = [int(v * unit // 1) for v in values]
    missing = int(total * unit) - sum(units)
    by_loss = sorted(range(len(values)), key=lambda i: (units[i] - values[i] * unit, i))
    for index in by_loss[: max(missing, 0)]:
        units[index] += 1
    return [_place(u, decimals) for u in units]


def plain(value: Any) -> Any:
    """A fact's value as JSON holds it: numbers as exact text, dates in ISO form, "none" for none, null for unknown."""
    if value is UNKNOWN:
        return None
    if value is NONE:
        return "none"
    if isinstance(value, Fraction):
        return plain_number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    return value
