"""A plan in words: what the terminal, Markdown and HTML say alike. Every figure is one of the plain data."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from sfa_audit.i18n import N_, message, messages
from sfa_audit.render.content import Bullets, Column, Item, Row, Table
from sfa_audit.render.context import Context, Data
from sfa_audit.render.numbers import clauses, exact, listed, number
from sfa_audit.render.plan_progress import so_far, state
from sfa_audit.render.plan_words import after_the_plan, days, headline, left_out

QUESTIONS = 5

_GROUPS = {
    "stop": N_("First: what lifts a stop"),
    "floor": N_("Then: what a cause needs to reach its floor"),
    "salespeople": N_("Then: what salespeople feel themselves"),
    "rest": N_("Then: the rest, most points a day first"),
}


class PlanView(NamedTuple):
    """The plan, ready to show. `steps` are the actions by group; they are a checklist, numbered through."""

    title: str
    headline: str
    lead: tuple[str, ...]
    questions: Bullets | None
    steps: tuple[Bullets, ...]
    after: Bullets | None
    frontier: Table | None
    left_out: Bullets | None


def plan_view(c: Context) -> PlanView:
    """The content of a plan from a report that holds one under "plan"."""
    plan = c.data["plan"]
    course = plan["bought"] or plan["low"]
    milestone = c.text(f"milestone.{c.data['input']['entering']}.title")
    return PlanView(
        title=c.say(message("Plan for: {milestone}", milestone=milestone)),
        headline=headline(c, plan),
        lead=tuple(so_far(c)),
        questions=_questions(c, plan),
        steps=tuple(_groups(c, plan, course)),
        after=after_the_plan(c, course) if course["steps"] else None,
        frontier=_frontier(c, plan) if len(plan["frontier"]) > 1 else None,
        left_out=left_out(c, plan),
    )


def _questions(c: Context, plan: Data) -> Bullets | None:
    items = [
        Item(
            c.text(f"rule.{q['rule']}.ask", ""),
            c.say(message("{points} points are open", points=c.fine(q["points"]))),
        )
        for q in plan["questions"][:QUESTIONS]
    ]
    return (
        Bullets(c.tr.gettext("Before anything else: what to find out"), tuple(items), ordered=True) if items else None
    )


def _groups(c: Context, plan: Data, course: Data) -> list[Bullets]:
    found = []
    for why, title in _GROUPS.items():
        items = [Item(text(c, step), note(c, plan, step)) for step in course["steps"] if step["why"] == why]
        if items:
            found.append(Bullets(c.tr.gettext(title), tuple(items), ordered=True))
    return found


def text(c: Context, action: Data) -> str:
    """What is to be done, in the words of the pack."""
    return c.text(f"rule.{action['id']}.remedy", action["id"])


def note(c: Context, plan: Data, step: Data) -> str:
    """Who does it, what it takes, what it gives: one line."""
    parts = [
        c.role(step["owner"]),
        _counted(c, days(step)),
        _weeks(c, step["weeks"]),
        c.say(message("+{lift} points, to {after}", lift=c.fine(step["alone"]), after=c.fine(step["after"]))),
    ]
    parts += [money(c, plan, step["cost"])] if step["cost"] is not None else []
    if step["stops"]:
        names = [c.quoted(c.text(f"stop.{stop}.title")) for stop in step["stops"]]
        parts.append(c.say(message("lifts the stop behind {titles}", titles=listed(names, c.tr))))
    if len(step["rules"]) > 1:
        names = [c.quoted(c.text(f"rule.{rule}.title")) for rule in step["rules"][1:]]
        parts.append(c.say(message("the same work serves {rules}", rules=listed(names, c.tr))))
    parts += [how_far for rule in step["rules"] if (how_far := status(c, rule))]
    return joined(c, parts)


def joined(c: Context, parts: list[str]) -> str:
    """Several short parts on one line."""
    return clauses(parts, c.tr)


def status(c: Context, rule: str) -> str:
    """The state of an action that the project file keeps; '' where it keeps none."""
    kept = (c.data.get("progress") or {}).get("actions", ())
    given = next((one for one in kept if one["rule"] == rule), None)
    return "" if given is None else state(c, given)


def money(c: Context, plan: Data, cost: str) -> str:
    """A cost with its currency, rounded up to whole units."""
    value = exact(cost)
    assert value is not None
    amount = number(Fraction(-(-value // 1)), 0)
    currency = plan["currency"]
    return c.say(message("{amount} {currency}", amount=amount, currency=currency)) if currency else amount


def _counted(c: Context, shown: str) -> str:
    return c.say(messages("{days} person-day", "{days} person-days", 1 if shown == "1" else 2, days=shown))


def _weeks(c: Context, given: str) -> str:
    weeks = exact(given) or Fraction(0)
    n = 1 if weeks == 1 else 2
    return c.say(messages("{weeks} week", "{weeks} weeks", n, weeks=number(weeks)))


def _enough(c: Context, plan: Data, point: Data) -> str:
    """Whether a point meets what is asked for: the most readiness need not lift the stops or the floors."""
    if point["enough"]:
        return c.tr.gettext("yes")
    least = exact(plan["low"]["days"]["exact"]) or Fraction(0)
    if plan["low"]["status"] == "found" and least <= (exact(point["budget"]) or Fraction(0)):
        return c.tr.gettext("no; the plan of least effort is")
    return c.tr.gettext("no")


def _frontier(c: Context, plan: Data) -> Table:
    costs = plan["day_rate"] is not None
    columns = (
        Column(c.tr.gettext("Person-days"), "num"),
        *((Column(c.tr.gettext("Cost"), "num"),) if costs else ()),
        Column(c.tr.gettext("Readiness"), "num"),
        Column(c.tr.gettext("Actions"), "num"),
        Column(c.tr.gettext("Is that enough?")),
    )
    rows = tuple(
        Row((
            days(point),
            *((money(c, plan, point["cost"]),) if costs else ()),
            c.fine(point["lower"]),
            str(len(point["actions"])),
            _enough(c, plan, point),
        ))
        for point in plan["frontier"]
    )  # fmt: skip
    return Table(c.tr.gettext("What an effort buys at best"), columns, rows, "narrow")
