"""The project file to start from: valid at once, every fact still unknown, with what to ask whom as comments."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

from sfa_audit.errors import visible
from sfa_audit.i18n import Translator, message, messages
from sfa_audit.needs import errands, needed_at, read_by, rules_at, section_of
from sfa_audit.pack import Rule, RulePack
from sfa_audit.pack_words import PackWords
from sfa_audit.project.table import Field, FieldTable
from sfa_audit.project.written import example_of, text_in_yaml
from sfa_audit.wrapping import wrap

WIDTH = 100
SCHEMA = "project.schema.json"
# What a report says of the roll-out although no rule reads it.
ALWAYS = ("project.name", "project.phase", "project.id", "project.client", "project.industry", "project.country",
          "project.currency", "project.reps_total", "project.dates.go_live")  # fmt: skip


def starter(
    pack: RulePack,
    table: FieldTable,
    tr: Translator,
    *,
    name: str,
    phase: str,
    entering: str,
    profile: str,
    file: str = "project.yaml",
) -> str:
    """The text of the file, with the facts that count on entering a milestone in a profile, in the order of the file.

    `name` is the roll-out's name and must be one that a project file accepts; `file` is what the file will be called.
    """
    writer = _Starter(pack, table, tr, entering, profile)
    lines = [*writer.head(phase, file), "", "format: 1"]
    if profile != "full":
        lines.append(f"profile: {profile}")
    given = {"project.name": text_in_yaml(name), "project.phase": phase}
    for section in writer.sections():
        lines += ["", *writer.section(section, given)]
    lines += ["", *writer.evidence()]
    kept = [line.rstrip() for index, line in enumerate(lines) if line or lines[index - 1]]
    return "\n".join(kept) + "\n"


class _Starter:
    def __init__(self, pack: RulePack, table: FieldTable, tr: Translator, entering: str, profile: str) -> None:
        self.pack, self.table, self.tr, self.entering, self.profile = pack, table, tr, entering, profile
        self.words = PackWords(pack, tr)
        needed = {field.path for field in needed_at(pack, table, entering, profile)} | set(ALWAYS)
        self.needed = [field for field in table if field.path in needed]
        self.questions = self._questions(rules_at(pack, entering, profile))

    def _questions(self, rules: Iterable[Rule]) -> dict[str, list[str]]:
        """The questions of rules by the section that each asks about: that of most of its facts, seldom `project`."""
        found: dict[str, list[str]] = {}
        for rule in rules:
            sections = [section_of(field.path) for field in read_by(rule, self.table)]
            about = [name for name in sections if name != "project"] or sections
            if about:
                text = f"{rule.id}: {self.words(f'rule.{rule.id}.ask')}"
                found.setdefault(max(about, key=about.count), []).append(text)
        return found

    # ---- the head ------------------------------------------------------------------------------------------------

    def head(self, phase: str, file: str) -> list[str]:
        _ = self.tr.gettext
        milestone, profile = (
            self.words.milestone(self.entering),
            self.words(f"profile.{self.profile}.title", self.profile),
        )
        for_what = message("The facts below count for: {milestone}. {profile}.", milestone=milestone, profile=profile)
        command = f"sfa-audit assess {visible(shlex.quote(file))}"
        if self.entering != self.pack.after(phase):
            command += f" --entering {self.entering}"
        points = (
            _("unknown: nobody knows it, or nobody was asked. It counts neither for nor against and stays open."),
            _("none: there is none, and somebody knows it. So say [] of a list, 0 of a number and no of a question."),
            _("Shares are written 30% or 0.3, dates 2026-11-23, numbers without separators: 12000."),
            _("A list stands here as a comment: take the # away before a record, and copy it for each further one."),
            _("Roles, never people's names: owner: head of sales."),
        )  # fmt: skip
        return [
            f"# yaml-language-server: $schema={SCHEMA}",
            f"# $schema: {SCHEMA}",
            *_comment(
                _("An editor that knows these lines completes and checks this file. Write the schema beside it:")
            ),
            f"#   sfa-audit rules schema project > {SCHEMA}",
            "#",
            *(line for point in points for line in _comment(point, bullet=True)),
            "#",
            *_comment(self.tr.render(for_what)),
            *_comment(self.tr.render(message("Assess it at any time: {command}", command=command))),
        ]

    # ---- sections ------------------------------------------------------------------------------------------------

    def sections(self) -> list[Field]:
        """The top-level sections and lists of which something is needed, in the order of the file."""
        names = {section_of(field.path) for field in self.needed}
        return [field for field in self.table.children("").values() if field.name in names]

    def section(self, top: Field, given: dict[str, str]) -> Iterator[str]:
        """One section: what it is, whom to ask, the questions, and its facts."""
        yield from _rule_off(top.name)
        yield from _comment(self.tr.gettext(top.says))
        own = [field for field in self.needed if section_of(field.path) == top.name and field.path not in given]
        for errand in errands(own):
            parts = {"role": self.words.role(errand.ask), "place": self.tr.gettext(errand.look)}
            text = messages(
                "Ask {role}: {place} ({n} minute)", "Ask {role}: {place} ({n} minutes)", errand.minutes, **parts
            )
            yield from _comment(self.tr.render(text))
        for question in self.questions.get(top.name, ()):
            yield from _comment(question, bullet=True)
        yield from self._field(top, "", given)

    def _field(self, field: Field, margin: str, given: dict[str, str]) -> Iterator[str]:
        if field.is_list:
            yield from self._closed(field, margin) if field.closed else self._open(field, margin)
        elif field.kind == "section":
            yield f"{margin}{field.name}:"
            for child in self.table.children(field.path).values():
                if any(
                    f.path == child.path or f.path.startswith((f"{child.path}.", f"{child.path}[")) for f in self.needed
                ):
                    yield from self._field(child, f"{margin}  ", given)
        else:
            yield from _comment(self._says(field), margin)
            yield f"{margin}{field.name}: {given.get(field.path, 'unknown')}"

    def _record(self, field: Field) -> list[Field]:
        return [f for f in self.needed if f.parent == f"{field.path}[]"]

    def _closed(self, field: Field, margin: str) -> Iterator[str]:
        """A list with fixed records: all of them stand there, each fact of theirs unknown."""
        fields = [f for f in self._record(field) if not f.key]
        if margin:
            yield from _comment(self.tr.gettext(field.says), margin)
        for inner in fields:
            yield from _comment(f"{inner.name}: {self._says(inner)}", margin, bullet=True)
        yield f"{margin}{field.name}:"
        for key in field.closed:
            yield f"{margin}- {field.record_key}: {text_in_yaml(key)}"
            yield from (f"{margin}  {inner.name}: unknown" for inner in fields)

    def _open(self, field: Field, margin: str) -> Iterator[str]:
        """A list of any length: one example record, as a comment that is YAML once its # is taken away."""
        if margin:
            yield from _comment(self.tr.gettext(field.says), margin)
        flag = next((f.name for f in self.table.children(field.parent).values() if f.completes == field.name), None)
        if flag:
            yield from _comment(
                self.tr.render(message("Write {flag}: no when there may be more records.", flag=flag)), margin
            )
        yield f"{margin}# {field.name}:"
        for index, inner in enumerate(self._record(field)):
            yield from (f"{margin}#   {line}" for line in _comment(self._says(inner, example=False), width=WIDTH - 4))
            yield f"{margin}# {'- ' if index == 0 else '  '}{inner.name}: {self._example(inner)}"
        yield ""  # so that it is clear where the record ends

    # ---- words ---------------------------------------------------------------------------------------------------

    def _says(self, field: Field, *, example: bool = True) -> str:
        parts = [self.tr.gettext(field.says)]
        if field.values and not field.key:
            parts.append(self.tr.render(message("One of: {values}.", values=self.tr.joined(field.values))))
        if field.kind in ("count", "amount", "number"):
            parts.append(self.tr.render(message("Unit: {unit}.", unit=self.tr.gettext(field.unit))))
        if example and field.example is not None:
            parts.append(self.tr.render(message("Example: {example}", example=self._example(field))))
        return self.tr.space.join(parts)

    def _example(self, field: Field) -> str:
        if field.kind == "text":
            return text_in_yaml(self.tr.gettext(str(field.example)))
        return example_of(field)

    def evidence(self) -> list[str]:
        """How evidence is written, as a comment."""
        _ = self.tr.gettext
        kinds = message("One of: {values}.", values=self.tr.joined(self.table.field("evidence[].kind").values))
        return [
            *_rule_off("evidence"),
            *_comment(_("What supports the facts. Without it a fact is a statement, and the report shows it as such.")),
            "# evidence:",
            "# - fact: sponsor",
            *(f"#   {line}" for line in _comment(self.tr.render(kinds), width=WIDTH - 4)),
            "#   kind: document",
            f"#   by: {text_in_yaml(_('project manager'))}",
            "#   date: 2026-11-02",
        ]


def _rule_off(name: str) -> list[str]:
    return [f"# ---- {name} ".ljust(WIDTH, "-")]


def _comment(text: str, margin: str = "", *, bullet: bool = False, width: int = WIDTH) -> Sequence[str]:
    first = f"{margin}# - " if bullet else f"{margin}# "
    return wrap(text, width, first, f"{margin}#   " if bullet else first)
