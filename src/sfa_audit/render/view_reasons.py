"""Why things stand as they do, what to find out first and what adds most: three short lists for the first page."""

from __future__ import annotations

from sfa_audit.i18n import message, messages
from sfa_audit.render.content import Bullets, Item
from sfa_audit.render.context import Context, Data, anchor, fraction
from sfa_audit.render.numbers import clauses, listed, long_date
from sfa_audit.render.plan_words import days
from sfa_audit.render.statements import adds, found, plain_days, statement, truth

FEW = 3  # entries of a list


def why(c: Context, stopped: bool) -> Bullets:
    """What halts the roll-out, and what costs most for certain."""
    status = c.data["verdict"]["status"]
    title = c.tr.gettext("What costs most") if status in ("passed", "not_asked") else c.tr.gettext("Why not yet")
    if stopped:
        title = c.tr.gettext("Why it is stopped, and what costs most")
    stops = [s for s in c.data["stops"] if s["state"] == "confirmed" and s["level"] == "stop"]
    items = [Item(c.text(f"stop.{s['id']}.because"), clauses(found(c, s), c.tr), "#stops") for s in stops]
    short = [f for f in c.data["findings"] if f["points"] and fraction(f["points"]["short"]) > 0]
    short.sort(key=lambda f: -fraction(f["points"]["short"]))
    for finding in short[: max(FEW - len(items), 1)]:
        items.append(Item(statement(c, finding), _first(found(c, finding)), f"#{anchor('rule', finding['rule'])}"))
    return Bullets(title, tuple(items), ordered=True)


def _first(texts: list[str]) -> str:
    return texts[0] if texts else ""


def find_out(c: Context) -> Bullets:
    """The questions that settle most points."""
    items = []
    for question in c.data["questions"][:FEW]:
        roles = listed([c.role(role) for role in question["ask"]], c.tr, either=True)
        points = c.fine(question["points"])
        note = message("Settles {points} points; ask {roles}", points=points, roles=roles)
        if not roles:
            note = message("Settles {points} points", points=points)
        target = f"#{anchor('rule', question['rule'])}"
        items.append(Item(c.text(f"rule.{question['rule']}.ask"), c.say(note), target))
    return Bullets(c.tr.gettext("What to find out first"), tuple(items), ordered=True)


def do(c: Context) -> Bullets:
    """The first steps of the plan, where one leads to what was asked; else what adds most of all that can be done."""
    course = (c.data.get("plan") or {}).get("low")
    if course and course["status"] == "found" and course["steps"]:
        return _first_steps(c, course)
    return _adds_most(c)


def on_the_plan(c: Context) -> list[str]:
    """In a sentence what clears the gate, where a plan does; else that none is done before going live."""
    course = (c.data.get("plan") or {}).get("low")
    if not course or c.data["verdict"]["status"] == "passed" or not course["steps"]:
        return []
    parts = {"days": days(course), "date": long_date(course["ends"], c.tr)}
    if course["status"] == "late":
        go_live = long_date(c.data["plan"]["go_live"], c.tr)
        text = message(
            "No plan fits before go-live on {go_live}; the earliest day is {date}.", go_live=go_live, date=parts["date"]
        )
        return [c.say(text)]
    if course["status"] != "found" or course["verdict"]["status"] != "passed":
        return []
    text = messages(
        "{n} action, {days} person-days, clears the gate by {date}.",
        "{n} actions, {days} person-days, clear the gate by {date}.",
        len(course["steps"]),
        **parts,
    )
    return [c.say(text)]


def _first_steps(c: Context, course: Data) -> Bullets:
    """The steps of the plan that come first, and how much the whole plan is.

    A plan lifts the stops, meets the floors and reaches the level. That clears the gate only where no other condition
    stays open after it.
    """
    steps = course["steps"]
    items = []
    for step in steps[:FEW]:
        parts = {"role": c.role(step["owner"]), "days": days(step)}
        note = c.say(message("Person-days: {days}; {role}", **parts))
        items.append(Item(c.text(f"rule.{step['id']}.remedy"), note, f"#{anchor('rule', step['id'])}"))
    rest = len(steps) - len(items)
    parts = {"days": days(course), "date": long_date(course["ends"], c.tr)}
    whole = c.say(message("Person-days in all: {days}; done by {date}", **parts))
    if rest:
        items.append(
            Item(c.say(messages("{n} more action of the plan", "{n} more actions of the plan", rest)), whole, "#plan")
        )
    else:
        items[-1] = Item(items[-1].text, clauses([items[-1].note, whole], c.tr), items[-1].target)
    passed = course["verdict"]["status"] == "passed"
    title = c.tr.gettext("What clears the gate") if passed else c.tr.gettext("What to do first")
    return Bullets(title, tuple(items), ordered=True)


def _adds_most(c: Context) -> Bullets:
    able = [f for f in c.data["findings"] if truth(f) is False and adds(f["remedy"]) and not f["remedy"]["too_late"]]
    able.sort(key=lambda f: -fraction(f["remedy"]["lift"]))
    items = []
    for finding in able[:FEW]:
        remedy = finding["remedy"]
        days = plain_days(remedy)
        parts = {"lift": c.fine(remedy["lift"]), "role": c.role(remedy["owner"]), "days": days}
        note = message("Adds {lift} points; {role}", **parts)
        if days:
            note = message("Adds {lift} points; person-days: {days}; {role}", **parts)
        target = f"#{anchor('rule', finding['rule'])}"
        items.append(Item(c.text(f"rule.{finding['rule']}.remedy"), c.say(note), target))
    return Bullets(c.tr.gettext("What adds most"), tuple(items), ordered=True)
