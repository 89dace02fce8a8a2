"""What an assessment would say after some remedies: the same scorer, with the worth that each remedy leads to."""

from __future__ import annotations

from collections.abc import Collection

from sfa_audit import assessment as out
from sfa_audit.assess import after, item, scores, weigh
from sfa_audit.assessment import Assessment, Finding, StopState
from sfa_audit.evaluate import outcome
from sfa_audit.interval import Interval
from sfa_audit.patterns import shown_patterns
from sfa_audit.plan_actions import to_lift
from sfa_audit.questions import ranked
from sfa_audit.scoring import Bar, score


def readiness(a: Assessment, done: Collection[str]) -> Bar | None:
    """The bar after the remedies of these rules."""
    shares = {cause.id: cause.share for cause in a.pack.causes}
    return score([item(f) for f in _findings(a, done) if f.counts], shares).total


def forecast(a: Assessment, done: Collection[str]) -> Assessment:
    """The assessment after the remedies of these rules. What they change rests on no evidence yet."""
    findings = weigh(_findings(a, done), {cause.id: cause.share for cause in a.pack.causes})
    stops = tuple(_after(stop, a, done) for stop in a.stops)
    scored = scores(a.pack, findings)
    return a._replace(
        bar=scored.bar,
        band=scored.band,
        sub_scores=scored.sub_scores,
        causes=scored.causes,
        findings=findings,
        stops=stops,
        patterns=shown_patterns(a.pack.patterns, findings, stops),
        questions=ranked(findings),
    )


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
