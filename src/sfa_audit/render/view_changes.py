"""What changed since an earlier assessment, and what of the change is due to the roll-out itself."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit.i18n import message, messages
from sfa_audit.render.content import Block, Bullets, Code, Column, Fold, Item, Para, Row, Section, Table
from sfa_audit.render.context import Context, Data
from sfa_audit.render.numbers import long_date, signed
from sfa_audit.render.view_conditions import baseline_state


def changes(c: Context) -> Section | None:
    """The change of readiness told apart; None when no earlier assessment was given."""
    given = c.data.get("baseline")
    if not given:
        return None
    short = c.tr.gettext("Since last time")
    change = given["change"]
    if change is None:
        says = c.say(message("Nothing is compared: {reason}.", reason=baseline_state(c, given["state"])))
        return Section("changes", short, c.tr.gettext("No comparison with an earlier assessment"), (Para(says),))
    blocks: list[Block] = [_parts(c, change)]
    for key, title in (
        ("new_failures", c.tr.gettext("Not met now, and were not failing then")),
        ("mended", c.tr.gettext("Failing then, and no longer")),
    ):
        items = tuple(Item(c.text(f"rule.{rule}.title")) for rule in change[key])
        if items:
            blocks.append(Bullets(title, items))
    if change["changed"]:
        n = len(change["changed"])
        paths = Para(Code("; ".join(change["changed"])))
        blocks.append(Fold(c.say(messages("{n} fact has another value", "{n} facts have another value", n)), (paths,)))
    return Section("changes", short, _heading(c, change), tuple(blocks))


def _heading(c: Context, change: Data) -> str:
    parts = {
        "before": c.points(change["before"]),
        "after": c.points(change["after"]),
        "date": long_date(change["as_of"], c.tr),
    }
    total = Fraction(c.points(change["total"]))
    if total > 0:
        return c.say(message("Readiness rose from {before} to {after} since {date}", **parts))
    if total < 0:
        return c.say(message("Readiness fell from {before} to {after} since {date}", **parts))
    return c.say(message("Readiness is {after}, as on {date}", **parts))


def part_names(c: Context) -> dict[str, str]:
    """What can change readiness, in words."""
    return {
        "rules": c.tr.gettext("other rules"),
        "milestone": c.tr.gettext("another milestone"),
        "profile": c.tr.gettext("another profile"),
        "date": c.tr.gettext("time that has passed"),
        "facts": c.tr.gettext("facts that have changed"),
        "evidence": c.tr.gettext("other evidence"),
        "waivers": c.tr.gettext("waivers and what was set aside"),
    }


def _parts(c: Context, change: Data) -> Table:
    names = part_names(c)
    columns = (Column(c.tr.gettext("Because of")), Column(c.tr.gettext("Points"), "num"))
    rows = [Row((c.tr.gettext("Readiness then"), c.points(change["before"])))]
    rows += [Row((names.get(p["id"], p["id"]), signed(c.points(p["lower"])))) for p in change["parts"]]
    rows.append(Row((c.tr.gettext("Readiness now"), c.points(change["after"])), "total"))
    return Table(c.tr.gettext("What the change is made of"), columns, tuple(rows), "narrow")
