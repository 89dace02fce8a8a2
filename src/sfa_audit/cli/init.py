"""`sfa-audit init`: write a commented project file to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sfa_audit.cli.options import LANG_HELP, one_of
from sfa_audit.cli.talk import tell, typed
from sfa_audit.i18n import N_, message

HELP = N_("Write a commented project file to start from.")


def init(
    file: Annotated[str, typer.Argument(help=N_("The file to write."))] = "project.yaml",
    phase: Annotated[str, typer.Option(help=N_("The phase that the project is in."))] = "selection",
    entering: Annotated[str | None, typer.Option(help=N_("Only the facts due for this milestone.  [default: the one after the phase]"))] = None,
    profile: Annotated[str, typer.Option(help=N_("full or quick."))] = "full",
    name: Annotated[str | None, typer.Option(help=N_("The name of the roll-out."), show_default=False)] = None,
    force: Annotated[bool, typer.Option("--force", help=N_("Replace a file that is there."))] = False,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:  # fmt: skip
    from sfa_audit.cli.files import write_all
    from sfa_audit.cli.language import speak
    from sfa_audit.cli.options import wrong
    from sfa_audit.cli.packs import load_rules
    from sfa_audit.project.table import load_table
    from sfa_audit.starter import starter
    from sfa_audit.value_words import is_none, is_unknown

    tr = speak(lang)
    table = load_table()
    pack = load_rules(None, table)
    one_of(phase, pack.phases, "--phase", tr)
    milestone = one_of(entering or pack.after(phase), pack.milestones, "--entering", tr)
    one_of(profile, list(pack.profiles), "--profile", tr)
    title = tr.gettext("My roll-out") if name is None else name.strip()
    if not title or not title.isprintable() or is_none(title) or is_unknown(title):
        raise wrong(tr, "--name takes the name of the roll-out, not {text}", text=repr(name))
    if Path(file).exists() and not force:
        raise wrong(tr, "{file} is there already; --force replaces it", file=file)
    text = starter(
        pack, table, tr, name=title, phase=phase, entering=milestone, profile=profile, file=Path(file).name or file
    )
    write_all([(file, text)], own=True)
    tell(tr.render(message("Written: {file}", file=file)))
    ask, assess = (typed(["sfa-audit", command, file]) for command in ("ask", "assess"))
    tell(tr.render(message("Next: fill in what you know, or let {command} ask for it.", command=ask)))
    tell(tr.render(message("Then: {command}", command=assess)))
    return 0
