"""Which worths a test can have at all, whatever the facts: a rule that cannot be met, or cannot fail, is a mistake."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit.interval import ONE, ZERO, Interval, greatest, hull, least, mean, point
from sfa_audit.measures import Combined, Days, Flags, Leaf, Ratio, Test, Value
from sfa_audit.measures_lists import Count, Series, Share
from sfa_audit.project.table import FieldTable

End = Fraction | None  # None is unbounded


def reach(test: Test, table: FieldTable) -> Interval:
    """The least and the greatest worth that a test can have; facts that several of its measures share are not tied."""
    if isinstance(test, Combined):
        ranges = [reach(inner, table) for inner in test.tests]
        if test.how == "mean":
            return mean(ranges, test.weights)
        return (least if test.how == "least" else greatest)(ranges)
    if isinstance(test, Flags):
        n = len(test.of)
        return hull([point(test.scale.at(Fraction(yes, n))) for yes in range(n + 1)])
    assert isinstance(test, Leaf)
    low, high = _domain(test, table)
    return hull([test.scale.over(low, high), point(test.nothing)])


def _domain(test: Leaf, table: FieldTable) -> tuple[End, End]:
    """Between which values a measure can come out; None is unbounded."""
    if isinstance(test, Share):
        return ZERO, ONE
    if isinstance(test, Count):
        return ZERO, None
    if isinstance(test, Ratio):
        return ZERO, ONE if table.field(test.first).part_of == test.second else None
    if isinstance(test, Series):
        if test.take == "share_of_peak":
            return ZERO, ONE
        return _of_kind(table.field(f"{test.records}[].{test.field}").kind)
    if isinstance(test, Value):
        return _of_kind(table.field(test.path).kind)
    assert isinstance(test, Days)
    return None, None


def _of_kind(kind: str) -> tuple[End, End]:
    return {"share": (ZERO, ONE), "count": (ZERO, None), "amount": (ZERO, None)}.get(kind, (None, None))


def same_reading(one: Test, other: Test) -> bool:
    """Whether two tests look at the same facts by the same measures, however they value what they see."""
    return _looks(one) == _looks(other)


def _looks(test: Test) -> frozenset[object]:
    if isinstance(test, Combined):
        return frozenset().union(*(_looks(inner) for inner in test.tests))
    hidden = ("scale", "if_none")
    return frozenset({(type(test).__name__, *((k, v) for k, v in vars(test).items() if k not in hidden))})
