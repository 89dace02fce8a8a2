"""Where the points went, and the causes in detail."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sfa_audit.i18n import message
from sfa_audit.render.content import Block, Chart, Column, Free, Link, Para, Row, Section, Segment, Table
from sfa_audit.render.context import HUNDRED, Context, Data, anchor, fraction, place
from sfa_audit.render.numbers import listed, long_date, percent, signed
from sfa_audit.render.view_score import band, last_time, part_name, segments
from sfa_audit.render.view_verdict import by_cost, costliest


def waterfall(c: Context) -> Section | None:
    """100 points, less what each cause costs, is readiness; None when there is no score."""
    if c.data["score"] is None:
        return None
    rows: list[Row] = []
    left = HUNDRED
    for cause in by_cost(c):
        short, open_ = fraction(cause["cost_short"]), fraction(cause["cost_open"])
        left -= short + open_
        drawn = (Segment("open", place(left), place(open_)), Segment("lost", place(left + open_), place(short)))
        chart = Chart(tuple(one for one in drawn if one.width != "0"))
        name = Link(c.cause(cause["id"]), f"#{anchor('cause', cause['id'])}")
        rows.append(
            Row((name, chart, _less(c, cause["cost_short"]), _less(c, cause["cost_open"]), _less(c, cause["cost"])))
        )
    lower = c.data["score"]["bar"]["lower"]
    total = Chart((Segment("total", "0", place(fraction(lower))),))
    rows.append(Row((c.tr.gettext("Readiness on what is known"), total, None, None, c.points(lower)), "total"))
    columns = (
        Column(c.tr.gettext("Cause")),
        Column(c.tr.gettext("From 100 down"), "chart"),
        Column(c.tr.gettext("Short"), "num"),
        Column(c.tr.gettext("Open"), "num"),
        Column(c.tr.gettext("Points"), "num"),
    )
    says = c.tr.gettext(
        "Each bar takes away what a cause costs: its share of 100, times what it lacks. Solid is missing for certain; "
        "dotted is open and may still turn out well. What is left at the end is readiness."
    )
    table = Table(
        c.tr.gettext("Points that each cause costs, most first"), columns, tuple(rows), "chart", show_caption=False
    )
    return Section("points", c.tr.gettext("Where the points went"), _costs_heading(c), (Para(says, "drawing"), table))


def _less(c: Context, figure: Data) -> str:
    shown = c.points(figure)
    return f"−{shown}" if Fraction(shown) else shown


def _costs_heading(c: Context) -> str:
    causes = costliest(c)
    if not causes:
        return c.tr.gettext("No cause costs anything")
    points = c.points(causes[0]["cost"])
    names = listed([c.quoted_cause(cause["id"]) for cause in causes], c.tr)
    bar = c.data["score"]["bar"]
    if len(causes) == 1 and not Fraction(c.points(bar["open"])):
        short = c.points(bar["short"])
        return c.say(
            message("{cause} alone costs {points} of the {short} points short", cause=names, points=points, short=short)
        )
    if len(causes) == 1:
        return c.say(message("{cause} costs most: {points} of 100 points", cause=names, points=points))
    return c.say(message("{causes} cost most: {points} of 100 points each", causes=names, points=points))


# ---- the causes ------------------------------------------------------------------------------------------------


def causes(c: Context) -> Section:
    """The causes with their shares and bounds."""
    before = last_time(c)
    then = {one["cause"]: one for one in before["causes"]} if before else {}
    rows = [row for cause in c.data["causes"] for row in _rows(c, cause, then)]
    columns = (
        Column(c.tr.gettext("Cause")),
        Column(c.tr.gettext("Share"), "num"),
        Column(c.tr.gettext("Score, with its bounds"), "chart"),
        Column(c.tr.gettext("Known"), "num"),
        Column(c.tr.gettext("At most"), "num"),
        Column(c.tr.gettext("Covered"), "num"),
        *([Column(c.tr.gettext("Change"), "num")] if then else []),
        Column(c.tr.gettext("Band")),
    )
    says = c.tr.gettext("A score lies between what is known of it and what it can be at most.")
    key = [_key(c)]
    if before and then:
        date = long_date(before["as_of"], c.tr)
        key.append(c.say(message("A dashed line stands where the cause was on {date}.", date=date)))
    blocks: list[Block] = [Para(says), Para(c.tr.space.join(key), "drawing")]
    blocks.append(
        Table(
            c.tr.gettext("The causes with share, score and bounds"), columns, tuple(rows), "causes", show_caption=False
        )
    )
    for cause in c.data["causes"]:
        comment = ((c.data.get("comments") or {}).get("causes") or {}).get(cause["id"])
        if comment:
            title = c.say(message("The consultant on {cause}", cause=c.quoted_cause(cause["id"])))
            blocks.append(Para(Free(comment), "comment", title))
    return Section("causes", c.tr.gettext("The causes"), _weakest(c), tuple(blocks))


def _key(c: Context) -> str:
    names = {kind: part_name(c, kind) for kind in ("evidenced", "stated", "open", "short")}
    text = message(
        "Each bar is 100 points of one cause: {evidenced} (solid), {stated} (striped), {open} (dotted) and {short} "
        "(empty). A line across a bar is the floor that the gate asks for.",
        **names,
    )
    return c.say(text)


def _floor(c: Context, cause: str) -> tuple[str, ...]:
    asked = (one for one in c.data["verdict"]["conditions"] if one["cause"] == cause and one["kind"] == "floor")
    return tuple(place(Fraction(one["required"])) for one in asked)


def _rows(c: Context, cause: Data, then: Mapping[str, Data]) -> list[Row]:
    """The row of a cause and those of its parts. With any result of `then`, each has a cell for its change."""
    bar, name = cause["bar"], f"{c.cause_numbers[cause['id']]}. {c.cause(cause['id'])}"
    share, at = percent(Fraction(cause["share"]) / 100, c.tr), anchor("cause", cause["id"])
    if bar is None:
        none = ["–"] if then else []
        return [Row((name, share, None, "–", "–", "–", *none, band(c, None, None)), anchor=at)]
    was = then.get(cause["id"])
    change = [signed(c.points(was["change"])) if was else "–"] if then else []
    chart = Chart(segments(bar), _floor(c, cause["id"]), then=place(fraction(was["before"])) if was else "")
    rows = [Row((name, share, chart, *_numbers(c, bar), *change, band(c, bar, cause["band"])), anchor=at)]
    empty = [None] if then else []
    for part in cause["parts"]:
        name = c.text(f"part.{part['id']}.title")
        if part["bar"]:
            rows.append(Row((name, None, Chart(segments(part["bar"])), *_numbers(c, part["bar"]), *empty, None), "sub"))
        else:
            rows.append(Row((name, None, None, "–", "–", "–", *empty, band(c, None, None)), "sub"))
    return rows


def _numbers(c: Context, bar: Data) -> tuple[str, str, str]:
    return c.points(bar["lower"]), c.points(bar["upper"]), c.points(bar["coverage"])


def _weakest(c: Context) -> str:
    due = [cause for cause in c.data["causes"] if cause["bar"]]
    if not due:
        return c.tr.gettext("No cause is due at this milestone")
    low = min(fraction(cause["bar"]["lower"]) for cause in due)
    weakest = [cause for cause in due if fraction(cause["bar"]["lower"]) == low]
    if low == HUNDRED:
        return c.tr.gettext("Every cause that is due is fully under control")
    if len(weakest) > 2:
        return c.say(
            message(
                "{n} causes share the lowest score, {lower} of 100",
                n=len(weakest),
                lower=c.points(weakest[0]["bar"]["lower"]),
            )
        )
    names = listed([c.quoted_cause(cause["id"]) for cause in weakest], c.tr)
    parts = {"causes": names, "lower": c.points(weakest[0]["bar"]["lower"])}
    if len(weakest) == 2:
        return c.say(message("{causes} score lowest: {lower} of 100 each", **parts))
    short = [cause for cause in due if band(c, cause["bar"], cause["band"]).mark == "bad"]
    if len(short) > 1:
        parts |= {"n": str(len(short)), "due": str(len(due)), "band": c.text(f"band.{short[0]['band']}.title")}
        return c.say(message("{n} of {due} causes are {band}; {causes} scores lowest: {lower} of 100", **parts))
    return c.say(message("{causes} scores lowest: {lower} of 100", **parts))
