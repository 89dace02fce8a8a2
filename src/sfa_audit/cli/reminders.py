"""What the owners of waivers, and of a missing baseline, are reminded of on stderr."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sfa_audit.delta import FOUND, MISSING, OTHER, STALE
from sfa_audit.i18n import Message, message, messages
from sfa_audit.waivers import ACTIVE, AHEAD, EXPIRED, EXPIRING, FORBIDDEN, UNUSED, Waiver

if TYPE_CHECKING:
    from sfa_audit.result import Result


def reminders(result: Result) -> Iterator[Message]:
    """A sentence for each waiver that is not simply in force, and one for a baseline that cannot be compared with."""
    document = result.loaded.document
    for index, waiver in enumerate(result.waivers):
        if waiver.state != ACTIVE:
            line, _ = document.place(("waivers", index))
            yield message("{place}: {what}", place=f"{document.name}:{line}", what=_waiver(waiver))
    yield from _baseline(result)


def _waiver(waiver: Waiver) -> Message:
    parts = {"id": waiver.target, "owner": waiver.owner, "day": waiver.expires.isoformat()}
    if waiver.state == EXPIRED:
        return message("the waiver of {id} ended on {day}; {owner} ends the risk or renews the waiver", **parts)
    if waiver.state == EXPIRING:
        return messages(
            "the waiver of {id} ends on {day}, in {n} day; {owner} ends the risk or renews the waiver",
            "the waiver of {id} ends on {day}, in {n} days; {owner} ends the risk or renews the waiver",
            waiver.days_left,
            **parts,
        )
    texts = {
        AHEAD: message("the waiver of {id} begins on {day} only", id=waiver.target, day=waiver.created.isoformat()),
        UNUSED: message("the waiver of {id} is not needed: nothing of it is open or failing; take it out", **parts),
        FORBIDDEN: message("{id} cannot be waived; the waiver has no effect", **parts),
    }
    return texts[waiver.state]


def _baseline(result: Result) -> Iterator[Message]:
    asked = result.policy.no_new_failure or result.policy.fall is not None
    state = result.past.state
    if state == FOUND or (state not in (MISSING, STALE, OTHER) and not asked):
        return
    how = f"sfa-audit assess {' '.join(result.loaded.files)} -o result.json"
    texts = {
        MISSING: message("there is no file of the baseline yet; make one with: {command}", command=how),
        STALE: message("the baseline is too old to compare with; make a new one with: {command}", command=how),
        OTHER: message("the baseline is of another project; make one with: {command}", command=how),
    }
    none = message("no baseline is named; make one and name it with --baseline: {command}", command=how)
    yield texts.get(state, none)
