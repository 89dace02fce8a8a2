"""What the thresholds could do that are judgement: each moved by a part of itself, to its worst and its best.

A threshold is an x of a scale. All points of one scale move together; every measure moves by itself. What cannot move
stays: "all of them" and "at least one" do not become more than that.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit import assessment as out
from sfa_audit.assessment import Assessment, Finding
from sfa_audit.evaluate import large_enough, state_of
from sfa_audit.interval import ONE, Interval, greatest, hull, least, mean
from sfa_audit.measures import Combined, Flags, Test, Value, World
from sfa_audit.measures_lists import Count, Series, Share
from sfa_audit.robust_variants import with_worths
from sfa_audit.scale import Scale

JUDGEMENT = "judgement"


class Ends(NamedTuple):
    """The worth of a test with its thresholds where they harm most, and where they help most."""

    worst: Interval
    best: Interval


def moved_scale(scale: Scale, factor: Fraction, *, whole: bool) -> Scale:
    """The scale with every x times the factor; with `whole` an x of up to 1 does not pass 1."""
    return Scale(tuple((_moved(x, factor, whole=whole), y) for x, y in scale.points), scale.stepped)


def _moved(x: Fraction, factor: Fraction, *, whole: bool) -> Fraction:
    return min(x * factor, ONE) if whole and x <= ONE else x * factor


def ends(test: Test, world: World, shares: frozenset[str], by: Fraction) -> Ends:
    """Both ends of a test over its moved thresholds; `shares` are the facts that cannot pass 1, as patterns."""
    if isinstance(test, Combined):
        inner = [ends(part, world, shares, by) for part in test.tests]
        return Ends(_combined(test, [e.worst for e in inner]), _combined(test, [e.best for e in inner]))
    leaf: Any = test
    whole = isinstance(leaf, Share | Flags | Series | Count) or (isinstance(leaf, Value) and leaf.path in shares)
    scales = {moved_scale(leaf.scale, factor, whole=whole): None for factor in (1 - by, ONE, 1 + by)}
    worths = [replace(leaf, scale=scale).worth(world)[0] for scale in scales]
    return Ends(
        Interval(min(w.lower for w in worths), min(w.upper for w in worths)),
        Interval(max(w.lower for w in worths), max(w.upper for w in worths)),
    )


def _combined(test: Combined, parts: list[Interval]) -> Interval:
    if test.how == "mean":
        return mean(parts, test.weights)
    return (least if test.how == "least" else greatest)(parts)


def _rests_on_its_test(f: Finding, world: World) -> bool:
    """Whether the worth is that of the test: not where it is open whether the rule applies, or the sample is small."""
    if f.rule.applies is None:
        return large_enough(f.rule, world.facts)
    return f.rule.applies.worth(world)[0].lower == ONE and large_enough(f.rule, world.facts)


def moved_thresholds(
    assessment: Assessment, waived: frozenset[str], shares: frozenset[str], by: Fraction
) -> tuple[Assessment, Assessment, Assessment]:
    """The assessment with every threshold of judgement where it harms most, where it helps most, and both at once.

    The third has the lower ends of the first and the upper ends of the second: the least that can be covered.
    """
    world = World(assessment.ledger.facts, assessment.as_of)
    worst: dict[str, Interval] = {}
    best: dict[str, Interval] = {}
    for f in assessment.findings:
        if f.counts and f.rule.basis == JUDGEMENT and _rests_on_its_test(f, world):
            worst[f.rule.id], best[f.rule.id] = ends(f.rule.test, world, shares, by)
    stops_worst, stops_best = {}, {}
    for s in assessment.stops:
        if s.state != out.NOT_DUE and s.stop.basis == JUDGEMENT:
            found = ends(s.stop.test, world, shares, by)
            stops_worst[s.stop.id], stops_best[s.stop.id] = (state_of(s.stop, w, waived) for w in found)
    both = {rule: hull((worst[rule], best[rule])) for rule in worst}
    none: frozenset[str] = frozenset()
    return (
        with_worths(assessment, worst, stops_worst, none),
        with_worths(assessment, best, stops_best, none),
        with_worths(assessment, both, stops_worst, none),
    )
