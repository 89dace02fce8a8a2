"""One rule or stop explained in plain text: what it asks, how it is measured, what helps, and a project's own value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sfa_audit.i18n import Translator, message
from sfa_audit.pack import RulePack
from sfa_audit.project.table import FieldTable, pattern
from sfa_audit.render.about import About, Teller
from sfa_audit.render.clean import clean
from sfa_audit.render.measure_words import Line
from sfa_audit.render.numbers import capital
from sfa_audit.render.words import Words
from sfa_audit.wrapping import WIDTH, wrap

Report = Mapping[str, Any]


def explain_rule(pack: RulePack, id: str, table: FieldTable, tr: Translator, report: Report | None = None) -> str:
    """All about one rule, at most 80 columns wide; with a report, what it found comes first. KeyError: no such rule."""
    rule = {rule.id: rule for rule in pack.rules}[id]
    teller = Teller(pack, table, tr)
    own = [] if report is None else [_of_rule(clean(report), id, tr)]
    facts = {"id": id, "indicator": rule.indicator, "cause": teller.words.cause(rule.cause)}
    head = tr.render(message("Rule {id} · {indicator} · {cause}", **facts))
    return _laid_out(head, teller.words(f"rule.{id}.title"), [*own, *teller.rule(rule)], tr)


def explain_stop(pack: RulePack, id: str, table: FieldTable, tr: Translator, report: Report | None = None) -> str:
    """All about one stop, at most 80 columns wide; with a report, its state comes first. KeyError: no such stop."""
    stop = {stop.id: stop for stop in pack.stops}[id]
    teller = Teller(pack, table, tr)
    own = [] if report is None else [_of_stop(clean(report), id, tr)]
    head = tr.render(message("Stop {id} · {code}", id=id, code=stop.code))
    return _laid_out(head, teller.words(f"stop.{id}.title"), [*own, *teller.stop(stop)], tr)


# ---- what a project's report says of it -----------------------------------------------------------------------------


def _of_rule(report: Report, id: str, tr: Translator) -> About:
    heading = tr.render(message("In this project: {name}", name=str(report["input"]["name"])))
    found = next((finding for finding in report["findings"] if finding["rule"] == id), None)
    if found is None:
        return About(heading, (Line(0, tr.gettext("The profile of this project does not use the rule.")),))
    lines = [Line(0, _outcome(found, tr))]
    if found["reason"]:
        lines.append(Line(0, tr.render(message("Reason: {text}", text=str(found["reason"])))))
    return About(heading, (*lines, *_read(found, tr)))


def _outcome(found: Mapping[str, Any], tr: Translator) -> str:
    word = {
        "met": tr.gettext("met"),
        "partly_met": tr.gettext("partly met"),
        "not_met": tr.gettext("not met"),
        "unknown": tr.gettext("not known"),
        "not_due": tr.gettext("not due yet"),
        "not_applicable": tr.gettext("not applicable"),
    }[found["outcome"]]
    if found["worth"] is None:
        return capital(word)
    low, high = (found["worth"][end]["shown"] for end in ("lower", "upper"))
    if low == high:
        return tr.render(message("{outcome}: {worth} of 100", outcome=capital(word), worth=low))
    return tr.render(message("{outcome}: {low} to {high} of 100", outcome=capital(word), low=low, high=high))


def _of_stop(report: Report, id: str, tr: Translator) -> About:
    heading = tr.render(message("In this project: {name}", name=str(report["input"]["name"])))
    found = next(stop for stop in report["stops"] if stop["id"] == id)
    state = {
        "confirmed": tr.gettext("confirmed"),
        "possible": tr.gettext("possible: facts are missing"),
        "clear": tr.gettext("clear"),
        "waived": tr.gettext("waived"),
        "not_due": tr.gettext("not due yet"),
    }[found["state"]]
    return About(heading, (Line(0, capital(state)), *_read(found, tr)))


def _read(found: Mapping[str, Any], tr: Translator) -> list[Line]:
    lines = [Line(0, capital(text)) for text in Words(tr).readings(found["readings"])]
    missing = dict.fromkeys(pattern(fact["path"]) for fact in found["facts"] if fact["value"] is None)
    return lines + [Line(0, tr.gettext("not known"), path) for path in missing]


# ---- layout ---------------------------------------------------------------------------------------------------------


def _laid_out(head: str, title: str, sections: Sequence[About], tr: Translator) -> str:
    lines = [*wrap(head), *wrap(title), ""]
    for section in sections:
        if not section.lines:
            continue
        lines.append(section.heading)
        for line in section.lines:
            lines += _line(line, section.prose, tr)
        lines.append("")
    return "\n".join(lines).rstrip()


def _line(line: Line, prose: bool, tr: Translator) -> list[str]:
    margin = "  " + "  " * line.depth
    first = margin if prose else f"{margin}- "
    text = tr.render(message("{name}: {value}", name=line.code, value=line.text)) if line.code else line.text
    found = wrap(text, WIDTH, first)
    return found + [f"{' ' * len(first)}{address}" for address in line.links]
