"""How far the actions of the project file are, and what moved since an earlier result, in words for every format."""

from __future__ import annotations

from collections.abc import Iterator

from sfa_audit.i18n import Message, message, messages
from sfa_audit.render.context import Context, Data
from sfa_audit.render.numbers import commas, listed, long_date


def so_far(c: Context) -> Iterator[str]:
    """How many actions are done, late, under way, not begun and dropped; what moved; what the facts do not show."""
    given = c.data.get("progress")
    if not given:
        return
    change = (c.data.get("baseline") or {}).get("change")
    counts = counted(c, given)
    if change is None:
        yield c.say(message("Since last time: {counts}.", counts=counts))
    else:
        yield c.say(message("{counts}.", counts=counts))
        yield c.say(message("{moved}.", moved=moved(c, change["actions"], change["as_of"])))
    unseen = [one["rule"] for one in given["actions"] if one["state"] == "done" and one["shown"] is False]
    if unseen:
        names = listed([c.quoted(c.text(f"rule.{rule}.title")) for rule in unseen], c.tr)
        yield c.say(message("Called done, but the facts do not show it yet: {rules}.", rules=names))


def counted(c: Context, given: Data) -> str:
    """The number of actions in each state: `3 of 7 actions done, 1 late, 2 under way, 1 not begun`."""
    n = len(given["actions"])
    parts = [messages("{done} of {n} action done", "{done} of {n} actions done", n, done=str(given["done"]))]
    rest = {
        "late": message("{n} late", n=given["late"]),
        "doing": message("{n} under way", n=given["doing"]),
        "open": message("{n} not begun", n=given["open"]),
        "dropped": message("{n} dropped", n=given["dropped"]),
    }
    parts += [text for state, text in rest.items() if given[state]]
    return commas([c.say(part) for part in parts], c.tr)


def moved(c: Context, actions: list[Data], since: str) -> str:
    """What became of the actions since a day, without an end mark: `Since 23 August 2026: 3 done, 1 newly late`."""
    date = long_date(since, c.tr)
    n = {how: sum(one["how"] == how for one in actions) for how in {one["how"] for one in actions}}
    words: dict[str, Message] = {
        "done": message("{n} done", n=n.get("done", 0)),
        "begun": message("{n} begun", n=n.get("begun", 0)),
        "late": message("{n} newly late", n=n.get("late", 0)),
        "reset": message("{n} put off or taken back", n=n.get("reset", 0)),
        "dropped": message("{n} dropped", n=n.get("dropped", 0)),
        "added": message("{n} new", n=n.get("added", 0)),
        "gone": message("{n} no longer listed", n=n.get("gone", 0)),
    }
    parts = [c.say(text) for how, text in words.items() if n.get(how)]
    if still := sum(one["late"] and one["how"] is None for one in actions):
        parts.append(c.say(message("{n} still late", n=still)))
    if not parts:
        return c.say(message("No action has moved since {date}", date=date))
    return c.say(message("Since {date}: {moves}", date=date, moves=commas(parts, c.tr)))


def status_words(c: Context) -> dict[str | None, str]:
    """What the project file can say of an action, in words."""
    return {
        "open": c.tr.gettext("not begun"),
        "doing": c.tr.gettext("under way"),
        "done": c.tr.gettext("done"),
        "dropped": c.tr.gettext("dropped"),
    }


def state(c: Context, one: Data) -> str:
    """The state of one action with its day: `under way, was due on 1 November 2026`."""
    word = status_words(c)[one["status"]]
    if one["state"] == "late":
        return c.say(message("{state}, was due on {date}", state=word, date=long_date(one["due"], c.tr)))
    if one["due"] and one["state"] in ("open", "doing"):
        return c.say(message("{state}, due on {date}", state=word, date=long_date(one["due"], c.tr)))
    return word
