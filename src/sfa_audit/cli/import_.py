"""`sfa-audit import`: a filled-in form or a survey's export into an answers file."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sfa_audit.cli.options import LANG_HELP, RULES_HELP, a_date, one_of, wrong
from sfa_audit.cli.talk import say, tell, typed
from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import LANGUAGES, N_, Message, Translator, message, messages, translator

if TYPE_CHECKING:
    from sfa_audit.answers import Answers
    from sfa_audit.import_cells import Sheet
    from sfa_audit.import_rows import Filled, Mapped
    from sfa_audit.import_voices import Survey
    from sfa_audit.pack import RulePack
    from sfa_audit.project.table import FieldTable

HELP = N_("Read a filled-in form or a survey's export (CSV, XLSX) into an answers file.")
MOST = 32 << 20
MOST_FAULTS = 200


class Wish(NamedTuple):
    """What the command line says."""

    file: str
    into: str | None
    group: str | None
    segments: int | None
    head: tuple[str | None, str | None, str | None, str | None]
    today: Date
    partial: bool
    table: FieldTable


def import_(
    file: Annotated[str, typer.Argument(help=N_("A form made by sfa-audit ask --form, or a survey tool's export."))],
    into: Annotated[str | None, typer.Option(help=N_("The answers file to begin or to add to.  [default: answers/DATE-SOURCE.yaml]"))] = None,
    map_: Annotated[str | None, typer.Option("--map", metavar="FILE", help=N_("A mapping file: what column heads and answers mean."))] = None,
    voices: Annotated[str | None, typer.Option(metavar="GROUP", help=N_("The file is a survey: one row a respondent of this group, answers 1 to 5."))] = None,
    segments: Annotated[int | None, typer.Option(min=1, help=N_("From how many segments the respondents come."))] = None,
    source: Annotated[str | None, typer.Option(help=N_("Where the answers come from.  [default: the file's name]"))] = None,
    kind: Annotated[str | None, typer.Option(help=N_("Kind of evidence: log, document, observation or statement."))] = None,
    by: Annotated[str | None, typer.Option(help=N_("Role of the person who answers, never a name."))] = None,
    date: Annotated[str | None, typer.Option(help=N_("Day of the answers, 2026-11-23.  [default: as the form says, else today, UTC]"))] = None,
    partial: Annotated[bool, typer.Option("--partial", help=N_("Write what can be read even when some cells cannot."))] = False,
    rules: Annotated[str | None, typer.Option(help=RULES_HELP)] = None,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:  # fmt: skip
    from sfa_audit.cli.language import speak
    from sfa_audit.cli.mapping import read_mapping
    from sfa_audit.cli.packs import chosen_rules, load_rules
    from sfa_audit.ledger import KINDS
    from sfa_audit.project.table import load_table

    tr = speak(lang)
    table = load_table()
    if kind is not None:
        one_of(kind, KINDS, "--kind", tr)
    if date is not None:
        a_date(date, tr, "--date")
    if voices is not None:
        voices = one_of(voices, table.field("voices[].group").values, "--voices", tr)
    pack = load_rules(chosen_rules(rules, "project.yaml"), table)
    table = table.with_facts(pack.facts_in(tr.lang))
    mapped = read_mapping(map_, pack)
    wish = Wish(file, into, voices, segments, (source, kind, by, date), a_date(None, tr), partial, table)
    return _import(wish, mapped, pack, tr)


def _import(wish: Wish, mapped: Mapped, pack: RulePack, tr: Translator) -> int:
    from sfa_audit.fact_words import FactWords
    from sfa_audit.import_rows import form_columns, read_form
    from sfa_audit.import_voices import read_survey, survey_columns

    found = _sheets(wish.file, tr)
    table = wish.table
    if wish.group is None:
        for sheet in found:
            if (at := form_columns(sheet, mapped)) is not None:
                words = [FactWords(translator(lang)) for lang in LANGUAGES]
                return _form(read_form(sheet, at, wish.file, mapped, table, words), wish, tr)
    for sheet in found:
        if (columns := survey_columns(sheet, mapped, pack)) is not None:
            groups = table.field("voices[].group").values
            survey = read_survey(sheet, columns, wish.file, mapped, wish.group, groups)
            return _survey(survey, wish, pack, tr)
    what = message("no row has the heads of a form (Fact and Answer), and no column has the name of a cause")
    hint = message("say in a mapping file what its columns mean: --map mapping.yaml")
    raise InputError([Fault(wish.file, None, None, "", what, hint)])


def _sheets(file: str, tr: Translator) -> list[Sheet]:
    from sfa_audit.cli.files import read
    from sfa_audit.import_cells import Unreadable, sheets

    name, data = read(file, MOST)
    fault = None
    if len(data) > MOST:
        fault = Fault(name, None, None, "", message("the file is too large"))
    elif not data.strip():
        fault = Fault(name, None, None, "", message("the file is empty"))
    if fault is None:
        try:
            return sheets(data)
        except Unreadable as error:
            fault = Fault(name, None, None, "", error.message, error.hint)
        except ImportError as error:
            raise wrong(tr, 'workbooks need openpyxl: pip install "sfa-audit[xlsx]"; or save it as CSV') from error
    raise InputError([fault])


def _form(filled: Filled, wish: Wish, tr: Translator) -> int:
    from sfa_audit.answers import Answers, Head
    from sfa_audit.forms import BY, DAY
    from sfa_audit.import_rows import SOURCE

    source, kind, by, day = wish.head
    head = Head(
        source or filled.head.get(SOURCE) or _stem(wish.file),
        kind or "statement",
        by or filled.head.get(BY, ""),
        day or filled.head.get(DAY) or wish.today.isoformat(),
    )
    n = len(filled.values)
    done = messages("{n} answer read.", "{n} answers read.", n)
    return _deliver(Answers(head, dict(filled.values)), filled.faults, n, [done], wish, tr)


def _survey(survey: Survey, wish: Wish, pack: RulePack, tr: Translator) -> int:
    from sfa_audit.answers import Answers, Head
    from sfa_audit.fact_words import group_name

    source, kind, by, day = wish.head
    day = day or wish.today.isoformat()
    head = Head(source or _stem(wish.file), kind or "statement", by or wish.group or "", day)
    answers = Answers(head, voices=survey.voices(day, wish.segments))
    least = pack.voices.least_group
    done = [
        messages("{group}: {n} respondent counted.", "{group}: {n} respondents counted.", n, group=group_name(group))
        for group, n in survey.respondents.items()
        if n >= least
    ]
    small = [n for n in survey.respondents.values() if n < least]
    if small:
        done.append(message("Groups with fewer than {n} respondents are counted too; reports hide them.", n=least))
    if survey.ignored:
        tell(tr.render(message("Columns that were not read: {columns}", columns="; ".join(survey.ignored))))
    return _deliver(answers, survey.faults, sum(survey.respondents.values()), done, wish, tr)


def _deliver(answers: Answers, faults: list[Fault], n: int, done: list[Message], wish: Wish, tr: Translator) -> int:
    """List what could not be read; write what could, unless it is not whole and that was not wanted."""
    from sfa_audit.cli.own_file import FOLDER, OwnFile, going_on, named, slug

    _complain(faults, tr)
    if faults and not wish.partial:
        tell(tr.render(message("Nothing was written; --partial writes the rest.")))
        return 2
    if n == 0:
        tell(tr.gettext("There is no answer in it; nothing was written."))
        return 2 if faults else 0
    table = wish.table
    if wish.into is not None:
        own: OwnFile = named(wish.into, answers.head, table, tr)
    else:
        path = Path(FOLDER) / f"{answers.head.date}-{slug(answers.head.source)}.yaml"
        own = going_on(path, answers.head, table, tr)
    own.answers.merge(answers)
    own.save()
    for line in done:
        say(tr.render(line))
    tell(tr.render(message("Written: {file}", file=own.name)))
    command = typed(["sfa-audit", "assess", "project.yaml", own.name])
    tell(tr.render(message("Next: {command}", command=command)))
    return 0


def _complain(faults: list[Fault], tr: Translator) -> None:
    import sys

    for fault in faults[:MOST_FAULTS]:
        say(fault.render(tr), to=sys.stderr)
    if faults:
        n = len(faults)
        tell(tr.render(messages("{n} cell could not be read.", "{n} cells could not be read.", n)))


def _stem(file: str) -> str:
    return "form" if file == "-" else Path(file).stem.replace("_", " ").strip() or "form"
