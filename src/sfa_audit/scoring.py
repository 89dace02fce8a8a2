"""From findings to scores: pure numbers, exact, on one page.

A cause is the weighted mean of its rules that are due and apply; the total is the mean of the causes, weighted by their
shares. Unknown never leaves the denominator: lower ends make `lower`, upper ends make `upper`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sfa_audit.interval import ZERO, Interval

HUNDRED = Fraction(100)


class Item(NamedTuple):
    """What the score needs of one finding that counts: its cause, weight, worth (0..1) and evidenced part of it."""

    cause: str
    weight: Fraction
    worth: Interval
    evidenced: bool


class Bar(NamedTuple):
    """Points of 100: evidenced + stated + open + short = 100. `lower` is the readiness on what is known."""

    lower: Fraction
    upper: Fraction
    evidenced: Fraction

    @property
    def stated(self) -> Fraction:
        """Points that rest on statements, or on evidence that is no longer fresh."""
        return self.lower - self.evidenced

    @property
    def open(self) -> Fraction:
        """Points that nobody has answered yet."""
        return self.upper - self.lower

    @property
    def short(self) -> Fraction:
        """Points that are missing for certain."""
        return HUNDRED - self.upper

    @property
    def coverage(self) -> Fraction:
        """100 less the open points."""
        return HUNDRED - self.open


class Score(NamedTuple):
    """The bar of the whole (None when nothing counts), of each cause that counts, and the shares of those causes."""

    total: Bar | None
    causes: Mapping[str, Bar]
    reach: Fraction


def cause_bar(items: Sequence[Item]) -> Bar:
    """The bar of one cause from its items. Raises ZeroDivisionError when there are none."""
    whole = sum((item.weight for item in items), ZERO)
    return Bar(
        HUNDRED * sum((item.weight * item.worth.lower for item in items), ZERO) / whole,
        HUNDRED * sum((item.weight * item.worth.upper for item in items), ZERO) / whole,
        HUNDRED * sum((item.weight * item.worth.lower for item in items if item.evidenced), ZERO) / whole,
    )


def weighted(bars: Mapping[str, Bar], shares: Mapping[str, Fraction]) -> Bar | None:
    """The mean of some causes' bars, weighted by their shares; None when there is none."""
    whole = sum((shares[cause] for cause in bars), ZERO)
    if whole == 0:
        return None
    return Bar(
        sum((shares[c] * bar.lower for c, bar in bars.items()), ZERO) / whole,
        sum((shares[c] * bar.upper for c, bar in bars.items()), ZERO) / whole,
        sum((shares[c] * bar.evidenced for c, bar in bars.items()), ZERO) / whole,
    )


def score(items: Sequence[Item], shares: Mapping[str, Fraction]) -> Score:
    """The score of a set of items; `shares` gives every cause's share of 100, in the order of the pack."""
    groups: dict[str, list[Item]] = {cause: [] for cause in shares}
    for item in items:
        groups[item.cause].append(item)
    bars = {cause: cause_bar(group) for cause, group in groups.items() if group}
    return Score(weighted(bars, shares), bars, sum((shares[cause] for cause in bars), ZERO))


def points_at_stake(items: Sequence[Item], shares: Mapping[str, Fraction]) -> list[Fraction]:
    """How many points of 100 each item is worth in the total, in the order given."""
    weights: dict[str, Fraction] = {}
    for item in items:
        weights[item.cause] = weights.get(item.cause, ZERO) + item.weight
    whole = sum((shares[cause] for cause in weights), ZERO)
    return [HUNDRED * shares[item.cause] / whole * item.weight / weights[item.cause] for item in items]


def band(bar: Bar, bands: Sequence[tuple[Fraction, str]]) -> str | None:
    """The id of the band into which both ends fall, else None. `bands` run from the highest limit down."""

    def of(value: Fraction) -> str | None:
        return next((name for limit, name in bands if value >= limit), None)

    return of(bar.lower) if of(bar.lower) == of(bar.upper) else None
