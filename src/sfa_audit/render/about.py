"""What there is to say about a rule or a stop, in sections; `explain` and the documentation lay them out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sfa_audit.i18n import Translator, message, messages
from sfa_audit.measures import Test
from sfa_audit.needs import Errand, errands, facts_of, read_by
from sfa_audit.pack import Effort, Remedy, Rule, RulePack, Stop
from sfa_audit.pack_words import PackWords
from sfa_audit.project.table import Field, FieldTable
from sfa_audit.render.measure_words import Line, MeasureWords
from sfa_audit.render.numbers import capital, number


class About(NamedTuple):
    """One section: a heading and its lines; `prose` when they are sentences rather than a list."""

    heading: str
    lines: tuple[Line, ...]
    prose: bool = False


class Teller:
    """Tells what a pack's rules and stops are about, in one language."""

    def __init__(self, pack: RulePack, table: FieldTable, tr: Translator) -> None:
        self._pack, self._table, self._tr = pack, table, tr
        self._say = tr.render
        self._measures = MeasureWords(tr)
        self.words = PackWords(pack, tr)

    def rule(self, rule: Rule) -> list[About]:
        """All about one rule, but its title."""
        _ = self._tr.gettext
        text = {key: self.words(f"rule.{rule.id}.{key}") for key in ("otherwise", "why", "ask")}
        sections = [
            _prose(_("Otherwise"), text["otherwise"]),
            _prose(_("Why"), text["why"]),
            _prose(_("Question"), text["ask"]),
            self._whom(read_by(rule, self._table)),
            self._measured(rule.test),
        ]
        if rule.applies is not None:
            sections.append(About(_("Applies where this comes to 1"), self._lines(rule.applies)))
        return [
            *sections,
            About(_("Facts that it reads"), self._facts(read_by(rule, self._table))),
            About(_("When it counts"), tuple(self._when(rule))),
            About(_("What helps"), tuple(self._remedy(rule.id, rule.remedy))),
            About(_("Threshold and evidence"), (self._basis(rule.basis), self._grade(rule.grade))),
            self._sources(rule.sources),
        ]

    def stop(self, stop: Stop) -> list[About]:
        """All about one stop, but its title."""
        _ = self._tr.gettext
        fields = facts_of((stop.test,), self._table)
        below = self._say(message("It fires when the result is below {level}.", level=number(stop.below, 3)))
        looked = message("It is looked at from here on: {milestone}", milestone=self.words.milestone(stop.start))
        counts = [Line(0, self._say(looked)), Line(0, self._level(stop.level))]
        if stop.until is not None:
            until = message(
                "It is looked at no more from here on: {milestone}", milestone=self.words.milestone(stop.until)
            )
            counts.append(Line(0, self._say(until)))
        if not stop.waivable:
            counts.append(Line(0, self._tr.gettext("Cannot be waived.")))
        lifted = [Line(0, self.words(f"stop.{stop.id}.lifted_when"))]
        lifted += [Line(0, self.words(f"rule.{id}.title"), id) for id in stop.lifted_by]
        return [
            _prose(_("When it is confirmed"), self.words(f"stop.{stop.id}.because")),
            self._whom(fields),
            About(self._measured(stop.test).heading, (*self._lines(stop.test), Line(0, below))),
            About(_("Facts that it reads"), self._facts(fields)),
            About(_("When it counts"), tuple(counts)),
            About(_("What lifts it"), tuple(lifted)),
            About(_("Threshold and evidence"), (self._basis(stop.basis),)),
            self._sources(stop.sources),
        ]

    def errand(self, errand: Errand) -> str:
        """One errand as a line: whom to ask, where to look, how long it takes."""
        parts = {"role": capital(self.words.role(errand.ask)), "place": self._tr.gettext(errand.look)}
        if not errand.look:  # a pack's own facts need not name a place
            return self._say(messages("{role} ({n} minute)", "{role} ({n} minutes)", errand.minutes, **parts))
        return self._say(
            messages("{role}: {place} ({n} minute)", "{role}: {place} ({n} minutes)", errand.minutes, **parts)
        )

    def effort(self, days: Effort) -> str:
        """The person-days of a remedy in words."""
        fixed = messages("{days} person-day", "{days} person-days", _plural(days.fixed), days=number(days.fixed))
        if days.per is None:
            return self._say(fixed)
        each = message(
            "{days} for each of these: {things}", days=number(days.each, 3), things=self._measures.name(days.per)
        )
        if not days.fixed:
            return self._say(message("person-days: {each}", each=each))
        return self._say(message("{fixed} and {each}", fixed=fixed, each=each))

    def citation(self, code: str) -> Line:
        """One source: its citation, how well it is verified, its addresses."""
        source = self._pack.sources[code]
        verified = {
            "page": self._tr.gettext("read at its address"),
            "secondary": self._tr.gettext("read in another work"),
            "memory": self._tr.gettext("from memory"),
            "article": self._tr.gettext("reported by the article"),
        }[source["verified"]]
        citation = " ".join(source["citation"].split())
        text = self._say(message("{citation} ({verified})", citation=citation, verified=verified))
        return Line(0, text, code, tuple(a for a in source.get("address") or () if a.startswith(("https:", "http:"))))

    def basis(self, basis: str) -> str:
        """Where a threshold comes from."""
        return {
            "figure": self._tr.gettext("the threshold is a figure of a source"),
            "convention": self._tr.gettext("the threshold is a convention of practitioners"),
            "judgement": self._tr.gettext("the threshold is our judgement"),
        }[basis]

    def grade(self, grade: str) -> str:
        """What the claim itself rests on."""
        return {
            "A": self._tr.gettext("A, peer-reviewed research"),
            "B": self._tr.gettext("B, documented cases or named surveys"),
            "C": self._tr.gettext("C, conventions of practitioners"),
            "D": self._tr.gettext("D, judgement"),
        }[grade]

    # ---- sections ------------------------------------------------------------------------------------------------

    def _whom(self, fields: Sequence[Field]) -> About:
        lines = tuple(Line(0, self.errand(errand)) for errand in errands(fields))
        return About(self._tr.gettext("Whom to ask, where to look"), lines)

    def _measured(self, test: Test) -> About:
        return About(self._tr.gettext("How it is measured, from 0 to 1"), self._lines(test))

    def _lines(self, test: Test) -> tuple[Line, ...]:
        return tuple(line._replace(text=capital(line.text)) for line in self._measures.lines(test))

    def _facts(self, fields: Sequence[Field]) -> tuple[Line, ...]:
        return tuple(Line(0, self._tr.gettext(field.says), field.path) for field in fields)

    def _when(self, rule: Rule) -> Iterable[Line]:
        said = [message("Must hold to enter: {milestone}", milestone=self.words.milestone(rule.due))]
        if rule.until is not None:
            said.append(
                message("Another rule takes over from it at: {milestone}", milestone=self.words.milestone(rule.until))
            )
        weight = {"weight": number(rule.weight), "cause": self.words.cause(rule.cause)}
        said.append(message("Weight {weight} within its cause: {cause}", **weight))
        if rule.sample is not None:
            path, least = rule.sample
            sample = {"things": self._measures.name(path), "n": number(least)}
            said.append(message("Counts as not known below a sample of {n}: {things}", **sample))
        if rule.may_not_apply:
            said.append(message("May be set aside as not applicable, with a reason."))
        if not rule.waivable:
            said.append(message("Cannot be waived."))
        said.append(messages("Evidence stays fresh for {n} day.", "Evidence stays fresh for {n} days.", rule.fresh_for))
        return (Line(0, self._say(text)) for text in said)

    def _remedy(self, id: str, remedy: Remedy) -> Iterable[Line]:
        yield Line(0, self.words(f"rule.{id}.remedy"))
        weeks = messages("{weeks} week", "{weeks} weeks", _plural(remedy.weeks), weeks=number(remedy.weeks))
        effort = message("Effort: {days}; elapsed: {weeks}", days=self.effort(remedy.days), weeks=weeks)
        yield Line(0, self._say(effort))
        if remedy.before_go_live:
            n, lead = _plural(remedy.before_go_live), number(remedy.before_go_live)
            text = messages(
                "Then {weeks} week before going live", "Then {weeks} weeks before going live", n, weeks=lead
            )
            yield Line(0, self._say(text))
        yield Line(0, self._say(message("Owner: {role}", role=self.words.role(remedy.owner))))
        yield Line(0, self._kind(remedy.kind))
        yield Line(0, self._say(message("Credibly reaches: {worth}", worth=number(remedy.to, 3))))
        if remedy.possible_until is not None:
            last = self.words.milestone(remedy.possible_until)
            yield Line(0, self._say(message("Possible until: {milestone}", milestone=last)))
        if remedy.share_with is not None:
            yield Line(0, self._tr.gettext("The same work as for this rule."), remedy.share_with)

    def _kind(self, kind: str) -> str:
        return {
            "behaviour": self._tr.gettext("Changes what people do."),
            "document": self._tr.gettext("Changes what is written down."),
            "system": self._tr.gettext("Changes the system."),
        }[kind]

    def _level(self, level: str) -> str:
        if level == "stop":
            return self._tr.gettext("It halts the roll-out whatever the score, until it is lifted.")
        return self._tr.gettext("It warns and halts nothing.")

    def _basis(self, basis: str) -> Line:
        return Line(0, capital(self.basis(basis)))

    def _grade(self, grade: str) -> Line:
        return Line(0, self._say(message("Grade of the evidence: {grade}", grade=self.grade(grade))))

    def _sources(self, codes: Sequence[str]) -> About:
        return About(self._tr.gettext("Sources"), tuple(self.citation(code) for code in codes))


def _prose(heading: str, text: str) -> About:
    return About(heading, (Line(0, text),), prose=True)


def _plural(value: object) -> int:
    """The number that decides between singular and plural: fractions take the plural."""
    return 1 if value == 1 else 2
