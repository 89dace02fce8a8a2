"""Habits of good authors: what loads, but should not stay in a pack as it is. Every remark has its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sfa_audit.errors import Fault
from sfa_audit.i18n import Message, message
from sfa_audit.interval import ONE, ZERO
from sfa_audit.measures import Test
from sfa_audit.pack_lint_texts import E_MAIL, MOST_LETTERS, figures_in, numbers_of, strings
from sfa_audit.pack_reach import reach, same_reading
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import FieldTable
from sfa_audit.rule_language import Path, TestReader, number
from sfa_audit.yaml_file import Document, Limits, parse

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Tree = Mapping[str, Any]
HEAVIEST = 5
EXPECTED = {
    "rule": ("met", "not_met", "unknown"),
    "stop": ("confirmed", "clear"),
    "pattern": ("shown", "not_shown"),
}
_LIMITS = Limits(size=4 << 20)


def case_files(folder: Traversable) -> dict[str, bytes]:
    """The files of a pack's cases by name, `cases/01-goals.yaml`; none where there is no such folder."""
    cases = folder / "cases"
    if not cases.is_dir():
        return {}
    entries = sorted(cases.iterdir(), key=lambda entry: entry.name)
    return {f"cases/{e.name}": e.read_bytes() for e in entries if e.name.endswith(".yaml")}


def lint(trees: Mapping[str, Tree], files: Mapping[str, bytes], shown: str, facts: FieldTable) -> list[Fault]:
    """Remarks on a pack that loads, in the order of their places.

    `trees` are its checked files; `files` their bytes, and those of its cases as `case_files` names them; `shown` is
    what its user calls the folder. Raises InputError for a file of cases that cannot be read.
    """
    documents = {name: parse(data, f"{shown}/{name}", _LIMITS) for name, data in files.items()}
    found = _Lint(trees, documents, facts).remarks()
    return sorted(found, key=lambda fault: (fault.file, fault.line or 0, fault.column or 0))


