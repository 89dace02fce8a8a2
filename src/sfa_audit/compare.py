"""Two results side by side: what changed, where it shows, and what the change is made of.

Both sides are reports as plain data, saved or just made, so that a file of today and a result of last year compare the
same way. What the change is made of is told by scoring the old answers again (`delta`), never by guessing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit import assessment as out
from sfa_audit.assess import Order, assess
from sfa_audit.compare_facts import FactChange, changed_facts
from sfa_audit.delta import Baseline, Part, delta, read_baseline
from sfa_audit.interval import ZERO
from sfa_audit.load import set_aside
from sfa_audit.pack import RulePack
from sfa_audit.progress import ActionChange, changes
from sfa_audit.project.table import FieldTable

Report = Mapping[str, Any]
TOLD, OTHER_RULES, NO_SCORE = "told", "other_rules", "no_score"
RESOLVED, BETTER, NEW, WORSE, LEFT = "resolved", "better", "new", "worse", "left"
OPEN_STATES = (out.NOT_MET, out.PARTLY_MET, out.UNKNOWN)


class Span(NamedTuple):
    """What is known of a score, and the most that it can be."""

    lower: Fraction
    upper: Fraction


class CauseChange(NamedTuple):
    """One cause on both sides (None where it was not due), and what it adds to the change of readiness."""

    id: str
    was: Span | None
    now: Span | None
    points: Fraction


class Moved(NamedTuple):
    """A rule or stop that changed: how, and its outcomes (None where a side does not have it)."""

    id: str
    how: str
    was: str | None
    now: str | None


class Comparison(NamedTuple):
    """All that differs between two reports. `differs` names what makes them hard to compare, worst first.

    `sure`: the change is larger than what is open on both sides. `parts` sum to `total` where `apart` is `told`; the
    points of the causes always do.
    """

    differs: tuple[str, ...]
    total: Fraction | None
    sure: bool
    apart: str
    parts: tuple[Part, ...]
    causes: tuple[CauseChange, ...]
    facts: tuple[FactChange, ...]
    findings: tuple[Moved, ...]
    stops: tuple[Moved, ...]
    actions: tuple[ActionChange, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing at all differs."""
        moved = self.facts or self.findings or self.stops or any(one.points for one in self.causes)
        return not (self.differs or self.total or moved or any(a.how for a in self.actions))


def compare(old: Report, new: Report, pack: RulePack, table: FieldTable) -> Comparison:
    """Compare two reports. `pack` are the rules at hand: with others on the new side the change is not told apart.

    Raises KeyError, TypeError, ValueError or NeedsModel when one is no report.
    """
    then, now = read_baseline(old, table), read_baseline(new, table)
    total = None if then.lower is None or now.lower is None else now.lower - then.lower
    apart, parts = _apart(then, now, new["pack"]["digest"], pack)
    return Comparison(
        differs=tuple(_differs(old, new, then, now)),
        total=total,
        sure=_sure(old, new),
        apart=apart,
        parts=parts,
        causes=tuple(_causes(old, new)),
        facts=tuple(changed_facts((old["facts"], then), (new["facts"], now), table.keys(), pack.fresh_for)),
        findings=tuple(_findings(old["findings"], new["findings"])),
        stops=tuple(_stops(then.stops, now.stops)),
        actions=changes(then.actions, now.actions, then.as_of, now.as_of),
    )


def _differs(old: Report, new: Report, then: Baseline, now: Baseline) -> Iterator[str]:
    if then.project != now.project:
        yield "project"
    if old["pack"]["digest"] != new["pack"]["digest"]:
        yield "rules"
    if _weights(old) != _weights(new):
        yield "weights"
    for name in ("entering", "profile"):
        if getattr(then, name) != getattr(now, name):
            yield {"entering": "milestone"}.get(name, name)


def _weights(report: Report) -> dict[str, str]:
    weights = {f"cause {cause['id']}": cause["share"] for cause in report["causes"]}
    return weights | {f"rule {f['rule']}": f["weight"] for f in report["findings"]}


def _sure(old: Report, new: Report) -> bool:
    if old["score"] is None or new["score"] is None:
        return False
    then, now = _span(old["score"]["bar"]), _span(new["score"]["bar"])
    return now.lower > then.upper or now.upper < then.lower


def _apart(then: Baseline, now: Baseline, digest: str, pack: RulePack) -> tuple[str, tuple[Part, ...]]:
    if then.lower is None or now.lower is None:
        return NO_SCORE, ()
    if digest != pack.digest:
        return OTHER_RULES, ()
    order = Order(now.entering, now.profile, now.as_of, set_aside(now.not_applicable, pack))
    again = assess(now.ledger, now.phase, pack, order)
    change = delta(then, again, order, pack)
    if change is None or change.after != now.lower:
        return OTHER_RULES, ()
    return TOLD, change.parts


def _span(bar: Mapping[str, Any]) -> Span:
    return Span(Fraction(bar["lower"]["exact"]), Fraction(bar["upper"]["exact"]))


def _causes(old: Report, new: Report) -> Iterator[CauseChange]:
    """The causes in the order of the new side, then those that only the old one has."""
    then, now = ({cause["id"]: cause for cause in report["causes"]} for report in (old, new))
    for id in dict.fromkeys((*now, *then)):
        was, is_ = then.get(id), now.get(id)
        yield CauseChange(id, _bar(was), _bar(is_), _adds(is_, new) - _adds(was, old))


def _bar(cause: Mapping[str, Any] | None) -> Span | None:
    return _span(cause["bar"]) if cause is not None and cause["bar"] else None


def _adds(cause: Mapping[str, Any] | None, report: Report) -> Fraction:
    """What a cause adds to readiness, in points of 100."""
    span = _bar(cause)
    if cause is None or span is None:
        return ZERO
    return Fraction(cause["share"]) * span.lower / Fraction(report["score"]["reach"]["exact"])


def _findings(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> Iterator[Moved]:
    then, now = ({f["rule"]: f for f in findings} for findings in (old, new))
    for rule in dict.fromkeys((*now, *then)):
        how = _how(then.get(rule), now.get(rule))
        if how is not None:
            yield Moved(rule, how, *(side[rule]["outcome"] if rule in side else None for side in (then, now)))


def _how(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> str | None:
    bad_then = was is not None and was["outcome"] in OPEN_STATES
    bad_now = now is not None and now["outcome"] in OPEN_STATES
    if not bad_then:
        return NEW if bad_now else None
    assert was is not None
    if not bad_now:
        return RESOLVED if now is not None and now["outcome"] == out.MET else LEFT
    assert now is not None
    before, after = _span(was["worth"]), _span(now["worth"])
    if before == after:
        return None
    return WORSE if after < before else BETTER


def _stops(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Moved]:
    worst = (out.CONFIRMED, out.POSSIBLE, out.WAIVED)
    for id in dict.fromkeys((*new, *old)):
        was, now = old.get(id), new.get(id)
        if was == now:
            continue
        ranks = [worst.index(state) if state in worst else len(worst) for state in (was, now)]
        if ranks[0] == ranks[1] == len(worst):
            continue  # clear, not due and not there are the same to a reader
        how = NEW if ranks[0] == len(worst) else RESOLVED if ranks[1] == len(worst) else ""
        yield Moved(id, how or (WORSE if ranks[1] < ranks[0] else BETTER), was, now)
