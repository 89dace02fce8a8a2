"""What `compare` and `assess --compare` share: reading the two sides, comparing them, bringing the result to the user."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sfa_audit.cli.deliver import wants_color
from sfa_audit.cli.files import read_whole, write_all
from sfa_audit.cli.formats import PDF
from sfa_audit.cli.run import Asked, settled
from sfa_audit.cli.saved import is_beside, saved_report
from sfa_audit.cli.settled import settle
from sfa_audit.cli.talk import say, tell
from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import Translator, message
from sfa_audit.theme import Theme

Report = Mapping[str, Any]
RESULTS = "result*.json"


def report_of(asked: Asked, tr: Translator) -> Report:
    """The report of one file: a saved result as it is, a project file assessed now. Raises InputError."""
    name = asked.files[0]
    if name != "-" and read_whole(name)[1].lstrip()[:1] == b"{":
        return saved_report(name)
    from sfa_audit.render.report_json import to_plain

    report = to_plain(settled(asked, tr).result)
    settle(0)  # a comparison is no verdict, however the two sides came out
    return report


def compared(old: tuple[str, Report], new: tuple[str, Report], rules: str | None) -> dict[str, Any]:
    """The comparison of two named reports as plain data. `rules`: the folder of the pack, None for the shipped one."""
    from sfa_audit.cli.packs import rules_and_table
    from sfa_audit.compare import compare
    from sfa_audit.project.table import NeedsModel
    from sfa_audit.render.compare_json import comparison_to_plain

    pack, table = rules_and_table(rules, "en")
    try:
        found = compare(old[1], new[1], pack, table)
    except (KeyError, TypeError, ValueError, AttributeError, NeedsModel) as error:
        what = message("this saved result has been changed or is of another version")
        raise InputError([Fault(f"{old[0]}, {new[0]}", None, None, "", what)]) from error
    return comparison_to_plain(found, old, new)


def trend_of(folder: str, tr: Translator, quiet: bool) -> dict[str, Any]:
    """The dated results of a folder as plain data; comparisons and plans that lie there are passed over.

    Raises InputError when there are none.
    """
    from sfa_audit.cli.options import wrong
    from sfa_audit.render.compare_trend import trend_to_plain
    from sfa_audit.trend import trend

    place = Path(folder)
    if not place.is_dir():
        if place.exists():
            raise wrong(tr, "compare takes two files, or one folder alone")
        raise InputError([Fault(folder, None, None, "", message("there is no such file"))])
    files = []
    for file in sorted(place.glob(RESULTS)):
        if is_beside(str(file)):
            tell(tr.render(message("Passed over, for it is no saved result: {file}", file=str(file))), quiet)
        else:
            files.append(file)
    if not files:
        hint = message("save results there: sfa-audit assess project.yaml -o result-2026-11-23.json")
        what = message("there is no saved result, result*.json, in this folder")
        raise InputError([Fault(folder, None, None, "", what, hint)])
    return trend_to_plain(trend((file.name, saved_report(str(file))) for file in files))


def show(
    made: Report,
    shown: str | None,
    targets: Sequence[tuple[str, str]],
    tr: Translator,
    *,
    full: bool,
    quiet: bool,
    theme: Theme | None = None,
) -> None:
    """Write the files, all or none, and print what is to be shown."""
    texts = [(file, content(made, kind, tr, full=full, theme=theme)) for kind, file in targets]
    text = rendered(made, shown, tr, full=full, live=True, theme=theme) if shown is not None else ""
    write_all(texts)
    if text:
        say(text, end="" if text.endswith("\n") else "\n")
    for _, file in targets:
        tell(tr.render(message("Written: {file}", file=file)), quiet)


def content(made: Report, kind: str, tr: Translator, *, full: bool, theme: Theme | None) -> str | bytes:
    """What a file in one format holds."""
    html = rendered(made, "html" if kind == PDF else kind, tr, full=full, theme=theme)
    if kind != PDF:
        return html
    from sfa_audit.render.pdf import pdf_of

    days = [point["as_of"] for point in made.get("points", ())] or [made["new"]["input"]["as_of"]]
    return pdf_of(html, days[-1])


def rendered(
    made: Report, kind: str, tr: Translator, *, full: bool = False, live: bool = False, theme: Theme | None = None
) -> str:
    """A comparison or a trend in one format."""
    from sfa_audit.render.compare_formats import comparison_html, comparison_markdown
    from sfa_audit.render.compare_trend import trend_html, trend_markdown, trend_view
    from sfa_audit.render.compare_view import comparison_view
    from sfa_audit.render.report_json import dumps

    over_time = "points" in made
    if kind == "json":
        return dumps(made)
    if kind == "html":
        return trend_html(made, tr, theme) if over_time else comparison_html(made, tr, theme)
    if kind == "markdown":
        return trend_markdown(made, tr, theme) if over_time else comparison_markdown(made, tr, theme)
    from sfa_audit.render.terminal_pages import page_text

    width = shutil.get_terminal_size((80, 24)).columns if live and sys.stdout.isatty() else 80
    view = (trend_view if over_time else comparison_view)(made, tr)
    return page_text(view, tr, width, live and wants_color(), full)
