"""The closed set of measures that a rule may use: facts in, an exact interval of worth out, with a reading in numbers.

Each measure says what it read (`Reading`), in figures and paths only; words are made of it by the renderers.
An unknown leaf spans its whole scale and its `if_none`, so that every possible answer lies within the bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from sfa_audit.conditions import Condition, condition_fields, holds
from sfa_audit.facts import Facts, Record, truth
from sfa_audit.interval import ONE, ZERO, Interval, greatest, hull, least, mean, point
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
    """The first number over the second."""

    first: str = ""
    second: str = ""

    def worth(self, world: World) -> tuple[Interval, tuple[Reading, ...]]:
        top, bottom = world.get(self.first), world.get(self.second)
        if bottom is NONE or bottom == 0:
            worth = point(self.nothing)
        elif top is UNKNOWN or bottom is UNKNOWN:
            worth = self.unknown()
        elif _is_number(top):
            worth = point(self.scale.at(top / bottom))
        else:
            worth = point(self.nothing)
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
    """The share of a few facts that are there: true, or a known text, date or number other than none and 0."""

    of: tuple[str, ...] = ()

    def worth(self, world: World) -> tuple[Interval, tuple[Reading, ...]]:
        states = {path: None if (v := world.get(path)) is UNKNOWN else truth(v) for path in self.of}
        yes = sum(s is True for s in states.values())
        unknown = sum(s is None for s in states.values())
        n = len(states)
        worth = self.scale.over(Fraction(yes, n), Fraction(yes + unknown, n))
        if unknown == n:
            worth = self.unknown()
        figures = {"yes": yes, "unknown": unknown, "of": n, "states": states}
        return worth, (Reading("flags", self.of, figures, worth, self.of),)

    def paths(self) -> frozenset[str]:
        return frozenset(self.of)


@dataclass(frozen=True)
class Share(Leaf):
    """The share of the records of a list that meet all conditions of `having`, by number or by the weight `by`."""

    records: str = ""
    having: tuple[Condition, ...] = ()
    where: tuple[Condition, ...] = ()
    by: str | None = None

    def worth(self, world: World) -> tuple[Interval, tuple[Reading, ...]]:
        found = world.facts.records(self.records)
        figures: dict[str, Any] = {"state": found.state, "having": self.having, "where": self.where, "by": self.by}
        read: tuple[str, ...] = (self.records,)
        worth = self.unknown()
        if found.items:
            read = tuple(_facts_of(found.items, self.having + self.where, self.by))
            counted = self._of_records(found.items, figures)
            worth = counted if found.state == "known" and found.complete else worth
        elif found.state == "none":
            worth = point(self.nothing)
        return worth, (Reading("share", (self.records,), figures, worth, read),)

    def _of_records(self, items: tuple[Record, ...], figures: dict[str, Any]) -> Interval:
        rows = [(_all(item, self.where), _all(item, self.having), self._weight(item)) for item in items]
        rows = [row for row in rows if row[0] is not False]
        figures |= {
            "yes": sum(w is True and h is True for w, h, _ in rows),
            "unknown": sum(w is None or h is None for w, h, _ in rows),
            "of": len(rows),
        }
        if any(weight is None for _, _, weight in rows):
            return self.unknown()
        sure = sum((w or ZERO for inside, _, w in rows if inside is True), ZERO)
        yes = sum((w or ZERO for inside, has, w in rows if inside is True and has is True), ZERO)
        maybe = sum((w or ZERO for inside, has, w in rows if inside is True and has is None), ZERO)
        # A record of which nobody knows whether it belongs to the list is counted where it moves the bound outwards.
        drag = sum((w or ZERO for inside, has, w in rows if inside is None and has is not True), ZERO)
        lift = sum((w or ZERO for inside, has, w in rows if inside is None and has is not False), ZERO)
        ends: list[Interval] = []
        if sure + drag > 0:
            ends.append(point(yes / (sure + drag)))
        if sure + lift > 0:
            ends.append(point((yes + maybe + lift) / (sure + lift)))
        worths = []
        if ends:
            span = hull(ends)
            worths.append(self.scale.over(span.lower, span.upper))
        if sure == 0:  # all the records may turn out not to belong to it
            worths.append(point(self.nothing))
        return hull(worths)

    def _weight(self, item: Record) -> Fraction | None:
        if self.by is None:
            return ONE
        weight = item.fields.get(self.by, UNKNOWN)
        return weight if isinstance(weight, Fraction) else (ZERO if weight is NONE else None)

    def paths(self) -> frozenset[str]:
        return _patterns(self.records, self.having + self.where, self.by)


@dataclass(frozen=True)
class Count(Leaf):
    """How many records of a list meet all conditions of `where`. An empty list counts 0 unless `if_none` says more."""

    records: str = ""
    where: tuple[Condition, ...] = ()

    @property
    def nothing(self) -> Fraction:
        return self.scale.at(ZERO) if self.if_none is None else self.if_none

    def worth(self, world: World) -> tuple[Interval, tuple[Reading, ...]]:
        found = world.facts.records(self.records)
        figures: dict[str, Any] = {"state": found.state, "where": self.where}
        read: tuple[str, ...] = (self.records,)
        if found.state == "unknown":
            worth = self.unknown()
            read = tuple(_facts_of(found.items, self.where, None)) or read
        elif found.state == "none":
            worth = point(self.nothing)
        else:
            read = tuple(_facts_of(found.items, self.where, None)) or read
            states = [_all(item, self.where) for item in found.items]
            yes, unknown = sum(s is True for s in states), sum(s is None for s in states)
            figures |= {"yes": yes, "unknown": unknown, "of": len(states)}
            worth = self.scale.over(Fraction(yes), Fraction(yes + unknown) if found.complete else None)
        return worth, (Reading("count", (self.records,), figures, worth, read),)

    def paths(self) -> frozenset[str]:
        return _patterns(self.records, self.where, None)


@dataclass(frozen=True)
class Series(Leaf):
    """One field of a list of dated records: the latest, the peak, or the latest as a share of the peak."""

    records: str = ""
    field: str = ""
    take: str = "latest"
    key: str = ""

    def worth(self, world: World) -> tuple[Interval, tuple[Reading, ...]]:
        found = world.facts.records(self.records)
        figures: dict[str, Any] = {"state": found.state, "take": self.take}
        read: tuple[str, ...] = (self.records,)
        if found.state == "none":
            worth = point(self.nothing)
        elif found.state == "unknown" or not found.complete:
            worth = self.unknown()
        else:
            items = sorted(found.items, key=lambda r: r.fields[self.key])
            read = tuple(f"{item.path}.{self.field}" for item in items)
            values = [item.fields.get(self.field, UNKNOWN) for item in items]
            values = [ZERO if v is NONE else v for v in values]
            worth = self._of_values(values, figures)
        return worth, (Reading("series", (self.records, self.field), figures, worth, read),)

    def _of_values(self, values: list[Any], figures: dict[str, Any]) -> Interval:
        latest = values[-1]
        known = [v for v in values if v is not UNKNOWN]
        figures |= {"latest": latest, "peak": max(known, default=UNKNOWN), "of": len(values)}
        whole = len(known) == len(values)
        if self.take == "latest":
            return self.unknown() if latest is UNKNOWN else point(self.scale.at(latest))
        if not known:
            return self.unknown()
        peak = max(known)
        if self.take == "peak":
            return self.scale.over(peak, peak if whole else None)
        if latest is UNKNOWN or (peak == 0 and not whole):
            return self.unknown()
        if peak == 0:
            return point(self.nothing)
        return self.scale.over(latest / peak if whole else ZERO, latest / peak)

    def paths(self) -> frozenset[str]:
        return frozenset({f"{self.records}[].{self.field}"})


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


def _all(record: Record, conditions: tuple[Condition, ...]) -> bool | None:
    states = [holds(condition, record.fields) for condition in conditions]
    if any(state is False for state in states):
        return False
    return None if any(state is None for state in states) else True


def _facts_of(items: Iterable[Record], conditions: tuple[Condition, ...], by: str | None) -> Iterable[str]:
    fields = condition_fields(conditions) + ((by,) if by else ())
    for item in items:
        for name in fields or ("",):
            yield f"{item.path}.{name}" if name else item.path


def _patterns(path: str, conditions: tuple[Condition, ...], by: str | None) -> frozenset[str]:
    fields = condition_fields(conditions) + ((by,) if by else ())
    return frozenset(f"{path}[].{name}" for name in fields) or frozenset({path})
