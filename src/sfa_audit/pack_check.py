"""What must be true of a pack beyond the shape of its files: references, sums, order. Every fault is reported, placed.

A pack that fails here is refused; habits of good authors are `rules lint`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from sfa_audit.i18n import Message
from sfa_audit.measures import Combined, Days, Flags, Ratio, Test, Value
from sfa_audit.measures_lists import Count, Series, Share
from sfa_audit.pack_texts import TEXT_KEYS, digest, items
from sfa_audit.project.names import FactNames
from sfa_audit.rule_language import Path, TestReader, number
from sfa_audit.suggest import closest

Tree = Mapping[str, Any]
Report = Callable[[str, Path, Message, Message | None], None]


def check(files: Mapping[str, Tree], facts: FactNames, report: Report) -> None:
    """Report everything that keeps these files (each of the right shape) from being a pack."""
    _Check(files, facts, report).run()


class _Check:
    def __init__(self, files: Mapping[str, Tree], facts: FactNames, report: Report) -> None:
        self.files, self.facts, self.report = files, facts, report
        self.pack = files["pack.yaml"]
        self.causes = [entry["id"] for entry in self.pack["causes"]]
        self.milestones = [entry["id"] for entry in self.pack["milestones"]]
        self.phases = [entry["id"] for entry in self.pack["phases"]]
        self.phase_told = False
        self.roles = [entry["id"] for entry in self.pack["roles"]]
        self.sources = list(files.get("sources.yaml", {}).get("sources", {}))
        self.rules = [entry["id"] for _, _, entry, _ in self._rules()]
        self.stops = [entry["id"] for entry in files.get("stops.yaml", {}).get("stops", ())]

    def _rules(self) -> Iterator[tuple[str, Path, Tree, str]]:
        for name in sorted(self.files):
            for index, entry in enumerate(self.files[name].get("rules", ())):
                yield name, ("rules", index), entry, self.files[name]["cause"]

    def run(self) -> None:
        self._pack()
        self._unique()
        for name, at, entry, cause in self._rules():
            self._one("cause", cause, self.causes, name, ("cause",))
            self._rule(name, at, entry, cause)
        for index, entry in enumerate(self.files.get("stops.yaml", {}).get("stops", ())):
            self._stop("stops.yaml", ("stops", index), entry)
        for index, entry in enumerate(self.files.get("patterns.yaml", {}).get("patterns", ())):
            self._pattern("patterns.yaml", ("patterns", index), entry)
        for name in sorted(self.files):
            if name.startswith("text."):
                self._overlay(name)

    def _pack(self) -> None:
        total = sum((number(entry["share"]) for entry in self.pack["causes"]), Fraction(0))
        if total != 100:
            self.report(
                "pack.yaml",
                ("causes",),
                Message("the shares sum to {total}, not to 100", {"total": str(float(total))}),
                None,
            )
        if len(self.milestones) != len(self.phases):
            self.report("pack.yaml", ("milestones",), Message("every phase needs the milestone that follows it"), None)
        self._one("source", self.pack["shares_source"], self.sources, "pack.yaml", ("shares_source",))
        for index, entry in enumerate(self.pack.get("sub_scores", ())):
            self._all("cause", entry["causes"], self.causes, "pack.yaml", ("sub_scores", index, "causes"))
        for index, entry in enumerate(self.pack.get("gates", ())):
            at: Path = ("gates", index)
            for milestone in entry["readiness"]:
                self._one("milestone", milestone, self.milestones, "pack.yaml", (*at, "readiness", milestone))
            self._all(
                "cause",
                (entry.get("floors") or {}).get("causes", ()),
                self.causes,
                "pack.yaml",
                (*at, "floors", "causes"),
            )
        for index, entry in enumerate(self.pack["profiles"]):
            self._all("rule", entry.get("rules") or (), self.rules, "pack.yaml", ("profiles", index, "rules"))
        for index, entry in enumerate(self.pack.get("benchmark", ())):
            self._one("source", entry["source"], self.sources, "pack.yaml", ("benchmark", index, "source"))

    def _unique(self) -> None:
        seen: dict[str, str] = {}
        stops = [
            ("stops.yaml", ("stops", i), e) for i, e in enumerate(self.files.get("stops.yaml", {}).get("stops", ()))
        ]
        for name, at, entry in [*((n, a, e) for n, a, e, _ in self._rules()), *stops]:
            if entry["id"] in seen:
                where = {"id": entry["id"], "file": seen[entry["id"]]}
                self.report(name, (*at, "id"), Message('the id "{id}" is used twice (first in {file})', where), None)
            seen.setdefault(entry["id"], name)
        for index, id in enumerate(self.causes):
            if id in self.causes[:index]:
                self.report(
                    "pack.yaml", ("causes", index, "id"), Message('the id "{id}" is used twice', {"id": id}), None
                )

    def _rule(self, name: str, at: Path, entry: Tree, cause: str) -> None:
        self._one("milestone", entry["due"], self.milestones, name, (*at, "due"))
        remedy = entry["remedy"]
        for key, value, where in (
            ("until", entry.get("until"), entry),
            ("possible_until", remedy.get("possible_until"), remedy),
        ):
            place = (*at, key) if where is entry else (*at, "remedy", key)
            if value is not None:
                self._one("milestone", value, self.milestones, name, place)
        self._one("role", remedy["owner"], self.roles, name, (*at, "remedy", "owner"))
        if remedy.get("share_with") is not None:
            self._one("rule", remedy["share_with"], self.rules, name, (*at, "remedy", "share_with"))
        if isinstance(remedy["days"], Mapping):
            self._fact(remedy["days"]["per"], ("count", "amount", "number"), name, (*at, "remedy", "days", "per"))
        if not 0 <= number(remedy["to"]) <= 1:
            self.report(name, (*at, "remedy", "to"), Message("a worth lies between 0 and 1"), None)
        if number(entry["weight"]) <= 0:
            self.report(name, (*at, "weight"), Message("a weight must be greater than 0"), None)
        self._parts(name, at, entry, cause)
        self._cited(name, at, entry)
        if entry.get("sample"):
            self._fact(entry["sample"]["of"], ("count", "amount", "number"), name, (*at, "sample", "of"))
        for key in ("applies", "test"):
            if entry.get(key) is not None:
                self._test(entry[key], name, (*at, key), entry["due"])

    def _parts(self, name: str, at: Path, entry: Tree, cause: str) -> None:
        parts = [p["id"] for c in self.pack["causes"] if c["id"] == cause for p in c.get("parts", ())]
        if entry.get("part") is not None:
            self._one("part", entry["part"], parts, name, (*at, "part"))
        elif parts:
            message = Message(
                'a rule of the cause "{cause}" names its part: {parts}', {"cause": cause, "parts": ", ".join(parts)}
            )
            self.report(name, at, message, None)

    def _cited(self, name: str, at: Path, entry: Tree) -> None:
        for key in ("sources", "figure_from"):
            self._all("source", entry.get(key, ()), self.sources, name, (*at, key))

    def _stop(self, name: str, at: Path, entry: Tree) -> None:
        self._one("milestone", entry["from"], self.milestones, name, (*at, "from"))
        if entry.get("until") is not None:
            self._one("milestone", entry["until"], self.milestones, name, (*at, "until"))
        self._all("rule", entry.get("lifted_by", ()), self.rules, name, (*at, "lifted_by"))
        self._cited(name, at, entry)
        if not 0 < number(entry["below"]) <= 1:
            self.report(name, (*at, "below"), Message("the level of a stop lies above 0 and at most at 1"), None)
        self._test(entry["test"], name, (*at, "test"), entry["from"])

    def _pattern(self, name: str, at: Path, entry: Tree) -> None:
        self._cited(name, at, entry)
        for index, clause in enumerate(entry["when"]):
            self._clause(name, (*at, "when", index), clause)

    def _clause(self, name: str, at: Path, clause: Tree) -> None:
        named = [key for key in ("rule", "stop", "any") if clause.get(key)]
        if len(named) != 1:
            self.report(name, at, Message("a clause has one of these: rule, stop, any"), None)
            return
        level = clause.get("at_least") is not None or clause.get("below") is not None
        if level != (named == ["rule"]):
            self.report(name, at, Message("a clause has at_least or below where it names a rule, and only there"), None)
        if named == ["any"]:
            for index, inner in enumerate(clause["any"]):
                self._clause(name, (*at, "any", index), inner)
        else:
            known = self.stops if named == ["stop"] else self.rules
            self._one(named[0], clause[named[0]], known, name, (*at, named[0]))

    def _test(self, data: Any, name: str, at: Path, due: str) -> None:
        reader = TestReader(lambda path, message, hint: self.report(name, path, message, hint), self.facts.series_key)
        test = reader.test(data, at)
        if test is None:
            return
        for pattern, kinds in uses(test):
            if self._fact(pattern, kinds, name, at):
                self._in_time(pattern, name, at, due)
        for pattern, values in choices(test):
            if known := list(self.facts.values(pattern)):
                for value in values:
                    self._one("value", value, known, name, at)

    def _in_time(self, pattern: str, name: str, at: Path, due: str) -> None:
        first = self.facts.known_from(pattern)
        if first is None or due not in self.milestones:
            return
        if first not in self.phases:
            missing = Message("the pack lacks the phase {phase}, in which facts are first known", {"phase": first})
            if not self.phase_told:
                self.phase_told = True
                self.report("pack.yaml", ("phases",), missing, None)
            return
        if self.milestones.index(due) < self.phases.index(first):
            values = {"fact": pattern, "phase": first, "due": due}
            message = Message('"{fact}" can first be known in the phase {phase}, after the milestone {due}', values)
            later = Message(
                "make the rule due at {milestone} or later", {"milestone": self.milestones[self.phases.index(first)]}
            )
            self.report(name, at, message, later)

    def _fact(self, pattern: str, kinds: tuple[str, ...], name: str, at: Path) -> bool:
        kind = self.facts.kind(pattern)
        if kind is None:
            near = closest(pattern, self.facts.names())
            hint = Message('did you mean "{near}"?', {"near": near}) if near else None
            self.report(name, at, Message('"{path}" is no fact of a project', {"path": pattern}), hint)
        elif kinds and kind not in kinds:
            values = {"path": pattern, "kind": kind, "kinds": ", ".join(kinds)}
            self.report(name, at, Message('"{path}" is of the kind {kind}; here only {kinds} can stand', values), None)
        else:
            return True
        return False

    def _overlay(self, name: str) -> None:
        own = {(kind, id): texts for kind, id, texts in items(self.files)}
        for kind, entries in self.files[name]["texts"].items():
            self._one("section", kind, list(TEXT_KEYS), name, ("texts", kind))
            for id, entry in entries.items():
                at: Path = ("texts", kind, id)
                texts = own.get((kind, str(id)))
                if texts is None:
                    self.report(name, at, Message("there is no {kind} with this id to translate", {"kind": kind}), None)
                elif str(entry["of"]) != digest(texts):
                    hint = Message("translate it again and write of: {digest}", {"digest": digest(texts)})
                    self.report(name, (*at, "of"), Message("the text has changed since it was translated"), hint)
                else:
                    for key in entry:
                        if key != "of":
                            self._one("text", key, list(texts), name, (*at, key))

    def _one(self, what: str, id: str, known: list[str], name: str, at: Path) -> None:
        if id not in known:
            near = closest(id, known)
            hint = Message('did you mean "{near}"?', {"near": near}) if near else None
            self.report(name, at, Message('there is no {what} "{id}"', {"what": what, "id": id}), hint)

    def _all(self, what: str, ids: Any, known: list[str], name: str, at: Path) -> None:
        for index, id in enumerate(ids):
            self._one(what, id, known, name, (*at, index))


NUMBERS = ("count", "amount", "number", "share")


def choices(test: Test) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The facts of `flags` that must have one of some values, each with these values."""
    if isinstance(test, Combined):
        for inner in test.tests:
            yield from choices(inner)
    elif isinstance(test, Flags):
        yield from test.only


def uses(test: Test) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The facts that a test reads, as patterns, each with the kinds that it may be of (none = any)."""
    if isinstance(test, Combined):
        for inner in test.tests:
            yield from uses(inner)
    elif isinstance(test, Value):
        yield test.path, NUMBERS
    elif isinstance(test, Ratio):
        yield from ((path, NUMBERS) for path in (test.first, test.second))
    elif isinstance(test, Days):
        yield from ((path, ("date",)) for path in (test.first, test.second) if path != "as_of")
    elif isinstance(test, Flags):
        only = {path for path, _ in test.only}
        yield from ((path, ("choice",) if path in only else ()) for path in test.of)
    elif isinstance(test, Share | Count | Series):
        yield test.records, ("list",)
        yield from (
            (path, NUMBERS if isinstance(test, Series) else ()) for path in test.paths() if path != test.records
        )