class _Lint:
    def __init__(self, trees: Mapping[str, Tree], documents: Mapping[str, Document], facts: FieldTable) -> None:
        self.trees, self.documents, self.facts = trees, documents, facts
        self.pack = trees["pack.yaml"]
        self.milestones = [entry["id"] for entry in self.pack["milestones"]]
        self.sources: Tree = trees.get("sources.yaml", {}).get("sources", {})
        self.reader = TestReader(lambda *_: None, FactNames(facts).series_key)

    def remarks(self) -> Iterator[Fault]:
        for name, at, entry in self.items("rules"):
            yield from self._rule(name, at, entry)
        for name, at, entry in self.items("stops"):
            yield from self._stop(name, at, entry)
        for name, at, entry in self.items("patterns"):
            yield from self._texts(name, at, entry, ("title", "because", "advice"), self._of_pattern(entry))
            yield from self._claims(name, at, entry)
        yield from self._twins()
        yield from self._causes()
        yield from self._unused()
        yield from self._cases()
        for name, document in self.documents.items():
            for path, text in strings(document.data):
                if E_MAIL.search(text):
                    yield self.remark(name, path, message("an e-mail address: a pack names roles, never people"))

    def items(self, kind: str) -> Iterator[tuple[str, Path, Tree]]:
        """Rules, stops or patterns, each with its file and its place in it."""
        for name in sorted(self.trees):
            for index, entry in enumerate(self.trees[name].get(kind, ())):
                yield name, (kind, index), entry

    def remark(self, name: str, at: Path, what: Message, hint: Message | None = None) -> Fault:
        return self.documents[name].fault(at, what, hint)

    # ---- one rule, one stop --------------------------------------------------------------------------------------

    def _rule(self, name: str, at: Path, entry: Tree) -> Iterator[Fault]:
        own = numbers_of({key: entry.get(key) for key in ("test", "applies", "sample", "remedy")})
        own |= self._of_facts(entry)
        yield from self._texts(name, at, entry, ("title", "otherwise", "why", "ask"), own)
        action = str(entry["remedy"]["action"])
        if len(action) > MOST_LETTERS:
            yield self.remark(name, (*at, "remedy", "action"), _too_long(action))
        if _same(entry["otherwise"], entry["title"]):
            what = message("it says the same as the title, which is true when the rule is met")
            yield self.remark(name, (*at, "otherwise"), what)
        if number(entry["weight"]) > HEAVIEST:
            yield self.remark(name, (*at, "weight"), Message("a weight of more than {n}", {"n": HEAVIEST}))
        yield from self._claims(name, at, entry)
        can_be = reach(self._test(entry["test"]), self.facts)
        if can_be.upper < ONE:
            yield self.remark(name, (*at, "test"), message("the rule can never be met: no value is worth 1"))
        if can_be.lower > ZERO:
            yield self.remark(name, (*at, "test"), message("the rule can never fail: no value is worth 0"))

    def _stop(self, name: str, at: Path, entry: Tree) -> Iterator[Fault]:
        own = numbers_of({key: entry.get(key) for key in ("test", "below")}) | self._of_facts(entry)
        yield from self._texts(name, at, entry, ("title", "because", "lifted_when"), own)
        yield from self._claims(name, at, entry)
        can_be, below = reach(self._test(entry["test"]), self.facts), number(entry["below"])
        if can_be.lower >= below:
            yield self.remark(name, (*at, "below"), message("the stop can never be confirmed"))
        if can_be.upper < below:
            yield self.remark(name, (*at, "below"), message("the stop can never be clear"))

    def _test(self, data: Any) -> Test:
        test = self.reader.test(data, ())
        assert test is not None, "a pack was linted without being checked"
        return test

    def _of_facts(self, entry: Tree) -> set[Fraction]:
        """The numbers by which the facts are defined that a rule or stop reads: `in the last 60 days`."""
        tests = [self._test(entry[key]) for key in ("test", "applies") if entry.get(key) is not None]
        paths = {path for test in tests for path in test.paths()}
        if entry.get("sample"):
            paths.add(entry["sample"]["of"])
        return {figure for path in paths for figure, _ in figures_in(self.facts.field(path).says)}

    def _of_pattern(self, entry: Tree) -> set[Fraction]:
        """The numbers of a pattern: its levels, and those of the rules that it names."""
        clauses = [inner for clause in entry["when"] for inner in (clause.get("any") or [clause])]
        named = {clause.get("rule") for clause in clauses} | {clause.get("stop") for clause in clauses}
        own = numbers_of(entry["when"])
        for kind in ("rules", "stops"):
            for _, _, other in self.items(kind):
                if other["id"] in named:
                    own |= numbers_of({key: other.get(key) for key in ("test", "sample")}) | self._of_facts(other)
        return own

    # ---- texts and claims ----------------------------------------------------------------------------------------

    def _texts(self, name: str, at: Path, entry: Tree, keys: tuple[str, ...], own: set[Fraction]) -> Iterator[Fault]:
        for key in keys:
            text = " ".join(str(entry[key]).split())
            if key in ("title", "otherwise") and text.endswith((".", "。")):
                yield self.remark(name, (*at, key), message("a title has no full stop at its end"))
            if len(text) > MOST_LETTERS:
                yield self.remark(name, (*at, key), _too_long(text))
            foreign = [shown for figure, shown in figures_in(text) if figure not in own]
            if foreign and not entry.get("figure_from"):
                what = message("{figures} is no number of its own test", figures=", ".join(foreign))
                hint = message("name under figure_from the sources that the text quotes, or leave the number out")
                yield self.remark(name, (*at, key), what, hint)

    def _claims(self, name: str, at: Path, entry: Tree) -> Iterator[Fault]:
        for index, code in enumerate(entry.get("figure_from", ())):
            if self.sources[code]["verified"] == "memory":
                what = message("a figure is quoted from a source that nobody has read: {code}", code=code)
                yield self.remark(name, (*at, "figure_from", index), what, message("read it, or leave the figure out"))
        codes = entry.get("sources", ())
        if codes and all(self.sources[code]["verified"] == "memory" for code in codes):
            what = message("it rests on sources from memory alone")
            yield self.remark(name, (*at, "sources"), what, message("name a source that somebody has read"))

    # ---- the pack as a whole -------------------------------------------------------------------------------------

    def _twins(self) -> Iterator[Fault]:
        """Two rules of one cause, counting at the same time, that look at the same facts in the same way."""
        seen: list[tuple[str, Tree, Test]] = []
        for name, at, entry in self.items("rules"):
            test = self._test(entry["test"])
            for file, other, its in seen:
                if file == name and self._meet(entry, other) and same_reading(test, its):
                    what = message('it reads the same facts in the same way as "{id}"', id=str(other["id"]))
                    yield self.remark(name, (*at, "test"), what, message("make them one rule"))
            seen.append((name, entry, test))

    def _meet(self, one: Tree, other: Tree) -> bool:
        """Whether there is a milestone at which both rules count."""
        spans = []
        for entry in (one, other):
            start = self.milestones.index(entry["due"])
            end = self.milestones.index(entry["until"]) if entry.get("until") else len(self.milestones)
            spans.append(set(range(start, end)))
        return bool(spans[0] & spans[1])

    def _causes(self) -> Iterator[Fault]:
        """Every cause with a share is still looked at when the last milestone is entered."""
        alive = {
            self.trees[name]["cause"]
            for name, _, entry in self.items("rules")
            if not entry.get("until") or entry["until"] not in self.milestones
        }
        for index, cause in enumerate(self.pack["causes"]):
            if number(cause["share"]) > 0 and cause["id"] not in alive:
                what = message('no rule of the cause "{id}" counts at the last milestone', id=cause["id"])
                yield self.remark("pack.yaml", ("causes", index), what)

    def _unused(self) -> Iterator[Fault]:
        used = {self.pack["shares_source"], *(entry["source"] for entry in self.pack.get("benchmark", ()))}
        for kind in ("rules", "stops", "patterns"):
            for _, _, entry in self.items(kind):
                used |= {*entry.get("sources", ()), *entry.get("figure_from", ())}
        for code in self.sources:
            if code not in used:
                yield self.remark("sources.yaml", ("sources", code), message("no rule uses this source"))

    def _cases(self) -> Iterator[Fault]:
        """Every rule, stop and pattern is tried in each way that it can come out."""
        tried: dict[tuple[str, str], set[str]] = {}
        for name, document in self.documents.items():
            data: Any = document.data
            for case in (data.get("cases") or ()) if name.startswith("cases/") else ():
                for kind in EXPECTED:
                    if kind in case:
                        tried.setdefault((kind, str(case[kind])), set()).add(str(case.get("expect")))
        if not tried:
            yield self.remark("pack.yaml", (), message("the pack has no cases"), message("write some into cases/"))
            return
        for kind, expected in EXPECTED.items():
            for name, at, entry in self.items(f"{kind}s"):
                missing = [word for word in expected if word not in tried.get((kind, entry["id"]), ())]
                if missing:
                    what = message('no case expects of "{id}": {words}', id=entry["id"], words=", ".join(missing))
                    yield self.remark(name, (*at, "id"), what)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _too_long(text: str) -> Message:
    return Message(
        "the text has {n} characters; more than {most} are seldom read", {"n": len(text), "most": MOST_LETTERS}
    )
