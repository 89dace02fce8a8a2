"""The output formats: one table that is the registry and the choices of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from sfa_audit.i18n import Translator

if TYPE_CHECKING:
    from sfa_audit.theme import Theme


class Format(NamedTuple):
    """How a format is made: a function of `sfa_audit.render`.

    `places`: it names files, as the repository does. `themed`: it shows the looks of a firm. `sponsors`: it is the whole
    report, with how the verdict stands up and the plan.
    """

    module: str
    function: str
    extensions: tuple[str, ...] = ()
    places: bool = False
    themed: bool = False
    sponsors: bool = False


PDF = "pdf"  # the only one that is no text
FORMATS: Mapping[str, Format] = {
    "terminal": Format("terminal", "render_terminal", (".txt",)),
    "markdown": Format("markdown", "render_markdown", (".md", ".markdown"), themed=True, sponsors=True),
    "html": Format("html", "render_html", (".html", ".htm"), themed=True, sponsors=True),
    PDF: Format("pdf", "render_pdf", (".pdf",), themed=True, sponsors=True),
    "json": Format("report_json", "dumps", (".json",)),
    "sarif": Format("sarif", "render_sarif", (".sarif",), places=True),
    "junit": Format("junit", "render_junit", (".xml",), places=True),
    "github": Format("annotations", "render_annotations", places=True),
    "summary": Format("summary", "render_summary", places=True),
    "pr-comment": Format("pr_comment", "render_pr_comment", places=True),
    "gitlab": Format("gitlab", "render_gitlab", places=True),
    "csv": Format("csv_table", "render_csv", (".csv",), places=True),
    "badge": Format("badge", "render_badge", (".svg",), places=True),
    "shields": Format("badge", "render_shields", places=True),
}
EXTENSIONS: Mapping[str, str] = {extension: name for name, one in FORMATS.items() for extension in one.extensions}
MARK = "\ufeff"  # without it Excel reads a CSV file in the code page of the machine


def make(
    report: Mapping[str, Any], kind: str, tr: Translator, *, live: bool = False, theme: Theme | None = None
) -> str:
    """The report in one format but `terminal` and PDF. `live` output goes to stdout."""
    one = FORMATS[kind]
    function = getattr(import_module(f"sfa_audit.render.{one.module}"), one.function)
    if kind == "json":
        return str(function(report))
    if one.themed:
        return str(function(report, tr, theme))
    if not one.places:
        return str(function(report, tr))
    from sfa_audit.cli.places import places

    text = str(function(report, tr, places(report["input"]["files"])))
    return MARK + text if kind == "csv" and not live else text


def make_pdf(report: Mapping[str, Any], tr: Translator, theme: Theme | None = None) -> bytes:
    """The report as a PDF; `cli.pdf_ready` says whether one can be made here."""
    from sfa_audit.render.pdf import render_pdf

    return render_pdf(report, tr, theme)
