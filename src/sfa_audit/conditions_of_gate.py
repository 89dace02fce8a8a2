"""The conditions of a gate, one function each: what is required, what is the case, and what that means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sfa_audit import assessment as out
from sfa_audit.assessment import Assessment, Condition, Question
from sfa_audit.delta import FOUND
from sfa_audit.gate_policy import Past, Policy
from sfa_audit.interval import ZERO
from sfa_audit.ledger import STRONG
from sfa_audit.questions import deciding
from sfa_audit.scoring import Bar
from sfa_audit.waivers import EXPIRED, Waiver


def conditions_of(assessment: Assessment, policy: Policy, waivers: Sequence[Waiver], past: Past) -> Iterator[Condition]:
    """Every condition that the policy asks, in the order in which a reader asks for them."""
    bar = assessment.bar
    if policy.readiness is not None:
        yield _score("readiness", None, bar, policy.readiness, assessment.questions)
    for cause, floor in policy.floors.items():
        yield _floor(assessment, cause, floor)
    if policy.coverage is not None:
        yield _enough("coverage", bar.coverage if bar else None, policy.coverage, assessment.questions)
    if policy.evidenced is not None:
        yield _evidenced(assessment, policy.evidenced)
    if policy.stale is not None:
        yield _at_most("stale", stale_points(assessment) if bar else None, policy.stale, out.UNDETERMINED)
    yield _stops(assessment) if policy.stops is not False else Condition("stops", "stops", out.SKIPPED, "none")
    if assessment.unweighed.weight > 0:
        ceiling = policy.not_applicable if policy.not_applicable is not None else assessment.pack.not_applicable_ceiling
        yield _at_most("not-applicable", assessment.unweighed.weight, ceiling, out.UNDETERMINED)
    if policy.waived is not None:
        yield _at_most("waived", waived_points(assessment, waivers), policy.waived, out.FAILED)
    yield from _waivers(waivers)
    yield from _past(assessment, policy, waivers, past)
    if policy.profiles is not None:
        status = out.PASSED if assessment.profile in policy.profiles else out.UNDETERMINED
        yield Condition("profile", "profile", status, "none", names=policy.profiles)


def stale_points(assessment: Assessment) -> Fraction:
    """Points of readiness that had evidence which is no longer fresh at the date of the run."""
    total = ZERO
    for f in assessment.findings:
        strong = [fact.support for fact in f.facts if fact.support and fact.support.entry.kind in STRONG]
        if f.at_stake is not None and not f.evidenced and any(not support.fresh for support in strong):
            total += f.at_stake * f.worth.lower
    return total


def waived_points(assessment: Assessment, waivers: Sequence[Waiver]) -> Fraction:
    """Points of 100 that the rules under a waiver in force are worth."""
    waived = {waiver.rule for waiver in waivers if waiver.holds}
    return sum((f.at_stake for f in assessment.findings if f.at_stake is not None and f.rule.id in waived), ZERO)


def _floor(assessment: Assessment, cause: str, floor: Fraction) -> Condition:
    of_cause = assessment.cause(cause)
    if of_cause.bar is None:
        return Condition(f"floor:{cause}", "floor", out.SKIPPED, "at_least", floor, cause=cause)
    questions = [question for question in assessment.questions if question.rule.cause == cause]
    # A question's points are of the total; of its own cause it settles more, by the cause's part of the reach.
    return _score(f"floor:{cause}", cause, of_cause.bar, floor, questions, of_cause.share / assessment.reach)


def _score(
    id: str,
    cause: str | None,
    bar: Bar | None,
    required: Fraction,
    questions: Sequence[Question],
    part: Fraction = Fraction(1),
) -> Condition:
    kind = "floor" if cause else "readiness"
    if bar is None:
        return Condition(id, kind, out.UNDETERMINED, "at_least", required, cause=cause)
    asked: tuple[str, ...] = ()
    status = out.PASSED if bar.lower >= required else out.FAILED
    if bar.lower < required <= bar.upper:
        status, asked = out.UNDETERMINED, deciding(questions, (required - bar.lower) * part)
    return Condition(id, kind, status, "at_least", required, bar.lower, bar.upper, cause, (), asked)


def _enough(id: str, actual: Fraction | None, required: Fraction, questions: Sequence[Question]) -> Condition:
    enough = actual is not None and actual >= required
    asked = () if enough or actual is None else deciding(questions, required - actual)
    return Condition(id, id, out.PASSED if enough else out.UNDETERMINED, "at_least", required, actual, questions=asked)


def _evidenced(assessment: Assessment, required: Fraction) -> Condition:
    """A shortage of evidence names the rules that need it: the fewest that would do, those that keep most first."""
    bar = assessment.bar
    if bar is None or bar.evidenced >= required:
        return _enough("evidenced", bar.evidenced if bar else None, required, ())
    kept = [
        (f.at_stake * f.worth.lower, f.rule.id)
        for f in assessment.findings
        if f.at_stake is not None and not f.evidenced
    ]
    missing, names = required - bar.evidenced, []
    for points, rule in sorted(kept, key=lambda entry: -entry[0]):
        if missing <= 0 or points <= 0:
            break
        names.append(rule)
        missing -= points
    return _enough("evidenced", bar.evidenced, required, ())._replace(names=tuple(names))


def _at_most(id: str, actual: Fraction | None, ceiling: Fraction, otherwise: str) -> Condition:
    within = actual is not None and actual <= ceiling
    status = out.PASSED if within else out.UNDETERMINED if actual is None else otherwise
    return Condition(id, id, status, "at_most", ceiling, actual)


def _stops(assessment: Assessment) -> Condition:
    due = [s for s in assessment.stops if s.stop.level == "stop"]
    confirmed = tuple(s.stop.id for s in due if s.state == out.CONFIRMED)
    possible = tuple(s.stop.id for s in due if s.state == out.POSSIBLE)
    if confirmed:
        return Condition("stops", "stops", out.FAILED, "none", names=confirmed)
    lifting = {rule for s in due if s.state == out.POSSIBLE for rule in s.stop.lifted_by}
    asked = tuple(question.rule.id for question in assessment.questions if question.rule.id in lifting)
    status = out.UNDETERMINED if possible else out.PASSED
    return Condition("stops", "stops", status, "none", names=possible, questions=asked)


def _waivers(waivers: Sequence[Waiver]) -> Iterator[Condition]:
    """No waiver may have run out while its risk is still there; asked wherever there is a waiver."""
    if waivers:
        expired = tuple(waiver.target for waiver in waivers if waiver.state == EXPIRED)
        yield Condition("waivers", "waivers", out.FAILED if expired else out.PASSED, "none", names=expired)


def _past(assessment: Assessment, policy: Policy, waivers: Sequence[Waiver], past: Past) -> Iterator[Condition]:
    """Conditions against a baseline; without one that can be used they are undetermined and never pass in silence."""
    delta = past.delta if past.state == FOUND else None
    if policy.no_new_failure:
        if delta is None:
            yield Condition("no-new-failure", "no-new-failure", out.UNDETERMINED, "none", names=(past.state,))
        else:
            waived = {waiver.rule for waiver in waivers if waiver.holds}
            # what is new is told of today; a forecast has mended some of it
            failing = {f.rule.id for f in assessment.findings if f.outcome == out.NOT_MET} - waived
            new = tuple(rule for rule in delta.new_failures if rule in failing)
            yield Condition("no-new-failure", "no-new-failure", out.FAILED if new else out.PASSED, "none", names=new)
    if policy.fall is None:
        return
    if delta is None or assessment.bar is None:
        yield Condition("fall", "fall", out.UNDETERMINED, "at_most", policy.fall, names=(past.state,))
        return
    # The readiness that is certain may have fallen because answers are missing now: that is no fall for certain.
    least, most = delta.before - assessment.bar.upper, delta.before - assessment.bar.lower
    status = out.PASSED if most <= policy.fall else out.FAILED if least > policy.fall else out.UNDETERMINED
    yield Condition("fall", "fall", status, "at_most", policy.fall, max(most, ZERO), max(least, ZERO))
