"""A questionnaire for one role: the open questions with their facts, to be filled in and read back by `import`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sfa_audit.assessment import Assessment
from sfa_audit.fact_words import FactWords, group_name
from sfa_audit.i18n import N_, Translator, message
from sfa_audit.interview import Asking, Whom, record_fields
from sfa_audit.pack_words import PackWords
from sfa_audit.project.table import Field, FieldTable
from sfa_audit.spots import Spot, key_field

SLOTS = 3  # records of an open list that a form has room for
SLOT = "#"  # `goals[#1].name`: the first record that the form adds

# The columns in the order of the form; `import` knows them by these words in every language.
QUESTION, ASKED, UNIT, EXAMPLE, ANSWER, FACT = (
    N_("Question"), N_("What is asked"), N_("Unit or choices"), N_("Example"), N_("Answer"), N_("Fact"),
)  # fmt: skip
COLUMNS = (QUESTION, ASKED, UNIT, EXAMPLE, ANSWER, FACT)
BY, DAY = "head.by", "head.date"
HOW = N_(
    "Write one answer a line. Leave a line empty when you were not asked; write unknown when nobody knows, none when "
    "there is none."
)
PRIVACY = N_(
    "Privacy: write roles, never people's names. Your answers are kept in the files of this assessment with your role "
    "and the date."
)


class Row(NamedTuple):
    """One line to fill in: the path of the fact, what is asked, in which unit, an example, and the choices if any."""

    path: str
    asked: str
    unit: str
    example: str
    choices: tuple[str, ...] = ()


class Block(NamedTuple):
    """One question with the lines that answer it."""

    question: str
    rows: tuple[Row, ...]


class Form(NamedTuple):
    """A questionnaire in one language: title, what to know before, column heads, and the questions."""

    lang: str
    title: str
    intro: tuple[str, ...]
    columns: tuple[str, ...]
    blocks: tuple[Block, ...]

    def table(self) -> Iterator[tuple[str, Row]]:
        """Every line with the question that it belongs to."""
        for block in self.blocks:
            for row in block.rows:
                yield block.question, row


def build(
    assessment: Assessment,
    questions: Sequence[tuple[str, Asking]],
    who: Whom,
    table: FieldTable,
    tr: Translator,
    role: str,
) -> Form:
    """The form with these questions, each with its words. A fact is asked once, with the first question it answers."""
    maker = _Maker(assessment, who, table, tr)
    _ = tr.gettext
    blocks = [Block(words, rows) for words, one in questions if (rows := tuple(maker.rows(one.spots)))]
    head = Block(_("Who answers, and when?"), tuple(maker.head()))
    name = str(assessment.ledger.facts.get("project.name"))
    title = message("Questions on {project}", project=name)
    if role:
        title = message("Questions on {project} for {role}", project=name, role=role)
    return Form(tr.lang, tr.render(title), (_(HOW), _(PRIVACY)), tuple(map(_, COLUMNS)), (head, *blocks))


class _Maker:
    def __init__(self, assessment: Assessment, who: Whom, table: FieldTable, tr: Translator) -> None:
        self._assessment, self._who, self._table = assessment, who, table
        self._facts, self._tr = FactWords(tr), tr
        self._seen: set[str] = set()

    def head(self) -> Iterator[Row]:
        """Where the answers come from."""
        by, day = self._table.field(BY), self._table.field(DAY)
        yield Row(BY, self._facts.says(by), self._facts.unit(by), self._facts.example(by))
        yield Row(DAY, self._facts.says(day), self._facts.unit(day), str(day.example))

    def rows(self, spots: Sequence[Spot]) -> Iterator[Row]:
        """The lines for some facts; those that have a line already are left out."""
        for spot in spots:
            field = self._table.field(spot.pattern)
            lines = self._list(field) if field.is_list else [(spot.text, spot.key, field)]
            for path, key, one in lines:
                if path not in self._seen:
                    self._seen.add(path)
                    yield self._row(path, key, one)

    def _list(self, field: Field) -> Iterator[tuple[str, str, Field]]:
        yield field.path, "", field
        fields = [self._table.field(f"{field.path}[].{field.record_key}")]
        fields += record_fields(self._assessment, self._table, field.path, self._who)
        for n in range(1, SLOTS + 1):
            for one in fields:
                yield f"{field.path}[{SLOT}{n}].{one.name}", f"{SLOT}{n}", one
        for beside in self._table.children(field.parent).values():
            if beside.completes == field.name:
                yield beside.path, "", beside

    def _row(self, path: str, key: str, field: Field) -> Row:
        asked = self._facts.says(field)
        if field.is_list:
            return Row(path, asked, self._tr.gettext("only none or unknown; else fill in the lines below"), "")
        choices = tuple(map(self._facts.choice, field.values))
        if field.kind == "flag":
            choices = (self._tr.gettext("yes"), self._tr.gettext("no"))
        return Row(
            path,
            self._facts.asked(field, key, key_field(field, self._table)),
            self._facts.unit(field),
            self._facts.example(field),
            choices,
        )


def role_name(words: PackWords, role: str | None, tr: Translator, groups: Sequence[str]) -> str:
    """What a role or a group is called, "" for anybody."""
    if role is None:
        return ""
    return tr.render(group_name(role)) if role in groups else words.role(role)
