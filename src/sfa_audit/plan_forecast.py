"""What an assessment would say after some remedies: the same scorer, with the worth that each remedy leads to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sfa_audit import assessment as out
from sfa_audit.assess import after, item, weigh
from sfa_audit.assessment import Assessment, CauseScore, Finding, StopState
from sfa_audit.evaluate import outcome
from sfa_audit.interval import ZERO, Interval
from sfa_audit.patterns import shown_patterns
from sfa_audit.plan_actions import to_lift
from sfa_audit.questions import ranked
from sfa_audit.scoring import Bar, band, cause_bar, score, weighted


def readiness(a: Assessment, done: Collection[str]) -> Bar | None:
    """The bar after the remedies of these rules."""
    shares = {cause.id: cause.share for cause in a.pack.causes}
    return score([item(f) for f in _findings(a, done) if f.counts], shares).total


def forecast(a: Assessment, done: Collection[str]) -> Assessment:
    """The assessment after the remedies of these rules. What they change rests on no evidence yet."""
    shares = {cause.id: cause.share for cause in a.pack.causes}
    findings = weigh(_findings(a, done), shares)
    stops = tuple(_after(stop, a, done) for stop in a.stops)
    total = score([item(f) for f in findings if f.counts], shares)
    return a._replace(
        bar=total.total,
        band=band(total.total, a.pack.bands) if total.total else None,
        sub_scores=tuple(
            (name, bar := weighted({c: total.causes[c] for c in causes if c in total.causes}, shares),
             band(bar, a.pack.bands) if bar else None)
            for name, causes in a.pack.sub_scores
        ),
        causes=tuple(_cause(cause, a, findings, total.causes.get(cause.id)) for cause in a.causes),
        findings=findings,
        stops=stops,
        patterns=shown_patterns(a.pack.patterns, findings, stops),
        questions=ranked(findings),
    )  # fmt: skip


def _findings(a: Assessment, done: Collection[str]) -> list[Finding]:
    return [_mended(f) if f.counts and f.rule.id in done else f for f in a.findings]


def _mended(f: Finding) -> Finding:
    worth = Interval(after(f.rule, f.worth.lower), after(f.rule, f.worth.upper))
    return f if worth == f.worth else f._replace(worth=worth, outcome=outcome(worth), evidenced=False)


def _after(stop: StopState, a: Assessment, done: Collection[str]) -> StopState:
    """A stop is lifted when all that is left to do for it has been done."""
    needed = to_lift(stop, a)
    lifts = stop.state in (out.CONFIRMED, out.POSSIBLE) and needed and set(needed) <= set(done)
    return stop._replace(state=out.CLEAR) if lifts else stop


def _cause(cause: CauseScore, a: Assessment, findings: Sequence[Finding], bar: Bar | None) -> CauseScore:
    weight = cause.share / a.reach if bar else ZERO
    items = [(f.rule.part, item(f)) for f in findings if f.counts and f.rule.cause == cause.id]
    parts = tuple((part, [one for of, one in items if of == part]) for part, _ in cause.parts)
    return cause._replace(
        bar=bar,
        band=band(bar, a.pack.bands) if bar else None,
        cost_short=weight * bar.short if bar else ZERO,
        cost_open=weight * bar.open if bar else ZERO,
        parts=tuple((part, cause_bar(own) if own else None) for part, own in parts),
    )
