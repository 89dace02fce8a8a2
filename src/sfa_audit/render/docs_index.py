"""The index of a pack's documentation: what it covers, on what its thresholds and claims rest, and its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sfa_audit.figures import plain_number
from sfa_audit.i18n import Translator, message
from sfa_audit.needs import facts_of, live_at, read_by, stop_at
from sfa_audit.pack import RulePack
from sfa_audit.pack_words import PackWords
from sfa_audit.project.table import FieldTable
from sfa_audit.render.about import Teller
from sfa_audit.render.docs_text import code, link, page, prose, table
from sfa_audit.render.numbers import capital, listed
from sfa_audit.render.rule_list import indicators, rules_of

BASES = ("figure", "convention", "judgement")
GRADES = ("A", "B", "C", "D")


def index_page(pack: RulePack, fields: FieldTable, tr: Translator, names: Mapping[str, str]) -> str:
    """The index as Markdown; `names` gives the files of the causes' pages by cause, of `stops` and of `patterns`."""
    index = _Index(pack, fields, tr, names)
    return page(
        [
            f"# {prose(tr.gettext('The rules'))}",
            index.about(),
            prose(tr.gettext("This page is made from the rules. Change the rules, not the page, and run: make docs")),
            f"## {prose(tr.gettext('Causes'))}",
            index.causes(),
            index.others(),
            f"## {prose(tr.gettext('Rules by milestone'))}",
            prose(tr.gettext("How many rules count at each milestone. A cause without any is not due there.")),
            index.milestones(),
            f"## {prose(tr.gettext('What thresholds and claims rest on'))}",
            prose(
                tr.gettext(
                    "The grade says what the claim behind a rule rests on, the basis where its threshold comes from. "
                    "The two differ often: research shows that something matters, and seldom how much of it is enough."
                )
            ),
            index.evidence(),
            f"## {prose(tr.gettext('Profiles and gates'))}",
            index.profiles(),
            index.gates(),
            f"## {prose(tr.gettext('Coverage of the project file'))}",
            *index.coverage(),
        ]
    )


class _Index:
    def __init__(self, pack: RulePack, fields: FieldTable, tr: Translator, names: Mapping[str, str]) -> None:
        self.pack, self.fields, self.tr, self.names = pack, fields, tr, names
        self.words = PackWords(pack, tr)
        self.teller = Teller(pack, fields, tr)

    def about(self) -> str:
        text = message(
            "{title}, version {version}: {rules} rules for {indicators} indicators, {stops} stops and "
            "{patterns} patterns.",
            title=self.words.title,
            version=self.pack.version,
            rules=len(self.pack.rules),
            indicators=indicators(self.pack.rules),
            stops=len(self.pack.stops),
            patterns=len(self.pack.patterns),
        )
        return prose(self.tr.render(text))

    def causes(self) -> list[str]:
        _ = self.tr.gettext
        head = (_("Cause"), _("Share of 100"), _("Rules"), _("Indicators"), _("Of these in quick"))
        quick = self.pack.profiles.get("quick")
        rows = []
        for number, cause in enumerate(self.pack.causes, 1):
            rules = rules_of(self.pack, cause.id)
            name = link(f"{number}. {prose(self.words.cause(cause.id))}", self.names[cause.id])
            short = sum(quick is not None and quick.rules is not None and rule.id in quick.rules for rule in rules)
            rows.append((name, plain_number(cause.share), str(len(rules)), str(indicators(rules)), str(short)))
        return table([prose(text) for text in head], rows, numbers=(1, 2, 3, 4))

    def others(self) -> list[str]:
        words = {"stops": self.tr.gettext("Stops"), "patterns": self.tr.gettext("Patterns")}
        return [f"- {link(prose(words[key]), self.names[key])}" for key in words if key in self.names]

    def milestones(self) -> list[str]:
        head = [self.tr.gettext("Cause"), *(self.words.milestone(id) for id in self.pack.milestones)]
        rows = []
        for number, cause in enumerate(self.pack.causes, 1):
            rules = rules_of(self.pack, cause.id)
            counts = [sum(live_at(rule, self.pack, m) for rule in rules) for m in self.pack.milestones]
            rows.append((f"{number}. {prose(self.words.cause(cause.id))}", *_counts(counts)))
        totals = [sum(live_at(rule, self.pack, m) for rule in self.pack.rules) for m in self.pack.milestones]
        rows.append((prose(self.tr.gettext("All rules")), *_counts(totals)))
        stops = [sum(stop_at(stop, self.pack, m) for stop in self.pack.stops) for m in self.pack.milestones]
        rows.append((prose(self.tr.gettext("Stops")), *_counts(stops)))
        return table([prose(text) for text in head], rows, numbers=range(1, len(head)))

    def evidence(self) -> list[str]:
        head = [self.tr.gettext("Rules"), *(capital(self.teller.basis(b)) for b in BASES), self.tr.gettext("All")]
        rows = []
        for grade in GRADES:
            of_grade = [rule for rule in self.pack.rules if rule.grade == grade]
            counts = [sum(rule.basis == basis for rule in of_grade) for basis in BASES]
            rows.append((prose(self.teller.grade(grade)), *_counts([*counts, len(of_grade)])))
        counts = [sum(rule.basis == basis for rule in self.pack.rules) for basis in BASES]
        rows.append((prose(self.tr.gettext("All")), *_counts([*counts, len(self.pack.rules)])))
        return table([prose(text) for text in head], rows, numbers=range(1, len(head)))

    def profiles(self) -> list[str]:
        lines = []
        for profile in self.pack.profiles.values():
            rules = len(self.pack.rules if profile.rules is None else profile.rules)
            text = message("{title}: {n} rules", title=self.words(f"profile.{profile.id}.title"), n=rules)
            lines.append(f"- {code(profile.id)} {prose(self.tr.render(text))}")
        return lines

    def gates(self) -> list[str]:
        head = [self.tr.gettext("Gate"), *(self.words.milestone(id) for id in self.pack.milestones)]
        head += [self.tr.gettext("Coverage"), self.tr.gettext("Floors")]
        rows = []
        for gate in self.pack.gates.values():
            levels = (gate.readiness.get(milestone) for milestone in self.pack.milestones)
            floors = [f"{self.words.cause(cause)} {plain_number(level)}" for cause, level in gate.floors.items()]
            coverage = None if gate.coverage is None else gate.coverage
            rows.append(
                (
                    f"{code(gate.id, cell=True)} {prose(self.words(f'gate.{gate.id}.title'))}",
                    *("–" if level is None else plain_number(level) for level in (*levels, coverage)),
                    prose(listed(floors, self.tr)) or "–",
                )
            )
        return table([prose(text) for text in head], rows, numbers=range(1, len(head) - 1)) if rows else []

    def coverage(self) -> list[str | list[str]]:
        """How many facts rules and stops read, and those that none reads: they say who is who, or size the effort."""
        tests = [stop.test for stop in self.pack.stops]
        read = {field.path for field in facts_of(tests, self.fields)}
        read |= {field.path for rule in self.pack.rules for field in read_by(rule, self.fields)}
        facts = [field.path for field in self.fields.facts() if not field.completes and not field.key]
        unread = [path for path in facts if path not in read]
        text = message(
            "{read} of {all} facts are read by a rule or a stop. The others say what the roll-out is, tell records "
            "apart or size the effort of a remedy:",
            read=len(facts) - len(unread),
            all=len(facts),
        )
        return [prose(self.tr.render(text)), [f"- {code(path)}" for path in unread]]


def _counts(values: Sequence[int]) -> list[str]:
    return [str(value) if value else "–" for value in values]
