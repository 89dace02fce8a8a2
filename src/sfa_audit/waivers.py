"""Waivers: risks that somebody accepted until a day. They exempt from the gate, never from the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sfa_audit.assessment import CONFIRMED, NOT_MET, PARTLY_MET, POSSIBLE, Finding, StopState
from sfa_audit.assessment import UNKNOWN as NOT_KNOWN

ACTIVE, EXPIRING, EXPIRED, AHEAD, UNUSED, FORBIDDEN = "active", "expiring", "expired", "ahead", "unused", "forbidden"


class Waiver(NamedTuple):
    """One waiver. `expires` is the last day on which it holds; `days_left` counts from the date of the run."""

    rule: str | None
    stop: str | None
    reason: str
    owner: str
    approver: str
    created: date
    expires: date
    ticket: str | None
    state: str
    days_left: int

    @property
    def target(self) -> str:
        """The id of the rule or stop that it is about."""
        return self.rule or self.stop or ""

    @property
    def holds(self) -> bool:
        """Whether it exempts its target on the date of the run."""
        return self.state in (ACTIVE, EXPIRING)


def in_force(given: Sequence[Mapping[str, Any]], as_of: date, forbidden: frozenset[str]) -> frozenset[str]:
    """The stops and rules that a waiver covers on a date, both ends of its time included."""
    holding = [entry for entry in given if entry["created"] <= as_of <= entry["expires"]]
    return frozenset(str(entry.get("stop") or entry.get("rule")) for entry in holding) - forbidden


def ledger_of(
    given: Sequence[Mapping[str, Any]],
    as_of: date,
    expiring_within: int,
    forbidden: frozenset[str],
    findings: Sequence[Finding],
    stops: Sequence[StopState],
) -> tuple[Waiver, ...]:
    """Every waiver with its state, in the order of the project file.

    `unused`: its rule is met, not due or does not apply, or its stop is clear or not due, so that nothing is accepted.
    """
    needed = {f.rule.id for f in findings if f.outcome in (NOT_MET, PARTLY_MET, NOT_KNOWN)}
    needed |= {s.stop.id for s in stops if s.state in (CONFIRMED, POSSIBLE, "waived")}
    return tuple(_waiver(entry, as_of, expiring_within, forbidden, needed) for entry in given)


def _waiver(
    entry: Mapping[str, Any], as_of: date, expiring_within: int, forbidden: frozenset[str], needed: set[str]
) -> Waiver:
    target = entry.get("rule") or entry.get("stop") or ""
    left = (entry["expires"] - as_of).days
    if target in forbidden:
        state = FORBIDDEN
    elif target not in needed:
        state = UNUSED
    elif as_of < entry["created"]:
        state = AHEAD
    elif left < 0:
        state = EXPIRED
    else:
        state = EXPIRING if left <= expiring_within else ACTIVE
    ticket = entry.get("ticket")
    return Waiver(
        rule=entry.get("rule"),
        stop=entry.get("stop"),
        reason=entry["reason"],
        owner=entry["owner"],
        approver=entry["approver"],
        created=entry["created"],
        expires=entry["expires"],
        ticket=ticket if isinstance(ticket, str) else None,
        state=state,
        days_left=left,
    )
