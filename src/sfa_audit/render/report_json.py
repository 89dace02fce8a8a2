"""The report as data: schema `sfa-audit/report/1`. Every other renderer reads this and computes nothing of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sfa_audit import __version__
from sfa_audit import assessment as out
from sfa_audit.assessment import Assessment, CauseScore, Condition, FactRead, Finding, StopState, Verdict
from sfa_audit.conditions import Condition as RecordCondition
from sfa_audit.conditions import Has, OneOf, Some, Within
from sfa_audit.evaluate import effort
from sfa_audit.figures import apportion, bar_figures, ceiling, exact, figure, plain, plain_number
from sfa_audit.i18n import Message
from sfa_audit.interval import Interval
from sfa_audit.load import Loaded
from sfa_audit.measures import Reading
from sfa_audit.scoring import HUNDRED

SCHEMA = "sfa-audit/report/1"


def to_plain(assessment: Assessment, verdict: Verdict, loaded: Loaded) -> dict[str, Any]:
    """The whole report as plain data: texts, numbers as exact strings, lists and mappings."""
    pack = assessment.pack
    return {
        "schema": SCHEMA,
        "decimals": verdict.decimals,
        "tool": {"name": "sfa-audit", "version": __version__},
        "pack": _pack(assessment),
        "input": _input(assessment, loaded),
        "score": _score(assessment),
        "verdict": _verdict(verdict),
        "causes": _causes(assessment),
        "findings": [_finding(f, assessment, loaded) for f in assessment.findings],
        "stops": [_stop(s, assessment) for s in assessment.stops],
        "patterns": [
            {"id": p.id, "rules": [c.rule for c in p.when if c.rule], "sources": list(p.sources)}
            for p in assessment.patterns
        ],
        "questions": [_question(q, loaded) for q in assessment.questions],
        "facts": plain(assessment.ledger.facts.tree),
        "ledger": [_entry(e) for e in assessment.ledger.entries],
        "contradictions": [
            {"fact": c.fact, "values": [{**claim._asdict(), "value": plain(claim.value)} for claim in c.claims]}
            for c in assessment.ledger.contradictions
        ],
        "not_applicable": [dict(entry) for entry in loaded.not_applicable],
        "waivers": [plain(entry) for entry in loaded.waivers],
        **{key: plain(loaded.records.get(key, empty)) for key, empty in _RECORDS.items()},
        "pyramid": None if (rows := assessment.pyramid) is None else [plain(row._asdict()) for row in rows],
        "benchmark": [_benchmark(entry) for entry in pack.benchmark],
        "sources": _sources(assessment),
        "texts": {language: dict(texts) for language, texts in pack.texts.items()},
        "warnings": [{"id": id, "message": message(m), "facts": list(facts)} for id, m, facts in assessment.warnings],
    }


_RECORDS: Mapping[str, Any] = {"voices": [], "assessment": {}, "comments": {}, "actions": [], "outcome": None}


def dumps(report: Mapping[str, Any]) -> str:
    """The report as JSON text: UTF-8, two spaces, keys in the order of the contract, one line end at the end."""
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def message(m: Message) -> dict[str, Any]:
    """A message as data, to be said in any language later."""
    params = {key: message(value) if isinstance(value, Message) else value for key, value in m.params.items()}
    data: dict[str, Any] = {"id": m.id, "params": params}
    return {**data, "plural": m.plural} if m.plural is not None else data


def _pack(assessment: Assessment) -> dict[str, Any]:
    pack = assessment.pack
    return {
        "id": pack.id,
        "version": pack.version,
        "digest": pack.digest,
        "modified": pack.modified,
        "language": pack.language,
        "languages": list(pack.texts),
        "profile": assessment.profile,
        "rules": len(pack.rules),
        "rules_used": sum(f.counts for f in assessment.findings),
        "judgement": sum(rule.basis == "judgement" for rule in pack.rules),
        "fresh_for": pack.fresh_for,
        "milestones": list(pack.milestones),
    }


def _input(assessment: Assessment, loaded: Loaded) -> dict[str, Any]:
    get = assessment.ledger.facts.get
    about = {
        key: plain(get(f"project.{key}"))
        for key in ("id", "name", "client", "industry", "country", "currency", "reps_total")
    }
    return {
        **about,
        "phase": assessment.phase,
        "entering": assessment.entering,
        "as_of": assessment.as_of.isoformat(),
        "go_live": plain(get("project.dates.go_live")),
        "digest": loaded.digest,
        "files": list(loaded.files),
    }


def _score(assessment: Assessment) -> dict[str, Any] | None:
    if assessment.bar is None:
        return None
    aside = assessment.unweighed
    return {
        "bar": bar_figures(assessment.bar),
        "band": assessment.band,
        "reach": figure(assessment.reach),
        "reach_later": [cause.id for cause in assessment.causes if cause.bar is None],
        "sub_scores": [
            {"id": id, "causes": list(causes), "bar": bar_figures(bar) if bar else None, "band": band}
            for (id, bar, band), (_, causes) in zip(assessment.sub_scores, assessment.pack.sub_scores, strict=True)
        ],
        "not_applicable": {
            "weight": figure(aside.weight, up=True),
            "if_not_met": figure(aside.if_not_met) if aside.if_not_met is not None else None,
        },
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "asked": verdict.status != out.NOT_ASKED,
        "status": verdict.status,
        "exit_code": verdict.exit_code,
        "gate": verdict.gate,
        "stopped": list(verdict.stopped),
        "conditions": [_condition(c) for c in verdict.conditions],
    }


def _condition(c: Condition) -> dict[str, Any]:
    up = c.relation == "at_most"
    return {
        "id": c.id,
        "kind": c.kind,
        "cause": c.cause,
        "status": c.status,
        "relation": c.relation,
        "required": None if c.required is None else plain_number(c.required),
        "actual": None if c.actual is None else figure(c.actual, up=up),
        "upper": None if c.upper is None else figure(c.upper, up=up),
        "names": list(c.names),
        "questions": list(c.questions),
    }


def _causes(assessment: Assessment) -> list[dict[str, Any]]:
    costs = _shown_costs(assessment)
    return [_cause(cause, costs.get(cause.id), assessment) for cause in assessment.causes]


def _shown_costs(assessment: Assessment) -> dict[str, dict[str, dict[str, str]]]:
    """What each cause costs, shown so that 100 less all costs is the headline: the short points, then the open ones."""
    bar = assessment.bar
    if bar is None:
        return {}
    due = [cause for cause in assessment.causes if cause.bar is not None]
    shown = bar_figures(bar)
    costs: dict[str, dict[str, dict[str, str]]] = {cause.id: {} for cause in due}
    for name in ("short", "open"):
        values = [getattr(cause, f"cost_{name}") for cause in due]
        rows = {k: apportion(values, Fraction(shown[name][k]), d) for k, d in (("shown", 1), ("whole", 0))}
        for index, cause in enumerate(due):
            costs[cause.id][name] = {
                "exact": exact(values[index]),
                "shown": rows["shown"][index],
                "whole": rows["whole"][index],
            }
    for cause in due:
        short, open_ = costs[cause.id]["short"], costs[cause.id]["open"]
        costs[cause.id]["all"] = {
            key: plain_number(Fraction(short[key]) + Fraction(open_[key])) for key in ("shown", "whole")
        }
        costs[cause.id]["all"]["shown"] = ceiling(Fraction(costs[cause.id]["all"]["shown"]), 1)
        costs[cause.id]["all"]["exact"] = exact(cause.cost_short + cause.cost_open)
    return costs


def _cause(cause: CauseScore, cost: Mapping[str, Any] | None, assessment: Assessment) -> dict[str, Any]:
    own = [f for f in assessment.findings if f.rule.cause == cause.id]
    return {
        "id": cause.id,
        "share": plain_number(cause.share),
        "due": cause.bar is not None,
        "bar": bar_figures(cause.bar) if cause.bar else None,
        "band": cause.band,
        "cost": cost["all"] if cost else None,
        "cost_short": cost["short"] if cost else None,
        "cost_open": cost["open"] if cost else None,
        "parts": [{"id": id, "bar": bar_figures(bar) if bar else None} for id, bar in cause.parts],
        "outcomes": {word: sum(f.outcome == word for f in own) for word in out.OUTCOMES},
        "rules": [f.rule.id for f in own],
    }


def _worth(worth: Interval) -> dict[str, Any]:
    return {"lower": figure(HUNDRED * worth.lower), "upper": figure(HUNDRED * worth.upper)}


def _finding(f: Finding, assessment: Assessment, loaded: Loaded) -> dict[str, Any]:
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
        return [_record_condition(c) for c in value]
    return plain(value)


def _record_condition(c: RecordCondition) -> dict[str, Any]:
    if isinstance(c, Has):
        return {"has": c.field}
    if isinstance(c, OneOf):
        return {"field": c.field, "values": list(c.values)}
    if isinstance(c, Within):
        ends = {"at_least": c.at_least, "at_most": c.at_most}
        return {"field": c.field, **{key: None if v is None else plain_number(v) for key, v in ends.items()}}
    assert isinstance(c, Some)
    return {"some": c.need, "of": [_record_condition(inner) for inner in c.of]}


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


def _stop(s: StopState, assessment: Assessment) -> dict[str, Any]:
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


def _question(q: out.Question, loaded: Loaded) -> dict[str, Any]:
    ask, look, minutes = loaded.effort_to_ask(q.facts)
    return {
        "rule": q.rule.id, "cause": q.rule.cause, "points": figure(q.points), "facts": list(q.facts),
        "ask": ask, "look": look, "minutes": minutes,
    }  # fmt: skip


def _entry(entry: Any) -> dict[str, Any]:
    return {
        "fact": entry.fact, "kind": entry.kind, "by": entry.by, "date": plain(entry.date) if entry.date else None,
        "ref": entry.ref, "note": entry.note, "source": entry.source,
    }  # fmt: skip


def _benchmark(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": entry["id"], "share": str(entry["share"]), "source": entry["source"]}


def _sources(assessment: Assessment) -> dict[str, Any]:
    """The sources that this report rests on, in the order of the pack's register."""
    used = {code for f in assessment.findings if f.counts for code in f.rule.sources}
    used |= {code for s in assessment.stops if s.state != out.NOT_DUE for code in s.stop.sources}
    used |= {code for p in assessment.patterns for code in p.sources}
    used |= {entry["source"] for entry in assessment.pack.benchmark}
    return {code: dict(entry) for code, entry in assessment.pack.sources.items() if code in used}
