"""What readiness rests on: its points by kind of evidence, the facts that have none, those whose evidence has aged."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from sfa_audit.assessment import Assessment, FactRead, Finding
from sfa_audit.interval import ZERO
from sfa_audit.ledger import KINDS, STRONG
from sfa_audit.values import UNKNOWN

STALE = "stale"
STATED = ("statement", STALE)
POINTS = (*KINDS, STALE)


class Evidence(NamedTuple):
    """`points` of 100 by kind, whose sum is readiness; `without` and `stale` are paths of facts, each once."""

    points: dict[str, Fraction]
    without: tuple[str, ...]
    stale: tuple[str, ...]


def evidence_of(assessment: Assessment) -> Evidence:
    """The evidence of all rules that count.

    A rule's points go to the weakest kind among its facts: a rule that a log and a document support rests on the
    document. Points that are not evidenced are stale where evidence has aged, else they rest on statements.
    """
    points = dict.fromkeys(POINTS, ZERO)
    without: dict[str, None] = {}
    stale: dict[str, None] = {}
    for f in assessment.findings:
        if f.at_stake is None:
            continue
        points[_kind(f)] += f.at_stake * f.worth.lower
        without |= {fact.path: None for fact in f.facts if fact.value is not UNKNOWN and fact.support is None}
        stale |= {fact.path: None for fact in f.facts if fact.value is not UNKNOWN and _aged(fact)}
    return Evidence(points, tuple(without), tuple(stale))


def _kind(f: Finding) -> str:
    if f.evidenced:
        return max((fact.support.entry.kind for fact in f.facts if fact.support), key=KINDS.index, default=KINDS[0])
    return STALE if any(_aged(fact) for fact in f.facts) else KINDS[-1]


def _aged(fact: FactRead) -> bool:
    return fact.support is not None and not fact.support.fresh and fact.support.entry.kind in STRONG
