"""What to find out first: the open questions, ranked by the points of readiness that their answers would settle."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sfa_audit.assessment import Finding, Question
from sfa_audit.ledger import pattern
from sfa_audit.values import UNKNOWN


def ranked(findings: Sequence[Finding]) -> tuple[Question, ...]:
    """One question a rule with open points, most points first; ties in the order of the pack."""
    questions = [
        Question(f.rule, (f.at_stake or Fraction(0)) * (f.worth.upper - f.worth.lower), unknown_facts(f))
        for f in findings
        if f.counts and not f.worth.known
    ]
    return tuple(sorted(questions, key=lambda q: -q.points))


def unknown_facts(f: Finding) -> tuple[str, ...]:
    """The facts of a finding that nobody has given, as patterns, each once."""
    return tuple(dict.fromkeys(pattern(fact.path) for fact in f.facts if fact.value is UNKNOWN))


def deciding(questions: Sequence[Question], missing: Fraction) -> tuple[str, ...]:
    """The fewest rules whose open points together reach `missing`; all that are open when they do not."""
    chosen = []
    for question in questions:
        if missing <= 0:
            break
        chosen.append(question.rule.id)
        missing -= question.points
    return tuple(chosen)
