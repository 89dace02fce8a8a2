"""Facts that do not fit each other: warnings with an id, shown by `validate` and in every report.

They change no score.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit.facts import Facts
from sfa_audit.figures import plain
from sfa_audit.i18n import Message, message
from sfa_audit.ledger import Ledger, pattern
from sfa_audit.pack import Rule
from sfa_audit.project.table import FieldTable
from sfa_audit.suggest import closest
from sfa_audit.values import UNKNOWN

CUSTOM = "custom"
IN_HOUSE = "vendor.in_house"
VENDOR = "vendor"
MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
DAYS_A_WEEK = 7


class Warned(NamedTuple):
    """One warning: its id, the sentence, and the facts that it is about."""

    id: str
    message: Message
    facts: tuple[str, ...]


def consistency(
    ledger: Ledger,
    as_of: date,
    table: FieldTable,
    records: Mapping[str, Any],
    rules: Iterable[Rule] = (),
    aside: Container[str] = (),
) -> tuple[Warned, ...]:
    """All warnings about one project at one date. `aside` holds the ids of the rules declared not applicable."""
    facts = ledger.facts
    found = [
        *_parts(facts, table),
        *_dates(facts, as_of),
        *_evidence(ledger, as_of),
        *_declared(facts, table),
        *_people(facts),
        *_voices(records),
        *_in_house(facts, rules, aside),
    ]
    return tuple(found)


def _parts(facts: Facts, table: FieldTable) -> Iterator[Warned]:
    """A part that is larger than its whole: 12 of 10."""
    for path, value in facts.leaves():
        field = table.field(path) if pattern(path) in table else None
        if field is None or not field.part_of or not isinstance(value, Fraction):
            continue
        whole_path = _beside(path, field.part_of)
        whole = facts.get(whole_path)
        if isinstance(whole, Fraction) and value > whole:
            text = message(
                "{part} is {n}, more than the {of} of {whole} that it is a part of",
                part=path, n=plain(value), of=plain(whole), whole=whole_path,
            )  # fmt: skip
            yield Warned("part-larger-than-whole", text, (path, whole_path))


def _declared(facts: Facts, table: FieldTable) -> Iterator[Warned]:
    """A fact under `custom:` whose name is nearly that of one that the pack declares: no rule reads it."""
    known = table.children(CUSTOM)
    for path, _ in facts.leaves():
        above, _, name = path.partition(".")
        near = closest(name, list(known)) if above == CUSTOM and name not in known else None
        if near:
            text = message('no rule reads {fact}; did you mean "{near}"?', fact=path, near=f"{CUSTOM}.{near}")
            yield Warned("fact-not-declared", text, (path,))


def _beside(path: str, whole: str) -> str:
    """The concrete path of a whole given as a pattern: in a record the one of the same record."""
    if "[]" not in whole:
        return whole
    head, _, tail = whole.partition("[]")
    return f"{head}{path[len(head) : path.index(']', len(head)) + 1]}{tail}"


def _dates(facts: Facts, as_of: date) -> Iterator[Warned]:
    go_live, phase = facts.get("project.dates.go_live"), facts.get("project.phase")
    if isinstance(go_live, date):
        if go_live < as_of and phase in ("selection", "design", "build", "pilot"):
            text = message("go-live was planned for {day}, but the project is still in the phase {phase}",
                           day=go_live.isoformat(), phase=Message(str(phase)))  # fmt: skip
            yield Warned("go-live-past", text, ("project.dates.go_live",))
        if go_live > as_of and phase == "live":
            text = message("the project is live, but go-live is set for {day}", day=go_live.isoformat())
            yield Warned("go-live-ahead", text, ("project.dates.go_live",))
    for first, second, id in (
        ("project.dates.start", "project.dates.build_start", "dates-out-of-order"),
        ("project.dates.build_start", "project.dates.go_live", "dates-out-of-order"),
        ("pilot.starts", "project.dates.go_live", "pilot-after-go-live"),
        ("pilot.starts", "pilot.ends", "dates-out-of-order"),
    ):
        early, late = facts.get(first), facts.get(second)
        if isinstance(early, date) and isinstance(late, date) and early > late:
            text = message("{first} ({early}) lies after {second} ({late})", first=first, early=early.isoformat(),
                           second=second, late=late.isoformat())  # fmt: skip
            yield Warned(id, text, (first, second))
    yield from _weeks(facts)


def _weeks(facts: Facts) -> Iterator[Warned]:
    pilot, plan = facts.get("pilot.weeks"), facts.get("schedule.planned_weeks")
    if isinstance(pilot, Fraction) and isinstance(plan, Fraction) and pilot > plan:
        text = message(
            "the pilot takes {pilot} weeks, longer than the whole plan of {plan}", pilot=plain(pilot), plan=plain(plan)
        )
        yield Warned("pilot-longer-than-plan", text, ("pilot.weeks", "schedule.planned_weeks"))


def _evidence(ledger: Ledger, as_of: date) -> Iterator[Warned]:
    for entry in ledger.entries:
        if entry.date is not None and entry.date > as_of:
            text = message("the evidence for {fact} is dated {day}, after this run; it does not count as fresh",
                           fact=entry.fact, day=entry.date.isoformat())  # fmt: skip
            yield Warned("evidence-ahead", text, (entry.fact,))
        if not entry.answers and ledger.facts.get(entry.fact) is UNKNOWN:
            text = message("there is evidence for {fact}, but no such fact in the project file", fact=entry.fact)
            yield Warned("evidence-without-fact", text, (entry.fact,))


# A role may be written with capitals too; a name has none of these words.
_ROLE_WORDS = frozenset(
    [
        "account",
        "accounts",
        "administrator",
        "analyst",
        "board",
        "business",
        "buyer",
        "change",
        "channel",
        "chief",
        "commercial",
        "committee",
        "consultant",
        "country",
        "data",
        "department",
        "desk",
        "development",
        "digital",
        "director",
        "executive",
        "field",
        "finance",
        "head",
        "hr",
        "human",
        "integration",
        "it",
        "key",
        "lead",
        "leader",
        "legal",
        "management",
        "manager",
        "managers",
        "marketing",
        "office",
        "officer",
        "operations",
        "owner",
        "president",
        "process",
        "procurement",
        "product",
        "programme",
        "project",
        "quality",
        "regional",
        "representative",
        "resources",
        "sales",
        "service",
        "sponsor",
        "steering",
        "support",
        "system",
        "systems",
        "team",
        "technology",
        "training",
        "vice",
    ]
)
_NAME = re.compile(r"[^\W\d_][\w'’-]+(?: [^\W\d_]\.?[\w'’-]*){1,2}")


def looks_like_a_name(text: str) -> bool:
    """Whether a text looks like a person's name: two or three capitalised words, none of them of a role."""
    words = text.split()
    return (
        _NAME.fullmatch(text) is not None
        and all(word[0].isupper() and word[1:2].islower() for word in words if not word.endswith("."))
        and _ROLE_WORDS.isdisjoint(word.casefold() for word in words)
    )


