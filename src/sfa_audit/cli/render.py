"""`sfa-audit render`: a saved result in another format or language, to the same bytes as the direct way."""

from __future__ import annotations

from typing import Annotated

import typer

from sfa_audit.cli.options import LANG_HELP, THEME_HELP, a_format, outputs, shows_robust
from sfa_audit.cli.talk import tell
from sfa_audit.i18n import N_, message

# The formats that test how the verdict stands up show the plan too.
NO_PLAN = message("This result holds no plan; save it again: sfa-audit assess project.yaml … --plan -o result.json")
NO_GATE = message(
    "This result holds no plan, for no gate was asked; name one and save it again: "
    "sfa-audit assess project.yaml --gate standard --plan -o result.json"
)
HELP = N_("Render a saved result.json in any format or language.")


def render(
    file: Annotated[str, typer.Argument(help=N_("A result.json that sfa-audit assess has saved."))],
    format_: Annotated[str | None, typer.Option("--format", "-f", help=N_("What to print, such as terminal, markdown, html or json."))] = None,
    output: Annotated[list[str] | None, typer.Option("--output", "-o", help=N_("Write FILE (by its extension) or FORMAT=FILE; repeatable."))] = None,
    theme: Annotated[str | None, typer.Option(help=THEME_HELP)] = None,
    all_: Annotated[bool, typer.Option("--all", help=N_("Show all causes and questions in the terminal."))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=N_("Print nothing but what -f asks for."))] = False,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:  # fmt: skip
    from sfa_audit.cli.deliver import write_and_show
    from sfa_audit.cli.language import speak
    from sfa_audit.cli.saved import saved_report
    from sfa_audit.cli.theming import theme_beside

    tr = speak(lang)
    printed = a_format(format_, tr)
    targets = outputs(output or [], tr)
    shown = printed or (None if quiet or targets else "terminal")
    looks = theme_beside(theme, file, [shown, *(kind for kind, _ in targets)])
    report = saved_report(file)
    write_and_show(report, tr, shown, targets, quiet=quiet, full=all_, theme=looks)
    if report["score"] is not None and report["robust"] is None and shows_robust(shown, targets):
        tell(tr.render(message("How the verdict stands up was not tested when this was saved; --robust does.")), quiet)
    if report["score"] is not None and report["plan"] is None and shows_robust(shown, targets):
        tell(tr.render(NO_PLAN if report["verdict"]["asked"] else NO_GATE), quiet)
    return 0
