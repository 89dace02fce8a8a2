"""The PDF: all of the report, tagged, readable as text, closed to the network; and a word where none can be made."""

from __future__ import annotations

import io
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from program import ROOT, Run
from render.sample import NOTHING, hostile, report
from sfa_audit.i18n import translator
from sfa_audit.render.content import View
from sfa_audit.render.html import page
from sfa_audit.render.pdf import drawing_style, printable, render_pdf
from sfa_audit.render.view import view
from sfa_audit.theme import Theme
from sfa_audit.theme_colors import DARK, LIGHT
from sfa_audit.theme_logo import logo_address

PROJECT = ROOT / "tests" / "render" / "project.yaml"
LOGO = logo_address((ROOT / "examples" / "theme" / "logo.svg").read_bytes())
THEME = Theme("Example Advisory", LOGO, LIGHT, DARK, "Prepared for the client only.", "Confidential")


@pytest.fixture(autouse=True, scope="module")
def weasyprint() -> None:
    """Without WeasyPrint or its libraries the tests are skipped; in CI they fail: there a PDF must have been made."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        if os.environ.get("CI"):
            pytest.fail(f"no PDF can be made here: {error}")
        pytest.skip(f"no PDF can be made here: {error}")


def read(data: bytes) -> Any:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(data))


def texts(data: bytes) -> list[str]:
    """The text of each page, without blanks: where a line breaks does not matter."""
    # the reader puts zeros between letters where a font also has signs beyond the first 65,536
    return [bare(one.extract_text().replace("\0", "")) for one in read(data).pages]


def bare(text: str) -> str:
    return "".join(text.split())


def addresses(data: bytes) -> set[str]:
    """Where the links of a PDF lead to outside of it."""
    found = [a.get_object() for one in read(data).pages for a in one.get("/Annots") or ()]
    return {str(a["/A"]["/URI"]) for a in found if "/A" in a and "/URI" in a["/A"]}


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "theme"), [("en", None), ("zh-Hans", THEME)])
def test_all_of_the_report_is_there(lang: str, theme: Theme | None) -> None:
    data, tr = report("quick"), translator(lang)
    made = render_pdf(data, tr, theme)  # it takes some seconds: one PDF is looked at from all sides
    content = view(data, tr)
    pages = texts(made)
    assert bare(content.verdict.headline) in pages[0]
    check_findings(data, lang, "".join(pages))
    check_edges(pages, " · ".join(content.about), theme)
    check_description(read(made), data, content, theme)
    check_links(made, data)
    check_bars(read(made))


def check_findings(data: Any, lang: str, text: str) -> None:
    words = data["texts"][lang]
    due = [finding for finding in data["findings"] if finding["outcome"] not in ("not_due", "not_applicable")]
    assert due
    for finding in due:
        titles = [words[f"rule.{finding['rule']}.{key}"] for key in ("title", "otherwise")]
        assert any(bare(title) in text for title in titles), finding["rule"]


def check_edges(pages: list[str], about: str, theme: Theme | None) -> None:
    """Number, name, and the words of a theme stand on every page."""
    for number, text in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in text
        assert bare(about) in text
        for words in (theme.name, theme.footer, theme.classification) if theme else ():
            assert bare(words) in text


def check_description(pdf: Any, data: Any, content: View, theme: Theme | None) -> None:
    """It is tagged, and says its language, title, author, date and headings."""
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == content.lang
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert pdf.metadata.title.startswith(content.title)
    assert pdf.metadata.author == (theme.name if theme else None)
    assert pdf.metadata.creation_date.date().isoformat() == data["input"]["as_of"]
    assert {(int(page.mediabox.width), int(page.mediabox.height)) for page in pdf.pages} == {(595, 841)}
    marks = {bare(title) for title in headings(pdf.outline)}
    assert {bare(content.verdict.headline), *(bare(section.heading) for section in content.sections)} <= marks


def headings(outline: Any) -> Iterator[str]:
    for mark in outline:
        if isinstance(mark, list):
            yield from headings(mark)
        else:
            yield str(mark["/Title"])


def check_links(made: bytes, data: Any) -> None:
    """Links lead to the sources and nowhere else; there is nothing that runs, and no file within."""
    listed = {address for source in data["sources"].values() for address in source["address"]}
    assert addresses(made)
    assert addresses(made) <= listed
    assert not [name for name in (b"/JavaScript", b"/EmbeddedFile", b"/Launch", b"/OpenAction") if name in made]


def check_bars(pdf: Any) -> None:
    drawn = b"".join(page.get_contents().get_data() for page in pdf.pages)
    for color in ("#175676", "#8c3b3e", "#f6f8f9"):  # evidenced, lost, the track
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        operands = rb"\s+".join(rb"%.2f\d*" % (int(part * 100) / 100) for part in parts)
        assert re.search(operands + rb"\s+rg", drawn), color


@pytest.mark.slow
def test_hostile_texts_stay_texts_and_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was to be loaded")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    wild = Theme("<img src=https://collector.example/>", LOGO, LIGHT, DARK, '"; } body { display: none }', "</style>")
    data = render_pdf(hostile("quick"), translator("en"), wild)
    text = "".join(texts(data))
    assert bare("<script>window.__xss=1;alert(1)</script>") in text
    assert bare("{{7*7}}") in text
    assert bare('"; } body { display: none }') in text
    assert b"/JavaScript" not in data
    assert all(address.startswith(("https://", "http://")) for address in addresses(data))


# ---- drawings ------------------------------------------------------------------------------------------------------


def test_drawings_hold_all_that_they_are_drawn_with() -> None:
    tr = translator("en")
    html = printable(page(view(report("quick"), tr), tr), "2026-11-23")
    outer = [part for part in re.split(r"(?=<svg )", html)[1:] if not re.match(r'<svg (width="0"|class="ov")', part)]
    assert len(outer) > 20
    for part in outer:
        inside = part[part.index(">") + 1 :]
        assert inside.startswith("<style>")
        style = inside.partition("</style>")[0]
        assert "var(" not in style
    assert "(min-width" not in html
    assert "<script" not in html


def test_the_rules_of_drawings_have_the_colours_of_paper() -> None:
    css = (
        ":root{--ev:#111111;--ink:#222222}@media (prefers-color-scheme:dark){:root{--ev:#333333}}a{color:var(--ink)}"
        ".s-a,.line .b{fill:var(--ev)}.brand path{fill:currentColor}.line svg{overflow:visible;height:9rem}"
        "@media (max-width:9rem){.x{fill:red}}"
        "@media print{:root{--ink:#000}.y{fill:blue}}.c{stroke:var(--ink)}"
    )
    assert drawing_style(css) == ".s-a,.b{fill:#111111}.c{stroke:#000}"


# ---- the command ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_same_data_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "project.yaml").write_text(NOTHING, encoding="utf-8")
    done = run(
        ["assess", "--as-of", "2026-11-23", "--profile", "quick", "-q", "-o", "a.pdf", "-o", "result.json"],
        cwd=tmp_path,
    )
    assert done.code == 0, done.stderr
    assert run(["render", "result.json", "-o", "b.pdf", "-q"], cwd=tmp_path).code == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    run(["compare", "result.json", "result.json", "-o", "c.pdf"], cwd=tmp_path)
    assert "Comparisonoftwoassessments" in "".join(texts((tmp_path / "c.pdf").read_bytes()))


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("raise ModuleNotFoundError('no', name='weasyprint')", ["is not installed", 'pip install "sfa-audit[pdf]"']),
        ("", ["weasyprint.urls", 'pip install "sfa-audit[pdf]"']),  # one that is too old
        ("raise OSError(\"cannot load library 'libpango-1.0-0'\")", ["libpango-1.0-0", "apt install"]),
    ],
)
def test_where_no_pdf_can_be_made_it_says_so_before_any_work(
    run: Run, tmp_path: Path, broken: str, said: list[str]
) -> None:
    (tmp_path / "weasyprint.py").write_text(broken, encoding="utf-8")
    done = run(
        ["assess", "missing.yaml", "-o", "out/a.pdf", "-o", "out/a.html"],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.code == 2
    assert done.stdout == ""
    assert all(word in done.stderr for word in said)
    assert "missing.yaml" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_pdf_is_not_printed(run: Run) -> None:
    done = run(["assess", PROJECT, "-f", "pdf"])
    assert done.code == 2
    assert "-o report.pdf" in done.stderr


def test_without_a_pdf_nothing_of_it_is_imported(run: Run) -> None:
    done = run(["assess", PROJECT, "-f", "html"], env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert "weasyprint" not in done.stderr
    assert "import time:" in done.stderr