def _people(facts: Facts) -> Iterator[Warned]:
    for path, value in facts.leaves():
        of_role = path.rpartition(".")[2].rpartition("_")[2] in ("owner", "role")
        if isinstance(value, str) and of_role and looks_like_a_name(value):
            text = message("{fact} looks like the name of a person; name the role instead", fact=path)
            yield Warned("person-not-role", text, (path,))
        if isinstance(value, str) and MAIL.search(value):
            text = message("{fact} holds an e-mail address; name a role instead of a person", fact=path)
            yield Warned("person-not-role", text, (path,))


def _in_house(facts: Facts, rules: Iterable[Rule], aside: Container[str]) -> Iterator[Warned]:
    """Nothing was bought, yet the choice of a vendor is asked about. Whoever set one rule aside has thought of it."""
    of_choice = [rule.id for rule in rules if rule.cause == VENDOR and rule.may_not_apply]
    if of_choice and facts.get(IN_HOUSE) is True and not any(id in aside for id in of_choice):
        text = message(
            "the system is built in-house, but the rules on the choice of a vendor count; "
            "set them aside with not_applicable: [{{cause: vendor, reason: …}}]"
        )
        yield Warned("in-house-with-vendor-rules", text, (IN_HOUSE,))


def _voices(records: Mapping[str, Any]) -> Iterator[Warned]:
    """A group in which everybody gave the same answer to everything was hardly asked."""
    for index, voice in enumerate(records.get("voices") or ()):
        counts = list((voice.get("agreement") or {}).values())
        used = {tuple(n > 0 for n in row) for row in counts}
        if len(counts) > 2 and len(used) == 1 and sum(next(iter(used))) == 1:
            text = message("all answers of the group {group} are equal", group=str(voice.get("group")))
            yield Warned("answers-all-equal", text, (f"voices[{index}]",))
