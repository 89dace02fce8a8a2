"""How sure the report is, as data: the points by kind of evidence, and how the verdict stands up."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sfa_audit.assessment import Assessment
from sfa_audit.evidence import POINTS, STATED, evidence_of
from sfa_audit.figures import apportion, bar_figures, exact, figure, plain_number

if TYPE_CHECKING:
    from sfa_audit.robust import Robust, Tested


def evidence_to_plain(assessment: Assessment) -> dict[str, Any]:
    """`evidence_points` (null without a score) and `evidence_gaps`: shown points sum to the shown parts of the bar."""
    found = evidence_of(assessment)
    gaps = {"without": list(found.without), "stale": list(found.stale)}
    if assessment.bar is None:
        return {"evidence_points": None, "evidence_gaps": gaps}
    points: dict[str, dict[str, str]] = {kind: {"exact": exact(found.points[kind])} for kind in POINTS}
    bar = bar_figures(assessment.bar)
    for part, kinds in (("evidenced", [kind for kind in POINTS if kind not in STATED]), ("stated", list(STATED))):
        for key, decimals in (("shown", 1), ("whole", 0)):
            texts = apportion([found.points[kind] for kind in kinds], Fraction(bar[part][key]), decimals)
            for kind, text in zip(kinds, texts, strict=True):
                points[kind][key] = text
    return {"evidence_points": points, "evidence_gaps": gaps}


def robust_to_plain(found: Robust | None) -> dict[str, Any] | None:
    """How the verdict stands up, as data; None when it was not asked, or there is nothing to score."""
    if found is None:
        return None
    return {
        "gate": found.gate,
        "word": found.word,
        "shares": {"by": plain_number(found.tolerance), **_tested(found.shares)},
        "equal": {"value": figure(found.equal.low), "holds": found.equal.holds, "words": list(found.equal.words)},
        "thresholds": {"by": plain_number(found.part), "rules": found.judgement, **_tested(found.thresholds)},
        "facts": list(found.facts),
    }


def _tested(tested: Tested) -> dict[str, Any]:
    return {
        "low": figure(tested.low), "high": figure(tested.high), "holds": tested.holds, "words": list(tested.words),
    }  # fmt: skip
