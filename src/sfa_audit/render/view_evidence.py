"""How sure the result is: what it rests on, what is open, stale or contradicted, and every fact with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sfa_audit.i18n import message, messages
from sfa_audit.render.content import Block, Cell, Code, Column, Fold, Free, Link, Para, Row, Section, Table
from sfa_audit.render.context import Context, Data, anchor
from sfa_audit.render.numbers import apart, capital, is_date, listed, row
from sfa_audit.render.view_findings import kind_name
from sfa_audit.render.view_kinds import kinds_table, without_evidence
from sfa_audit.render.view_robust import robust_blocks
from sfa_audit.render.view_score import PARTS, part_name

Scalar = str | int | bool | None


def confidence(c: Context) -> Section | None:
    """Coverage, kinds of evidence, stale facts, contradictions and the questions by the points they settle."""
    blocks: list[Block] = []
    if (score := c.data["score"]) is not None:
        says = c.tr.gettext(
            "A point is evidenced when every fact that it rests on is supported by a log, a document or an observation "
            "that is still fresh. It is stated when somebody has said so. What nobody has answered is open: it never "
            "counts as good, and is never left out."
        )
        blocks.append(Para(says))
        blocks.append(_parts(c, score))
    blocks += robust_blocks(c)
    tables = (kinds_table(c), *without_evidence(c), _questions(c), _contradictions(c), _stale(c))
    blocks += [table for table in tables if table]
    if not blocks:
        return None
    heading = c.tr.gettext("How sure this is")
    if score is not None:
        bar = {kind: c.points(score["bar"][kind]) for kind in PARTS}
        heading = c.say(message("Points: {evidenced} on evidence, {stated} on statements alone, {open} open", **bar))
    return Section("confidence", c.tr.gettext("How sure we are"), heading, tuple(blocks))


def _parts(c: Context, score: Data) -> Table:
    rows = [_parts_row(c, c.tr.gettext("All causes"), score["bar"], "total")]
    rows += [_parts_row(c, c.cause(cause["id"]), cause["bar"], "") for cause in c.data["causes"] if cause["bar"]]
    columns = (
        Column(c.tr.gettext("Points of 100")),
        *(Column(capital(part_name(c, kind)), "num") for kind in PARTS),
        Column(c.tr.gettext("Coverage"), "num"),
    )
    return Table(c.tr.gettext("What the points of each cause rest on"), columns, tuple(rows), "narrow")


def _parts_row(c: Context, name: str, bar: Data, kind: str) -> Row:
    return Row((name, *(c.points(bar[part]) for part in PARTS), c.points(bar["coverage"])), kind)


def _questions(c: Context) -> Table | None:
    if not c.data["questions"]:
        return None
    columns = (
        Column(c.tr.gettext("Question")),
        Column(c.tr.gettext("Settles"), "num"),
        Column(c.tr.gettext("Ask, and look in")),
        Column(c.tr.gettext("Minutes"), "num"),
    )
    rows = []
    for q in c.data["questions"]:
        ask = listed([c.role(role) for role in q["ask"]], c.tr, either=True)
        look = row([c.tr.gettext(place) for place in q["look"]], c.tr)
        where: Cell = (ask, look) if ask and look else ask or look or None
        question = Link(c.text(f"rule.{q['rule']}.ask"), f"#{anchor('rule', q['rule'])}")
        rows.append(Row((question, c.fine(q["points"]), where, str(q["minutes"]) if q["minutes"] else "–")))
    return Table(
        c.tr.gettext("Open questions, by the points that their answers would settle"), columns, tuple(rows), "questions"
    )


def _contradictions(c: Context) -> Table | None:
    columns = (
        Column(c.tr.gettext("Fact")),
        Column(c.tr.gettext("Said to be")),
        Column(c.tr.gettext("By")),
        Column(c.tr.gettext("Source")),
    )
    rows = []
    for one in c.data["contradictions"]:
        for n, claim in enumerate(one["values"]):
            by = apart([kind_name(c, claim["kind"]), *([claim["by"]] if claim["by"] else [])], c.tr)
            fact: Cell = Code(one["fact"]) if n == 0 else c.tr.gettext("likewise")
            rows.append(Row((fact, Free(_shown(c, claim["value"], one["fact"])), by, Free(claim["source"]))))
    if not rows:
        return None
    caption = c.tr.gettext("Sources that contradict each other; these facts count as not known")
    return Table(caption, columns, tuple(rows), "list")


def _stale(c: Context) -> Table | None:
    stale = {
        fact["path"]: fact for f in c.data["findings"] if f["points"] for fact in f["facts"]
        if fact["value"] is not None and fact["fresh"] is False and fact["kind"] != "statement"
    }  # fmt: skip
    if not stale:
        return None
    columns = (Column(c.tr.gettext("Fact")), Column(c.tr.gettext("Evidence")), Column(c.tr.gettext("Date")))
    rows = tuple(
        Row((Code(path), kind_name(c, fact["kind"]), fact["date"] or c.tr.gettext("no date")))
        for path, fact in stale.items()
    )
    return Table(c.tr.gettext("Evidence that is no longer fresh; these facts count as stated"), columns, rows, "plain")


# ---- appendix ------------------------------------------------------------------------------------------------------


def appendix(c: Context) -> Section:
    """Every fact as given, and every piece of evidence."""
    facts, places = list(_leaves(c.data["facts"])), _places(c)
    columns = (Column(c.tr.gettext("Fact")), Column(c.tr.gettext("Value")), Column(c.tr.gettext("Line"), "num"))
    rows = tuple(_row(c, path, inner, places) for path, inner in _records(facts).items())
    blocks: list[Block] = []
    if rows:
        table = Table(c.tr.gettext("Facts as given"), columns, rows, "list")
        blocks.append(Fold(c.say(messages("{n} fact", "{n} facts", len(facts))), (table,)))
    if n := len(c.data["ledger"]):
        blocks.append(Fold(c.say(messages("{n} entry of evidence", "{n} entries of evidence", n)), (_ledger(c),)))
    given = messages("{n} fact", "{n} facts", len(facts))
    entries = messages("{n} entry of evidence", "{n} entries of evidence", len(c.data["ledger"]))
    heading = c.say(message("What it rests on: {facts}, {entries}", facts=given, entries=entries))
    return Section("evidence", c.tr.gettext("Evidence"), heading, tuple(blocks))


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Scalar]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{index}]")
    else:
        yield path, "none" if isinstance(value, list) else value


def _records(facts: Iterable[tuple[str, Scalar]]) -> dict[str, list[tuple[str, Scalar]]]:
    """The facts by the record of a list that they stand in, else by their path: a record has one row."""
    found: dict[str, list[tuple[str, Scalar]]] = {}
    for path, value in facts:
        record = path[: path.rfind("]") + 1]
        found.setdefault(record or path, []).append((path, value))
    return found


def _row(c: Context, path: str, inner: list[tuple[str, Scalar]], places: dict[str, str]) -> Row:
    place = next((places[one] for one, _ in inner if one in places), None)
    if inner[0][0] == path:
        return Row((Code(path), _value(c, inner[0][1], path), place))
    parts = [(one.removeprefix(f"{path}."), _shown(c, value, one)) for one, value in inner]
    return Row((Code(path), Free("; ".join(f"{name}: {value}" for name, value in parts)), place))


def _value(c: Context, value: Scalar, path: str) -> Cell:
    shown = _shown(c, value, path)
    return Free(shown) if isinstance(value, str) and not is_date(value) else shown


def _shown(c: Context, value: Any, path: str) -> str:
    if isinstance(value, dict | list):
        return "; ".join(f"{name}: {_shown(c, inner, name)}" for name, inner in _leaves(value))
    return c.words.value(value, path)


def _places(c: Context) -> dict[str, str]:
    """In which line the facts stand that a rule or stop has read; with the file where there are several."""
    read = (fact for group in ("findings", "stops") for one in c.data[group] for fact in one["facts"])
    several = len(c.data["input"]["files"]) > 1
    return {
        fact["path"]: f"{fact['file']}:{fact['line']}" if several else str(fact["line"])
        for fact in read
        if fact["file"] is not None
    }


def _ledger(c: Context) -> Table:
    columns = (
        Column(c.tr.gettext("Fact, and all below it")),
        Column(c.tr.gettext("Kind"), "whole"),
        Column(c.tr.gettext("By")),
        Column(c.tr.gettext("Date"), "whole"),
        Column(c.tr.gettext("Where it lies")),
    )
    rows = []
    for entry in c.data["ledger"]:
        notes = [Free(entry[name]) for name in ("ref", "note", "source") if entry.get(name)]
        rows.append(
            Row(
                (
                    Code(entry["fact"]),
                    kind_name(c, entry["kind"]),
                    _free(entry["by"]),
                    entry["date"] or "–",
                    tuple(notes),
                )
            )
        )
    return Table(c.tr.gettext("Evidence as given"), columns, tuple(rows), "list")


def _free(text: str | None) -> Cell:
    return Free(text) if text else "–"
