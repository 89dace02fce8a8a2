"""`sfa-audit demo`: a finished example and its reports, to look at before anything is typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sfa_audit.cli.options import LANG_HELP, wrong
from sfa_audit.cli.talk import say
from sfa_audit.i18n import N_, message

HELP = N_("Write a finished example with its reports.")
STORY = "sound-at-the-pilot-gate"
AS_OF = "2026-11-23"


def demo(
    folder: Annotated[str, typer.Argument(help=N_("The folder to write into."))] = "sfa-audit-demo",
    force: Annotated[bool, typer.Option("--force", help=N_("Replace a file that is there."))] = False,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:
    from sfa_audit.cli.deliver import rendered
    from sfa_audit.cli.files import write_all
    from sfa_audit.cli.language import speak
    from sfa_audit.cli.options import a_date
    from sfa_audit.cli.run import Asked, settled
    from sfa_audit.render.report_json import to_plain
    from sfa_audit.resources import examples

    tr = speak(lang)
    project = (examples() / STORY / "project.yaml").read_bytes()
    place = Path(folder)
    file = place / "project.yaml"
    if file.is_file() and file.read_bytes() != project and not force:  # it has been worked on
        raise wrong(tr, "{file} is there already; --force replaces it", file=str(file))
    kinds = {"html": "report.html", "markdown": "report.md", "json": "result.json"}
    for name in () if file.is_file() or force else kinds.values():  # the folder is somebody else's
        if (place / name).exists():
            raise wrong(tr, "{file} is there already; --force replaces it", file=str(place / name))
    write_all([(str(file), project)], own=True)
    asked = Asked((str(file),), a_date(AS_OF, tr), flags={"gate.name": "standard"}, robust=True, plan=True)
    result = settled(asked, tr)
    report = to_plain(result.result)
    write_all([(str(place / name), rendered(report, kind, tr)) for kind, name in kinds.items()])
    say(rendered(report, "terminal", tr, live=True))
    say(tr.render(message("Open {file} in a browser.", file=str(place / "report.html"))))
    again = f"sfa-audit assess {file} --gate standard --as-of {AS_OF}"
    say(tr.render(message("Change {file} and run: {command}", file=str(file), command=again)))
    return 0
