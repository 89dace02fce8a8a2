"""The four things that a sponsor can decide, go, go with conditions, hold or stop, and what stays open in each.

Nothing is advised here. Each option gets a state that follows from the gate's own conditions and from the plan, and the
figures behind it; the decision stays with those who asked for the assessment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit import assessment as out
from sfa_audit.assessment import Assessment, Condition, Verdict
from sfa_audit.plan import Plan
from sfa_audit.plan_course import FLOOR, FOUND, LATE, READY, STOP, Course, Step
from sfa_audit.waivers import Waiver

ALLOWED, NOT_ALLOWED, UNDECIDED, NOT_NEEDED = "allowed", "not_allowed", "undecided", "not_needed"
"""What the rules of the gate say of an option: allowed, not allowed, it depends on what is not known, or not needed."""
DONE, DOING = "done", "doing"  # states of an action of the project file
WITHIN = (READY, FOUND, LATE)  # courses after which the level, the floors and the stops are as asked for


class Risk(NamedTuple):
    """A rule or stop whose risk is accepted today, and the last day of that."""

    id: str
    until: date


class Go(NamedTuple):
    """To go now. `failed` and `undecided` are conditions of the gate, by id.

    `stops` are confirmed and each would need a waiver, `possible` may be; `not_waivable` are those of both that no
    waiver can cover. `by_waivers`: with these waivers every condition would be met. `left_out`: the gate was asked
    without its stops, so that they are no condition of it. `warnings` are confirmed but halt nothing.
    """

    state: str
    failed: tuple[str, ...]
    undecided: tuple[str, ...]
    stops: tuple[str, ...]
    possible: tuple[str, ...]
    not_waivable: tuple[str, ...]
    by_waivers: bool
    left_out: bool
    warnings: tuple[str, ...]
    accepted: tuple[Risk, ...]


class Conditions(NamedTuple):
    """To go once the musts of the plan are done: what lifts a stop or mends a floor. `rest` may follow.

    `first` is the day on which the musts are done, `ends` that of the whole plan; `between` the readiness after the
    musts; `remaining` are conditions of the gate that are not met after the whole plan.
    """

    state: str
    course: str
    musts: tuple[str, ...]
    owners: tuple[str, ...]
    first: date | None
    rest: tuple[str, ...]
    ends: date | None
    between: Fraction | None
    remaining: tuple[str, ...]


class Work(NamedTuple):
    """A plan at one end of what is known: its work in person-days and weeks, and the day on which it is done."""

    course: str
    days: Fraction
    weeks: Fraction
    ends: date | None


class Hold(NamedTuple):
    """To wait: what can be asked in the meantime, and when the work can be done."""

    state: str
    questions: tuple[str, ...]
    low: Work
    high: Work | None


class Halt(NamedTuple):
    """To stop. `within` says whether a plan reaches what is asked, None where that is not known.

    `reached` is the readiness after all that can be done, or after the plan; `done` and `doing` are actions of the
    project file that would be left behind.
    """

    state: str
    within: bool | None
    reached: Fraction
    done: tuple[str, ...]
    doing: tuple[str, ...]


class Choices(NamedTuple):
    """All four options."""

    go: Go
    conditions: Conditions
    hold: Hold
    stop: Halt


def choices(
    a: Assessment,
    verdict: Verdict,
    plan: Plan,
    waivers: Sequence[Waiver] = (),
    given: Sequence[Mapping[str, Any]] = (),
) -> Choices | None:
    """What each option means as things stand; None where nothing was asked or nothing is scored. Pure.

    `given` are the actions of the project file.
    """
    if a.bar is None or verdict.status == out.NOT_ASKED or plan.low.forecast is None:
        return None
    go = _go(a, verdict, waivers)
    passed = go.state == ALLOWED
    within = None if go.left_out else _within(plan)
    return Choices(
        go=go,
        conditions=_conditions(go, plan),
        hold=Hold(
            state=NOT_NEEDED if passed else ALLOWED,
            questions=tuple(question.rule.id for question in a.questions),
            low=_work(plan.low),
            high=_work(plan.high) if plan.high else None,
        ),
        stop=_halt(plan, passed, within, given),
    )


# ---- go --------------------------------------------------------------------------------------------------------------


def _go(a: Assessment, verdict: Verdict, waivers: Sequence[Waiver]) -> Go:
    failed, undecided = (_with(verdict.conditions, status) for status in (out.FAILED, out.UNDETERMINED))
    stops, possible, warnings = (
        tuple(s.stop.id for s in a.stops if s.stop.level == level and s.state == state)
        for level, state in (("stop", out.CONFIRMED), ("stop", out.POSSIBLE), ("warn", out.CONFIRMED))
    )
    asked = any(one.kind == "stops" and one.status != out.SKIPPED for one in verdict.conditions)
    left_out = not asked and bool(stops or possible)
    not_waivable = tuple(id for id in (*stops, *possible) if id in a.pack.not_waivable)
    others = [one for one in verdict.conditions if one.kind != "stops" and one.status in (out.FAILED, out.UNDETERMINED)]
    return Go(
        state=_state(verdict, stops, possible),
        failed=failed,
        undecided=undecided,
        stops=stops,
        possible=possible,
        not_waivable=not_waivable,
        by_waivers=asked and bool(stops or possible) and not others and not not_waivable,
        left_out=left_out,
        warnings=warnings,
        accepted=tuple(Risk(waiver.target, waiver.expires) for waiver in waivers if waiver.holds),
    )


def _state(verdict: Verdict, stops: Sequence[str], possible: Sequence[str]) -> str:
    """A stop closes the way to go even where the gate was asked without its stops."""
    if verdict.status == out.FAILED or stops:
        return NOT_ALLOWED
    return ALLOWED if verdict.status == out.PASSED and not possible else UNDECIDED


def _with(conditions: Sequence[Condition], status: str) -> tuple[str, ...]:
    return tuple(one.id for one in conditions if one.status == status)


# ---- go with conditions ----------------------------------------------------------------------------------------------


def _conditions(go: Go, plan: Plan) -> Conditions:
    course, musts, rest = plan.low, *_parted(plan.low.steps)
    after = course.verdict.conditions if course.verdict else ()
    return Conditions(
        state=_conditions_state(go, plan),
        course=course.status,
        musts=tuple(step.action.id for step in musts),
        owners=tuple(dict.fromkeys(step.action.owner for step in musts)),
        first=max((step.ends for step in musts), default=None),
        rest=tuple(step.action.id for step in rest),
        ends=course.ends,
        between=musts[-1].after if musts else None,
        remaining=(*_with(after, out.FAILED), *_with(after, out.UNDETERMINED)),
    )


def _parted(steps: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """The steps that come first because a stop or a floor needs them, and the others."""
    musts = [step for step in steps if step.why in (STOP, FLOOR)]
    return musts, [step for step in steps if step.why not in (STOP, FLOOR)]


def _conditions_state(go: Go, plan: Plan) -> str:
    course = plan.low
    if go.state == ALLOWED:
        return NOT_NEEDED
    if go.left_out:
        return NOT_ALLOWED  # the plan leaves these stops out as well
    if course.status in (READY, FOUND) and course.verdict is not None:
        return {out.PASSED: ALLOWED, out.FAILED: NOT_ALLOWED}.get(course.verdict.status, UNDECIDED)
    favourable = plan.high is not None and plan.high.status in (READY, FOUND)
    return UNDECIDED if course.open or favourable else NOT_ALLOWED


# ---- hold, stop ------------------------------------------------------------------------------------------------------


def _work(course: Course) -> Work:
    return Work(course.status, course.effort, course.weeks, course.ends)


def _within(plan: Plan) -> bool | None:
    """Whether work reaches the level, the floors and the stops asked for, be it after the day of going live."""
    if plan.low.status in WITHIN:
        return True
    return None if plan.low.open or (plan.high is not None and plan.high.status in WITHIN) else False


def _halt(plan: Plan, passed: bool, within: bool | None, given: Sequence[Mapping[str, Any]]) -> Halt:
    assert plan.low.forecast is not None
    after = plan.low.forecast.bar
    assert after is not None
    states = {None: UNDECIDED, True: NOT_NEEDED, False: ALLOWED}
    done, doing = (tuple(str(one["rule"]) for one in given if one.get("status") == status) for status in (DONE, DOING))
    return Halt(NOT_NEEDED if passed else states[within], within, after.lower, done, doing)
