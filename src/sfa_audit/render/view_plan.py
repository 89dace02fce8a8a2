"""The plan as a section of a report: what to ask first, the actions in order, and what each effort buys."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit.i18n import message
from sfa_audit.render.content import Block, Bullets, Cell, Chart, Column, Fold, Link, Para, Row, Section, Segment, Table
from sfa_audit.render.context import Context, Data, anchor, fraction, place
from sfa_audit.render.numbers import listed, long_date, number
from sfa_audit.render.plan_view import plan_view, status
from sfa_audit.render.plan_words import answers, days
from sfa_audit.render.view_what_if import what_if


def plan_section(c: Context) -> Section | None:
    """The plan of a report that holds one; None without a gate, or where nothing is scored."""
    plan = c.data.get("plan")
    if not plan or c.data["score"] is None or plan["low"]["status"] == "nothing":
        return None
    made, course = plan_view(c), plan["low"]
    heading, rest = _heading(c, plan, course)
    # how far the actions are stands in a section of its own
    blocks: list[Block] = [Para(tuple(rest))] if rest else []
    blocks += [_linked(made.questions, plan)] if made.questions else []
    if course["steps"]:
        says = c.tr.gettext(
            "Each bar is the readiness that the work so far leads to; what an action adds at its place is set off. "
            "Weeks run side by side."
        )
        blocks.append(Para(says, "drawing"))
        says = c.tr.gettext("A forecast changes only what the actions serve: date, evidence and waivers stay.")
        blocks.append(Para(says, "note"))
    before = fraction(c.data["score"]["bar"]["lower"])
    tables: list[Table] = []
    for group in made.steps:
        steps = [step for step in course["steps"] if step["why"] == _why(group, made.steps, course)]
        tables.append(_actions(c, plan, group.title, steps, before))
        before = fraction(steps[-1]["after"])
    ticked = what_if(c, tables, made.after) if tables else None
    blocks += [ticked] if ticked else [*tables, *([made.after] if made.after else [])]
    blocks += [_frontier(c, plan, made.frontier)] if made.frontier else []
    if made.left_out:
        blocks.append(Fold(made.left_out.title, (Bullets("", made.left_out.items),)))
    return Section("plan", c.tr.gettext("Plan"), heading, tuple(blocks))


def _why(group: Bullets, groups: tuple[Bullets, ...], course: Data) -> str:
    """Why the actions of a group stand in it: the groups are in the order of the steps."""
    reasons = list(dict.fromkeys(step["why"] for step in course["steps"]))
    return str(reasons[groups.index(group)])


def _heading(c: Context, plan: Data, course: Data) -> tuple[str, list[str]]:
    """The finding, and the sentences below it that say the rest."""
    sentences = answers(c, plan)
    if course["status"] in ("ready", "found", "paperwork"):
        return sentences[0].rstrip(".。"), sentences[1:]
    if course["status"] == "late":
        parts = {"go_live": long_date(plan["go_live"], c.tr), "date": long_date(course["ends"], c.tr)}
        text = message("No plan fits before go-live on {go_live}; the earliest day is {date}", **parts)
    else:
        points = c.fine(course["readiness"]["lower"])
        text = message("No plan reaches what is asked: all that can be done leads to {points} points", points=points)
    return c.say(text), sentences


def _linked(questions: Bullets, plan: Data) -> Bullets:
    """The questions, each leading to its finding."""
    found = zip(questions.items, plan["questions"], strict=False)
    items = tuple(type(item)(item.text, item.note, f"#{anchor('rule', q['rule'])}") for item, q in found)
    return Bullets(questions.title, items, questions.ordered)


def _actions(c: Context, plan: Data, title: str, steps: list[Data], before: Fraction) -> Table:
    columns = (
        Column(c.tr.gettext("What to do, and what holds then")),
        Column(c.tr.gettext("Owner")),
        Column(c.tr.gettext("Person-days"), "num"),
        Column(c.tr.gettext("Weeks"), "num"),
        Column(c.tr.gettext("Readiness after it"), "chart"),
        Column(c.tr.gettext("Adds alone"), "num"),
        Column(c.tr.gettext("Reaches"), "num"),
    )
    rows = []
    for step in steps:
        after = fraction(step["after"])
        rows.append(
            Row(
                (
                    _what(c, step),
                    c.role(step["owner"]),
                    days(step),
                    number(Fraction(step["weeks"])),
                    _bar(plan, before, after),
                    c.fine(step["alone"]),
                    c.fine(step["after"]),
                )
            )
        )
        before = after
    return Table(title, columns, tuple(rows), "plan")


def _what(c: Context, step: Data) -> Cell:
    """The work, what it makes true, the stops that it lifts, and how far it is."""
    parts: list[Cell] = [c.text(f"rule.{step['id']}.remedy", step["id"])]
    parts += [Link(c.text(f"rule.{rule}.title"), f"#{anchor('rule', rule)}") for rule in step["rules"]]
    if step["stops"]:
        names = [c.quoted(c.text(f"stop.{stop}.title")) for stop in step["stops"]]
        parts.append(c.say(message("lifts the stop behind {titles}", titles=listed(names, c.tr))))
    parts += [state for rule in step["rules"] if (state := status(c, rule))]
    return tuple(parts)


def _bar(plan: Data, before: Fraction, after: Fraction) -> Chart:
    drawn = (Segment("total", "0", place(before)), Segment("gain", place(before), place(after - before)))
    line = () if plan["target"] is None else (place(Fraction(plan["target"])),)
    return Chart(tuple(one for one in drawn if one.width != "0"), line)


def _frontier(c: Context, plan: Data, table: Table) -> Table:
    """The table of what each effort buys, with a bar for its readiness beside the effort."""
    columns = (Column(table.columns[0].title), Column(c.tr.gettext("Readiness"), "chart"), *table.columns[1:])
    rows = tuple(
        Row((row.cells[0], _bar(plan, fraction(point["lower"]), fraction(point["lower"])), *row.cells[1:]))
        for row, point in zip(table.rows, plan["frontier"], strict=True)
    )
    return Table(table.caption, columns, rows, "chart")
