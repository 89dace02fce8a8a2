"""The report as a PDF: the printed page of the HTML report, laid out by WeasyPrint and tagged for screen readers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sfa_audit.i18n import Translator
from sfa_audit.render.environment import source
from sfa_audit.render.html import page
from sfa_audit.render.view import view
from sfa_audit.theme import Theme

_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}@]+)\{([^{}]*(?:fill|stroke|opacity|overflow):[^{}]*)\}")
_STYLE = re.compile(r"<style>([^<]*)</style>")
_SHAPES = re.compile(r'<svg [^>]*class="defs"[^>]*>(.*?)</svg>', re.DOTALL)
# Drawings begin so in our templates; the shapes themselves, and drawings within drawings, do not.
_DRAWING = re.compile(r'<svg (?!width="0"|class="ov")[^>]*>')
_FIRM_NAME = re.compile(r'<meta name="author" content="([^"]*)">')
_MARK = "<style>path{fill:#fff}</style>"  # the mark on the band, which is there without a theme only


def render_pdf(report: Mapping[str, Any], tr: Translator, theme: Theme | None = None) -> bytes:
    """The PDF of the plain data that `report_json` makes, the same bytes for the same data and fonts.

    Raises ImportError or OSError where WeasyPrint or its libraries are not installed.
    """
    return pdf_of(page(view(report, tr), tr, theme=theme), report["input"]["as_of"])


def pdf_of(html: str, as_of: str) -> bytes:
    """A page of ours, dated, as a tagged PDF (PDF/UA-1). Nothing is loaded but what the page itself holds."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    closed = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    made = HTML(string=printable(html, as_of), url_fetcher=closed).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(made, bytes)
    return made


def printable(html: str, as_of: str) -> str:
    """The page as WeasyPrint needs it: a style without widths, and drawings that hold all that they are drawn with."""
    style, shapes = _STYLE.search(html), _SHAPES.search(html)
    assert style is not None
    assert shapes is not None
    css = style[1]
    if firm := _FIRM_NAME.search(html):  # a picture without a text is an error in a tagged PDF
        html = html.replace('" alt="">', f'" alt="{firm[1]}">', 1)
    inside = f"<style>{drawing_style(css)}</style>{shapes[1]}"
    html = _DRAWING.sub(lambda drawing: drawing[0] + (_MARK if 'width="24"' in drawing[0] else inside), html)
    wide = re.sub(r"@media \(min-width:[^)]*\)", "@media all", css)  # it knows no widths, and paper is wide
    dated = f'<meta name="dcterms.created" content="{as_of}"><meta name="dcterms.modified" content="{as_of}">'
    return html.replace(style[0], f"{dated}<style>{wide}{source('pdf.css')}</style>", 1)


def drawing_style(css: str) -> str:
    """The rules of a style sheet that drawings need, with the values that its variables have on paper."""
    values: dict[str, str] = {}
    for block in (*re.findall(r"^:root\{([^}]*)\}", css), *re.findall(r"@media print\{:root\{([^}]*)\}", css)):
        values |= dict(re.findall(r"(--[\w-]+):([^;]+)", block))
    found = []
    for selectors, body in _RULE.findall(_MEDIA.sub("", css)):
        own = [last for one in selectors.split(",") if (last := one.split()[-1]).startswith(".")]
        if own:
            found.append(f"{','.join(own)}{{{body}}}")
    return re.sub(r"var\((--[\w-]+)\)", lambda name: values[name[1]], "".join(found))
