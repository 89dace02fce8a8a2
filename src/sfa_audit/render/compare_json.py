"""A comparison as plain data (`sfa-audit/comparison/1`): what every format of it is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sfa_audit import __version__
from sfa_audit.compare import CauseChange, Comparison, Span
from sfa_audit.compare_facts import FactChange
from sfa_audit.figures import apportion, exact, figure, floor, plain
from sfa_audit.ledger import Support
from sfa_audit.render.report_json import dumps

SCHEMA = "sfa-audit/comparison/1"
PLACES = (("shown", 1), ("whole", 0))
Report = Mapping[str, Any]


def dumps_comparison(comparison: Report) -> str:
    """The comparison as JSON text, one line for each entry of each section."""
    return dumps(comparison)


def comparison_to_plain(found: Comparison, old: tuple[str, Report], new: tuple[str, Report]) -> dict[str, Any]:
    """The whole comparison as plain data; `old` and `new` are the names of the two sides and their reports."""
    then, now = old[1], new[1]
    total = _total(then, now)
    return {
        "schema": SCHEMA,
        "decimals": max(int(then["decimals"]), int(now["decimals"])),
        "tool": {"name": "sfa-audit", "version": __version__},
        "old": _side(*old),
        "new": _side(*new),
        "differs": list(found.differs),
        "empty": found.empty,
        "total": total,
        "sure": found.sure,
        "causes": _causes(found.causes, total),
        "apart": found.apart,
        "parts": _shown([part.lower for part in found.parts], [{"id": part.id} for part in found.parts], total),
        "conditions": _conditions(then, now),
        "findings": [moved._asdict() for moved in found.findings],
        "stops": [moved._asdict() for moved in found.stops],
        "facts": [_fact(fact) for fact in found.facts],
        "actions": [action._asdict() for action in found.actions],
        "texts": {
            lang: {**then["texts"].get(lang, {}), **now["texts"].get(lang, {})}
            for lang in dict.fromkeys((*now["texts"], *then["texts"]))
        },
    }


def _side(name: str, report: Report) -> dict[str, Any]:
    score, pack, verdict = report["score"], report["pack"], report["verdict"]
    return {
        "name": name,
        "input": {
            key: report["input"][key] for key in ("id", "name", "client", "phase", "entering", "as_of", "digest")
        },
        "pack": {key: pack[key] for key in ("id", "version", "digest", "modified", "profile")},
        "score": {"bar": score["bar"], "band": score["band"], "reach": score["reach"]} if score else None,
        "verdict": {key: verdict[key] for key in ("asked", "status", "gate", "stopped")},
    }


def _total(then: Report, now: Report) -> dict[str, str] | None:
    """The change of readiness; what is shown is the difference of what both sides show."""
    if then["score"] is None or now["score"] is None:
        return None
    return _difference(then["score"]["bar"]["lower"], now["score"]["bar"]["lower"])


def _difference(was: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    return {
        "exact": exact(Fraction(now["exact"]) - Fraction(was["exact"])),
        **{key: floor(Fraction(now[key]) - Fraction(was[key]), places) for key, places in PLACES},
    }


def _shown(
    values: Sequence[Fraction], rows: Sequence[dict[str, Any]], total: Mapping[str, str] | None
) -> list[dict[str, Any]]:
    """The rows with their points, shown so that they sum to the shown change."""
    if total is None:
        return []
    texts = {key: apportion(values, Fraction(total[key]), places) for key, places in PLACES}
    return [
        {**row, "points": {"exact": exact(values[n]), **{key: texts[key][n] for key, _ in PLACES}}}
        for n, row in enumerate(rows)
    ]


def _causes(causes: Sequence[CauseChange], total: Mapping[str, str] | None) -> list[dict[str, Any]]:
    rows = []
    for cause in causes:
        was, now = _span(cause.was), _span(cause.now)
        change = _difference(was["lower"], now["lower"]) if was and now else None
        rows.append({"id": cause.id, "was": was, "now": now, "change": change})
    return _shown([cause.points for cause in causes], rows, total) or [{**row, "points": None} for row in rows]


def _span(span: Span | None) -> dict[str, dict[str, str]] | None:
    return None if span is None else {"lower": figure(span.lower), "upper": figure(span.upper)}


def _conditions(then: Report, now: Report) -> list[dict[str, Any]]:
    """The conditions of both gates side by side, those of the new side first."""
    old, new = ({c["id"]: c for c in report["verdict"]["conditions"]} for report in (then, now))
    rows = []
    for id in dict.fromkeys((*new, *old)):
        one = new.get(id) or old[id]
        sides = {key: _state(side.get(id)) for key, side in (("was", old), ("now", new))}
        rows.append({"id": id, "kind": one["kind"], "cause": one["cause"], "relation": one["relation"], **sides})
    return rows


def _state(condition: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if condition is None else {key: condition[key] for key in ("status", "required", "actual")}


def _fact(fact: FactChange) -> dict[str, Any]:
    return {
        "path": fact.path, "pattern": fact.pattern, "was": fact.was, "now": fact.now,
        "was_evidence": _evidence(fact.was_support), "now_evidence": _evidence(fact.now_support),
    }  # fmt: skip


def _evidence(support: Support | None) -> dict[str, Any] | None:
    if support is None:
        return None
    entry = support.entry
    day = plain(entry.date) if entry.date else None
    return {"kind": entry.kind, "by": entry.by, "date": day, "ref": entry.ref, "fresh": support.fresh}
