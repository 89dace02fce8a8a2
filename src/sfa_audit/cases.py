"""Cases: the tests of a pack's rules, stops and patterns, as tables of facts and the result that they must give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from sfa_audit.errors import InputError
from sfa_audit.evaluate import Run, finding, stop_state
from sfa_audit.figures import plain_number
from sfa_audit.i18n import Message, message
from sfa_audit.interval import Interval
from sfa_audit.ledger import Source, resolve
from sfa_audit.load import schema, set_aside
from sfa_audit.pack import RulePack
from sfa_audit.patterns import shown_patterns
from sfa_audit.project.table import FieldTable, read
from sfa_audit.rule_language import number
from sfa_audit.yaml_file import Document, parse

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

AS_OF = date(2026, 11, 23)
KINDS = ("rule", "stop", "pattern")
KEYS = {*KINDS, "says", "facts", "expect", "lower", "upper", "entering", "as_of", "not_applicable"}


class Case(NamedTuple):
    """One case: the subject, its facts, and what is expected of it."""

    file: str
    line: int
    kind: str
    subject: str
    facts: Mapping[str, Any]
    expect: str
    bounds: tuple[Fraction | None, Fraction | None]
    entering: str | None
    as_of: date


def load_cases(folder: Traversable, table: FieldTable) -> Iterator[Case]:
    """All cases of a folder, file by file. Raises InputError for a file that is no table of cases."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name) if folder.is_dir() else ():
        if entry.name.endswith(".yaml"):
            document = parse(entry.read_bytes(), f"cases/{entry.name}")
            assert isinstance(document.data, dict)
            rows: Any = document.data.get("cases") or []
            for index, raw in enumerate(rows):
                yield _case(raw, document, ("cases", index), table)


def _case(raw: Mapping[str, Any], document: Document, at: tuple[str | int, ...], table: FieldTable) -> Case:
    kind = next((kind for kind in KINDS if kind in raw), None)
    unknown = [key for key in raw if key not in KEYS]
    if kind is None or unknown or "expect" not in raw:
        problem = message("a case has rule, stop or pattern, facts and expect")
        raise InputError([document.fault((*at, *unknown[:1]), problem)])
    facts = dict(raw.get("facts") or {})
    facts["project"] = {"name": "case", "phase": "selection", **(facts.get("project") or {})}
    if raw.get("not_applicable"):
        facts["not_applicable"] = raw["not_applicable"]
    lower, upper = (None if raw.get(key) is None else number(raw[key]) for key in ("lower", "upper"))
    return Case(
        file=document.name,
        line=document.place(at)[0],
        kind=kind,
        subject=str(raw[kind]),
        facts=read(facts, table),
        expect=str(raw["expect"]),
        bounds=(lower, upper),
        entering=raw.get("entering"),
        as_of=date.fromisoformat(str(raw["as_of"])) if raw.get("as_of") else AS_OF,
    )


def run_case(case: Case, pack: RulePack, table: FieldTable) -> Message | None:
    """None when the case gives what it expects, else what it gives instead. Only its own subject is evaluated."""
    entering = case.entering or _first_milestone(case, pack)
    if entering is None:
        return message("the pack has no such {kind}", kind=case.kind)
    records = ("not_applicable", "evidence", "waivers", "voices")
    tree = {key: value for key, value in case.facts.items() if key not in records}
    ledger = resolve([Source("case", tree, None, (), {})], schema(table))
    run = Run(pack, ledger, entering, case.as_of, set_aside(case.facts.get("not_applicable") or (), pack))
    if case.kind == "pattern":
        return _compare(case, "shown" if _shows(case.subject, run) else "not_shown", None)
    if case.kind == "stop":
        state = stop_state(_of(pack.stops, case.subject), run, frozenset())
        return _compare(case, state.state, state.worth)
    found = finding(_of(pack.rules, case.subject), run)
    return _compare(case, found.outcome, found.worth if found.counts else None)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=_Named)


def _of(items: Sequence[Item], id: str) -> Item:
    return next(item for item in items if item.id == id)


def _shows(id: str, run: Run) -> bool:
    pattern = _of(run.pack.patterns, id)
    named = {clause.rule or clause.stop for clause in pattern.parts()}
    findings = [finding(rule, run) for rule in run.pack.rules if rule.id in named]
    stops = [stop_state(stop, run, frozenset()) for stop in run.pack.stops if stop.id in named]
    return bool(shown_patterns((pattern,), findings, stops))


def _first_milestone(case: Case, pack: RulePack) -> str | None:
    if case.kind == "rule":
        return next((rule.due for rule in pack.rules if rule.id == case.subject), None)
    if case.kind == "stop":
        return next((stop.start for stop in pack.stops if stop.id == case.subject), None)
    return pack.milestones[-1] if any(p.id == case.subject for p in pack.patterns) else None


def _compare(case: Case, word: str, worth: Interval | None) -> Message | None:
    if word != case.expect:
        return message("expected {expected}, found {found}", expected=case.expect, found=word)
    if worth is None:
        return None
    for end, expected, found in zip(("lower", "upper"), case.bounds, worth, strict=True):
        if expected is not None and expected != found:
            values = {"end": end, "expected": plain_number(expected), "found": plain_number(found)}
            return Message("expected {end} {expected}, found {found}", values)
    return None
