"""A comparison as content in one language: the same sentences and tables for every format."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sfa_audit.i18n import Message, Translator, message
from sfa_audit.render.clean import clean
from sfa_audit.render.compare_parts import actions, causes, facts, findings, made_of, method, points
from sfa_audit.render.content import Column, Marked, Row, Section, Table, Verdict, View
from sfa_audit.render.context import Context, Data
from sfa_audit.render.numbers import capital, listed, long_date
from sfa_audit.render.view_conditions import condition_name, limit
from sfa_audit.render.view_score import span

_SECTIONS = (causes, points, made_of, findings, facts, actions, method)
STATUS = {"passed": "good", "failed": "bad", "undetermined": "open", "not_asked": "none", "skipped": "none"}


def comparison_view(comparison: Mapping[str, Any], tr: Translator) -> View:
    """The whole content of a comparison."""
    data: dict[str, Any] = clean(comparison)
    c = Context(data, tr)
    now = data["new"]["input"]
    names = [str(now[key]) for key in ("client", "name") if now.get(key) and now[key] != "none"]
    dates = [long_date(data[side]["input"]["as_of"], tr) for side in ("old", "new")]
    made = [section(c) for section in _SECTIONS]
    return View(
        lang=tr.lang,
        space=tr.space,
        end=tr.render(message("{sentence}.", sentence="")),
        title=tr.gettext("Comparison of two assessments"),
        kicker=tr.render(message("{old} beside {new}", old=data["old"]["name"], new=data["new"]["name"])),
        about=(*names, dates[0] if dates[0] == dates[1] else tr.render(_both(dates))),
        verdict=Verdict(
            badge=_badge(c),
            headline=_headline(c),
            lead=_lead(c),
            score=None,
            reach=(),
            reasons=(),
            decision=None,
            summary=None,
            conditions=_conditions(c),
            glance=(),
        ),
        sections=tuple(section for section in made if isinstance(section, Section)),
        foot=(
            tr.gettext("An assessment, not an audit opinion. It rests on what was given up to its date."),
            made_with(data, tr),
        ),
    )


def _both(dates: list[str]) -> Message:
    return message("{then} and {now}", then=dates[0], now=dates[1])


def made_with(data: Data, tr: Translator) -> str:
    """The last line: by what it was made."""
    tool = data["tool"]
    return tr.render(message("Made with {tool} {version}.", tool=tool["name"], version=tool["version"]))


def _badge(c: Context) -> Marked:
    """What first must be known: whether the two were made alike."""
    if c.data["empty"]:
        return Marked("none", capital(c.tr.gettext("nothing has changed")))
    if {"project", "rules", "weights"} & set(c.data["differs"]):
        return Marked("watch", capital(c.tr.gettext("not made alike")))
    if c.data["differs"]:
        return Marked("open", capital(c.tr.gettext("asked differently")))
    return Marked("fair", capital(c.tr.gettext("made alike")))


def _headline(c: Context) -> str:
    if c.data["total"] is None:
        return c.tr.gettext("There is no readiness on both sides to compare")
    ends = {key: c.points(c.data[side]["score"]["bar"]["lower"]) for key, side in (("before", "old"), ("after", "new"))}
    shown = c.points(c.data["total"])
    ends["points"] = shown.lstrip("-")
    if Fraction(shown) > 0:
        return c.say(message("Readiness rose by {points}, from {before} to {after}", **ends))
    if Fraction(shown) < 0:
        return c.say(message("Readiness fell by {points}, from {before} to {after}", **ends))
    return c.say(message("Readiness is {after} on both sides", after=ends["after"]))


def _lead(c: Context) -> tuple[str, ...]:
    found = [c.say(text) for text in _differences(c)]
    found.append(_verdicts(c))
    if c.data["total"] is not None and Fraction(c.data["total"]["exact"]) != 0:
        found.append(
            c.tr.gettext("The change is larger than all that is open on both sides.")
            if c.data["sure"]
            else c.tr.gettext("The change lies within what is open: the answers that are missing could undo it.")
        )
    return tuple(found)


def _differences(c: Context) -> list[Message]:
    """What makes the two hard to compare, in the order in which it matters."""
    old, new, differs = c.data["old"], c.data["new"], c.data["differs"]
    found = []
    if "project" in differs:
        found.append(message("These are two roll-outs, not one at two times."))
    if "rules" in differs:
        packs = {key: f"{side['pack']['id']} {side['pack']['version']}" for key, side in (("then", old), ("now", new))}
        if "weights" in differs:
            found.append(message("The rules and their weights differ: {then} and {now}.", **packs))
        else:
            found.append(message("The rules differ, their weights do not: {then} and {now}.", **packs))
    elif "weights" in differs and not {"milestone", "profile"} & set(differs):
        found.append(message("The weights differ."))
    if "milestone" in differs:
        found.append(message("The milestones differ: {then} and {now}.", **_titles(c, "milestone")))
    if "profile" in differs:
        found.append(message("The profiles differ: {then} and {now}.", **_titles(c, "profile")))
    return found


def _titles(c: Context, kind: str) -> dict[str, str]:
    ids = {
        key: side["input"]["entering"] if kind == "milestone" else side["pack"]["profile"]
        for key, side in (("then", c.data["old"]), ("now", c.data["new"]))
    }
    return {key: c.text(f"{kind}.{id}.title") for key, id in ids.items()}


def _verdicts(c: Context) -> str:
    words = [_verdict(c, c.data[side]) for side in ("old", "new")]
    return c.say(message("Verdict then: {then}; now: {now}.", then=words[0], now=words[1]))


def _verdict(c: Context, side: Data) -> str:
    words = status_words(c)
    text = words[side["verdict"]["status"]]
    if side["score"] is not None:
        text = c.say(message("{status}, readiness {span}", status=text, span=span(c, side["score"]["bar"])))
    stops = listed([c.quoted(c.text(f"stop.{id}.title")) for id in side["verdict"]["stopped"]], c.tr)
    return c.say(message("{text}, not clear: {stops}", text=text, stops=stops)) if stops else text


def status_words(c: Context) -> dict[str, str]:
    """The states of a verdict in words."""
    return {
        "passed": c.tr.gettext("passed"),
        "failed": c.tr.gettext("failed"),
        "undetermined": c.tr.gettext("undetermined"),
        "not_asked": c.tr.gettext("no gate asked"),
    }


def _conditions(c: Context) -> Table | None:
    if not c.data["conditions"]:
        return None
    columns = (
        Column(c.tr.gettext("Condition of the gate")),
        Column(c.tr.gettext("Required"), "num"),
        Column(c.tr.gettext("Then")),
        Column(c.tr.gettext("Now")),
    )
    rows = []
    for one in c.data["conditions"]:
        rows.append(Row((condition_name(c, one), _required(c, one), _state(c, one["was"]), _state(c, one["now"]))))
    return Table(c.tr.gettext("The gate, then and now"), columns, tuple(rows), "plain")


def _required(c: Context, one: Data) -> str:
    """What a condition requires; what it required then too, where that was something else."""
    if one["kind"] == "profile":
        return "–"
    asked = dict.fromkeys(limit(c, {**one, **side}) for side in (one["was"], one["now"]) if side)
    if len(asked) == 1:
        return next(iter(asked))
    was, now = asked
    return c.say(message("then {was}, now {now}", was=was, now=now))


def _state(c: Context, state: Data | None) -> Marked | str:
    if state is None:
        return c.tr.gettext("not asked")
    words = {
        "passed": c.tr.pgettext("condition", "met"),
        "failed": c.tr.pgettext("condition", "not met"),
        "undetermined": c.tr.gettext("not decided"),
        "skipped": c.tr.gettext("not due yet"),
    }
    word = words[state["status"]]
    if state["actual"] is not None:
        word = c.say(message("{points}: {state}", points=c.points(state["actual"]), state=word))
    return Marked(STATUS[state["status"]], word)
