"""What can be decided: go, go with conditions, hold or stop, what the gate's rules say of each, and what stays open.

Every sentence follows from figures of the report; none of them advises.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sfa_audit.i18n import message, messages
from sfa_audit.render.content import Column, Marked, Para, Row, Section, Table
from sfa_audit.render.context import Context, Data, fraction
from sfa_audit.render.numbers import listed, long_date, number
from sfa_audit.render.plan_words import days

_ALLOWED = {"go": "good", "conditions": "fair", "hold": "watch", "stop": "watch"}


def options(c: Context) -> Section | None:
    """The four options; None without a gate, without a score, or in a report that holds no plan."""
    choices = c.data.get("choices")
    if not choices or c.data["score"] is None:
        return None
    names = {
        "go": c.tr.gettext("Go"),
        "conditions": c.tr.gettext("Go with conditions"),
        "hold": c.tr.gettext("Hold"),
        "stop": c.tr.gettext("Stop the roll-out"),
    }
    says = {"go": _go, "conditions": _conditions, "hold": _hold, "stop": _stop}
    columns = (
        Column(c.tr.gettext("Option")),
        Column(c.tr.gettext("By the rules of the gate")),
        Column(c.tr.gettext("What it means, and what stays open")),
    )
    space = "" if c.tr.lang.startswith("zh") else " "
    rows = tuple(
        Row((name, _state(c, id, choices[id]["state"]), space.join(says[id](c, choices)))) for id, name in names.items()
    )
    table = Table(c.tr.gettext("What can be decided, worked out from the gate and the plan"), columns, rows, "plain")
    note = c.tr.gettext("What the rules of the gate allow is no advice. The decision stays with the sponsor.")
    return Section("options", c.tr.gettext("Options"), options_heading(c, choices), (table, Para(note, "note")))


def _state(c: Context, option: str, state: str) -> Marked:
    words = {
        "allowed": Marked(_ALLOWED[option], c.tr.gettext("allowed")),
        "not_allowed": Marked("bad", c.tr.gettext("barred")),
        "undecided": Marked("open", c.tr.gettext("not decided")),
        "not_needed": Marked("none", c.tr.gettext("not called for")),
    }
    return words[state]


# ---- the heading -----------------------------------------------------------------------------------------------------


def options_heading(c: Context, choices: Data) -> str:
    """The finding: which way is open, else what closes the way to go."""
    go, on = choices["go"], choices["conditions"]
    if go["state"] == "allowed":
        return _open_heading(c, go)
    if on["state"] == "allowed":
        return _work_heading(c, choices)
    if go["state"] == "undecided":
        n = len(go["undecided"])
        if not n:
            return c.tr.gettext("Go is not decided: the gate was asked without its stops")
        text = messages(
            "Go is not decided: {n} condition is undecided", "Go is not decided: {n} conditions are undecided", n
        )
        return c.say(text)
    return _closed_heading(c, choices)


def _open_heading(c: Context, go: Data) -> str:
    n = len(go["accepted"])
    if n:
        return c.say(messages("Go is allowed, with {n} accepted risk", "Go is allowed, with {n} accepted risks", n))
    return c.tr.gettext("Go is allowed: every condition of the gate is met")


def _work_heading(c: Context, choices: Data) -> str:
    on = choices["conditions"]
    if n := len(on["musts"]):
        date = long_date(on["first"], c.tr)
        work = messages("{n} action first, by {date}", "{n} actions first, by {date}", n, date=date)
    else:
        date = long_date(on["ends"], c.tr)
        work = messages("{n} action, by {date}", "{n} actions, by {date}", len(on["rest"]), date=date)
    if choices["go"]["state"] == "not_allowed":
        return c.say(message("Go is not allowed; go with conditions is: {work}", work=work))
    return c.say(message("Go is not decided; go with conditions is allowed: {work}", work=work))


def _closed_heading(c: Context, choices: Data) -> str:
    go, on = choices["go"], choices["conditions"]
    if choices["stop"]["within"] is False:
        return c.tr.gettext("Go is not allowed, and no plan reaches what is asked")
    if on["course"] == "late" and not go["left_out"]:
        text = message(
            "Go is not allowed: the work takes until {date}, beyond go-live", date=long_date(on["ends"], c.tr)
        )
        return c.say(text)
    if n := len(go["stops"]):
        return c.say(
            messages("Go is not allowed: {n} stop is confirmed", "Go is not allowed: {n} stops are confirmed", n)
        )
    text = messages(
        "Go is not allowed: {n} condition of the gate is not met",
        "Go is not allowed: {n} conditions of the gate are not met",
        len(go["failed"]),
    )
    return c.say(text)


# ---- go --------------------------------------------------------------------------------------------------------------


def _go(c: Context, choices: Data) -> Iterator[str]:
    go = choices["go"]
    if go["state"] == "allowed":
        yield c.tr.gettext("Every condition of the gate is met.")
        yield from _still_missing(c)
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


def _still_missing(c: Context) -> Iterator[str]:
    bar = c.data["score"]["bar"]
    parts = {"short": c.points(bar["short"]), "open": c.points(bar["open"])}
    if Fraction(parts["short"]):
        yield c.say(message("Still short: {short} of 100 points.", **parts))
    if Fraction(parts["open"]):
        yield c.say(message("Still open: {open} of 100 points.", **parts))


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


def _conditions(c: Context, choices: Data) -> Iterator[str]:
    on = choices["conditions"]
    if on["state"] == "not_needed":
        yield c.tr.gettext("Nothing in the gate calls for it.")
    elif choices["go"]["left_out"]:
        yield c.tr.gettext("The plan does not lift the stops that were left out.")
    elif on["course"] == "found":
        yield from _first(c, on)
        yield from _rest(c, on)
        yield from _after(c, on)
    elif on["course"] == "late":
        parts = {"date": long_date(on["ends"], c.tr), "go_live": long_date(c.data["plan"]["go_live"], c.tr)}
        yield c.say(message("The work takes until {date}, beyond go-live on {go_live}.", **parts))
    elif on["course"] == "ready":
        names = _named(c, on["remaining"])
        yield c.say(message("No work is asked for. What is left, work does not settle: {names}.", names=names))
    else:
        yield _out_of_reach(c, choices)


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
    if on["rest"] and target is not None and fraction(on["between"]) < Fraction(target):
        parts = {"points": c.fine(on["between"]), "target": str(target)}
        yield c.say(message("After that readiness is {points}, below the {target} asked for.", **parts))


def _rest(c: Context, on: Data) -> Iterator[str]:
    date = long_date(on["ends"], c.tr)
    if n := len(on["rest"]):
        text = messages("{n} more action follows, by {date}.", "{n} more actions follow, by {date}.", n, date=date)
        if not on["musts"]:
            text = messages(
                "{n} action is left to do, by {date}.", "{n} actions are left to do, by {date}.", n, date=date
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


def _out_of_reach(c: Context, choices: Data) -> str:
    if choices["stop"]["within"] is None:
        return c.tr.gettext("On what is known no plan reaches what is asked; open answers decide.")
    points = c.fine(choices["stop"]["reached"])
    return c.say(
        message("No plan reaches what is asked. All that can be done leads to {points} points.", points=points)
    )


# ---- hold, stop ------------------------------------------------------------------------------------------------------


def _hold(c: Context, choices: Data) -> Iterator[str]:
    hold = choices["hold"]
    if hold["state"] == "not_needed":
        yield c.tr.gettext("Nothing in the gate calls for it.")
    if n := len(hold["questions"]):
        points = c.fine(c.data["score"]["bar"]["open"])
        text = messages(
            "{n} question is open, on {points} points.", "{n} questions are open, on {points} points.", n, points=points
        )
        yield c.say(text)
    if hold["state"] == "not_needed" or choices["go"]["left_out"]:
        return
    if choices["stop"]["within"] is False:
        yield c.tr.gettext("Waiting alone leads to no plan.")
        return
    low, high = hold["low"], hold["high"]
    if low["course"] in ("found", "late"):
        parts = {"days": days(low), "weeks": number(Fraction(low["weeks"])), "date": long_date(low["ends"], c.tr)}
        text = message("The plan is done on {date} at the earliest; person-days: {days}, weeks: {weeks}.", **parts)
        yield c.say(text)
    if high is None or (high["course"], high["days"]) == (low["course"], low["days"]):
        return
    if high["course"] == "ready":
        yield c.tr.gettext("If every open answer were favourable, nothing would have to be done.")
    elif high["course"] in ("found", "late"):
        parts = {"days": days(high), "date": long_date(high["ends"], c.tr)}
        yield c.say(message("If every open answer were favourable: on {date}; person-days: {days}.", **parts))


def _stop(c: Context, choices: Data) -> Iterator[str]:
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
