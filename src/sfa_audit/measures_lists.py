"""The measures that read a list of records: the share of them, their number, and a dated series."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sfa_audit.conditions import Condition, condition_fields, holds
from sfa_audit.facts import Record
from sfa_audit.interval import ONE, ZERO, Interval, hull, point
from sfa_audit.measures import Leaf, Reading, World
from sfa_audit.values import NONE, UNKNOWN


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
        if not found.complete:
            figures["complete"] = False
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
            if not found.complete:
                figures["complete"] = False
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
