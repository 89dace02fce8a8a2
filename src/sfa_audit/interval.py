"""Exact closed intervals of fractions: what is known for certain of a quantity whose facts are partly unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

ZERO = Fraction(0)
ONE = Fraction(1)


class Interval(NamedTuple):
    """Every value that the unknown facts still allow lies between `lower` and `upper`, both included."""

    lower: Fraction
    upper: Fraction

    @property
    def known(self) -> bool:
        """True when the two ends meet, so that nothing is left open."""
        return self.lower == self.upper


UNIT = Interval(ZERO, ONE)


def point(value: Fraction) -> Interval:
    """The interval that holds one value only."""
    return Interval(value, value)


def hull(intervals: Iterable[Interval]) -> Interval:
    """The least interval that holds all the given ones. Raises ValueError when there is none."""
    lowers, uppers = zip(*intervals, strict=True)
    return Interval(min(lowers), max(uppers))


def mean(intervals: Sequence[Interval], weights: Sequence[Fraction]) -> Interval:
    """The weighted mean, end by end. Weights are positive; raises ZeroDivisionError when there are none."""
    total = sum(weights, ZERO)
    return Interval(
        sum((i.lower * w for i, w in zip(intervals, weights, strict=True)), ZERO) / total,
        sum((i.upper * w for i, w in zip(intervals, weights, strict=True)), ZERO) / total,
    )


def least(intervals: Iterable[Interval]) -> Interval:
    """The least of the values, end by end."""
    lowers, uppers = zip(*intervals, strict=True)
    return Interval(min(lowers), min(uppers))


def greatest(intervals: Iterable[Interval]) -> Interval:
    """The greatest of the values, end by end."""
    lowers, uppers = zip(*intervals, strict=True)
    return Interval(max(lowers), max(uppers))
