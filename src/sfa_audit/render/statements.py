"""What is true of a finding, in the pack's words: never its title while it is not known to hold."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit.i18n import message
from sfa_audit.render.content import Marked
from sfa_audit.render.context import HUNDRED, Context, Data, fraction
from sfa_audit.render.numbers import exact, number

MARKS = {
    "met": "good",
    "partly_met": "watch",
    "not_met": "bad",
    "unknown": "open",
    "not_due": "none",
    "not_applicable": "none",
}


def truth(finding: Data) -> bool | None:
    """Whether a rule that counts is met: known to be, known not to be, or None."""
    worth = finding["worth"]
    if worth is None:
        return None
    if fraction(worth["lower"]) == HUNDRED:
        return True
    return False if fraction(worth["upper"]) < HUNDRED else None


def statement(c: Context, finding: Data) -> str:
    """A sentence about a rule that is true as things stand."""
    rule, state = finding["rule"], truth(finding)
    if state is False:
        return c.text(f"rule.{rule}.otherwise")
    title = c.text(f"rule.{rule}.title")
    return (
        c.say(message("Not known yet: {statement}", statement=title)) if state is None and finding["worth"] else title
    )


def outcome(c: Context, finding: Data) -> Marked:
    """A finding's outcome in words with its mark."""
    words = {
        "met": c.tr.gettext("met"),
        "partly_met": c.tr.gettext("partly met"),
        "not_met": c.tr.gettext("not met"),
        "unknown": c.tr.gettext("not known"),
        "not_due": c.tr.gettext("not due yet"),
        "not_applicable": c.tr.gettext("not applicable"),
    }
    if finding["outcome"] == "unknown" and truth(finding) is False:
        return Marked("open", c.tr.gettext("partly known"))
    return Marked(MARKS[finding["outcome"]], words[finding["outcome"]])


def found(c: Context, finding: Data) -> list[str]:
    """What was read for a finding or a stop, in words."""
    return c.words.readings(finding["readings"])


def plain_days(remedy: Data) -> str:
    """The person-days of a remedy, '' where they depend on facts that are not known."""
    days = exact(remedy["days"])
    return "" if days is None else number(days)


def adds(remedy: Data) -> bool:
    """Whether the remedy adds points that show."""
    return remedy["lift"] is not None and Fraction(remedy["lift"]["shown"]) > 0
