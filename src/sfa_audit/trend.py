"""Dated results of one roll-out in a row; points of one milestone belong together, others do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit.delta import identity


class Point(NamedTuple):
    """One result. `joined`: it continues the one before it, of the same project, milestone and profile."""

    name: str
    report: Mapping[str, Any]
    joined: bool
    other_rules: bool


def trend(results: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[Point, ...]:
    """The results by date, then by name; each with whether it continues the one before it of its kind."""
    points: list[Point] = []
    for name, report in sorted(results, key=lambda one: (one[1]["input"]["as_of"], one[0])):
        before = points[-1].report if points else None
        joined = before is not None and _kind(before) == _kind(report) and _scored(before) and _scored(report)
        other = before is not None and before["pack"]["digest"] != report["pack"]["digest"]
        points.append(Point(name, report, joined, other))
    return tuple(points)


def _kind(report: Mapping[str, Any]) -> tuple[Any, ...]:
    return (*identity(report["input"]), report["input"]["entering"], report["pack"]["profile"])


def _scored(report: Mapping[str, Any]) -> bool:
    return report["score"] is not None


def places(points: Sequence[Point]) -> list[tuple[Fraction, Fraction | None]]:
    """Where each point lies: its time from 0 to 1 between the first and the last, and its readiness of 100."""
    days = [date.fromisoformat(point.report["input"]["as_of"]).toordinal() for point in points]
    whole = (days[-1] - days[0] if days else 0) or 1
    scores = [Fraction(p.report["score"]["bar"]["lower"]["exact"]) if _scored(p.report) else None for p in points]
    return [(Fraction(day - days[0], whole), score) for day, score in zip(days, scores, strict=True)]
