"""The sentences of the options: what each means and what stays open in it. All follow from figures; none advises."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sfa_audit.i18n import message, messages
from sfa_audit.render.context import Context, Data, fraction
from sfa_audit.render.numbers import listed, long_date, number
from sfa_audit.render.plan_words import days

# ---- go --------------------------------------------------------------------------------------------------------------


def go(c: Context, choices: Data) -> Iterator[str]:
    """To go now: what is in the way and takes a waiver, or what stays open all the same."""
    go = choices["go"]
    if go["state"] == "allowed":
        yield c.tr.gettext("Every condition of the gate is met.")
        if Fraction(short := c.points(c.data["score"]["bar"]["short"])):
            yield c.say(message("Still short: {short} of 100 points.", short=short))
        yield from _still_open(c)
    else:
        yield from _in_the_way(c, go)
        yield from _waivers(c, go)
    if n := len(go["warnings"]):
        yield c.say(messages("{n} warning stays.", "{n} warnings stay.", n))
    if n := len(go["accepted"]):
        first = long_date(min(risk["until"] for risk in go["accepted"]), c.tr)
        text = messages(
            "{n} risk is accepted, until {date}.", "{n} risks are accepted, the first until {date}.", n, date=first
        )
        yield c.say(text)


def _still_open(c: Context) -> Iterator[str]:
    """What is open of the score, as the first page shows it; nothing where that is 0."""
    if Fraction(points := c.points(c.data["score"]["bar"]["open"])):
        yield c.say(message("Still open: {open} of 100 points.", open=points))


def _in_the_way(c: Context, go: Data) -> Iterator[str]:
    if go["left_out"]:
        yield c.tr.gettext("The gate was asked without its stops, and so is the plan.")
    if go["failed"]:
        yield c.say(message("Not met: {names}.", names=_named(c, go["failed"])))
    if go["undecided"]:
        yield c.say(message("Not decided: {names}.", names=_named(c, go["undecided"])))


def _waivers(c: Context, go: Data) -> Iterator[str]:
    """The waivers that going now would need. A waiver exempts from a stop; it never raises a score."""
    if go["left_out"] or not (go["stops"] or go["possible"]):
        return
    if sure := [id for id in go["stops"] if id not in go["not_waivable"]]:
        text = messages(
            "To go now takes a waiver of the stop behind {titles}.",
            "To go now takes {n} waivers, of the stops behind {titles}.",
            len(sure),
            titles=_titles(c, sure),
        )
        yield c.say(text)
    if perhaps := [id for id in go["possible"] if id not in go["not_waivable"]]:
        text = messages(
            "The stop behind {titles} is not ruled out; if it is there, it takes a waiver.",
            "The stops behind {titles} are not ruled out; each that is there takes a waiver.",
            len(perhaps),
            titles=_titles(c, perhaps),
        )
        yield c.say(text)
    if never := go["not_waivable"]:
        text = messages(
            "The stop behind {titles} cannot be waived.",
            "The stops behind {titles} cannot be waived.",
            len(never),
            titles=_titles(c, never),
        )
        yield c.say(text)
    if go["by_waivers"]:
        yield c.tr.gettext("With that the gate would be passed; no score would change.")
    else:
        yield c.tr.gettext("Waivers alone do not pass the gate; they never change a score.")


def _titles(c: Context, ids: list[str]) -> str:
    return listed([c.quoted(c.text(f"stop.{id}.title")) for id in ids], c.tr)


def _named(c: Context, ids: list[str]) -> str:
    """Conditions of the gate in a word each; floors and stops by their number."""
    words = {
        "readiness": c.tr.gettext("readiness"),
        "coverage": c.tr.gettext("coverage"),
        "evidenced": c.tr.gettext("evidence"),
        "stale": c.tr.gettext("evidence that has aged"),
        "not-applicable": c.tr.gettext("what is set aside"),
        "waived": c.tr.gettext("what is waived"),
        "waivers": c.tr.gettext("expired waivers"),
        "no-new-failure": c.tr.gettext("no new failure"),
        "fall": c.tr.gettext("the fall of readiness"),
        "profile": c.tr.gettext("the profile"),
        "stops": c.tr.gettext("stops"),
    }
    kinds = [id.partition(":")[0] for id in ids]
    floors = kinds.count("floor")
    floor = c.say(messages("{n} floor", "{n} floors", floors))
    return listed([floor if kind == "floor" else words.get(kind, kind) for kind in dict.fromkeys(kinds)], c.tr)


# ---- go with conditions ----------------------------------------------------------------------------------------------


def conditions(c: Context, choices: Data) -> Iterator[str]:
    """To go with conditions: what comes first, what follows, and what is left after it."""
    on = choices["conditions"]
    if on["state"] == "not_needed":
        yield c.tr.gettext("Nothing in the gate calls for it.")
    elif choices["go"]["left_out"]:
        yield c.tr.gettext("The plan does not lift the stops that were left out.")
    elif on["course"] == "found":
        yield from _first(c, on)
        yield from _rest(c, on)
        yield from _after(c, on)
        yield from _running_out(c, choices)
    elif on["course"] == "late":
        parts = {"date": long_date(on["ends"], c.tr), "go_live": long_date(c.data["plan"]["go_live"], c.tr)}
        yield c.say(message("The work takes until {date}, beyond go-live on {go_live}.", **parts))
    elif on["course"] == "ready":
        names = _named(c, on["remaining"])
        yield c.say(message("No work is asked for. What is left, work does not settle: {names}.", names=names))
    else:
        yield _out_of_reach(c, choices)


def at_once(on: Data) -> bool:
    """Whether the whole plan is done on the day on which its first actions are: work runs side by side."""
    return bool(on["musts"]) and on["first"] == on["ends"]


def _first(c: Context, on: Data) -> Iterator[str]:
    """The musts, and the readiness after them where the rest has to follow."""
    if not on["musts"]:
        return
    text = messages(
        "{n} action by {owners} comes first, for a stop or a floor: done on {date} at the earliest.",
        "{n} actions by {owners} come first, for a stop or a floor: done on {date} at the earliest.",
        len(on["musts"]),
        date=long_date(on["first"], c.tr),
        owners=listed([c.role(role) for role in on["owners"]], c.tr),
    )
    yield c.say(text)
    target = c.data["plan"]["target"]
    if on["rest"] and not at_once(on) and target is not None and fraction(on["between"]) < Fraction(target):
        parts = {"points": c.fine(on["between"]), "target": str(target)}
        text = message(
            "After that readiness is {points}, below the {target} asked for: whoever goes on then takes that risk.",
            **parts,
        )
        yield c.say(text)


def _rest(c: Context, on: Data) -> Iterator[str]:
    date = long_date(on["ends"], c.tr)
    if n := len(on["rest"]):
        text = messages("{n} more action follows, by {date}.", "{n} more actions follow, by {date}.", n, date=date)
        if not on["musts"]:
            text = messages(
                "{n} action is left to do, by {date}.", "{n} actions are left to do, by {date}.", n, date=date
            )
        elif at_once(on):
            text = messages(
                "{n} more action runs beside, done by the same day.",
                "{n} more actions run beside, done by the same day.",
                n,
            )
        yield c.say(text)
    if day := c.data["plan"]["go_live"]:
        yield c.say(message("Go-live is on {date}.", date=long_date(day, c.tr)))


def _after(c: Context, on: Data) -> Iterator[str]:
    if on["state"] == "allowed":
        yield c.tr.gettext("After all of it, every condition of the gate is met.")
    else:
        names = _named(c, on["remaining"])
        yield c.say(message("After all of it this is left: {names}.", names=names))


def _running_out(c: Context, choices: Data) -> Iterator[str]:
    """The risks that are accepted for a shorter time than the plan takes: the forecast keeps today's waivers."""
    ends = choices["conditions"]["ends"]
    if n := sum(risk["until"] < ends for risk in choices["go"]["accepted"]):
        text = messages(
            "{n} accepted risk runs out before the plan is done.",
            "{n} accepted risks run out before the plan is done.",
            n,
        )
        yield c.say(text)


