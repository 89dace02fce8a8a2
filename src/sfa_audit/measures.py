"""The closed set of measures that a rule may use: facts in, an exact interval of worth out, with a reading in numbers.

Each measure says what it read (`Reading`), in figures and paths only; words are made of it by the renderers.
An unknown leaf spans its whole scale and its `if_none`, so that every possible answer lies within the bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from sfa_audit.facts import Facts, truth
from sfa_audit.interval import ZERO, Interval, greatest, least, mean, point
from sfa_audit.scale import IDENTITY, Scale
from sfa_audit.values import NONE, UNKNOWN

AS_OF = "as_of"


class Reading(NamedTuple):
    """What one measure saw: `figures` are its numbers and states by name, `facts` the concrete paths that it read."""

    measure: str
    paths: tuple[str, ...]
    figures: Mapping[str, Any]
    worth: Interval
    facts: tuple[str, ...]


class World(NamedTuple):
    """All that a test may look at: the facts and the date of the run."""

    facts: Facts
    as_of: date

    def get(self, path: str) -> Any:
        """The value of a fact, or the date of the run for `as_of`."""
        return self.as_of if path == AS_OF else self.facts.get(path)


class Test(Protocol):
    """Anything that turns facts into a worth."""

    def worth(self, world: World) -> tuple[Interval, tuple[Reading, ...]]:
        """The worth as an interval within 0..1, and the readings that it rests on."""

    def paths(self) -> frozenset[str]:
        """The facts that it may read, as patterns (`goals[].owner`)."""


@dataclass(frozen=True)
class Leaf:
    """What all measures share: a scale and the worth of nothing to count."""

    scale: Scale = IDENTITY
    if_none: Fraction | None = None

    @property
    def nothing(self) -> Fraction:
        """The worth of nothing to count."""
        return self.scale.least if self.if_none is None else self.if_none

    def unknown(self) -> Interval:
        """The worth of what nobody has said."""
        return Interval(min(self.scale.least, self.nothing), max(self.scale.greatest, self.nothing))


def _is_number(value: Any) -> bool:
    return isinstance(value, Fraction)


@dataclass(frozen=True)
class Value(Leaf):
    """A number as it stands."""

    path: str = ""

    def worth(self, world: World) -> tuple[Interval, tuple[Reading, ...]]:
        value = world.get(self.path)
        if value is UNKNOWN:
            worth = self.unknown()
        elif _is_number(value):
            worth = point(self.scale.at(value))
        else:
            worth = point(self.nothing)
        return worth, (Reading("value", (self.path,), {"value": value}, worth, (self.path,)),)

    def paths(self) -> frozenset[str]:
        return frozenset({self.path})


@dataclass(frozen=True)
class Ratio(Leaf):
    """The first number over the second. None of them is 0 of them; of nothing there is no share, that is `if_none`."""

    first: str = ""
    second: str = ""

    def worth(self, world: World) -> tuple[Interval, tuple[Reading, ...]]:
        top, bottom = world.get(self.first), world.get(self.second)
        if bottom is NONE or bottom == 0:
            worth = point(self.nothing)
        elif top is UNKNOWN or bottom is UNKNOWN:
            worth = self.unknown()
        else:
            worth = point(self.scale.at(ZERO if top is NONE else top / bottom))
        facts = (self.first, self.second)
        return worth, (Reading("ratio", facts, {"first": top, "second": bottom}, worth, facts),)

    def paths(self) -> frozenset[str]:
        return frozenset({self.first, self.second})


@dataclass(frozen=True)
class Days(Leaf):
    """Days from the first date to the second; `as_of` stands for the date of the run."""

    first: str = ""
    second: str = ""

    def worth(self, world: World) -> tuple[Interval, tuple[Reading, ...]]:
        start, end = world.get(self.first), world.get(self.second)
        figures: dict[str, Any] = {"first": start, "second": end}
        if start is NONE or end is NONE:
            worth = point(self.nothing)
        elif isinstance(start, date) and isinstance(end, date):
            figures["days"] = Fraction((end - start).days)
            worth = point(self.scale.at(figures["days"]))
        else:
            worth = self.unknown()
        paths = tuple(p for p in (self.first, self.second) if p != AS_OF)
        return worth, (Reading("days", (self.first, self.second), figures, worth, paths),)

    def paths(self) -> frozenset[str]:
        return frozenset({self.first, self.second} - {AS_OF})


@dataclass(frozen=True)
class Flags(Leaf):
    """The share of a few facts that are there: true, or a known text, date or number other than none and 0.

    Of the facts in `only`, each with its values, one counts as there when it has one of these values.
    """

    of: tuple[str, ...] = ()
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def worth(self, world: World) -> tuple[Interval, tuple[Reading, ...]]:
        wanted = dict(self.only)
        values = {path: world.get(path) for path in self.of}
        states = {
            path: None if v is UNKNOWN else v in wanted[path] if path in wanted else truth(v)
            for path, v in values.items()
        }
        yes = sum(s is True for s in states.values())
        unknown = sum(s is None for s in states.values())
        n = len(states)
        worth = self.scale.over(Fraction(yes, n), Fraction(yes + unknown, n))
        if unknown == n:
            worth = self.unknown()
        figures: dict[str, Any] = {"yes": yes, "unknown": unknown, "of": n, "states": states}
        if wanted:
            figures["choices"] = {path: values[path] for path in wanted}
        return worth, (Reading("flags", self.of, figures, worth, self.of),)

    def paths(self) -> frozenset[str]:
        return frozenset(self.of)


class Combined(NamedTuple):
    """Several tests as one: their weighted mean, the least or the greatest of them."""

    how: str
    tests: tuple[Test, ...]
    weights: tuple[Fraction, ...] = ()

    def worth(self, world: World) -> tuple[Interval, tuple[Reading, ...]]:
        results = [test.worth(world) for test in self.tests]
        intervals = [interval for interval, _ in results]
        readings = tuple(reading for _, several in results for reading in several)
        if self.how == "mean":
            return mean(intervals, self.weights), readings
        return (least if self.how == "least" else greatest)(intervals), readings

    def paths(self) -> frozenset[str]:
        return frozenset().union(*(test.paths() for test in self.tests))
