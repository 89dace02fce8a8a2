"""How much of the verdict is judgement: what other shares and thresholds would do to it, and on which facts it hangs.

Everything is exact and computed by the same scorer; nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sfa_audit.assess import Order
from sfa_audit.assessment import Assessment
from sfa_audit.gate import Past, Policy
from sfa_audit.robust_facts import deciding_facts
from sfa_audit.robust_shares import corners, equal, with_shares
from sfa_audit.robust_thresholds import JUDGEMENT, moved_thresholds
from sfa_audit.robust_variants import Answer, Asked, answer, asked_of, holds
from sfa_audit.waivers import Waiver


class Tested(NamedTuple):
    """Readiness (its lower end) from `low` to `high`; `holds`: the verdict is proven to stay; `words`: those met."""

    low: Fraction
    high: Fraction
    holds: bool
    words: tuple[str, ...]


class Robust(NamedTuple):
    """How the verdict stands up. `word` is the verdict, or without a gate the band (`open` when there is none).

    `shares` may move by `tolerance` of themselves with their sum held, `equal` has them all alike; `thresholds` are
    those that are judgement, `judgement` rules of those that count, moved by `part`. `facts`: those on which it hangs.
    """

    gate: bool
    word: str
    tolerance: Fraction
    shares: Tested
    equal: Tested
    part: Fraction
    thresholds: Tested
    judgement: int
    facts: tuple[str, ...]


class Fields(NamedTuple):
    """What must be known of the project file: the key of each list by its path, and the facts that are shares."""

    keys: Mapping[str, str]
    shares: frozenset[str]


def robust(
    assessment: Assessment, order: Order, policy: Policy, waivers: Sequence[Waiver], past: Past, fields: Fields
) -> Robust | None:
    """How the verdict on an assessment stands up; None when nothing is scored or the pack asks for none."""
    moves = assessment.pack.robust
    if assessment.bar is None or moves is None:
        return None
    asked = asked_of(assessment, policy, waivers, past)
    now = answer(assessment, asked)
    shared = [with_shares(assessment, shares) for shares in corners(assessment, policy, asked.waivers, moves.shares)]
    worst, best, both = moved_thresholds(assessment, order.waived_stops, fields.shares, moves.thresholds)
    widest = [both] if policy.coverage is not None else []
    return Robust(
        gate=policy.asked,
        word=now.word,
        tolerance=moves.shares,
        shares=_tested(assessment, now, shared, asked),
        equal=_tested(equal(assessment), now, (), asked),
        part=moves.thresholds,
        thresholds=_tested(assessment, now, [worst, best, *widest], asked),
        judgement=sum(f.counts and f.rule.basis == JUDGEMENT for f in assessment.findings),
        facts=deciding_facts(assessment, order, asked, now, fields.keys),
    )


def _tested(middle: Assessment, now: Answer, variants: Sequence[Assessment], asked: Asked) -> Tested:
    every = [middle, *variants]
    answers = [answer(variant, asked) for variant in every]
    readiness = [variant.bar.lower for variant in every if variant.bar is not None]
    words = tuple(sorted({found.word for found in answers}))
    return Tested(min(readiness), max(readiness), holds(now, answers), words)
