"""What the shares of the causes could do to the total: exact bounds over all shares within a tolerance.

Every share may move by a part of itself while the sum of the shares that are due is held. Over such a set a mean
weighted by the shares is greatest (and least) where the causes are filled in the order of their values: a fractional
knapsack, which the greedy way solves exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from sfa_audit.assess import unweighed_of
from sfa_audit.assessment import Assessment
from sfa_audit.conditions_of_gate import stale_points, waived_points
from sfa_audit.gate import Policy
from sfa_audit.interval import ZERO
from sfa_audit.scoring import Bar, weighted
from sfa_audit.waivers import Waiver

Shares = Mapping[str, Fraction]


def extreme(shares: Shares, values: Shares, tolerance: Fraction, *, most: bool) -> dict[str, Fraction]:
    """The shares within the tolerance, their sum held, whose weighted sum of the values is the most or the least."""
    moved = {cause: share * (1 - tolerance) for cause, share in shares.items()}
    left = sum(shares.values(), ZERO) * tolerance
    for cause in sorted(shares, key=lambda c: values[c], reverse=most):
        more = min(left, 2 * tolerance * shares[cause])
        moved[cause] += more
        left -= more
    return moved


def corners(
    assessment: Assessment, policy: Policy, waivers: tuple[Waiver, ...], tolerance: Fraction
) -> Iterator[dict[str, Fraction]]:
    """The shares at which anything that the verdict looks at is greatest or least, readiness first, each once."""
    due = {cause.id: cause.share for cause in assessment.causes if cause.bar is not None}
    seen: list[dict[str, Fraction]] = []
    for values in _looked_at(assessment, policy, waivers, due):
        for most in (False, True):
            moved = extreme(due, values, tolerance, most=most)
            if moved not in seen:
                seen.append(moved)
                yield moved


def _looked_at(
    assessment: Assessment, policy: Policy, waivers: tuple[Waiver, ...], due: Shares
) -> Iterator[dict[str, Fraction]]:
    """By cause, in points of 100 of that cause: whatever is summed over the causes by their shares."""
    bars = {cause.id: cause.bar for cause in assessment.causes if cause.bar is not None}
    yield {cause: bar.lower for cause, bar in bars.items()}
    yield {cause: bar.upper for cause, bar in bars.items()}
    if policy.evidenced is not None:
        yield {cause: bar.evidenced for cause, bar in bars.items()}
    if policy.coverage is not None:
        yield {cause: bar.coverage for cause, bar in bars.items()}
    for asked, points in ((policy.stale, stale_points), (policy.waived, lambda a: waived_points(a, waivers))):
        if asked is not None:
            own = {cause: tuple(f for f in assessment.findings if f.rule.cause == cause) for cause in due}
            yield {cause: points(assessment._replace(findings=own[cause])) / due[cause] for cause in due}
    if assessment.unweighed.weight > 0:
        yield _set_aside(assessment, due)


def _set_aside(assessment: Assessment, due: Shares) -> dict[str, Fraction]:
    part = {}
    for cause in due:
        own = [f for f in assessment.findings if f.rule.cause == cause]
        counting = sum((f.rule.weight for f in own if f.counts), ZERO)
        aside = sum((f.rule.weight for f in own if f.reason is not None), ZERO)
        part[cause] = aside / (counting + aside)
    return part


def with_shares(assessment: Assessment, moved: Shares) -> Assessment:
    """The assessment with other shares for the causes that are due; those of the others stay."""
    before = {cause.id: cause.share for cause in assessment.causes}
    shares = {**before, **moved}
    bars: dict[str, Bar] = {cause.id: cause.bar for cause in assessment.causes if cause.bar is not None}
    reach = sum((shares[cause] for cause in bars), ZERO)
    times = {c: shares[c] / before[c] * assessment.reach / reach for c in bars}
    findings = tuple(
        f if f.at_stake is None else f._replace(at_stake=f.at_stake * times[f.rule.cause]) for f in assessment.findings
    )
    return assessment._replace(
        bar=weighted(bars, shares),
        reach=reach,
        findings=findings,
        unweighed=unweighed_of(assessment.findings, shares) if assessment.unweighed.weight else assessment.unweighed,
    )


def equal(assessment: Assessment) -> Assessment:
    """The assessment in which every cause has the same share."""
    return with_shares(assessment, {cause.id: Fraction(100, len(assessment.causes)) for cause in assessment.causes})
