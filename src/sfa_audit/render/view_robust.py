"""How the verdict stands up to other shares and thresholds, and on which facts it hangs, in sentences."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit.i18n import Message, message, messages
from sfa_audit.render.content import Block, Code, Fold, Para
from sfa_audit.render.context import Context, Data
from sfa_audit.render.numbers import percent, row

MOST_NAMED = 3


def sentences(c: Context) -> tuple[str, ...]:
    """What is tested and what comes of it, shares first, then the facts; nothing where it was not tested."""
    found = c.data.get("robust")
    return (_shares(c, found), _equal(c, found), _thresholds(c, found), _facts(c, found)) if found else ()


def robust_blocks(c: Context) -> tuple[Block, ...]:
    """The sentences under a title, and the facts in full where there are many."""
    found = c.data.get("robust")
    if not found:
        return ()
    shares, equal, thresholds, facts = sentences(c)
    space = c.tr.space
    title = c.tr.gettext("How the verdict stands up") if found["gate"] else c.tr.gettext("How the result stands up")
    blocks: list[Block] = [Para((f"{shares}{space}{equal}", thresholds, facts), "", title)]
    if len(found["facts"]) > MOST_NAMED:
        n = len(found["facts"])
        summary = c.say(messages("The {n} fact on which it hangs", "The {n} facts on which it hangs", n))
        blocks.append(Fold(summary, (Para(Code("; ".join(found["facts"]))),)))
    return tuple(blocks)


def _shares(c: Context, found: Data) -> str:
    tested = found["shares"]
    parts: dict[str, str | Message] = {"part": _part(c, tested["by"]), "outcome": _outcome(found, tested)}
    low, high = c.points(tested["low"]), c.points(tested["high"])
    if low == high:
        text = message(
            "With every share up to {part} higher or lower, readiness stays at {low} and {outcome}.", low=low, **parts
        )
    else:
        text = message(
            "With every share up to {part} higher or lower, readiness stays between {low} and {high} and {outcome}.",
            low=low,
            high=high,
            **parts,
        )
    return c.say(text)


def _equal(c: Context, found: Data) -> str:
    equal = found["equal"]
    text = message(
        "If all causes had the same share, it would be {readiness}, and {outcome}.",
        readiness=c.points(equal["value"]),
        outcome=_outcome(found, equal),
    )
    return c.say(text)


def _thresholds(c: Context, found: Data) -> str:
    tested = found["thresholds"]
    text = messages(
        "The threshold of {n} rule is judgement: moved up or down by {part}, the worst and the best way, "
        "it puts readiness between {low} and {high}, and {outcome}.",
        "The thresholds of {n} rules are judgement: moved up or down by {part}, each the worst and the best way, "
        "they put readiness between {low} and {high}, and {outcome}.",
        int(tested["rules"]),
        part=_part(c, tested["by"]),
        low=c.points(tested["low"]),
        high=c.points(tested["high"]),
        outcome=_outcome(found, tested),
    )
    return c.say(text)


def _part(c: Context, by: str) -> str:
    words = {Fraction(1, 5): c.tr.gettext("a fifth"), Fraction(1, 10): c.tr.gettext("a tenth")}
    return words.get(Fraction(by)) or percent(Fraction(by), c.tr)


def _outcome(found: Data, tested: Data) -> Message:
    if found["gate"]:
        return message("the verdict does not change") if tested["holds"] else message("the verdict can change")
    return message("the band does not change") if tested["holds"] else message("the band can change")


def _facts(c: Context, found: Data) -> str:
    n = len(found["facts"])
    if not n and found["gate"]:
        return c.tr.gettext("The verdict hangs on no single fact: it stays when any one of them is taken away.")
    if not n:
        return c.tr.gettext("The band and the stops hang on no single fact: they stay when any one is taken away.")
    names = list(dict.fromkeys(c.words.name(path) for path in found["facts"]))
    text = row(names[:MOST_NAMED], c.tr)
    if len(names) > MOST_NAMED:
        text = c.say(message("{list}; and others", list=text))
    if found["gate"]:
        says = messages(
            "The verdict hangs on {n} fact: {facts}.", "The verdict hangs on {n} facts: {facts}.", n, facts=text
        )
    else:
        says = messages(
            "The band and the stops hang on {n} fact: {facts}.",
            "The band and the stops hang on {n} facts: {facts}.",
            n,
            facts=text,
        )
    return c.say(says)
