"""What keeps the facts that a pack declares from being asked: doubles, missing choices, phases and roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sfa_audit import values
from sfa_audit.i18n import Message
from sfa_audit.suggest import closest
from sfa_audit.values import ValueFault

Report = Callable[[str, tuple[str | int, ...], Message, Message | None], None]
FILE = "pack.yaml"


def check_facts(
    facts: Sequence[Mapping[str, Any]], phases: Sequence[str], roles: Sequence[str], report: Report
) -> None:
    """Report every fault of the facts under `facts:` of a pack, whose phases and roles these are."""
    seen: set[str] = set()
    for index, entry in enumerate(facts):
        at = ("facts", index)
        if entry["id"] in seen:
            report(FILE, (*at, "id"), Message('there are two facts "{id}"', {"id": entry["id"]}), None)
        seen.add(entry["id"])
        if (entry["kind"] == "choice") != bool(entry.get("values")):
            report(FILE, (*at, "kind"), Message("a choice has values, and nothing else has them"), None)
            continue
        for key, what, known in (("known_from", "phase", phases), ("ask", "role", roles)):
            id = entry.get(key)
            if id is not None and id not in known:
                near = closest(id, list(known))
                hint = Message('did you mean "{near}"?', {"near": near}) if near else None
                report(FILE, (*at, key), Message('there is no {what} "{id}"', {"what": what, "id": id}), hint)
        if entry.get("example") is not None:
            try:
                values.scalar(entry["kind"], entry["example"], entry.get("values", ()))
            except ValueFault as fault:
                report(FILE, (*at, "example"), fault.message, fault.hint)
