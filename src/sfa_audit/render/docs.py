"""The documentation pages of a rule pack, one page a cause and language, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sfa_audit.figures import plain_number
from sfa_audit.i18n import LANGUAGES, Translator, message, messages, translator
from sfa_audit.needs import section_of
from sfa_audit.pack import Cause, Clause, Pattern, RulePack
from sfa_audit.pack_words import PackWords, untranslated
from sfa_audit.project.table import FieldTable
from sfa_audit.render.about import About, Teller
from sfa_audit.render.docs_index import index_page
from sfa_audit.render.docs_project import project_page
from sfa_audit.render.docs_text import bullets, code, link, page, prose
from sfa_audit.render.measure_words import Line
from sfa_audit.render.numbers import number
from sfa_audit.render.rule_list import indicators, rules_of


def all_pages(pack: RulePack, table: FieldTable, languages: Sequence[str] = LANGUAGES) -> dict[str, str]:
    """The pages about the rules and those about the project file, in those languages that the pack has."""
    pages = rule_pages(pack, table, languages)
    for lang in languages:
        if lang in pack.texts:
            pages[page_name("project-file", pack, lang)] = project_page(table, pack, translator(lang))
    return pages


def page_name(stem: str, pack: RulePack, lang: str) -> str:
    """The name of a page at the top of the documentation: `rules.md`, in another language `rules.LANGUAGE.md`."""
    return f"{stem}.md" if lang == pack.language else f"{stem}.{lang}.md"


def rule_pages(pack: RulePack, table: FieldTable, languages: Sequence[str] = LANGUAGES) -> dict[str, str]:
    """The pages by file name, relative to the folder of the documentation: index, one page a cause, stops, patterns.

    Texts that a language of the pack lacks stand in the pack's own language, and its pages say so.
    """
    pages: dict[str, str] = {}
    for lang in languages:
        if lang in pack.texts:
            pages |= _Pages(pack, table, translator(lang)).all()
    return pages


def cause_page(pack: RulePack, cause: Cause) -> str:
    """The name of a cause's page, without its folder: `01-goals.md`."""
    return f"{pack.causes.index(cause) + 1:02d}-{cause.id}.md"


