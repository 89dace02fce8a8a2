"""From the validated files of a pack to the frozen `RulePack`. Nothing is checked here: `load` does that before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from sfa_audit.i18n import Message
from sfa_audit.interval import ZERO
from sfa_audit.measures import Test
from sfa_audit.pack import Cause, Clause, Effort, Gate, Moves, Pattern, Profile, Remedy, Rule, RulePack, Stop
from sfa_audit.pack_texts import texts_of
from sfa_audit.perception import Limits
from sfa_audit.project.table import Field
from sfa_audit.rule_language import Path, TestReader, number

Tree = Mapping[str, Any]


def build(files: Mapping[str, Tree], digest: str, modified: bool, series_key: Callable[[str], str]) -> RulePack:
    """The pack of these files (by file name). `digest` names their bytes; `modified`: it is not the shipped one."""
    reader = TestReader(_impossible, series_key)
    pack = files["pack.yaml"]
    fresh_for = pack.get("fresh_for", 180)
    rules = tuple(
        _rule(entry, tree["cause"], name, fresh_for, reader)
        for name, tree in sorted(files.items())
        for entry in tree.get("rules", ())
    )
    order = {cause["id"]: index for index, cause in enumerate(pack["causes"])}
    return RulePack(
        id=pack["id"],
        version=str(pack["version"]),
        language=pack["language"],
        digest=digest,
        modified=modified,
        shares_source=pack["shares_source"],
        fresh_for=fresh_for,
        not_applicable_ceiling=number(pack.get("not_applicable_ceiling", 15)),
        expiring_within=pack.get("expiring_within", 14),
        phases=tuple(entry["id"] for entry in pack["phases"]),
        milestones=tuple(entry["id"] for entry in pack["milestones"]),
        bands=tuple(sorted(((number(b["from"]), b["id"]) for b in pack["bands"]), reverse=True)),
        sub_scores=tuple((entry["id"], tuple(entry["causes"])) for entry in pack.get("sub_scores", ())),
        causes=tuple(_cause(entry) for entry in pack["causes"]),
        rules=tuple(sorted(rules, key=lambda rule: order[rule.cause])),
        stops=tuple(_stop(entry, reader) for entry in files.get("stops.yaml", {}).get("stops", ())),
        patterns=tuple(_pattern(entry) for entry in files.get("patterns.yaml", {}).get("patterns", ())),
        gates={entry["id"]: _gate(entry) for entry in pack.get("gates", ())},
        profiles={entry["id"]: _profile(entry) for entry in pack["profiles"]},
        sources=files.get("sources.yaml", {}).get("sources", {}),
        benchmark=tuple(pack.get("benchmark", ())),
        voices=_limits(pack["voices"]),
        robust=_moves(pack.get("robust")),
        texts=texts_of(files),
        facts=tuple(fact_field(entry) for entry in pack.get("facts", ())),
    )


def fact_field(entry: Tree) -> Field:
    """The field of the project file that a fact of a pack's own makes."""
    return Field(
        path=f"custom.{entry['id']}",
        kind=entry["kind"],
        says=" ".join(entry["says"].split()),
        fact=True,
        unit=entry.get("unit") or "",
        example=entry.get("example"),
        known_from=entry.get("known_from") or "",
        ask=entry.get("ask") or "",
        look=entry.get("look") or "",
        minutes=entry.get("minutes", 5),
        values=tuple(entry.get("values", ())),
    )


def _impossible(path: Path, message: Message, _hint: Message | None) -> None:
    raise AssertionError(f"a pack was built without being checked: {path}: {message}")


def _test(data: Any, reader: TestReader) -> Test:
    test = reader.test(data, ())
    assert test is not None
    return test


def _rule(entry: Tree, cause: str, file: str, fresh_for: int, reader: TestReader) -> Rule:
    sample = entry.get("sample")
    return Rule(
        id=entry["id"],
        cause=cause,
        indicator=str(entry["indicator"]),
        weight=number(entry["weight"]),
        due=entry["due"],
        until=entry.get("until"),
        part=entry.get("part"),
        may_not_apply=bool(entry.get("may_not_apply", False)),
        fresh_for=entry.get("fresh_for") or fresh_for,
        applies=_test(entry["applies"], reader) if entry.get("applies") is not None else None,
        sample=(sample["of"], number(sample["at_least"])) if sample else None,
        test=_test(entry["test"], reader),
        remedy=_remedy(entry["remedy"]),
        basis=entry["basis"],
        grade=entry["grade"],
        sources=tuple(entry["sources"]),
        file=file,
        waivable=bool(entry.get("waivable", True)),
    )


def _remedy(entry: Tree) -> Remedy:
    days = entry["days"]
    effort = (
        Effort(number(days.get("fixed", 0)), number(days["each"]), days["per"])
        if isinstance(days, Mapping)
        else Effort(number(days), ZERO, None)
    )
    return Remedy(
        to=number(entry["to"]),
        days=effort,
        weeks=number(entry["weeks"]),
        owner=entry["owner"],
        kind=entry["kind"],
        possible_until=entry.get("possible_until"),
        share_with=entry.get("share_with"),
        before_go_live=number(entry.get("before_go_live", 0)),
    )


def _cause(entry: Tree) -> Cause:
    parts = tuple(part["id"] for part in entry.get("parts", ()))
    return Cause(entry["id"], number(entry["share"]), parts, bool(entry.get("core")), bool(entry.get("felt")))


def _stop(entry: Tree, reader: TestReader) -> Stop:
    return Stop(
        id=entry["id"],
        code=str(entry["code"]),
        test=_test(entry["test"], reader),
        below=number(entry["below"]),
        start=entry["from"],
        level=entry["level"],
        lifted_by=tuple(entry.get("lifted_by", ())),
        basis=entry["basis"],
        sources=tuple(entry["sources"]),
        waivable=bool(entry.get("waivable", True)),
        until=entry.get("until"),
    )


def _pattern(entry: Tree) -> Pattern:
    return Pattern(entry["id"], tuple(_clause(clause) for clause in entry["when"]), tuple(entry.get("sources", ())))


def _clause(entry: Tree) -> Clause:
    def level(key: str) -> Fraction | None:
        return number(entry[key]) if entry.get(key) is not None else None

    several = tuple(_clause(clause) for clause in entry.get("any", ()))
    return Clause(entry.get("rule"), level("at_least"), level("below"), entry.get("stop"), several)


def _gate(entry: Tree) -> Gate:
    floors = entry.get("floors") or {"causes": (), "at_least": 0}
    return Gate(
        id=entry["id"],
        readiness={milestone: number(level) for milestone, level in entry["readiness"].items()},
        floors=dict.fromkeys(floors["causes"], number(floors["at_least"])),
        coverage=number(entry["coverage"]) if entry.get("coverage") is not None else None,
        stops=bool(entry.get("stops", True)),
    )


def _limits(entry: Tree) -> Limits:
    return Limits(number(entry["gap"]), number(entry["strong"]), entry["least_group"], entry["least_segments"])


def _moves(entry: Tree | None) -> Moves | None:
    return Moves(number(entry["shares"]), number(entry["thresholds"])) if entry else None


def _profile(entry: Tree) -> Profile:
    rules = entry.get("rules")
    return Profile(entry["id"], frozenset(rules) if rules is not None else None)
