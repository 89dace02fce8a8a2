"""`sfa-audit ask`: the next best question, one after the other; or their ranking, or a questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sfa_audit.cli.options import LANG_HELP, RULES_HELP, a_date, a_setting, one_of, wrong
from sfa_audit.cli.run import Asked
from sfa_audit.i18n import N_, Translator

if TYPE_CHECKING:
    from sfa_audit.cli.desk import Desk

HELP = N_("Ask the next best questions and write the answers into an answers file.")
FORMS = ("md", "csv", "xlsx", "html")


def ask(
    files: Annotated[list[str] | None, typer.Argument(help=N_("The project file, then answers files.  [default: project.yaml]"), show_default=False)] = None,
    for_: Annotated[str | None, typer.Option("--for", metavar="ROLE", help=N_("Ask only what a role or a group (executives, managers, reps, …) can tell."))] = None,
    list_: Annotated[bool, typer.Option("--list", help=N_("Print the questions, most points first, and ask nothing."))] = False,
    form: Annotated[str | None, typer.Option(help=N_("Make a questionnaire instead: md, csv, xlsx or html."))] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", help=N_("Where the questionnaire goes.  [default: printed]"))] = None,
    into: Annotated[str | None, typer.Option(help=N_("The answers file to begin or to go on with.  [default: answers/DATE-SOURCE.yaml beside the project]"))] = None,
    source: Annotated[str | None, typer.Option(help=N_("Where the answers come from, such as: interview with the head of sales."))] = None,
    kind: Annotated[str | None, typer.Option(help=N_("Kind of evidence: log, document, observation or statement."))] = None,
    by: Annotated[str | None, typer.Option(help=N_("Role of the person who answers, never a name."))] = None,
    date: Annotated[str | None, typer.Option(help=N_("Day of the answers, 2026-11-23.  [default: today, UTC]"))] = None,
    gate: Annotated[str | None, typer.Option(help=N_("Questions that decide this gate come first."))] = None,
    fail_under: Annotated[str | None, typer.Option(help=N_("Gate: least readiness on what is known, 0 to 100."))] = None,
    entering: Annotated[str | None, typer.Option(help=N_("The milestone to assess for.  [default: the one after the project's phase]"))] = None,
    profile: Annotated[str | None, typer.Option(help=N_("Which rules: full or quick.  [default: the project's, else full]"))] = None,
    rules: Annotated[str | None, typer.Option(help=RULES_HELP)] = None,
    as_of: Annotated[str | None, typer.Option(help=N_("Date of the assessment, 2026-11-23.  [default: today, UTC]"))] = None,
    config: Annotated[str | None, typer.Option(help=N_("The settings file.  [default: sfa-audit.yaml or pyproject.toml, found upwards]"))] = None,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:  # fmt: skip
    from sfa_audit.cli.language import speak

    tr = speak(lang)
    flags = {"gate.name": gate, "gate.fail_under": a_setting("gate.fail_under", fail_under, tr)}
    flags |= {"rules": rules, "entering": entering, "profile": profile}
    names = tuple(files or ["project.yaml"])
    if names[0] == "-":
        raise wrong(tr, "ask needs the project as a file: standard input is where the answers come from")
    if output is not None and form is None:
        raise wrong(tr, "-o says where a questionnaire goes: name its --form as well")
    wanted = one_of(form, FORMS, "--form", tr) if form is not None else None
    asked = Asked(names, a_date(as_of, tr), {}, flags, config, exit_zero=True)
    desk = _desk(asked, for_, tr)
    if wanted is not None:
        from sfa_audit.cli.questionnaire import write_form

        return write_form(desk, wanted, output)
    if list_:
        from sfa_audit.cli.ask_list import print_list

        return print_list(desk)
    from sfa_audit.cli.desk import HeadOptions
    from sfa_audit.cli.interviewing import interview

    return interview(desk, HeadOptions(source, kind, by, date), into)


def _desk(asked: Asked, role: str | None, tr: Translator) -> Desk:
    from sfa_audit.cli.desk import Desk
    from sfa_audit.interview import GROUPS

    desk = Desk(asked, role, tr)
    if role is not None:
        named = [id.removeprefix("role.").removesuffix(".title") for id in desk.pack.texts[desk.pack.language]
                 if id.startswith("role.") and id.endswith(".title")]  # fmt: skip
        one_of(role, [*GROUPS, *named], "--for", tr)
    return desk
