"""What must be true of a pack beyond the shape of its files: references, sums, order. Every fault is reported, placed.

A pack that fails here is refused; habits of good authors are `rules lint`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from sfa_audit.i18n import Message
from sfa_audit.pack_build import fact_field
from sfa_audit.pack_check_facts import check_facts
from sfa_audit.pack_reads import choices, measures_of, spot, uses
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
        self.files, self.report = files, report
        self.pack = files["pack.yaml"]
        self.facts = facts.with_facts([fact_field(entry) for entry in self.pack.get("facts", ())])
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
        for name in sorted(self.files):
            if "cause" in self.files[name]:
                self._one("cause", self.files[name]["cause"], self.causes, name, ("cause",))
        for name, at, entry, cause in self._rules():
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
            problem = Message("the shares sum to {total}, not to 100", {"total": str(float(total))})
            self.report("pack.yaml", ("causes",), problem, None)
        for index, entry in enumerate(self.pack["causes"]):
            if number(entry["share"]) <= 0:
                self.report("pack.yaml", ("causes", index, "share"), Message("a share must be greater than 0"), None)
        if len(self.milestones) != len(self.phases):
            self.report("pack.yaml", ("milestones",), Message("every phase needs the milestone that follows it"), None)
        if "full" not in [entry["id"] for entry in self.pack["profiles"]]:
            self.report("pack.yaml", ("profiles",), Message('a pack needs a profile "full"'), None)
        check_facts(self.pack.get("facts", ()), self.phases, self.roles, self.report)
        self._one("source", self.pack["shares_source"], self.sources, "pack.yaml", ("shares_source",))
        self._level(self.pack.get("not_applicable_ceiling"), ("not_applicable_ceiling",))
        for index, entry in enumerate(self.pack.get("sub_scores", ())):
            self._all("cause", entry["causes"], self.causes, "pack.yaml", ("sub_scores", index, "causes"))
        for index, entry in enumerate(self.pack.get("gates", ())):
            self._gate(entry, ("gates", index))
        for index, entry in enumerate(self.pack["profiles"]):
            self._all("rule", entry.get("rules") or (), self.rules, "pack.yaml", ("profiles", index, "rules"))
        for index, entry in enumerate(self.pack.get("benchmark", ())):
            self._one("source", entry["source"], self.sources, "pack.yaml", ("benchmark", index, "source"))

    def _gate(self, entry: Tree, at: Path) -> None:
        for milestone, level in entry["readiness"].items():
            self._one("milestone", milestone, self.milestones, "pack.yaml", (*at, "readiness", milestone))
            self._level(level, (*at, "readiness", milestone))
        floors = entry.get("floors") or {}
        self._all("cause", floors.get("causes", ()), self.causes, "pack.yaml", (*at, "floors", "causes"))
        self._level(floors.get("at_least"), (*at, "floors", "at_least"))
        self._level(entry.get("coverage"), (*at, "coverage"))

    def _level(self, raw: Any, at: Path) -> None:
        """A level of a gate has at most one decimal, so that it never contradicts what is printed."""
        if raw is not None and not (0 <= number(raw) <= 100 and (number(raw) * 10).denominator == 1):
            expected = "a level from 0 to 100 with at most one decimal is expected, not {value}"
            self.report("pack.yaml", at, Message(expected, {"value": str(raw)}), None)

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
        lists = [("pack.yaml", key, entries) for key, entries in self.pack.items() if isinstance(entries, list)]
        lists.append(("patterns.yaml", "patterns", self.files.get("patterns.yaml", {}).get("patterns", ())))
        for name, key, entries in lists:
            ids = [entry["id"] for entry in entries if isinstance(entry, Mapping) and "id" in entry]
            for index, id in enumerate(ids):
                if id in ids[:index]:
                    self.report(name, (key, index, "id"), Message('the id "{id}" is used twice', {"id": id}), None)

    def _rule(self, name: str, at: Path, entry: Tree, cause: str) -> None:
        self._one("milestone", entry["due"], self.milestones, name, (*at, "due"))
        self._until(entry, "due", name, at)
        if number(entry["weight"]) <= 0:
            self.report(name, (*at, "weight"), Message("a weight must be greater than 0"), None)
        self._remedy(entry["remedy"], name, (*at, "remedy"))
        self._parts(name, at, entry, cause)
        self._cited(name, at, entry)
        if entry.get("sample"):
            of, place = entry["sample"]["of"], (*at, "sample", "of")
            if self._fact(of, ("count", "amount"), name, place):
                self._in_time(of, name, place, entry["due"])
        for key in ("applies", "test"):
            if entry.get(key) is not None:
                self._test(entry[key], name, (*at, key), entry["due"])

    def _until(self, entry: Tree, begins: str, name: str, at: Path) -> None:
        """What ends does so at a milestone after the one from which it counts."""
        start, end = entry[begins], entry.get("until")
        if end is None:
            return
        self._one("milestone", end, self.milestones, name, (*at, "until"))
        both = start in self.milestones and end in self.milestones
        if both and self.milestones.index(end) <= self.milestones.index(start):
            values = {"end": end, "start": start}
            problem = Message("the milestone {end} does not come after {start}, so this would never count", values)
            self.report(name, (*at, "until"), problem, None)

    def _remedy(self, remedy: Tree, name: str, at: Path) -> None:
        days: Any = remedy["days"]
        if remedy.get("possible_until") is not None:
            self._one("milestone", remedy["possible_until"], self.milestones, name, (*at, "possible_until"))
        self._one("role", remedy["owner"], self.roles, name, (*at, "owner"))
        if remedy.get("share_with") is not None:
            self._one("rule", remedy["share_with"], self.rules, name, (*at, "share_with"))
        amounts: dict[Path, Any] = {("weeks",): remedy["weeks"], ("before_go_live",): remedy.get("before_go_live", 0)}
        if isinstance(days, Mapping):
            self._fact(days["per"], ("count", "amount"), name, (*at, "days", "per"))
            amounts |= {("days", "fixed"): days.get("fixed", 0), ("days", "each"): days["each"]}
        else:
            amounts["days",] = days
        for place, raw in amounts.items():
            if number(raw) < 0:
                hint = Message("write a number from 0 up")
                self.report(name, (*at, *place), Message("{value} is negative", {"value": str(raw)}), hint)
        if not 0 <= number(remedy["to"]) <= 1:
            self.report(name, (*at, "to"), Message("a worth lies between 0 and 1"), None)

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
        self._until(entry, "from", name, at)
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
        for measure, part, here in measures_of(test, data, at):
            late: set[str] = set()
            for pattern, kinds in uses(measure):
                place = spot(part, here, pattern, kinds)
                asked = self._fact(pattern, kinds, name, place) and pattern.partition("[]")[0] not in late
                if asked and not self._in_time(pattern, name, place, due):
                    late.add(pattern)
            for pattern, values in choices(measure):
                known = list(self.facts.values(pattern))
                for value in values if known else ():
                    self._one("value", value, known, name, spot(part, here, value))

    def _in_time(self, pattern: str, name: str, at: Path, due: str) -> bool:
        """Whether a fact can be known at the milestone at which it is due; a fault where it cannot."""
        first = self.facts.known_from(pattern)
        if first is None or due not in self.milestones:
            return True
        if first not in self.phases:
            missing = Message("the pack lacks the phase {phase}, in which facts are first known", {"phase": first})
            if not self.phase_told:
                self.phase_told = True
                self.report("pack.yaml", ("phases",), missing, None)
            return True
        if self.milestones.index(due) >= self.phases.index(first):
            return True
        values = {"fact": pattern, "phase": first, "due": due}
        message = Message('"{fact}" can first be known in the phase {phase}, after the milestone {due}', values)
        then = self.milestones[self.phases.index(first)]
        self.report(name, at, message, Message("make the rule due at {milestone} or later", {"milestone": then}))
        return False

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
        if self.files[name]["language"] == self.pack["language"]:
            self.report(name, ("language",), Message("the pack itself is written in this language"), None)
        own = {(kind, id): texts for kind, id, texts in items(self.files)}
        for kind, entries in self.files[name]["texts"].items():
            self._one("section", kind, list(TEXT_KEYS), name, ("texts", kind))
            for id, entry in entries.items() if kind in TEXT_KEYS else ():
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
