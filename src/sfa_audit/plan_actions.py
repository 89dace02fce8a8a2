"""The work that a plan can choose from: remedies as actions, what each lifts, and what is left out and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from sfa_audit import assessment as out
from sfa_audit.assess import after
from sfa_audit.assessment import Assessment, Finding, StopState
from sfa_audit.evaluate import effort
from sfa_audit.interval import ZERO
from sfa_audit.ledger import pattern
from sfa_audit.pack import Rule

LOWER, UPPER = "lower", "upper"
"""The two ends: what is known, and every open answer at its most favourable."""

DOCUMENT = "document"
TOO_LATE, EXCLUDED, OWNER, EFFORT = "too_late", "excluded", "owner", "effort"
"""Why a remedy is left out: no longer possible, excluded, another's, or its effort depends on an unknown fact."""


class Action(NamedTuple):
    """One piece of work. `id` is the rule whose remedy it is; rules that share the work are served by it at once.

    `effort` in person-days, None where it depends on the facts `per`, which are unknown; `weeks` elapsed.
    `facts` are the facts that it changes, as patterns; `lead` the weeks that must then pass before going live.
    """

    id: str
    rules: tuple[str, ...]
    effort: Fraction | None
    per: tuple[str, ...]
    weeks: Fraction
    owner: str
    kinds: tuple[str, ...]
    facts: tuple[str, ...]
    lead: Fraction = ZERO

    @property
    def span(self) -> Fraction:
        """Weeks until the roll-out can go live at the earliest."""
        return self.weeks + self.lead

    @property
    def work(self) -> bool:
        """Whether it is more than paperwork."""
        return any(kind != DOCUMENT for kind in self.kinds)

    def ends(self, start: date) -> date:
        """The day on which it is done when it begins at `start`."""
        return _later(start, self.weeks)

    def live(self, start: date) -> date:
        """The earliest day of going live when it begins at `start`."""
        return _later(start, self.span)


def _later(start: date, weeks: Fraction) -> date:
    return start + timedelta(days=-(-weeks * 7 // 1))


class LeftOut(NamedTuple):
    """An action that the plan may not choose, why, and the points that it would lift."""

    action: Action
    why: str
    lift: Fraction


def standing(a: Assessment, end: str) -> list[StopState]:
    """The stops that a plan has to lift: the confirmed ones; on what is known the possible ones too."""
    states = (out.CONFIRMED,) if end == UPPER else (out.CONFIRMED, out.POSSIBLE)
    return [s for s in a.stops if s.stop.level == "stop" and s.state in states]


def to_lift(stop: StopState, a: Assessment) -> list[str]:
    """The rules whose remedies together lift a stop, without those where nothing is left to do."""
    findings = {f.rule.id: f for f in a.findings}
    return [rule for rule in stop.stop.lifted_by if not _nothing_left(findings.get(rule))]


def _nothing_left(f: Finding | None) -> bool:
    """Whether a remedy has reached what it can, or the rule does not apply. A rule that is not due can be worked on."""
    if f is None or f.outcome == out.NOT_DUE:
        return False
    return not f.counts or f.worth.lower >= f.rule.remedy.to


def actions(a: Assessment) -> list[Action]:
    """Every action that could lift the score or a stop, in the order of the pack; possible or not."""
    findings = {f.rule.id: f for f in a.findings}
    wanted = {id for id, f in findings.items() if f.counts and f.worth.lower < f.rule.remedy.to}
    wanted |= {rule for stop in standing(a, LOWER) for rule in to_lift(stop, a)}
    rules = {rule.id: rule for rule in a.pack.rules}
    groups: dict[str, list[Rule]] = {}
    for rule in a.pack.rules:
        if rule.id in wanted:
            groups.setdefault(_root(rule, rules), []).append(rule)
    return [_action(root, members, a, findings) for root, members in groups.items()]


def _root(rule: Rule, rules: Mapping[str, Rule]) -> str:
    """The rule whose work it is, at the end of the chain of `share_with`."""
    seen = [rule.id]
    while (shared := rules[seen[-1]].remedy.share_with) is not None and shared in rules and shared not in seen:
        seen.append(shared)
    # in a circle all name the same rule: the first by name
    return seen[-1] if shared is None or shared not in seen else min(seen[seen.index(shared) :])


def _action(root: str, members: Sequence[Rule], a: Assessment, findings: Mapping[str, Finding]) -> Action:
    """One action of all the rules that share its work; where they differ, the larger effort and the longer time."""
    rules = sorted(members, key=lambda rule: rule.id != root)
    efforts = [(rule.remedy.days, effort(rule.remedy.days, a.ledger.facts)) for rule in members]
    known = [days for _, days in efforts if days is not None]
    return Action(
        id=rules[0].id,
        rules=tuple(rule.id for rule in rules),
        effort=max(known) if len(known) == len(efforts) else None,
        per=tuple(dict.fromkeys(days.per for days, total in efforts if total is None and days.per is not None)),
        weeks=max(rule.remedy.weeks for rule in members),
        lead=max(rule.remedy.before_go_live for rule in members),
        owner=rules[0].remedy.owner,
        kinds=tuple(dict.fromkeys(rule.remedy.kind for rule in rules)),
        facts=tuple(
            dict.fromkeys(pattern(f.path) for rule in rules if rule.id in findings for f in findings[rule.id].facts)
        ),
    )


def lifts(action: Action, a: Assessment, end: str) -> dict[str, Fraction]:
    """By cause, the points of readiness that an action adds at one end of the interval."""
    found: dict[str, Fraction] = {}
    for f in a.findings:
        if f.rule.id in action.rules and f.at_stake is not None:
            worth = getattr(f.worth, end)
            lift = f.at_stake * (after(f.rule, worth) - worth)
            if lift > 0:
                found[f.rule.cause] = found.get(f.rule.cause, ZERO) + lift
    return found


def sift(
    all_: Sequence[Action], a: Assessment, exclude: Collection[str], owners: Collection[str]
) -> tuple[list[Action], list[LeftOut]]:
    """The actions that a plan may choose, and those it may not with the reason."""
    free, left = [], []
    for action in all_:
        why = _why_not(action, a, exclude, owners)
        if why is None:
            free.append(action)
        else:
            left.append(LeftOut(action, why, sum(lifts(action, a, LOWER).values(), ZERO)))
    return free, left


def possible(rule: Rule, a: Assessment) -> bool:
    """Whether the remedy can still be carried out at the milestone asked for."""
    last = rule.remedy.possible_until
    return last is None or last == a.entering or not a.pack.reached(last, a.entering)


def _why_not(action: Action, a: Assessment, exclude: Collection[str], owners: Collection[str]) -> str | None:
    if not all(possible(rule, a) for rule in a.pack.rules if rule.id in action.rules):
        return TOO_LATE
    if any(rule in exclude for rule in action.rules):
        return EXCLUDED
    if owners and action.owner not in owners:
        return OWNER
    return EFFORT if action.effort is None else None
