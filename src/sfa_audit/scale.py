"""Scales: how a measured value becomes a worth between 0 and 1."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from sfa_audit.interval import ONE, ZERO, Interval


class Scale(NamedTuple):
    """Points (x, y), x increasing, y within 0..1; straight lines between them, or steps that hold from their x on."""

    points: tuple[tuple[Fraction, Fraction], ...]
    stepped: bool

    @property
    def least(self) -> Fraction:
        """The least worth that any value can have."""
        return min(y for _, y in self.points)

    @property
    def greatest(self) -> Fraction:
        """The greatest worth that any value can have."""
        return max(y for _, y in self.points)

    def at(self, x: Fraction | None, end: int = 0) -> Fraction:
        """The worth of one value; None stands for an unbounded value, below for end 0 and above for end -1."""
        if x is None:
            return self.points[end][1]
        if x <= self.points[0][0]:
            return self.points[0][1]
        before = self.points[0]
        for after in self.points[1:]:
            if x < after[0]:
                if self.stepped:
                    return before[1]
                return before[1] + (after[1] - before[1]) * (x - before[0]) / (after[0] - before[0])
            before = after
        return before[1]

    def over(self, low: Fraction | None, high: Fraction | None) -> Interval:
        """The extremes of the worth over all values from `low` to `high`; None is unbounded."""
        inside = [
            y
            for x, y in self.points
            if (low is None or x > low) and (high is None or x < high or (self.stepped and x == high))
        ]
        worths = [self.at(low, 0), self.at(high, -1), *inside]
        return Interval(min(worths), max(worths))


IDENTITY = Scale(((ZERO, ZERO), (ONE, ONE)), stepped=False)
