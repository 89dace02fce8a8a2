"""Variants of an assessment: the same findings with other worths, scored and judged again without reading any file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sfa_audit import assessment as out
from sfa_audit.assess import item
from sfa_audit.assessment import Assessment, Finding
from sfa_audit.evaluate import outcome
from sfa_audit.gate import Past, Policy, judge
from sfa_audit.interval import Interval
from sfa_audit.scoring import band, cause_bar, weighted
from sfa_audit.waivers import Waiver

OPEN = "open"


class Asked(NamedTuple):
    """What the verdict is made of beside the assessment."""

    policy: Policy
    waivers: tuple[Waiver, ...]
    past: Past
    failed_then: frozenset[str] = frozenset()


def asked_of(assessment: Assessment, policy: Policy, waivers: Sequence[Waiver], past: Past) -> Asked:
    """What was asked of an assessment; which rules failed in the baseline is read off what has moved since."""
    was = {moved.id: moved.was for moved in past.delta.moved} if past.delta is not None else {}
    failed = frozenset(f.rule.id for f in assessment.findings if was.get(f.rule.id, f.outcome) == out.NOT_MET)
    return Asked(policy, tuple(waivers), past, failed)


class Answer(NamedTuple):
    """The verdict in one word (without a gate: the band, or `open`), and the states of all that it was made of."""

    word: str
    parts: tuple[str, ...]


def answer(assessment: Assessment, asked: Asked) -> Answer:
    """The verdict on an assessment; where no gate was asked, its band and the stops that are confirmed."""
    lean = assessment._replace(questions=())  # which questions would decide is not asked here, and costs most
    verdict = judge(lean, asked.policy, waivers=asked.waivers, past=_past(assessment, asked))
    if verdict.status != out.NOT_ASKED:
        return Answer(verdict.status, tuple(condition.status for condition in verdict.conditions))
    bar = assessment.bar
    if bar is None:
        return Answer(OPEN, ("", "", *verdict.stopped))
    bands = assessment.pack.bands
    ends = [band(bar._replace(lower=end, upper=end), bands) or "" for end in (bar.lower, bar.upper)]
    return Answer(ends[0] if ends[0] == ends[1] else OPEN, (*ends, *verdict.stopped))


def with_worths(
    assessment: Assessment, worths: Mapping[str, Interval], stops: Mapping[str, str], unevidenced: frozenset[str]
) -> Assessment:
    """The assessment with other worths for some rules, other states for some stops, and less evidence.

    Only causes that are touched are scored again. The rules must count before and after.
    """
    findings = tuple(_changed(f, worths, unevidenced) for f in assessment.findings)
    touched = {f.rule.cause for f in findings if f.rule.id in worths}
    causes = []
    for cause in assessment.causes:
        if cause.id in touched:
            items = [item(f) for f in findings if f.counts and f.rule.cause == cause.id]
            cause = cause._replace(bar=cause_bar(items))
        causes.append(cause)
    bars = {cause.id: cause.bar for cause in causes if cause.bar is not None}
    return assessment._replace(
        bar=weighted(bars, {cause.id: cause.share for cause in causes}) if touched else assessment.bar,
        causes=tuple(causes),
        findings=findings,
        stops=tuple(s._replace(state=stops.get(s.stop.id, s.state)) for s in assessment.stops),
    )


def _changed(f: Finding, worths: Mapping[str, Interval], unevidenced: frozenset[str]) -> Finding:
    if f.rule.id not in worths:
        return f
    worth = worths[f.rule.id]
    kept = f.evidenced and f.rule.id not in unevidenced
    return f._replace(worth=worth, outcome=outcome(worth), evidenced=kept)


def _past(assessment: Assessment, asked: Asked) -> Past:
    """The baseline as this variant sees it: which rules fail in it that did not fail then."""
    if asked.past.delta is None:
        return asked.past
    failing = [f.rule.id for f in assessment.findings if f.outcome == out.NOT_MET]
    new = tuple(rule for rule in failing if rule not in asked.failed_then)
    return asked.past._replace(delta=asked.past.delta._replace(new_failures=new))


def holds(now: Answer, others: Sequence[Answer]) -> bool:
    """Whether the verdict is proven to stay, given the answers at all corners within which each part is monotone."""
    if any(other.word != now.word or len(other.parts) != len(now.parts) for other in others):
        return False
    columns = list(zip(now.parts, *(other.parts for other in others), strict=True))
    if all(len(set(column)) == 1 for column in columns):
        return True
    always = {column[0] for column in columns if len(set(column)) == 1}
    if now.word == out.FAILED:
        return out.FAILED in always
    return now.word == out.UNDETERMINED and out.UNDETERMINED in always and not any(out.FAILED in c for c in columns)
