"""What readiness rests on, as text for `validate --evidence`; the same figures as in every report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sfa_audit.i18n import Translator, message, messages
from sfa_audit.render.clean import clean
from sfa_audit.render.context import Context
from sfa_audit.render.view_findings import kind_name

KINDS = ("log", "document", "observation", "statement")


def evidence_text(report: Mapping[str, Any], tr: Translator) -> Iterator[str]:
    """The lines: points by kind, facts without evidence, aged evidence, contradictions. Figures with one decimal."""
    c = Context(clean(report), tr)
    points = c.data["evidence_points"]
    if points is None:
        yield tr.gettext("Nothing to score")
    else:
        lower = c.data["score"]["bar"]["lower"]["shown"]
        yield tr.render(message("Readiness {points} of 100, by what it rests on:", points=lower))
        for kind in (*KINDS, "stale"):
            name = tr.gettext("evidence that is no longer fresh") if kind == "stale" else kind_name(c, kind)
            yield f"{points[kind]['shown']:>7}  {name}"
    gaps = c.data["evidence_gaps"]
    n = len(gaps["without"])
    yield tr.render(messages("{n} known fact without evidence", "{n} known facts without evidence", n))
    yield from (f"  {path}" for path in gaps["without"])
    n = len(gaps["stale"])
    aged = messages(
        "{n} fact with evidence that is no longer fresh", "{n} facts with evidence that is no longer fresh", n
    )
    yield tr.render(aged)
    dates = {fact["path"]: fact["date"] for f in c.data["findings"] for fact in f["facts"]}
    yield from (f"  {path}  {dates.get(path) or tr.gettext('no date')}" for path in gaps["stale"])
    n = len(c.data["contradictions"])
    yield tr.render(messages("{n} contradiction", "{n} contradictions", n))
    for one in c.data["contradictions"]:
        yield f"  {one['fact']}"
        for claim in one["values"]:
            said = (kind_name(c, claim["kind"]), claim["by"], claim["source"])
            yield f"    {c.words.value(claim['value'], one['fact'])}  ({', '.join(text for text in said if text)})"
