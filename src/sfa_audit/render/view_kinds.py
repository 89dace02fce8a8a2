"""The points of readiness by kind of evidence, and the facts that have none."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit.i18n import messages
from sfa_audit.render.content import Code, Column, Fold, Para, Row, Table
from sfa_audit.render.context import Context
from sfa_audit.render.view_findings import kind_name

KINDS = ("log", "document", "observation", "statement")
STALE = "stale"


def kinds_table(c: Context) -> Table | None:
    """By kind of evidence: how many entries were given, and how many points of readiness rest on it."""
    points = c.data.get("evidence_points") or {}
    entries = dict.fromkeys(KINDS, 0)
    for entry in c.data["ledger"]:
        entries[entry["kind"]] += 1
    rows = []
    for kind in (*KINDS, STALE):
        shown = c.points(points[kind]) if points else ""
        if entries.get(kind) or (points and Fraction(points[kind]["exact"]) > 0):
            name = c.tr.gettext("evidence that is no longer fresh") if kind == STALE else kind_name(c, kind)
            rows.append(Row((name, str(entries[kind]) if kind in entries else "–", *([shown] if points else []))))
    if not rows:
        return None
    if points and c.data["score"] is not None:
        total = c.points(c.data["score"]["bar"]["lower"])
        rows.append(Row((c.tr.gettext("Readiness on what is known"), str(sum(entries.values())), total), "total"))
    columns = [Column(c.tr.gettext("Kind of evidence, strongest first")), Column(c.tr.gettext("Entries"), "num")]
    if points:
        columns.append(Column(c.tr.gettext("Points of readiness"), "num"))
    return Table(c.tr.gettext("What readiness rests on, by kind of evidence"), tuple(columns), tuple(rows), "narrow")


def without_evidence(c: Context) -> tuple[Fold, ...]:
    """The known facts for which nobody has named any evidence, on demand."""
    paths = (c.data.get("evidence_gaps") or {}).get("without") or []
    if not paths:
        return ()
    n = len(paths)
    summary = messages("{n} known fact has no entry of evidence", "{n} known facts have no entry of evidence", n)
    return (Fold(c.say(summary), (Para(Code("; ".join(paths))),)),)
