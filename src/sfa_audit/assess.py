"""Project × rule pack × milestone × date → Assessment: the whole domain in one pure call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit import assessment as out
from sfa_audit.assessment import Assessment, CauseScore, Finding, Unweighed
from sfa_audit.consistency import Warned
from sfa_audit.evaluate import Run, finding, stop_state
from sfa_audit.interval import ZERO
from sfa_audit.ledger import Ledger
from sfa_audit.pack import Rule, RulePack
from sfa_audit.patterns import shown_patterns
from sfa_audit.perception import perceive
from sfa_audit.pyramid import pyramid
from sfa_audit.questions import ranked
from sfa_audit.scoring import Bar, Item, band, cause_bar, points_at_stake, score, weighted


class Order(NamedTuple):
    """What is asked for: milestone, profile and date; what was set aside, and which stops are waived on that date."""

    entering: str
    profile: str
    as_of: date
    not_applicable: Mapping[str, str] = {}
    waived_stops: frozenset[str] = frozenset()
    warnings: tuple[Warned, ...] = ()
    voices: Sequence[Mapping[str, Any]] = ()


def assess(ledger: Ledger, phase: str, pack: RulePack, order: Order) -> Assessment:
    """Evaluate every rule and stop of the profile and score them. Pure: the same arguments give the same result."""
    run = Run(pack, ledger, order.entering, order.as_of, order.not_applicable)
    profile = pack.profiles[order.profile]
    rules = [rule for rule in pack.rules if profile.rules is None or rule.id in profile.rules]
    shares = {cause.id: cause.share for cause in pack.causes}
    findings = weigh([finding(rule, run) for rule in rules], shares)
    stops = tuple(stop_state(stop, run, order.waived_stops) for stop in pack.stops)
    scored = scores(pack, findings)
    return Assessment(
        pack=pack,
        profile=order.profile,
        phase=phase,
        entering=order.entering,
        as_of=order.as_of,
        ledger=ledger,
        bar=scored.bar,
        band=scored.band,
        reach=scored.reach,
        sub_scores=scored.sub_scores,
        causes=scored.causes,
        findings=findings,
        stops=stops,
        patterns=shown_patterns(pack.patterns, findings, stops),
        questions=ranked(findings),
        unweighed=unweighed_of(findings, shares),
        warnings=order.warnings,
        pyramid=pyramid(ledger.facts),
        perception=perceive(order.voices, [cause.id for cause in pack.causes], pack.voices),
    )


class Scores(NamedTuple):
    """What findings come to: the bar and band of the whole, of groups of causes and of each cause, and the reach."""

    bar: Bar | None
    band: str | None
    reach: Fraction
    sub_scores: tuple[tuple[str, Bar | None, str | None], ...]
    causes: tuple[CauseScore, ...]


def scores(pack: RulePack, findings: Sequence[Finding]) -> Scores:
    """Score findings that carry their weight; the one place where they become figures, of today or forecast."""
    shares = {cause.id: cause.share for cause in pack.causes}
    total = score([item(f) for f in findings if f.counts], shares)
    return Scores(
        bar=total.total,
        band=band(total.total, pack.bands) if total.total else None,
        reach=total.reach,
        sub_scores=tuple(_sub_score(name, causes, total.causes, shares, pack) for name, causes in pack.sub_scores),
        causes=tuple(
            _cause(pack, cause.id, findings, total.causes.get(cause.id), total.reach) for cause in pack.causes
        ),
    )


def item(f: Finding, worth_if_set_aside: bool = False) -> Item:
    """What the score needs of a finding; a rule that was set aside can be taken in as not met."""
    worth = f.worth._replace(lower=ZERO, upper=ZERO) if worth_if_set_aside else f.worth
    return Item(f.rule.cause, f.rule.weight, worth, f.evidenced)


def weigh(findings: Sequence[Finding], shares: Mapping[str, Fraction]) -> tuple[Finding, ...]:
    """Give every counting finding the points that it is worth in the total, and those that its remedy would add."""
    counting = [f for f in findings if f.counts]
    stakes = iter(points_at_stake([item(f) for f in counting], shares))
    return tuple(_with_stake(f, next(stakes)) if f.counts else f for f in findings)


def _with_stake(f: Finding, stake: Fraction) -> Finding:
    return f._replace(at_stake=stake, lift=stake * (after(f.rule, f.worth.lower) - f.worth.lower))


def after(rule: Rule, worth: Fraction) -> Fraction:
    """The worth that the rule's remedy leads to, for one end of the interval."""
    return max(worth, rule.remedy.to)


def _sub_score(
    name: str, causes: Sequence[str], bars: Mapping[str, Bar], shares: Mapping[str, Fraction], pack: RulePack
) -> tuple[str, Bar | None, str | None]:
    bar = weighted({cause: bars[cause] for cause in causes if cause in bars}, shares)
    return name, bar, band(bar, pack.bands) if bar else None


def _cause(pack: RulePack, id: str, findings: Sequence[Finding], bar: Bar | None, reach: Fraction) -> CauseScore:
    cause = next(cause for cause in pack.causes if cause.id == id)
    parts = []
    for part in cause.parts:
        items = [item(f) for f in findings if f.counts and f.rule.part == part and f.rule.cause == id]
        parts.append((part, cause_bar(items) if items else None))
    weight = cause.share / reach if bar else ZERO
    return CauseScore(
        id=id,
        share=cause.share,
        bar=bar,
        band=band(bar, pack.bands) if bar else None,
        cost_short=weight * bar.short if bar else ZERO,
        cost_open=weight * bar.open if bar else ZERO,
        parts=tuple(parts),
    )


def unweighed_of(findings: Sequence[Finding], shares: Mapping[str, Fraction]) -> Unweighed:
    """What the rules set aside by the project's own declaration weigh, and the score if they counted as not met."""
    aside = [f for f in findings if f.outcome == out.NOT_APPLICABLE and f.reason is not None]
    if not aside:
        return Unweighed(ZERO, None)
    counting = [item(f) for f in findings if f.counts]
    items = counting + [item(f, worth_if_set_aside=True) for f in aside]
    total = score(items, shares).total
    weight = sum(points_at_stake(items, shares)[len(counting) :], ZERO)
    return Unweighed(weight, total.lower if total else None)