def _out_of_reach(c: Context, choices: Data) -> str:
    if choices["stop"]["within"] is None:
        return c.tr.gettext("On what is known no plan reaches what is asked; open answers decide.")
    if choices["conditions"]["course"] == "paperwork":
        return c.tr.gettext("Only paperwork is left that would reach the level, and that alone is no plan.")
    points = c.fine(choices["stop"]["reached"])
    return c.say(
        message("No plan reaches what is asked. All that can be done leads to {points} points.", points=points)
    )


# ---- hold, stop ------------------------------------------------------------------------------------------------------


def hold(c: Context, choices: Data) -> Iterator[str]:
    """To hold: what can be asked, and when the work is done."""
    state, questions = choices["hold"]["state"], choices["hold"]["questions"]
    if state == "not_needed":
        yield c.tr.gettext("Nothing in the gate calls for it.")
    if n := len(questions):
        yield c.say(messages("{n} question is open.", "{n} questions are open.", n))
        yield from _still_open(c)
    if state != "not_needed":
        yield from _until(c, choices)


def _until(c: Context, choices: Data) -> Iterator[str]:
    """Until when to hold: on what is known, and if open answers were favourable."""
    low, high = choices["hold"]["low"], choices["hold"]["high"]
    if choices["go"]["left_out"]:
        yield c.tr.gettext("Not looked at without the stops.")
        return
    if choices["stop"]["within"] is False:
        yield c.tr.gettext("Waiting alone leads to no plan.")
        return
    if low["course"] in ("found", "late"):
        parts = {"days": days(low), "weeks": number(Fraction(low["weeks"])), "date": long_date(low["ends"], c.tr)}
        text = message("The plan is done on {date} at the earliest; person-days: {days}, weeks: {weeks}.", **parts)
        yield c.say(text)
    elif low["course"] == "ready":
        yield c.tr.gettext(
            "On what is known, nothing has to be done for the level, the floors and the stops asked for."
        )
    else:
        yield _out_of_reach(c, choices)
    if high is not None and (high["course"], high["days"]) != (low["course"], low["days"]):
        yield from _favourable(c, high)


