"""The gate: conditions asked of an assessment, three-valued, settled once into a verdict and an exit code.

A score condition passes when the lower end reaches the level, fails when not even the upper end does, and is
undetermined between. A shortage of coverage or evidence is undetermined, never failed: more answers can mend it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sfa_audit import assessment as out
from sfa_audit.assessment import Assessment, Condition, Question, Verdict
from sfa_audit.questions import deciding
from sfa_audit.scoring import Bar

OK, GATE_FAILED, USAGE, GATE_UNDETERMINED, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 70, 130


class Policy(NamedTuple):
    """What is asked, in points of 100; None is not asked. Stops count whenever anything is asked, unless False."""

    gate: str | None = None
    readiness: Fraction | None = None
    coverage: Fraction | None = None
    evidenced: Fraction | None = None
    floors: Mapping[str, Fraction] = {}
    stops: bool = True

    @property
    def asked(self) -> bool:
        """Whether any condition is asked at all."""
        return bool(self.floors) or any(
            x is not None for x in (self.gate, self.readiness, self.coverage, self.evidenced)
        )


def judge(assessment: Assessment, policy: Policy, exit_zero: bool = False) -> Verdict:
    """The verdict on an assessment. `exit_zero` changes the exit code only, never the status."""
    stopped = tuple(s.stop.id for s in assessment.stops if s.state == out.CONFIRMED and s.stop.level == "stop")
    decimals = 0 if all(x.denominator == 1 for x in _levels(policy)) else 1
    if not policy.asked:
        code = OK if assessment.bar is not None else GATE_UNDETERMINED
        return Verdict(out.NOT_ASKED, OK if exit_zero else code, None, (), stopped, decimals)
    conditions = tuple(_conditions(assessment, policy))
    status = settle([c.status for c in conditions])
    if assessment.bar is None and status == out.PASSED:
        status = out.UNDETERMINED
    return Verdict(status, OK if exit_zero else exit_code(status), policy.gate, conditions, stopped, decimals)


def settle(statuses: Sequence[str]) -> str:
    """Several conditions as one: failed for certain before undetermined, undetermined before passed."""
    for status in (out.FAILED, out.UNDETERMINED):
        if status in statuses:
            return status
    return out.PASSED


def exit_code(status: str) -> int:
    """The exit code of a settled verdict."""
    return {out.PASSED: OK, out.FAILED: GATE_FAILED, out.UNDETERMINED: GATE_UNDETERMINED}[status]


def _levels(policy: Policy) -> list[Fraction]:
    levels = [policy.readiness, policy.coverage, policy.evidenced, *policy.floors.values()]
    return [level for level in levels if level is not None]


def _conditions(assessment: Assessment, policy: Policy) -> list[Condition]:
    bar, found = assessment.bar, []
    if policy.readiness is not None:
        found.append(_score("readiness", None, bar, policy.readiness, assessment.questions))
    for cause, floor in policy.floors.items():
        questions = [q for q in assessment.questions if q.rule.cause == cause]
        of_cause = assessment.cause(cause)
        if of_cause.bar is None:
            found.append(Condition(f"floor:{cause}", "floor", out.SKIPPED, "at_least", floor, cause=cause))
        else:
            # A question's points are of the total; of its cause it settles more, by the cause's part of the reach.
            factor = assessment.reach / of_cause.share
            found.append(_score(f"floor:{cause}", cause, of_cause.bar, floor, questions, factor))
    if policy.coverage is not None:
        found.append(_enough("coverage", bar.coverage if bar else None, policy.coverage, assessment.questions))
    if policy.evidenced is not None:
        found.append(_enough("evidenced", bar.evidenced if bar else None, policy.evidenced, ()))
    if policy.stops:
        found.append(_stops(assessment))
    if assessment.unweighed.weight > 0:
        found.append(_not_applicable(assessment))
    return found


def _score(
    id: str,
    cause: str | None,
    bar: Bar | None,
    required: Fraction,
    questions: Sequence[Question],
    factor: Fraction = Fraction(1),
) -> Condition:
    kind = "floor" if cause else "readiness"
    if bar is None:
        return Condition(id, kind, out.UNDETERMINED, "at_least", required, cause=cause)
    asked: tuple[str, ...] = ()
    status = out.PASSED if bar.lower >= required else out.FAILED
    if bar.lower < required <= bar.upper:
        status, asked = out.UNDETERMINED, deciding(questions, (required - bar.lower) / factor)
    return Condition(id, kind, status, "at_least", required, bar.lower, bar.upper, cause, (), asked)


def _enough(id: str, actual: Fraction | None, required: Fraction, questions: Sequence[Question]) -> Condition:
    enough = actual is not None and actual >= required
    asked = () if enough or actual is None else deciding(questions, required - actual)
    return Condition(id, id, out.PASSED if enough else out.UNDETERMINED, "at_least", required, actual, questions=asked)


def _stops(assessment: Assessment) -> Condition:
    due = [s for s in assessment.stops if s.stop.level == "stop"]
    confirmed = tuple(s.stop.id for s in due if s.state == out.CONFIRMED)
    possible = tuple(s.stop.id for s in due if s.state == out.POSSIBLE)
    if confirmed:
        return Condition("stops", "stops", out.FAILED, "none", names=confirmed)
    if possible:
        return Condition("stops", "stops", out.UNDETERMINED, "none", names=possible)
    return Condition("stops", "stops", out.PASSED, "none")


def _not_applicable(assessment: Assessment) -> Condition:
    aside, ceiling = assessment.unweighed, assessment.pack.not_applicable_ceiling
    status = out.PASSED if aside.weight <= ceiling else out.UNDETERMINED
    return Condition("not-applicable", "not-applicable", status, "at_most", ceiling, aside.weight)
