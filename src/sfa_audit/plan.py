"""The plan: the least effort that makes a project ready, what each effort buys, and what cannot be had.

Nothing here estimates: candidates come from the findings, the choice is exact (`plan_search`), and every forecast is a
run of the scorer (`plan_forecast`). A plan is made at both ends of what is known: on the answers given, and as if every
open answer were the most favourable one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sfa_audit.assessment import Assessment, Question, Verdict
from sfa_audit.gate import NO_PAST, Past, Policy, judge
from sfa_audit.interval import ZERO
from sfa_audit.plan_actions import LOWER, UPPER, Action, LeftOut, actions, sift, standing
from sfa_audit.plan_course import NO_PLAN, READY, Course, Desk, Problem, Step, course, in_order
from sfa_audit.plan_forecast import forecast, readiness
from sfa_audit.plan_search import enough, frontier
from sfa_audit.waivers import Waiver

GO_LIVE = "rollout"  # the milestone at which the first salespeople go live: up to it, work must be done before that day
POINTS = 20


class Wish(NamedTuple):
    """What is asked of a plan: a gate, and what it may use. `budget` in person-days, `day_rate` in money a day."""

    policy: Policy
    budget: Fraction | None = None
    exclude: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    day_rate: Fraction | None = None


class Point(NamedTuple):
    """What a budget of person-days buys at best, with its effort and readiness; `enough` if it meets what is asked."""

    budget: Fraction
    effort: Fraction
    lower: Fraction
    upper: Fraction
    actions: tuple[str, ...]
    enough: bool


class Bought(NamedTuple):
    """The best readiness that the budget asked for buys, with the verdict after it."""

    point: Point
    steps: tuple[Step, ...]
    verdict: Verdict


class Plan(NamedTuple):
    """The whole answer. `low` is the plan on what is known; `high` the one if every open answer were favourable."""

    assessment: Assessment
    wish: Wish
    go_live: date | None
    questions: tuple[Question, ...]
    low: Course
    high: Course | None
    frontier: tuple[Point, ...]
    bought: Bought | None
    left_out: tuple[LeftOut, ...]

    @property
    def decided(self) -> bool | None:
        """Whether there is a plan: True, False for certain, or None where open answers decide."""
        if self.low.status not in NO_PLAN:
            return True
        open_ = self.low.open or (self.high is not None and self.high.status not in NO_PLAN)
        return None if open_ else False


def plan(a: Assessment, wish: Wish, waivers: Sequence[Waiver] = (), past: Past = NO_PAST) -> Plan:
    """The plan for an assessment. Pure: same arguments, same plan."""
    free, left = sift(actions(a), a, wish.exclude, wish.owners)
    deadline = go_live(a)
    desk = Desk(a, wish.policy, tuple(waivers), tuple(free), tuple(left), deadline, past)
    low = course(desk, LOWER)
    open_ = a.bar is not None and (a.bar.open > 0 or len(standing(a, UPPER)) < len(standing(a, LOWER)))
    whole = desk.problem(LOWER, desk.free)
    choices, points = _frontier(desk, whole)
    return Plan(
        assessment=a,
        wish=wish,
        go_live=deadline,
        questions=a.questions,
        low=low,
        high=course(desk, UPPER) if open_ and low.status != READY else None,
        frontier=points,
        bought=_bought(desk, whole, choices, wish.budget) if wish.budget is not None else None,
        left_out=tuple(left),
    )


def go_live(a: Assessment) -> date | None:
    """The day before which the work has to be done; None when it is not known or the milestone comes after it."""
    day = a.ledger.facts.get("project.dates.go_live")
    after = GO_LIVE in a.pack.milestones and a.entering != GO_LIVE and a.pack.reached(GO_LIVE, a.entering)
    return day if isinstance(day, date) and not after else None


# ---- what an effort buys ---------------------------------------------------------------------------------------------


def _frontier(desk: Desk, whole: Problem) -> tuple[list[tuple[Action, ...]], tuple[Point, ...]]:
    """Every best choice of rising effort, and about twenty of them at even steps of the budget."""
    fit = desk.fitting()
    problem = desk.problem(LOWER, fit)
    choices = [tuple(fit[i] for i in chosen) for chosen in frontier(problem.items)] if desk.a.bar else []
    points: list[Point] = []
    for budget in _budgets(_effort(choices[-1])) if choices else ():
        point = _point(desk, whole, _best(choices, budget), budget)
        if not points or point.actions != points[-1].actions:
            points.append(point)
    return choices, tuple(points)


def _budgets(whole: Fraction) -> list[Fraction]:
    """Even budgets in round numbers of days, from nothing to the whole."""
    days = -(-whole.numerator // whole.denominator)
    steps = (n * 10**power for power in range(10) for n in (1, 2, 5))
    step = next((step for step in steps if step * POINTS >= days), days)
    return [Fraction(n) for n in [*range(0, days, step), days]]


def _best(choices: Sequence[tuple[Action, ...]], budget: Fraction) -> tuple[Action, ...]:
    return [choice for choice in choices if _effort(choice) <= budget][-1]


def _effort(chosen: Sequence[Action]) -> Fraction:
    return sum((action.effort or ZERO for action in chosen), ZERO)


def _point(desk: Desk, whole: Problem, chosen: Sequence[Action], budget: Fraction) -> Point:
    bar = readiness(desk.a, {rule for action in chosen for rule in action.rules})
    assert bar is not None
    places = [desk.free.index(action) for action in chosen]
    good = not whole.blocked and enough(whole.items, whole.need._replace(work=False), places)
    return Point(budget, _effort(chosen), bar.lower, bar.upper, tuple(action.id for action in chosen), good)


def _bought(desk: Desk, whole: Problem, choices: Sequence[tuple[Action, ...]], budget: Fraction) -> Bought | None:
    if not choices:
        return None
    chosen = _best(choices, budget)
    point = _point(desk, whole, chosen, budget)
    after = forecast(desk.a, {rule for action in chosen for rule in action.rules})
    return Bought(point, in_order(desk, chosen, LOWER), judge(after, desk.policy, waivers=desk.waivers, past=desk.past))
