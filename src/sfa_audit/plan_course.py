"""One course to ready: what is needed at one end of what is known, the choice that meets it, its order and its end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from sfa_audit.assessment import Assessment, Verdict
from sfa_audit.gate import NO_PAST, Past, Policy, judge
from sfa_audit.interval import ZERO
from sfa_audit.plan_actions import EFFORT, Action, LeftOut, lifts, standing, to_lift
from sfa_audit.plan_forecast import forecast, readiness
from sfa_audit.plan_search import Item, Need, cheapest, enough
from sfa_audit.waivers import Waiver

READY, FOUND, LATE = "ready", "found", "late"
PAPERWORK, UNREACHABLE, NOTHING = "paperwork", "unreachable", "nothing"
NO_PLAN = (LATE, PAPERWORK, UNREACHABLE, NOTHING)
"""How a course can end: nothing to do; a plan; none before go-live; only paperwork; none at all; nothing to score."""

STOP, FLOOR, SALESPEOPLE, REST = "stop", "floor", "salespeople", "rest"
"""Why an action stands where it stands, in the order of a plan."""


class Blocked(NamedTuple):
    """A stop that the plan cannot lift: the rule whose remedy is left out and why; None when nothing is left to do."""

    stop: str
    rule: str | None
    why: str | None


class Step(NamedTuple):
    """One action of a plan in its place: why it is there, its lift alone, readiness after it in sequence, its end."""

    action: Action
    why: str
    stops: tuple[str, ...]
    alone: Fraction
    after: Fraction
    ends: date


class Course(NamedTuple):
    """A plan at one end, or why there is none.

    `forecast` and `verdict` are those after the steps; without a plan, those after everything that can be done.
    `ends` is the day on which the last step is done, of a late course the earliest day of going live. Weeks run in
    parallel. `open` says that a course may be found once the effort of some remedies is known.
    """

    end: str
    status: str
    steps: tuple[Step, ...] = ()
    effort: Fraction = ZERO
    weeks: Fraction = ZERO
    ends: date | None = None
    forecast: Assessment | None = None
    verdict: Verdict | None = None
    blocked: tuple[Blocked, ...] = ()
    open: bool = False


class Problem(NamedTuple):
    """What the search is given: items in the order of the actions, the need, and the stops that nothing can lift."""

    items: tuple[Item, ...]
    need: Need
    blocked: tuple[Blocked, ...]


class Desk(NamedTuple):
    """All that a plan is made from: the assessment, the gate, what may be chosen and what not, and the last day."""

    a: Assessment
    policy: Policy
    waivers: tuple[Waiver, ...]
    free: tuple[Action, ...]
    left: tuple[LeftOut, ...]
    deadline: date | None
    past: Past = NO_PAST

    def fitting(self, weeks: Fraction | None = None) -> tuple[Action, ...]:
        """The actions after which going live is in time: within so many weeks, else by the day it is planned for."""
        if weeks is not None:
            return tuple(action for action in self.free if action.span <= weeks)
        last = self.deadline
        return tuple(action for action in self.free if last is None or action.live(self.a.as_of) <= last)

    def problem(self, end: str, chosen_from: Sequence[Action]) -> Problem:
        """The search for the least effort over some actions, in whole numbers."""
        by_action = [lifts(action, self.a, end) for action in chosen_from]
        scale = lcm(*(lift.denominator for of in by_action for lift in of.values()))
        unit = lcm(*(action.effort.denominator for action in chosen_from if action.effort is not None))
        items = tuple(
            Item(int((action.effort or ZERO) * unit), {c: int(lift * scale) for c, lift in of.items()}, action.work)
            for action, of in zip(chosen_from, by_action, strict=True)
        )
        forced, blocked = self._stops(end, chosen_from)
        needed = {cause: _up(level * scale) for cause, level in self.floors(end).items()}
        total = _up(self._missing(end) * scale)
        return Problem(items, Need(total, needed, frozenset(forced), work=True), tuple(blocked))

    def _missing(self, end: str) -> Fraction:
        """The points that readiness lacks; 0 or less when it lacks none."""
        bar, target = self.a.bar, self.policy.readiness
        return ZERO if bar is None or target is None else target - getattr(bar, end)

    def floors(self, end: str) -> dict[str, Fraction]:
        """By cause, the points of the total that a floor lacks."""
        short = {}
        for id, level in self.policy.floors.items():
            cause = self.a.cause(id)
            if cause.bar is not None and (missing := level - getattr(cause.bar, end)) > 0:
                short[id] = missing * cause.share / self.a.reach
        return short

    def _stops(self, end: str, chosen_from: Sequence[Action]) -> tuple[set[int], list[Blocked]]:
        places = {rule: i for i, action in enumerate(chosen_from) for rule in action.rules}
        why = {rule: left.why for left in self.left for rule in left.action.rules}
        forced: set[int] = set()
        blocked: list[Blocked] = []
        for stop in standing(self.a, end) if self.policy.stops is not False else ():
            rules = to_lift(stop, self.a)
            if not rules:
                blocked.append(Blocked(stop.stop.id, None, None))
            for rule in rules:
                if rule in places:
                    forced.add(places[rule])
                else:
                    blocked.append(Blocked(stop.stop.id, rule, why.get(rule, LATE)))
        return forced, blocked


def course(desk: Desk, end: str) -> Course:
    """The plan at one end of what is known."""
    if desk.a.bar is None:
        return Course(end, NOTHING)
    whole = desk.problem(end, desk.free)
    need = whole.need
    if need.total <= 0 and not need.floors and not need.forced and not whole.blocked:
        return _settled(desk, end, READY, ())
    if whole.blocked or not enough(whole.items, need._replace(work=False)):
        return _without(desk, end, UNREACHABLE, whole)
    if not enough(whole.items, need):
        return _without(desk, end, PAPERWORK, whole)
    status, fit = FOUND, desk.fitting()
    if not _feasible(desk.problem(end, fit)):
        status = LATE
        weeks = sorted({action.span for action in desk.free})
        fit = next(fit for week in weeks if _feasible(desk.problem(end, fit := desk.fitting(week))))
    problem = desk.problem(end, fit)
    chosen = cheapest(problem.items, problem.need)
    assert chosen is not None
    return _settled(desk, end, status, [fit[i] for i in chosen])


def _feasible(problem: Problem) -> bool:
    return not problem.blocked and enough(problem.items, problem.need)


def _without(desk: Desk, end: str, status: str, problem: Problem) -> Course:
    """No plan: what everything together would reach, and whether remedies of unknown effort could make one."""
    more = [left.action for left in desk.left if left.why == EFFORT]
    open_ = bool(more) and _feasible(desk.problem(end, (*desk.free, *more)))
    made = _settled(desk, end, status, desk.free)
    return made._replace(steps=(), effort=ZERO, weeks=ZERO, ends=None, blocked=problem.blocked, open=open_)


def _settled(desk: Desk, end: str, status: str, chosen: Sequence[Action]) -> Course:
    after, start, late = forecast(desk.a, rules_of(chosen)), desk.a.as_of, status == LATE
    return Course(
        end=end,
        status=status,
        steps=in_order(desk, chosen, end) if status in (FOUND, LATE) else (),
        effort=sum((action.effort or ZERO for action in chosen), ZERO),
        weeks=max((action.span if late else action.weeks for action in chosen), default=ZERO),
        ends=max((action.live(start) if late else action.ends(start) for action in chosen), default=start),
        forecast=after,
        verdict=judge(after, desk.policy, waivers=desk.waivers, past=desk.past),
    )


def rules_of(chosen: Iterable[Action]) -> frozenset[str]:
    """The rules that some actions serve."""
    return frozenset(rule for action in chosen for rule in action.rules)


def _up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


# ---- the order of a plan ---------------------------------------------------------------------------------------------


def in_order(desk: Desk, chosen: Sequence[Action], end: str) -> tuple[Step, ...]:
    """The actions in the order in which to think of them: musts, what serves the salespeople, then most lift a day."""
    by_action = {action.id: lifts(action, desk.a, end) for action in chosen}
    stops = _stops_of(desk, end)
    waiting = sorted(chosen, key=lambda action: -_rate(action, by_action[action.id]))
    placed = [(action, STOP) for action in waiting if any(rule in stops for rule in action.rules)]
    for cause, missing in desk.floors(end).items():
        missing -= sum((by_action[action.id].get(cause, ZERO) for action, _ in placed), ZERO)
        for action in [action for action in waiting if by_action[action.id].get(cause)]:
            if missing > 0 and all(action is not other for other, _ in placed):
                placed.append((action, FLOOR))
                missing -= by_action[action.id][cause]
    taken = {action.id for action, _ in placed}
    felt = {cause.id for cause in desk.a.pack.causes if cause.felt}
    rest = [(action, _why(action, felt & by_action[action.id].keys())) for action in waiting if action.id not in taken]
    placed += [entry for entry in rest if entry[1] == SALESPEOPLE] + [entry for entry in rest if entry[1] == REST]
    return tuple(_steps(desk, placed, stops, end))


def _steps(desk: Desk, placed: Sequence[tuple[Action, str]], stops: dict[str, list[str]], end: str) -> Iterable[Step]:
    done: set[str] = set()
    before = _reached(desk, (), end)
    for action, why in placed:
        done.update(action.rules)
        lifted = tuple(dict.fromkeys(stop for rule in action.rules for stop in stops.get(rule, ())))
        alone = _reached(desk, action.rules, end) - before
        yield Step(action, why, lifted, alone, _reached(desk, done, end), action.ends(desk.a.as_of))


def _reached(desk: Desk, done: Collection[str], end: str) -> Fraction:
    bar = readiness(desk.a, done)
    return ZERO if bar is None else getattr(bar, end)


def _stops_of(desk: Desk, end: str) -> dict[str, list[str]]:
    """By rule, the standing stops that its remedy helps to lift."""
    found: dict[str, list[str]] = {}
    for stop in standing(desk.a, end) if desk.policy.stops is not False else ():
        for rule in to_lift(stop, desk.a):
            found.setdefault(rule, []).append(stop.stop.id)
    return found


def _why(action: Action, felt: set[str]) -> str:
    """`felt`: the causes that it lifts and whose remedies salespeople themselves feel."""
    return SALESPEOPLE if action.work and felt else REST


def _rate(action: Action, lifted: dict[str, Fraction]) -> Fraction:
    """Points a day; work without effort comes first."""
    total = sum(lifted.values(), ZERO)
    return total / action.effort if action.effort else 10**9 * (1 + total)