def _favourable(c: Context, high: Data) -> Iterator[str]:
    if high["course"] == "ready":
        yield c.tr.gettext("If every open answer were favourable, nothing would have to be done.")
    elif high["course"] in ("found", "late"):
        parts = {"days": days(high), "date": long_date(high["ends"], c.tr)}
        yield c.say(message("If every open answer were favourable: on {date}; person-days: {days}.", **parts))


def stop(c: Context, choices: Data) -> Iterator[str]:
    """To stop: whether a plan reaches what is asked, and what would be left behind."""
    stop = choices["stop"]
    if choices["go"]["state"] == "allowed":
        yield c.tr.gettext("Nothing in the gate calls for it.")
    elif choices["go"]["left_out"]:
        yield c.tr.gettext("Not looked at without the stops.")
    elif stop["within"]:
        yield c.tr.gettext("The level, the floors and the stops asked for are within reach.")
    else:
        yield _out_of_reach(c, choices)
    lower = c.points(c.data["score"]["bar"]["lower"])
    yield c.say(message("It would leave behind a readiness of {points}.", points=lower))
    if n := len(stop["done"]):
        yield c.say(messages("{n} action is done.", "{n} actions are done.", n))
    if n := len(stop["doing"]):
        yield c.say(messages("{n} action is under way.", "{n} actions are under way.", n))
