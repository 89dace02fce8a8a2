"""A plan as plain data: ids, figures and dates, for `plan -f json`, for a report, and for every other renderer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sfa_audit.assessment import Condition, Verdict
from sfa_audit.figures import figure, plain, plain_number
from sfa_audit.gate import NO_PAST, Past
from sfa_audit.plan import Bought, Plan, Point
from sfa_audit.plan_actions import Action
from sfa_audit.plan_course import LATE, Course, Step
from sfa_audit.plan_what_if import what_if
from sfa_audit.render.json_text import dumps
from sfa_audit.render.what_if_json import what_if_to_plain
from sfa_audit.waivers import Waiver

SCHEMA = "sfa-audit/plan/1"
_HEAD = ("tool", "pack", "input")


def dumps_plan(report: Mapping[str, Any]) -> str:
    """The plan of a report as JSON text: what it was made from, how far the last one is, and the plan."""
    head = {"schema": SCHEMA, "decimals": report["decimals"], **{key: report[key] for key in _HEAD}}
    return dumps({**head, "progress": report["progress"], "plan": report["plan"]})


def plan_to_plain(plan: Plan, waivers: Sequence[Waiver] = (), past: Past = NO_PAST) -> dict[str, Any]:
    """The whole plan as plain data: numbers as exact strings, dates in ISO form. Texts are those of the pack, by id.

    `waivers` and `past` are those of the verdict: the what-if asks the same gate.
    """
    wish = plan.wish
    rate = wish.day_rate
    currency = plain(plan.assessment.ledger.facts.get("project.currency"))
    return {
        "gate": wish.policy.gate,
        "target": None if wish.policy.readiness is None else plain_number(wish.policy.readiness),
        "floors": {cause: plain_number(level) for cause, level in wish.policy.floors.items()},
        "decided": plan.decided,
        "go_live": plain(plan.go_live) if plan.go_live else None,
        "budget": None if wish.budget is None else plain_number(wish.budget),
        "day_rate": None if rate is None else plain_number(rate),
        "currency": currency if isinstance(currency, str) and currency != "none" else None,
        "exclude": sorted(wish.exclude),
        "owners": sorted(wish.owners),
        "questions": [
            {"rule": q.rule.id, "points": figure(q.points), "facts": list(q.facts)} for q in plan.questions
        ],
        "low": _course(plan.low, rate),
        "high": _course(plan.high, rate) if plan.high else None,
        "frontier": [_point(point, rate) for point in plan.frontier],
        "bought": _bought(plan.bought, rate) if plan.bought else None,
        "left_out": [
            {"action": _action(left.action, rate), "why": left.why, "lift": figure(left.lift)}
            for left in plan.left_out
        ],
        "what_if": what_if_to_plain(what_if(plan, waivers, past)),
    }  # fmt: skip


def _days(days: Fraction | None) -> dict[str, str] | None:
    return None if days is None else figure(days, up=True)


def _cost(days: Fraction | None, rate: Fraction | None) -> str | None:
    return None if days is None or rate is None else plain_number(days * rate)


def _action(action: Action, rate: Fraction | None) -> dict[str, Any]:
    return {
        "id": action.id,
        "rules": list(action.rules),
        "facts": list(action.facts),
        "days": _days(action.effort),
        "per": list(action.per),
        "cost": _cost(action.effort, rate),
        "weeks": plain_number(action.weeks),
        "before_go_live": plain_number(action.lead),
        "owner": action.owner,
        "kinds": list(action.kinds),
    }


def _step(step: Step, rate: Fraction | None) -> dict[str, Any]:
    return {
        **_action(step.action, rate),
        "why": step.why,
        "stops": list(step.stops),
        "alone": figure(step.alone),
        "after": figure(step.after),
        "ends": step.ends.isoformat(),
    }


def _course(course: Course, rate: Fraction | None) -> dict[str, Any]:
    after = course.forecast.bar if course.forecast else None
    return {
        "end": course.end,
        "status": course.status,
        "days": _days(course.effort),
        "cost": _cost(course.effort, rate),
        "weeks": plain_number(course.weeks),
        "ends": course.ends.isoformat() if course.ends else None,
        "late": course.status == LATE,
        "readiness": {"lower": figure(after.lower), "upper": figure(after.upper)} if after else None,
        "verdict": _verdict(course.verdict),
        "blocked": [blocked._asdict() for blocked in course.blocked],
        "open": course.open,
        "steps": [_step(step, rate) for step in course.steps],
    }


def _verdict(verdict: Verdict | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    return {"status": verdict.status, "conditions": [_condition(one) for one in verdict.conditions]}


def _condition(one: Condition) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "cause": one.cause,
        "status": one.status,
        "required": None if one.required is None else plain_number(one.required),
        "actual": None if one.actual is None else figure(one.actual, up=one.relation == "at_most"),
        "names": list(one.names),
        "questions": list(one.questions),
    }


def _point(point: Point, rate: Fraction | None) -> dict[str, Any]:
    return {
        "budget": plain_number(point.budget),
        "days": _days(point.effort),
        "cost": _cost(point.effort, rate),
        "lower": figure(point.lower),
        "upper": figure(point.upper),
        "enough": point.enough,
        "actions": list(point.actions),
    }


def _bought(bought: Bought, rate: Fraction | None) -> dict[str, Any]:
    steps: Sequence[Step] = bought.steps
    return {
        **_point(bought.point, rate),
        "ends": max(step.ends for step in steps).isoformat() if steps else None,
        "weeks": plain_number(max((step.action.weeks for step in steps), default=Fraction(0))),
        "verdict": _verdict(bought.verdict),
        "steps": [_step(step, rate) for step in steps],
    }
