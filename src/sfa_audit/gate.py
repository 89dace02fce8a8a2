"""The gate: conditions asked of an assessment, three-valued, settled once into a verdict and an exit code.

A score condition passes when the lower end reaches the level, fails when not even the upper end does, and is
undetermined between. A shortage of coverage, evidence or freshness is undetermined, never failed: answers can mend it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sfa_audit import assessment as out
from sfa_audit.assessment import Assessment, Verdict
from sfa_audit.conditions_of_gate import conditions_of
from sfa_audit.delta import NONE, Delta
from sfa_audit.waivers import Waiver

OK, GATE_FAILED, USAGE, GATE_UNDETERMINED, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 70, 130


class Policy(NamedTuple):
    """What is asked, in points of 100; None is not asked.

    `stops`: None, they count whenever anything is asked; True, they are asked by themselves; False, they are left out.
    `profiles` are the profiles that the gate accepts (all when None); `fall` the most points that readiness may have
    fallen since the baseline; `no_new_failure` that no rule fails that did not fail there; `stale` the most points that
    may rest on evidence that has aged; `waived` the most points that waived rules may be worth.
    """

    gate: str | None = None
    readiness: Fraction | None = None
    coverage: Fraction | None = None
    evidenced: Fraction | None = None
    floors: Mapping[str, Fraction] = {}
    stops: bool | None = None
    stale: Fraction | None = None
    waived: Fraction | None = None
    not_applicable: Fraction | None = None
    no_new_failure: bool = False
    fall: Fraction | None = None
    profiles: tuple[str, ...] | None = None

    @property
    def asked(self) -> bool:
        """Whether any condition is asked at all."""
        named = self.gate is not None or self.profiles is not None or self.stops is True
        return named or self.no_new_failure or bool(self.levels())

    def levels(self) -> list[Fraction]:
        """All levels that are asked."""
        single = (
            self.readiness, self.coverage, self.evidenced, self.stale, self.waived, self.fall, self.not_applicable,
        )  # fmt: skip
        return [level for level in (*single, *self.floors.values()) if level is not None]


class Past(NamedTuple):
    """What became of `--baseline`: none, found, stale or other (another project's), and the change since it."""

    state: str
    delta: Delta | None = None


NO_PAST = Past(NONE)


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
