"""`sfa-audit compare`: two results side by side, or a folder of dated results in a row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sfa_audit.cli.options import LANG_HELP, RULES_HELP, THEME_HELP, a_date, a_format, outputs, wrong
from sfa_audit.cli.run import Asked
from sfa_audit.i18n import N_, Translator

HELP = N_("Compare two projects or saved results, or show a folder of results over time.")
KINDS = ("terminal", "markdown", "html", "pdf", "json")


def compare(
    old: Annotated[str, typer.Argument(help=N_("A project file or result.json; or a folder with dated results, result*.json."))],
    new: Annotated[str | None, typer.Argument(help=N_("The project file or result.json to compare it with."), show_default=False)] = None,
    format_: Annotated[str | None, typer.Option("--format", "-f", help=N_("What to print: terminal, markdown, html or json."))] = None,
    output: Annotated[list[str] | None, typer.Option("--output", "-o", help=N_("Write FILE (by its extension) or FORMAT=FILE; repeatable."))] = None,
    gate: Annotated[str | None, typer.Option(help=N_("Gate for project files: a named gate of the rule pack."))] = None,
    entering: Annotated[str | None, typer.Option(help=N_("The milestone to assess project files for.  [default: the one after the project's phase]"))] = None,
    profile: Annotated[str | None, typer.Option(help=N_("Which rules for project files: full or quick.  [default: the project's, else full]"))] = None,
    as_of: Annotated[str | None, typer.Option(help=N_("Date of the assessment of project files, 2026-11-23.  [default: today, UTC]"))] = None,
    old_as_of: Annotated[str | None, typer.Option(help=N_("Date of the first side, when it is a project file.  [default: that of --as-of]"))] = None,
    rules: Annotated[str | None, typer.Option(help=RULES_HELP)] = None,
    theme: Annotated[str | None, typer.Option(help=THEME_HELP)] = None,
    all_: Annotated[bool, typer.Option("--all", help=N_("Show all of it in the terminal."))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=N_("Print nothing but what -f asks for."))] = False,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:  # fmt: skip
    from sfa_audit.cli.comparison import compared, report_of, show, trend_of
    from sfa_audit.cli.language import speak
    from sfa_audit.cli.packs import chosen_rules
    from sfa_audit.cli.theming import theme_beside

    tr = speak(lang)
    printed, targets = wanted(format_, output or [], tr)
    shown = printed or (None if quiet or targets else "terminal")
    looks = theme_beside(theme, new or old, [shown, *(kind for kind, _ in targets)])
    if new is None:
        show(trend_of(old, tr, quiet), shown, targets, tr, full=all_, quiet=quiet, theme=looks)
        return 0
    if Path(old).is_dir() or Path(new).is_dir():
        raise wrong(tr, "compare takes two files, or one folder alone")
    flags = {"gate.name": gate, "entering": entering, "profile": profile, "rules": rules}
    days = [a_date(old_as_of, tr, "--old-as-of") if old_as_of else a_date(as_of, tr), a_date(as_of, tr)]
    sides = [
        (name, report_of(Asked((name,), day, flags=flags), tr)) for name, day in zip((old, new), days, strict=True)
    ]
    show(
        compared(sides[0], sides[1], chosen_rules(rules, new)), shown, targets, tr, full=all_, quiet=quiet, theme=looks
    )
    return 0


def wanted(format_: str | None, output: Sequence[str], tr: Translator) -> tuple[str | None, list[tuple[str, str]]]:
    """What to print and what to write; a usage error for a format that a comparison does not have."""
    printed = a_format(format_, tr, KINDS)
    targets = outputs(output, tr)
    for kind, file in targets:
        if kind not in KINDS:
            raise wrong(tr, "-o {file}: a comparison is written as {choices}", file=file, choices=tr.joined(KINDS))
    return printed, targets
