"""Findings and stops of the report as data: readings, facts with their evidence, remedies."""

from __future__ import annotations

from typing import Any

from sfa_audit.assessment import Assessment, FactRead, Finding, StopState
from sfa_audit.conditions import Condition as RecordCondition
from sfa_audit.conditions import Has, OneOf, Some, Within
from sfa_audit.evaluate import effort
from sfa_audit.figures import ceiling, figure, plain, plain_number
from sfa_audit.interval import Interval
from sfa_audit.load import Loaded
from sfa_audit.measures import Reading
from sfa_audit.scoring import HUNDRED


def _worth(worth: Interval) -> dict[str, Any]:
    return {"lower": figure(HUNDRED * worth.lower), "upper": figure(HUNDRED * worth.upper)}


def finding(f: Finding, assessment: Assessment, loaded: Loaded) -> dict[str, Any]:
    """One rule's result with all that it rests on."""
    rule = f.rule
    return {
        "rule": rule.id,
        "cause": rule.cause,
        "indicator": rule.indicator,
        "part": rule.part,
        "outcome": f.outcome,
        "weight": plain_number(rule.weight),
        "due": rule.due,
        "until": rule.until,
        "worth": _worth(f.worth) if f.counts else None,
        "evidenced": f.evidenced,
        "at_stake": figure(f.at_stake) if f.at_stake is not None else None,
        "points": _points(f),
        "readings": [_reading(r) for r in f.readings],
        "facts": [_fact(fact, assessment) for fact in f.facts],
        "reason": f.reason,
        "remedy": _remedy(f, assessment),
        "basis": rule.basis,
        "grade": rule.grade,
        "sources": list(rule.sources),
        "comment": loaded.comment("rules", rule.id),
    }


def _points(f: Finding) -> dict[str, Any] | None:
    if f.at_stake is None:
        return None
    worth = f.worth
    return {
        "kept": figure(f.at_stake * worth.lower),
        "open": figure(f.at_stake * (worth.upper - worth.lower)),
        "short": figure(f.at_stake * (1 - worth.upper)),
    }


def _remedy(f: Finding, assessment: Assessment) -> dict[str, Any]:
    remedy, pack = f.rule.remedy, assessment.pack
    days = effort(remedy.days, assessment.ledger.facts)
    last = remedy.possible_until
    return {
        "to": figure(HUNDRED * remedy.to),
        "days": None if days is None else ceiling(days, 1),
        "weeks": plain_number(remedy.weeks),
        "owner": remedy.owner,
        "kind": remedy.kind,
        "possible_until": last,
        "too_late": last is not None and pack.milestones.index(assessment.entering) > pack.milestones.index(last),
        "share_with": remedy.share_with,
        "lift": figure(f.lift) if f.lift is not None else None,
    }


def _reading(reading: Reading) -> dict[str, Any]:
    figures = {key: _figure_of(value) for key, value in reading.figures.items()}
    return {
        "measure": reading.measure,
        "paths": list(reading.paths),
        "figures": figures,
        "worth": _worth(reading.worth),
    }


def _figure_of(value: Any) -> Any:
    if isinstance(value, tuple):
        return [record_condition(c) for c in value]
    return plain(value)


def record_condition(c: RecordCondition) -> dict[str, Any]:
    """A condition on a record as data: {"has"}, {"field", …} or {"some", "of"}."""
    if isinstance(c, Has):
        return {"has": c.field}
    if isinstance(c, OneOf):
        return {"field": c.field, "values": list(c.values)}
    if isinstance(c, Within):
        ends = {"at_least": c.at_least, "at_most": c.at_most}
        return {"field": c.field, **{key: None if v is None else plain_number(v) for key, v in ends.items()}}
    assert isinstance(c, Some)
    return {"some": c.need, "of": [record_condition(inner) for inner in c.of]}


def _fact(fact: FactRead, assessment: Assessment) -> dict[str, Any]:
    entry = fact.support.entry if fact.support else None
    place = assessment.ledger.place(fact.path)
    return {
        "path": fact.path,
        "value": plain(fact.value),
        "kind": entry.kind if entry else None,
        "by": entry.by if entry else None,
        "date": plain(entry.date) if entry and entry.date else None,
        "ref": entry.ref if entry else None,
        "fresh": fact.support.fresh if fact.support else None,
        "file": place[0] if place else None,
        "line": place[1] if place else None,
    }


def stop(s: StopState, assessment: Assessment) -> dict[str, Any]:
    """One stop with its state and the facts that decide it."""
    return {
        "id": s.stop.id,
        "code": s.stop.code,
        "level": s.stop.level,
        "state": s.state,
        "from": s.stop.start,
        "lifted_by": list(s.stop.lifted_by),
        "readings": [_reading(r) for r in s.readings],
        "facts": [_fact(fact, assessment) for fact in s.facts],
        "basis": s.stop.basis,
        "sources": list(s.stop.sources),
    }
