"""The sentences of a plan: its answer, the state of the last one, what it leaves, and what it could not choose."""

from __future__ import annotations

from sfa_audit.i18n import message, messages
from sfa_audit.interval import ZERO
from sfa_audit.render.content import Bullets, Item
from sfa_audit.render.context import Context, Data
from sfa_audit.render.numbers import exact, listed, long_date, number


def headline(c: Context, plan: Data) -> str:
    """The answer in one to three sentences."""
    space = c.tr.space
    return space.join(answers(c, plan))


def answers(c: Context, plan: Data) -> list[str]:
    """What the budget buys, if there is one; the plan on what is known; that of favourable answers, if it differs."""
    found = [_bought(c, plan)] if plan["bought"] else []
    found.append(_course(c, plan, plan["low"]))
    high = plan["high"]
    if high is not None and (high["status"], high["days"]) != (plan["low"]["status"], plan["low"]["days"]):
        found.append(_favourable(c, high))
    return found


def _course(c: Context, plan: Data, course: Data) -> str:
    parts = {"days": days(course), "date": long_date(course["ends"], c.tr), "go_live": long_date(plan["go_live"], c.tr)}
    n = len(course["steps"])
    if course["status"] == "ready":
        return c.tr.gettext(
            "On what is known, nothing has to be done for the level, the floors and the stops asked for."
        )
    if course["status"] == "found":
        return c.say(
            messages(
                "On what is known, the least effort is {days} person-days: {n} action, done by {date}.",
                "On what is known, the least effort is {days} person-days: {n} actions, done by {date}.",
                n,
                **parts,
            )
        )
    if course["status"] == "late":
        text = message(
            "No plan fits before go-live on {go_live}. The earliest day is {date}, with {days} person-days of work.",
            **parts,
        )
        return c.say(text)
    if course["status"] == "paperwork":
        return c.tr.gettext(
            "Only paperwork is left that would reach the level. A plan of paperwork alone changes nothing and is none."
        )
    if course["status"] == "nothing":
        return c.tr.gettext("Nothing is due that could be scored or planned.")
    return _unreachable(c, course)


def _unreachable(c: Context, course: Data) -> str:
    space = c.tr.space
    reached = message(
        "No plan reaches what is asked. All that can be done leads to {points} points.",
        points=c.fine(course["readiness"]["lower"]),
    )
    sentences = [c.say(reached), *(_blocked(c, one) for one in course["blocked"])]
    for one in course["verdict"]["conditions"]:
        if one["kind"] == "floor" and one["status"] != "passed" and one["actual"]:
            parts = {"cause": c.quoted_cause(one["cause"]), "points": c.fine(one["actual"])}
            text = message(
                "{cause} would reach {points} of the {floor} points asked for.", floor=one["required"], **parts
            )
            sentences.append(c.say(text))
    if course["open"]:
        sentences.append(c.tr.gettext("Once the effort of the remedies below is known, there may be a plan."))
    return space.join(sentences)


def _blocked(c: Context, one: Data) -> str:
    title = c.quoted(c.text(f"stop.{one['stop']}.title"))
    if one["rule"] is None:
        return c.say(message("No remedy is left for the stop behind {title}.", title=title))
    parts = {"title": title, "rule": c.quoted(c.text(f"rule.{one['rule']}.title")), "why": _why(c, one["why"])}
    return c.say(message("The stop behind {title} needs the work on {rule}: {why}.", **parts))


def _why(c: Context, why: str) -> str:
    return {
        "too_late": c.tr.gettext("too late at this milestone"),
        "excluded": c.tr.gettext("left out as asked"),
        "owner": c.tr.gettext("another role's work"),
        "effort": c.tr.gettext("its effort depends on facts that are not known"),
        "late": c.tr.gettext("it takes longer than there is time"),
    }[why]


def _favourable(c: Context, course: Data) -> str:
    if course["status"] == "ready":
        return c.tr.gettext("If every open answer were favourable, nothing would have to be done.")
    if course["status"] == "found":
        return c.say(message("If every open answer were favourable, {days} person-days would do.", days=days(course)))
    return c.tr.gettext("Even if every open answer were favourable, there would be no plan.")


def _bought(c: Context, plan: Data) -> str:
    bought = plan["bought"]
    parts = {
        "budget": number(exact(plan["budget"]) or ZERO),
        "days": days(bought),
        "points": c.fine(bought["lower"]),
    }
    if not bought["steps"]:
        return c.say(message("{budget} person-days buy no action.", **parts))
    return c.say(message("{budget} person-days buy at best {points} points of readiness, for {days} of them.", **parts))


def days(course: Data) -> str:
    """The person-days of a course or a point, rounded up as the data has them."""
    return number(exact(course["days"]["shown"]) or ZERO)


def after_the_plan(c: Context, course: Data) -> Bullets | None:
    """The conditions that the work alone does not settle."""
    items = []
    for one in course["verdict"]["conditions"]:
        if one["status"] in ("failed", "undetermined"):
            items.append(Item(_condition(c, one)))
    return Bullets(c.tr.gettext("What still stands after it"), tuple(items)) if items else None


def _condition(c: Context, one: Data) -> str:
    parts = {"actual": c.fine(one["actual"]) if one["actual"] else "–", "required": str(one["required"])}
    if one["kind"] == "floor":
        return c.say(message("{cause}: {actual} of {required} points", cause=c.quoted_cause(one["cause"]), **parts))
    if one["kind"] == "stops":
        names = [c.quoted(c.text(f"stop.{stop}.title")) for stop in one["names"]]
        return c.say(message("Stops: not yet {titles}", titles=listed(names, c.tr)))
    if one["required"] is None:
        return c.say(message("Not settled by work alone: {condition}", condition=one["id"]))
    words = {
        "readiness": c.tr.gettext("Readiness"),
        "coverage": c.tr.gettext("Coverage: answers settle it"),
        "evidenced": c.tr.gettext("Evidence: what the work changes has to be shown"),
    }
    name = words.get(one["kind"]) or str(one["id"])
    return c.say(message("{name}: {actual}, asked for is {required}", name=name, **parts))


def left_out(c: Context, plan: Data) -> Bullets | None:
    """The remedies that the plan could not choose, and why."""
    items = []
    for left in plan["left_out"]:
        action = left["action"]
        title = c.text(f"rule.{action['id']}.title")
        why = _why(c, left["why"])
        if left["why"] == "effort":
            facts = listed([c.words.name(path) for path in action["per"]], c.tr)
            why = c.say(message("effort unknown until this is known: {facts}", facts=facts))
        note = c.say(message("{why}; {points} points", why=why, points=c.fine(left["lift"])))
        items.append(Item(title, note))
    return Bullets(c.tr.gettext("Not in the plan"), tuple(items)) if items else None
