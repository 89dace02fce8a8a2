"""How far the actions that the project file keeps are at a date, and what moved since a baseline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sfa_audit.assessment import Assessment

DONE, LATE, DOING, OPEN, DROPPED = STATES = ("done", "late", "doing", "open", "dropped")
"""Every action is in one state at a date: late is what is neither done nor dropped on the day after it was due."""

BEGUN, RESET, ADDED, GONE = "begun", "reset", "added", "gone"
MOVES = (DONE, BEGUN, LATE, RESET, DROPPED, ADDED, GONE)
"""What can have become of an action since a baseline. `reset`: put off to a later day, or taken back a step."""


class Progress(NamedTuple):
    """An action of the project file. `status` as it is written there, `state` what that means at the date of the run.

    `shown` says whether the facts show what the remedy leads to; None where the rule does not count.
    """

    rule: str
    owner: str | None
    due: date | None
    status: str
    state: str
    shown: bool | None

    @property
    def late(self) -> bool:
        """Whether its day has passed while it is neither done nor dropped."""
        return self.state == LATE


class ActionChange(NamedTuple):
    """One action on two sides: its status and whether it was late (None where a side does not keep it).

    `how` it moved is one of `MOVES`, None where it stands as it stood.
    """

    rule: str | None
    owner: str | None
    due: str | None
    was: str | None
    status: str | None
    late: bool
    how: str | None


def progress(a: Assessment, given: Sequence[Mapping[str, Any]]) -> tuple[Progress, ...]:
    """The actions of the project file at the date of an assessment, in the order of the file."""
    return tuple(_progress(one, a) for one in given)


def _progress(given: Mapping[str, Any], a: Assessment) -> Progress:
    due, status = given.get("due"), given.get("status") or OPEN
    due = due if isinstance(due, date) else None
    f = next((f for f in a.findings if f.rule.id == given["rule"] and f.counts), None)
    return Progress(
        rule=given["rule"],
        owner=str(given["owner"]) if given.get("owner") else None,
        due=due,
        status=status,
        state=_state(status, due.isoformat() if due else None, a.as_of),
        shown=None if f is None else f.worth.lower >= f.rule.remedy.to,
    )


def _state(status: str, due: str | None, as_of: date) -> str:
    return LATE if due is not None and due < as_of.isoformat() and status not in (DONE, DROPPED) else status


def changes(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], was_on: date, as_of: date
) -> tuple[ActionChange, ...]:
    """The actions of two reports, those of the new one first; matched by their rule, whoever owns them now."""
    return tuple(_changes(old, new, was_on, as_of))


def _changes(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], was_on: date, as_of: date
) -> Iterator[ActionChange]:
    then = {action.get("rule"): action for action in old}  # a project file has one for each rule
    for action in new:
        before = then.pop(action.get("rule"), None)
        now, due = _read(action, as_of)
        was = None if before is None else before.get("status") or OPEN
        status = action.get("status") or OPEN
        same_state = before is not None and _read(before, was_on)[0] == now
        how = None if same_state else _how(was, status, now)
        yield ActionChange(action.get("rule"), action.get("owner"), due, was, status, now == LATE, how)
    for action in then.values():
        was = action.get("status") or OPEN
        yield ActionChange(action.get("rule"), action.get("owner"), _due(action), was, None, False, GONE)


def _due(action: Mapping[str, Any]) -> str | None:
    due = action.get("due")
    return due if isinstance(due, str) and due[:4].isdigit() else None


def _read(action: Mapping[str, Any], as_of: date) -> tuple[str, str | None]:
    due = _due(action)
    return _state(action.get("status") or OPEN, due, as_of), due


def _how(was: str | None, status: str, now: str) -> str:
    if now in (DONE, LATE, DROPPED):
        return now
    if was is None:
        return ADDED
    return BEGUN if status == DOING and was == OPEN else RESET
