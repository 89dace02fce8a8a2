"""Named combinations of findings. A pattern is shown when all its clauses hold for certain; it is never scored."""

from __future__ import annotations

from collections.abc import Sequence

from sfa_audit.assessment import CONFIRMED, Finding, StopState
from sfa_audit.interval import Interval
from sfa_audit.pack import Clause, Pattern


def shown_patterns(
    patterns: Sequence[Pattern], findings: Sequence[Finding], stops: Sequence[StopState]
) -> tuple[Pattern, ...]:
    """The patterns that the findings show, in the order of the pack."""
    worths = {f.rule.id: f.worth for f in findings if f.counts}
    confirmed = {state.stop.id for state in stops if state.state == CONFIRMED}
    return tuple(p for p in patterns if all(_holds(clause, worths, confirmed) for clause in p.when))


def _holds(clause: Clause, worths: dict[str, Interval], confirmed: set[str]) -> bool:
    if clause.any:  # one of them must hold for certain: that one of two unknown things must be so shows nothing
        return any(_holds(inner, worths, confirmed) for inner in clause.any)
    if clause.stop is not None:
        return clause.stop in confirmed
    worth = worths.get(clause.rule or "")
    if worth is None:
        return False
    if clause.at_least is not None and worth.lower < clause.at_least:
        return False
    return clause.below is None or worth.upper < clause.below
