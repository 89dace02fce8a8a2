"""The sections of a comparison: causes, where the change shows, what it is made of, findings, facts, actions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sfa_audit.i18n import message, messages
from sfa_audit.render.content import (
    Block,
    Bullets,
    Cell,
    Chart,
    Code,
    Column,
    Free,
    Item,
    Marked,
    Para,
    Row,
    Section,
    Segment,
    Table,
)
from sfa_audit.render.context import Context, Data, fraction, place
from sfa_audit.render.numbers import apart, is_date, long_date, signed
from sfa_audit.render.plan_progress import moved as what_moved
from sfa_audit.render.plan_progress import status_words
from sfa_audit.render.view_changes import part_names
from sfa_audit.render.view_findings import kind_name
from sfa_audit.render.view_score import span


def causes(c: Context) -> Section | None:
    """The causes then and now, those that moved most first."""
    rows = []
    both = [one for one in c.data["causes"] if one["change"] is not None]
    moved = sorted(both, key=lambda one: -abs(fraction(one["change"])))
    for one in [*moved, *(one for one in c.data["causes"] if one["change"] is None)]:
        dots = tuple(
            (kind, place(fraction(one[side]["lower"]))) for kind, side in (("then", "was"), ("now", "now")) if one[side]
        )
        chart = Chart((), (), dots) if dots else None
        change = signed(c.points(one["change"])) if one["change"] is not None else "–"
        rows.append(Row((c.cause(one["id"]), chart, _span(c, one["was"]), _span(c, one["now"]), change)))
    columns = (
        Column(c.tr.gettext("Cause")),
        Column(c.tr.gettext("Then and now"), "chart"),
        Column(c.tr.gettext("Then"), "num"),
        Column(c.tr.gettext("Now"), "num"),
        Column(c.tr.gettext("Change"), "num"),
    )
    changed = [one for one in moved if fraction(one["change"]) != 0]
    heading = c.tr.gettext("No cause has moved")
    if changed:
        n = len(changed)
        name = c.quoted_cause(changed[0]["id"])
        text = messages("{n} cause has moved: {cause}", "{n} causes have moved, most of all {cause}", n, cause=name)
        heading = c.say(text)
    says = c.tr.gettext("The ring is what was known then, the dot what is known now, of 100 points of the cause.")
    table = Table(c.tr.gettext("The causes then and now"), columns, tuple(rows), "chart", show_caption=False)
    return Section("causes", c.tr.gettext("Causes"), heading, (Para(says, "drawing"), table))


def _span(c: Context, ends: Data | None) -> str:
    return "–" if ends is None else span(c, ends)


def points(c: Context) -> Section | None:
    """From the readiness then to that of now, by cause."""
    if c.data["total"] is None:
        return None
    steps = [(c.cause(one["id"]), one["points"]) for one in c.data["causes"] if fraction(one["points"]) != 0]
    steps.sort(key=lambda step: -fraction(step[1]))
    table = _waterfall(c, c.tr.gettext("By cause"), c.tr.gettext("Cause"), steps)
    heading = c.tr.gettext("No cause adds to a change")
    if steps:
        first = max(steps, key=lambda step: abs(fraction(step[1])))
        parts = {"cause": c.quoted(first[0]), "points": signed(c.points(first[1]))}
        heading = c.say(message("{cause} adds most to the change: {points}", **parts))
    says = c.tr.gettext("Points of the total: the score of a cause times its share of the causes that are due.")
    return Section("points", c.tr.gettext("Where the change shows"), heading, (Para(says, "note"), table))


def _waterfall(c: Context, caption: str, first: str, steps: list[tuple[str, Data]]) -> Table:
    bars = {side: c.data[side]["score"]["bar"]["lower"] for side in ("old", "new")}
    at = fraction(bars["old"])
    rows = [Row((c.tr.gettext("Readiness then"), _total(at), c.points(bars["old"])))]
    for name, figure in steps:
        change = fraction(figure)
        low, high = sorted((at, at + change))
        kind = "total" if change >= 0 else "lost"
        chart = Chart((Segment(kind, place(low), place(high - low)),)) if change else None
        rows.append(Row((name, chart, signed(c.points(figure)))))
        at += change
    rows.append(Row((c.tr.gettext("Readiness now"), _total(fraction(bars["new"])), c.points(bars["new"])), "total"))
    columns = (Column(first), Column(c.tr.gettext("From then to now"), "chart"), Column(c.tr.gettext("Points"), "num"))
    return Table(caption, columns, tuple(rows), "chart", show_caption=False)


def _total(value: Fraction) -> Chart:
    return Chart((Segment("evidenced", "0", place(value)),))


def made_of(c: Context) -> Section | None:
    """What the change is made of: rules, milestone, profile, date, facts, evidence, waivers."""
    short = c.tr.gettext("What the change is made of")
    if c.data["apart"] == "other_rules":
        says = c.tr.gettext(
            "The change is not told apart: the newer result was made with other rules than those at hand. "
            "Name its rule pack with --rules."
        )
        return Section("made-of", short, c.tr.gettext("Rules and facts are not told apart"), (Para(says),))
    if c.data["total"] is None or not c.data["parts"]:
        return None
    names = part_names(c)
    steps = [(names[part["id"]], part["points"]) for part in c.data["parts"]]
    own = [part for part in c.data["parts"] if part["id"] in ("facts", "date")]
    total = sum((abs(fraction(part["points"])) for part in c.data["parts"]), Fraction(0))
    if not total:
        heading = c.tr.gettext("Nothing has moved readiness")
    elif sum((abs(fraction(part["points"])) for part in own), Fraction(0)) == total:
        heading = c.tr.gettext("All of the change comes from the roll-out itself")
    else:
        heading = c.tr.gettext("Part of the change does not come from the roll-out")
    says = c.tr.gettext(
        "The old answers are scored again, each time with one more thing of today; the parts sum to the whole."
    )
    table = _waterfall(c, short, c.tr.gettext("Because of"), steps)
    return Section("made-of", short, heading, (Para(says, "note"), table))


def findings(c: Context) -> Section | None:
    """Stops and findings that are new, worse, better or resolved."""
    groups = (
        ("new", c.tr.gettext("New")),
        ("worse", c.tr.gettext("Worse")),
        ("better", c.tr.gettext("Better")),
        ("resolved", c.tr.gettext("Resolved")),
        ("left", c.tr.gettext("No longer asked")),
    )
    blocks: list[Block] = []
    for how, title in groups:
        items = [_stop(c, stop) for stop in c.data["stops"] if stop["how"] == how]
        items += [_finding(c, one) for one in c.data["findings"] if one["how"] == how]
        if items:
            blocks.append(Bullets(title, tuple(items)))
    if not blocks:
        return None
    n = {how: sum(one["how"] == how for one in (*c.data["findings"], *c.data["stops"])) for how, _ in groups}
    counts = {how: str(count) for how, count in n.items() if how != "left"}
    heading = c.say(message("Findings: {resolved} resolved, {better} better, {new} new, {worse} worse", **counts))
    return Section("findings", c.tr.gettext("Findings"), heading, tuple(blocks))


def _finding(c: Context, one: Data) -> Item:
    """A sentence that is true now, with what it was and is."""
    text = c.text(f"rule.{one['id']}.{'otherwise' if one['now'] in ('not_met', 'partly_met') else 'title'}")
    if one["now"] == "unknown":
        text = c.say(message("Not known yet: {statement}", statement=text))
    return Item(text, _moved(c, one, _outcomes(c)))


def _stop(c: Context, one: Data) -> Item:
    text = c.text(f"stop.{one['id']}.{'because' if one['now'] in ('confirmed', 'waived') else 'title'}")
    return Item(c.say(message("Stop: {stop}", stop=text)), _moved(c, one, _states(c)))


def _moved(c: Context, one: Data, words: dict[str | None, str]) -> str:
    return c.say(message("then {was}, now {now}", was=words[one["was"]], now=words[one["now"]]))


def _outcomes(c: Context) -> dict[str | None, str]:
    return {
        "met": c.tr.gettext("met"),
        "partly_met": c.tr.gettext("partly met"),
        "not_met": c.tr.gettext("not met"),
        "unknown": c.tr.gettext("not known"),
        "not_due": c.tr.gettext("not due yet"),
        "not_applicable": c.tr.gettext("not applicable"),
        None: c.tr.gettext("no rule"),
    }


def _states(c: Context) -> dict[str | None, str]:
    return {
        "confirmed": c.tr.gettext("confirmed"),
        "possible": c.tr.gettext("possible"),
        "clear": c.tr.gettext("clear"),
        "waived": c.tr.gettext("waived"),
        "not_due": c.tr.gettext("not due yet"),
        None: c.tr.gettext("no rule"),
    }


def facts(c: Context) -> Section | None:
    """The facts that differ, each with its evidence."""
    rows = []
    for fact in c.data["facts"]:
        sides = [_value(c, fact[side], fact["pattern"]) for side in ("was", "now")]
        rows.append(Row((Code(fact["path"]), *sides, _evidence(c, fact))))
    if not rows:
        return None
    columns = (
        Column(c.tr.gettext("Fact")),
        Column(c.tr.gettext("Then")),
        Column(c.tr.gettext("Now")),
        Column(c.tr.gettext("Evidence now")),
    )
    heading = c.say(messages("{n} fact has another value", "{n} facts have another value", len(rows)))
    table = Table(heading, columns, tuple(rows), "list", show_caption=False)
    return Section("facts", c.tr.gettext("Facts"), heading, (table,))


def _value(c: Context, value: Any, path: str) -> Cell:
    shown = c.words.value(value, path)
    return Free(shown) if isinstance(value, str) and not is_date(value) else shown


def _evidence(c: Context, fact: Data) -> Cell:
    found = fact["now_evidence"]
    if fact["now"] is None:
        return "–"
    if found is None:
        return c.tr.gettext("none named")
    said = [kind_name(c, found["kind"]), *(text for text in (found["by"], found["date"]) if text)]
    by = Free(apart(said, c.tr))
    return (by, Free(found["ref"])) if found["ref"] else by


def actions(c: Context) -> Section | None:
    """What of the plan is done, and what is late."""
    if not c.data["actions"]:
        return None
    words = {**status_words(c), None: c.tr.gettext("not planned")}
    rows = []
    for one in c.data["actions"]:
        what = (
            c.text(f"rule.{one['rule']}.remedy", default=c.tr.gettext("an action of its own")) if one["rule"] else "–"
        )
        now: Cell = words[one["status"]] if one["status"] else c.tr.gettext("no longer listed")
        if one["late"]:
            now = Marked("bad", c.tr.gettext("late"))
        due = long_date(one["due"], c.tr) or "–"
        rows.append(Row((what, Free(one["owner"]) if one["owner"] else "–", due, words.get(one["was"], "–"), now)))
    heading = what_moved(c, c.data["actions"], c.data["old"]["input"]["as_of"])
    columns = (
        Column(c.tr.gettext("Action")),
        Column(c.tr.gettext("Owner")),
        Column(c.tr.gettext("Due")),
        Column(c.tr.gettext("Then")),
        Column(c.tr.gettext("Now")),
    )
    table = Table(c.tr.gettext("The actions of the plan"), columns, tuple(rows), "plain", show_caption=False)
    return Section("actions", c.tr.gettext("Actions"), heading, (table,))


def method(c: Context) -> Section:
    """What was compared, so that it can be done again."""
    columns = (Column(c.tr.gettext("What")), Column(c.tr.gettext("Then")), Column(c.tr.gettext("Now")))
    sides = (c.data["old"], c.data["new"])
    pairs: list[tuple[str, list[Cell]]] = [
        (c.tr.gettext("Made from"), [Code(side["name"]) for side in sides]),
        (c.tr.gettext("Date"), [long_date(side["input"]["as_of"], c.tr) for side in sides]),
        (c.tr.gettext("Milestone"), [c.text(f"milestone.{side['input']['entering']}.title") for side in sides]),
        (c.tr.gettext("Profile"), [c.text(f"profile.{side['pack']['profile']}.title") for side in sides]),
        (c.tr.gettext("Rules"), [f"{side['pack']['id']} {side['pack']['version']}" for side in sides]),
        (c.tr.gettext("Digest of the rules"), [Code(side["pack"]["digest"]) for side in sides]),
        (c.tr.gettext("Digest of the input"), [Code(side["input"]["digest"]) for side in sides]),
    ]
    rows = tuple(Row((name, *cells)) for name, cells in pairs)
    table = Table(c.tr.gettext("The two sides"), columns, rows, "plain", show_caption=False)
    return Section("method", c.tr.gettext("Method"), c.tr.gettext("What was compared"), (table,))