class _Pages:
    def __init__(self, pack: RulePack, table: FieldTable, tr: Translator) -> None:
        self.pack, self.table, self.tr = pack, table, tr
        self.words = PackWords(pack, tr)
        self.teller = Teller(pack, table, tr)
        self.index = page_name("rules", pack, tr.lang)
        self.targets = self._targets(page_name("project-file", pack, tr.lang))

    def _targets(self, facts: str) -> dict[str, str]:
        """Where the rules, stops and facts that a page names are told about."""
        targets = {field.path: f"../../{facts}#{section_of(field.path)}" for field in self.table}
        targets |= {stop.id: f"stops.md#{stop.id}" for stop in self.pack.stops}
        for cause in self.pack.causes:
            targets |= {rule.id: f"{cause_page(self.pack, cause)}#{rule.id}" for rule in rules_of(self.pack, cause.id)}
        return targets

    def all(self) -> dict[str, str]:
        names = {cause.id: f"rules/{self.tr.lang}/{cause_page(self.pack, cause)}" for cause in self.pack.causes}
        pages = {names[cause.id]: self._cause(cause) for cause in self.pack.causes}
        if self.pack.stops:
            names["stops"] = f"rules/{self.tr.lang}/stops.md"
            pages[names["stops"]] = self._stops()
        if self.pack.patterns:
            names["patterns"] = f"rules/{self.tr.lang}/patterns.md"
            pages[names["patterns"]] = self._patterns()
        return {self.index: index_page(self.pack, self.table, self.tr, names), **pages}

    # ---- one page each -------------------------------------------------------------------------------------------

    def _cause(self, cause: Cause) -> str:
        rules = rules_of(self.pack, cause.id)
        about = message(
            "The failure: {title}. Share: {share} of 100. {rules}, {indicators}.",
            title=self.words(f"cause.{cause.id}.title"),
            share=plain_number(cause.share),
            rules=messages("{n} rule", "{n} rules", len(rules)),
            indicators=messages("{n} indicator", "{n} indicators", indicators(rules)),
        )
        parts: list[str | list[str]] = [
            f"# {self.pack.causes.index(cause) + 1}. {prose(self.words.cause(cause.id))}",
            *self._head(),
            prose(self.tr.render(about)),
            prose(self.words(f"cause.{cause.id}.note")),
            [f"- {self._to(rule.id)} {prose(self.words(f'rule.{rule.id}.title'))}" for rule in rules],
        ]
        for rule in rules:
            parts += [f"## {rule.id}", self._title(rule.indicator, f"rule.{rule.id}.title")]
            parts += self._sections(self.teller.rule(rule))
        return page(parts)

    def _stops(self) -> str:
        intro = self.tr.gettext(
            "A stop halts the roll-out whatever its score. It is confirmed when its result certainly lies below its "
            "level, possible when it may, and clear otherwise. Its title is true when it is clear."
        )
        stops = self.pack.stops
        parts: list[str | list[str]] = [
            f"# {prose(self.tr.gettext('Stops'))}",
            *self._head(),
            prose(intro),
            [f"- {self._to(stop.id)} {prose(self.words(f'stop.{stop.id}.title'))}" for stop in stops],
        ]
        for stop in stops:
            parts += [f"## {stop.id}", self._title(stop.code, f"stop.{stop.id}.title")]
            parts += self._sections(self.teller.stop(stop))
        return page(parts)

    def _patterns(self) -> str:
        intro = self.tr.gettext(
            "A pattern says what several findings mean together. It shows when each of its conditions holds for "
            "certain, and it is never scored."
        )
        patterns = self.pack.patterns
        parts: list[str | list[str]] = [
            f"# {prose(self.tr.gettext('Patterns'))}",
            *self._head(),
            prose(intro),
            [f"- {self._to(p.id)} {prose(self.words(f'pattern.{p.id}.title'))}" for p in patterns],
        ]
        for pattern in patterns:
            parts += [f"## {pattern.id}", self._title("", f"pattern.{pattern.id}.title")]
            parts += self._sections(self._pattern(pattern))
        return page(parts)

    def _pattern(self, pattern: Pattern) -> list[About]:
        texts = {key: self.words(f"pattern.{pattern.id}.{key}") for key in ("because", "advice")}
        return [
            About(self.tr.gettext("What it means"), (Line(0, texts["because"]),), prose=True),
            About(self.tr.gettext("Advice"), (Line(0, texts["advice"]),), prose=True),
            About(self.tr.gettext("Shown when"), tuple(self._clauses(pattern.when))),
            About(self.tr.gettext("Sources"), tuple(self.teller.citation(code) for code in pattern.sources)),
        ]

    def _clauses(self, clauses: Sequence[Clause], depth: int = 0) -> Iterator[Line]:
        for clause in clauses:
            if clause.any:
                yield Line(depth, self.tr.gettext("any one of these:"))
                yield from self._clauses(clause.any, depth + 1)
            elif clause.rule is None:
                yield Line(depth, self.tr.gettext("is confirmed"), clause.stop or "")
            else:
                yield Line(depth, self._level(clause), clause.rule)

    def _level(self, clause: Clause) -> str:
        low, high = (None if end is None else number(end) for end in (clause.at_least, clause.below))
        if low is not None and high is not None:
            return self.tr.render(message("is worth at least {low} and less than {high}", low=low, high=high))
        if low is not None:
            return self.tr.render(message("is worth at least {level}", level=low))
        return self.tr.render(message("is worth less than {level}", level=high or ""))

    # ---- parts of pages ------------------------------------------------------------------------------------------

    def _head(self) -> list[str]:
        made = self.tr.gettext("This page is made from the rules. Change the rules, not the page, and run: make docs")
        up = link(prose(self.words.title), f"../../{self.index}")
        head = [f"{up} · {prose(made)}"]
        if missing := untranslated(self.pack, self.tr.lang):
            note = messages(
                "{n} text of the pack is not translated yet and stands in the pack's own language.",
                "{n} texts of the pack are not translated yet and stand in the pack's own language.",
                missing,
            )
            head.append(prose(self.tr.render(note)))
        return head

    def _title(self, number: str, id: str) -> str:
        title = prose(self.tr.render(message("{title}.", title=self.words(id))))
        return f"**{title}** {code(number)}" if number else f"**{title}**"

    def _to(self, id: str) -> str:
        return link(code(id), f"#{id}")

    def _heading(self, section: About) -> str:
        return prose(self.tr.render(message("{heading}:", heading=section.heading)))

    def _sections(self, sections: Sequence[About]) -> list[str | list[str]]:
        parts: list[str | list[str]] = []
        for section in sections:
            if section.prose:
                about = {"name": prose(section.heading), "value": prose(section.lines[0].text)}
                parts.append(self.tr.render(message("**{name}:** {value}", **about)))
            elif section.lines:
                parts += [f"**{self._heading(section)}**", bullets(section.lines, self.targets)]
        return parts
