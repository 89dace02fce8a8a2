"""The gate: conditions asked of an assessment, three-valued, settled once into a verdict and an exit code.

A score condition passes when the lower end reaches the level, fails when not even the upper end does, and is
undetermined between. A shortage of coverage, evidence or freshness is undetermined, never failed: answers can mend it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sfa_audit import assessment as out
from sfa_audit.assessment import Assessment, Verdict
from sfa_audit.conditions_of_gate import conditions_of
from sfa_audit.gate_policy import NO_PAST, Past, Policy
from sfa_audit.waivers import Waiver

__all__ = ["NO_PAST", "Past", "Policy", "exit_code", "judge", "settle"]

OK, GATE_FAILED, USAGE, GATE_UNDETERMINED, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 70, 130


def judge(
    assessment: Assessment,
    policy: Policy,
    exit_zero: bool = False,
    waivers: Sequence[Waiver] = (),
    past: Past = NO_PAST,
) -> Verdict:
    """The verdict on an assessment. `exit_zero` changes the exit code only, never the status."""
    stopped = tuple(s.stop.id for s in assessment.stops if s.state == out.CONFIRMED and s.stop.level == "stop")
    decimals = 0 if all(level.denominator == 1 for level in policy.levels()) else 1
    if not policy.asked:
        code = OK if assessment.bar is not None else GATE_UNDETERMINED
        return Verdict(out.NOT_ASKED, OK if exit_zero else code, None, (), stopped, decimals)
    conditions = tuple(conditions_of(assessment, policy, waivers, past))
    status = settle([condition.status for condition in conditions])
    if assessment.bar is None and status == out.PASSED:
        status = out.UNDETERMINED
    code = OK if exit_zero else exit_code(status)
    return Verdict(status, code, policy.gate, conditions, stopped, decimals)


def settle(statuses: Sequence[str]) -> str:
    """Several conditions as one: failed for certain before undetermined, undetermined before passed."""
    for status in (out.FAILED, out.UNDETERMINED):
        if status in statuses:
            return status
    return out.PASSED


def exit_code(status: str) -> int:
    """The exit code of a settled verdict."""
    return {out.PASSED: OK, out.FAILED: GATE_FAILED, out.UNDETERMINED: GATE_UNDETERMINED}[status]
