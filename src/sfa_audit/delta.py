"""The change since a baseline, told apart: rules, milestone, profile, date, facts, evidence, waivers.

The old answers are scored again, one step at a time, each step with one more thing of today; the difference that a step
makes is its part. So the parts sum to the whole exactly. The baseline is the saved JSON of an earlier assessment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit import assessment as out
from sfa_audit.assess import Order, assess
from sfa_audit.assessment import Assessment
from sfa_audit.facts import Facts
from sfa_audit.figures import plain
from sfa_audit.interval import ZERO
from sfa_audit.ledger import Entry, Ledger
from sfa_audit.load import set_aside
from sfa_audit.pack import RulePack
from sfa_audit.progress import ActionChange, changes
from sfa_audit.project.table import FieldTable, read

NONE, MISSING, FOUND, STALE, OTHER = "none", "missing", "found", "stale", "other"
PARTS = ("rules", "milestone", "profile", "date", "facts", "evidence", "waivers")


class Part(NamedTuple):
    """What one thing changed, in points of 100: of readiness (lower) and of its evidenced part."""

    id: str
    lower: Fraction
    evidenced: Fraction


class Moved(NamedTuple):
    """A rule or stop whose outcome or state is another one; `was` is None when the baseline did not have it."""

    id: str
    was: str | None
    now: str


class CauseThen(NamedTuple):
    """A cause that is scored on both sides: its readiness on what was known then, and on what is known today."""

    cause: str
    before: Fraction
    after: Fraction


class Delta(NamedTuple):
    """The change from `before` to `after`; the parts sum to it. `changed` are the facts whose value differs."""

    before: Fraction
    after: Fraction
    as_of: date
    parts: tuple[Part, ...]
    new_failures: tuple[str, ...]
    mended: tuple[str, ...]
    changed: tuple[str, ...]
    causes: tuple[CauseThen, ...] = ()
    moved: tuple[Moved, ...] = ()
    moved_stops: tuple[Moved, ...] = ()
    actions: tuple[ActionChange, ...] = ()


class Baseline(NamedTuple):
    """An earlier assessment as it was saved."""

    project: tuple[str, ...]
    entering: str
    profile: str
    phase: str
    as_of: date
    lower: Fraction | None
    evidenced: Fraction | None
    causes: Mapping[str, Fraction]
    outcomes: Mapping[str, str]
    stops: Mapping[str, str]
    ledger: Ledger
    not_applicable: tuple[Mapping[str, Any], ...]
    actions: tuple[Mapping[str, Any], ...]


def identity(about: Mapping[str, Any]) -> tuple[str, ...]:
    """By what two assessments are known to be of one project: its id, else its name and client."""
    if about.get("id"):
        return (str(about["id"]),)
    return (str(about.get("name")), str(about.get("client")))


def read_baseline(report: Mapping[str, Any], table: FieldTable) -> Baseline:
    """A saved report as a baseline. Raises KeyError, TypeError, ValueError or NeedsModel when it is no such report."""
    bar = report["score"]["bar"] if report["score"] else None
    facts = read(report["facts"], table)
    entries = tuple(
        Entry(
            fact=entry["fact"],
            kind=entry["kind"],
            by=entry["by"],
            date=date.fromisoformat(entry["date"]) if entry["date"] else None,
            ref=entry["ref"],
            source=entry["source"],
            note=entry["note"],
        )
        for entry in report["ledger"]
    )
    given = report["input"]
    return Baseline(
        project=identity(given),
        entering=given["entering"],
        profile=report["pack"]["profile"],
        phase=given["phase"],
        as_of=date.fromisoformat(given["as_of"]),
        lower=Fraction(bar["lower"]["exact"]) if bar else None,
        evidenced=Fraction(bar["evidenced"]["exact"]) if bar else None,
        causes={cause["id"]: Fraction(cause["bar"]["lower"]["exact"]) for cause in report["causes"] if cause["bar"]},
        outcomes={finding["rule"]: finding["outcome"] for finding in report["findings"]},
        stops={stop["id"]: stop["state"] for stop in report["stops"]},
        ledger=Ledger(Facts(facts, table.closed()), entries, (), {}),
        not_applicable=tuple(report["not_applicable"]),
        actions=tuple(report["actions"]),
    )


def delta(
    old: Baseline, new: Assessment, order: Order, pack: RulePack, actions: Sequence[Mapping[str, Any]] = ()
) -> Delta | None:
    """The change from a baseline to today's assessment; None when either has nothing to score.

    `actions` are those that the project file keeps today, as plain data.
    """
    if old.lower is None or old.evidenced is None or new.bar is None:
        return None
    then = Order(
        entering=old.entering if old.entering in pack.milestones else order.entering,
        profile=old.profile if old.profile in pack.profiles else order.profile,
        as_of=old.as_of,
        not_applicable=set_aside(old.not_applicable, pack),
    )
    facts_only = Ledger(new.ledger.facts, old.ledger.entries, (), {})
    steps: Sequence[tuple[Ledger, Order]] = (
        (old.ledger, then),
        (old.ledger, then := then._replace(entering=order.entering)),
        (old.ledger, then := then._replace(profile=order.profile)),
        (old.ledger, then := then._replace(as_of=order.as_of)),
        (facts_only, then := then._replace(not_applicable=order.not_applicable)),
        (new.ledger, then),
        (new.ledger, order),
    )
    points = [(old.lower, old.evidenced)]
    for ledger, at in steps:
        bar = assess(ledger, new.phase, pack, at).bar
        points.append((bar.lower, bar.evidenced) if bar else (ZERO, ZERO))
    parts = tuple(
        Part(id, after[0] - before[0], after[1] - before[1])
        for id, before, after in zip(PARTS, points[:-1], points[1:], strict=True)
    )
    failing = [f.rule.id for f in new.findings if f.outcome == out.NOT_MET]
    mended = [f.rule.id for f in new.findings if f.outcome == out.MET and old.outcomes.get(f.rule.id) == out.NOT_MET]
    return Delta(
        before=old.lower,
        after=new.bar.lower,
        as_of=old.as_of,
        parts=parts,
        new_failures=tuple(rule for rule in failing if old.outcomes.get(rule) != out.NOT_MET),
        mended=tuple(mended),
        changed=_changed(old.ledger.facts, new.ledger.facts),
        causes=tuple(
            CauseThen(cause.id, old.causes[cause.id], cause.bar.lower)
            for cause in new.causes
            if cause.bar and cause.id in old.causes
        ),
        moved=_moved(old.outcomes, {f.rule.id: f.outcome for f in new.findings}),
        moved_stops=_moved(old.stops, {s.stop.id: s.state for s in new.stops}),
        actions=changes(old.actions, actions, old.as_of, order.as_of),
    )


def _moved(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Moved, ...]:
    return tuple(Moved(id, old.get(id), now) for id, now in new.items() if old.get(id) != now)


def _changed(old: Facts, new: Facts) -> tuple[str, ...]:
    before, after = dict(old.leaves()), dict(new.leaves())
    paths = dict.fromkeys((*before, *after))
    # as data, for a saved result does not tell the kinds of what a pack has not declared
    return tuple(
        path for path in paths
        if (path in before) != (path in after) or plain(before.get(path)) != plain(after.get(path))
    )  # fmt: skip
