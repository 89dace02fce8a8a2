"""What can be decided: go, go with conditions, hold or stop, and what the gate's rules say of each."""

from __future__ import annotations

from sfa_audit.i18n import message, messages
from sfa_audit.render import options_words as words
from sfa_audit.render.content import Column, Marked, Para, Row, Section, Table
from sfa_audit.render.context import Context, Data
from sfa_audit.render.numbers import long_date

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
    says = {"go": words.go, "conditions": words.conditions, "hold": words.hold, "stop": words.stop}
    columns = (
        Column(c.tr.gettext("Option")),
        Column(c.tr.gettext("As things stand"), "whole"),
        Column(c.tr.gettext("What it means, and what stays open")),
    )
    rows = tuple(
        Row((name, _state(c, id, choices[id]["state"]), c.tr.space.join(says[id](c, choices))))
        for id, name in names.items()
    )
    caption = c.tr.gettext("What can be decided, worked out from the gate and the plan")
    table = Table(caption, columns, rows, "options")
    note = c.tr.gettext("What the rules of the gate allow is no advice. The decision stays with the sponsor.")
    return Section("options", c.tr.gettext("Options"), options_heading(c, choices), (table, Para(note, "note")))


def _state(c: Context, option: str, state: str) -> Marked:
    known = {
        "allowed": Marked(
            _ALLOWED[option], c.tr.gettext("allowed") if option == "go" else c.tr.gettext("can be chosen")
        ),
        "not_allowed": Marked("bad", c.tr.gettext("barred")),
        "undecided": Marked("open", c.tr.gettext("not decided")),
        "not_needed": Marked("none", c.tr.gettext("not called for")),
    }
    return known[state]


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
    if (n := len(on["musts"])) and not words.at_once(on):
        date = long_date(on["first"], c.tr)
        work = messages("{n} action first, by {date}", "{n} actions first, by {date}", n, date=date)
    else:
        date = long_date(on["ends"], c.tr)
        work = messages("{n} action, by {date}", "{n} actions, by {date}", n + len(on["rest"]), date=date)
    if choices["go"]["state"] == "not_allowed":
        return c.say(message("Go is not allowed; go with conditions is possible: {work}", work=work))
    return c.say(message("Go is not decided; go with conditions is possible: {work}", work=work))


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
