"""The report as data: schema `sfa-audit/report/1`. Every other renderer reads this and computes nothing of its own."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sfa_audit import __version__
from sfa_audit import assessment as out
from sfa_audit.assessment import Assessment, CauseScore, Condition, Verdict
from sfa_audit.figures import apportion, bar_figures, ceiling, exact, figure, plain, plain_number
from sfa_audit.i18n import Message
from sfa_audit.load import Loaded
from sfa_audit.render.json_text import dumps as dumps  # the registry of formats finds it here
from sfa_audit.render.report_beside import baseline, benchmark, perception, progress_to_plain
from sfa_audit.render.report_findings import finding, stop
from sfa_audit.render.report_sure import evidence_to_plain, robust_to_plain
from sfa_audit.result import Result
from sfa_audit.waivers import Waiver

SCHEMA = "sfa-audit/report/1"


def to_plain(result: Result) -> dict[str, Any]:
    """The whole report as plain data: texts, numbers as exact strings, lists and mappings."""
    assessment, verdict, loaded = result.assessment, result.verdict, result.loaded
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
        "findings": [finding(f, assessment, loaded) for f in assessment.findings],
        "stops": [stop(s, assessment) for s in assessment.stops],
        "patterns": [
            {"id": p.id, "rules": [c.rule for c in p.parts() if c.rule], "sources": list(p.sources)}
            for p in assessment.patterns
        ],
        "questions": [_question(q, loaded) for q in assessment.questions],
        "facts": plain(assessment.ledger.facts.tree),
        "ledger": [_entry(e) for e in assessment.ledger.entries],
        "contradictions": [
            {"fact": c.fact, "values": [{**claim._asdict(), "value": plain(claim.value)} for claim in c.claims]}
            for c in assessment.ledger.contradictions
        ],
        **evidence_to_plain(assessment),
        "robust": robust_to_plain(result.robust),
        "plan": _plan(result),
        "choices": _choices(result),
        "not_applicable": [dict(entry) for entry in loaded.not_applicable],
        "waivers": [_waiver(waiver, loaded, index) for index, waiver in enumerate(result.waivers)],
        "baseline": baseline(result.past),
        "progress": _progress(result),
        **{key: plain(loaded.records.get(key, empty)) for key, empty in _RECORDS.items()},
        "pyramid": None if (rows := assessment.pyramid) is None else [plain(row._asdict()) for row in rows],
        "benchmark": [benchmark(entry, assessment) for entry in pack.benchmark],
        "perception": perception(assessment),
        "sources": _sources(assessment),
        "texts": {language: dict(texts) for language, texts in pack.texts.items()},
        "warnings": [{"id": id, "message": message(m), "facts": list(facts)} for id, m, facts in assessment.warnings],
    }


def _plan(result: Result) -> dict[str, Any] | None:
    if result.plan is None:
        return None
    from sfa_audit.render.plan_json import plan_to_plain

    return plan_to_plain(result.plan, result.waivers, result.past)


def _choices(result: Result) -> dict[str, Any] | None:
    """What can be decided, wherever there is a plan that shows the way to each option."""
    if result.plan is None:
        return None
    from sfa_audit.choices import choices
    from sfa_audit.render.choices_json import choices_to_plain

    given = result.loaded.records.get("actions") or ()
    return choices_to_plain(choices(result.assessment, result.verdict, result.plan, result.waivers, given))


def _progress(result: Result) -> dict[str, Any] | None:
    given = result.loaded.records.get("actions") or ()
    if not given:
        return None
    from sfa_audit.progress import progress

    return progress_to_plain(progress(result.assessment, given))


_RECORDS: Mapping[str, Any] = {"voices": [], "assessment": {}, "comments": {}, "actions": [], "outcome": None}


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
        "bands": [{"id": id, "at_least": exact(limit)} for limit, id in pack.bands],
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
        "changes": {path: "unknown" if value is None else str(value) for path, value in loaded.changes.items()},
    }


def _score(assessment: Assessment) -> dict[str, Any] | None:
    if assessment.bar is None:
        return None
    aside = assessment.unweighed
    return {
        "bar": bar_figures(assessment.bar),
        "band": assessment.band,
        "reach": figure(assessment.reach),
        "reach_later": _later(assessment),
        "sub_scores": [
            {"id": id, "causes": list(causes), "bar": bar_figures(bar) if bar else None, "band": band}
            for (id, bar, band), (_, causes) in zip(assessment.sub_scores, assessment.pack.sub_scores, strict=True)
        ],
        "not_applicable": {
            "weight": figure(aside.weight, up=True),
            "if_not_met": figure(aside.if_not_met) if aside.if_not_met is not None else None,
        },
    }


def _later(assessment: Assessment) -> list[str]:
    """The causes of which nothing is due yet; one that was set aside as a whole does not come later."""
    waiting = {f.rule.cause for f in assessment.findings if f.outcome == out.NOT_DUE}
    return [cause.id for cause in assessment.causes if cause.bar is None and cause.id in waiting]


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


def _waiver(waiver: Waiver, loaded: Loaded, index: int) -> dict[str, Any]:
    line, _ = loaded.document.place(("waivers", index))
    return {**plain(waiver._asdict()), "days_left": waiver.days_left, "file": loaded.document.name, "line": line}


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


def _sources(assessment: Assessment) -> dict[str, Any]:
    """The sources that this report rests on, in the order of the pack's register."""
    used = {code for f in assessment.findings if f.counts for code in f.rule.sources}
    used |= {code for s in assessment.stops if s.state != out.NOT_DUE for code in s.stop.sources}
    used |= {code for p in assessment.patterns for code in p.sources}
    used |= {entry["source"] for entry in assessment.pack.benchmark} | {assessment.pack.shares_source}
    return {code: dict(entry) for code, entry in assessment.pack.sources.items() if code in used}
