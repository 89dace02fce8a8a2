"""The HTML report: well formed, closed to the network, and hostile texts stay texts."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from render.sample import ALL_STATES, hostile, report
from sfa_audit.i18n import translator
from sfa_audit.render import html
from sfa_audit.render.environment import source
from sfa_audit.render.html import css_text, render_html
from sfa_audit.render.view import view

EMPTY = {"meta", "link", "br", "use", "rect", "line", "path", "circle"}
ALLOWED = EMPTY | {
    *("html", "head", "title", "style", "body", "a", "header", "div", "main", "section", "nav", "footer"),
    *("p", "h1", "h2", "h3", "h4", "span", "b", "bdi", "code", "figure", "figcaption", "ul", "ol", "li"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "dl", "dt", "dd"),
    *("svg", "defs", "pattern", "symbol", "g"),
    *("script", "template", "button"),  # of the what-if: see tests/browser/test_what_if.py
}


class Page(HTMLParser):
    """A page taken apart: elements with their attributes, the text of headings, tables and all."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.headings: list[int] = []
        self.headless: list[int] = []
        self.faults: list[str] = []
        self.style = ""
        self.script = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if len({name for name, _ in attrs}) < len(attrs):
            self.faults.append(f"an attribute twice: {tag}")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "table":
            self.headless.append(1)
        if tag == "th":
            self.headless[-1] = 0
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"closed out of turn: {tag}")

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            self.style += data
        elif self.open[-1:] == ["script"]:
            self.script += data
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def made(state: str, lang: str = "en") -> Page:
    return Page(render_html(report(state), translator(lang)))


@pytest.mark.parametrize("state", ALL_STATES)
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_the_page_is_well_formed(state: str, lang: str) -> None:
    page = made(state, lang)
    assert page.faults == []
    assert page.open == []
    assert ("html", {"lang": lang}) in page.tags
    assert page.headings.count(1) == 1
    assert page.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)
    assert not any(page.headless)
    tables = [tag for tag, _ in page.tags if tag in ("table", "caption")]
    assert tables == ["table", "caption"] * (len(tables) // 2)


@pytest.mark.parametrize("state", ALL_STATES)
def test_nothing_is_fetched_and_nothing_runs(state: str) -> None:
    page = made(state)
    names = {name for _, attributes in page.tags for name in attributes}
    assert not {name for name in names if name.startswith("on")}
    assert names.isdisjoint({"style", "src", "srcset", "action", "formaction", "poster", "data"})
    assert {tag for tag, _ in page.tags} <= ALLOWED
    outside = [href for tag, a in page.tags if tag == "link" for href in [a["href"]]]
    assert all(href.startswith("data:image/svg+xml,") for href in outside)
    assert not re.search(r"url\((?!#)|@import|https?:", page.style)


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    page = made("passed")
    (policy,) = [a["content"] for tag, a in page.tags if tag == "meta" and a.get("http-equiv")]
    digest = b64encode(sha256(page.style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert page.script == ""


def test_titles_of_sources_are_marked_as_english_on_a_chinese_page() -> None:
    data = report("failed")
    spans = [a for tag, a in made("failed", "zh-Hans").tags if tag == "span" and "lang" in a]
    assert spans == [{"lang": "en"}] * len(data["sources"])
    assert not [a for tag, a in made("failed", "en").tags if tag == "span" and "lang" in a]


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_the_one_script_is_that_of_the_what_if_and_allowed_by_its_hash(lang: str) -> None:
    page = made("failed", lang)
    (policy,) = [a["content"] for tag, a in page.tags if tag == "meta" and a.get("http-equiv")]
    digest = b64encode(sha256(page.script.encode()).digest()).decode()
    assert f"; script-src 'sha256-{digest}'; " in policy
    assert "unsafe" not in policy
    assert [a for tag, a in page.tags if tag == "script"] == [{}]
    assert page.script == html.script(html.WHAT_IF)
    assert len(page.script.encode()) <= 3700
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|eval|Function|fetch|Request|Storage|cookie", page.script)


def test_a_script_of_ours_would_be_allowed_by_its_hash() -> None:
    tr = translator("en")
    text = html.page(view(report(), tr), tr, script="addEventListener('x', function () {});")
    assert "script-src &#39;sha256-" in text
    with pytest.raises(ValueError, match="end of its element"):
        html.page(view(report(), tr), tr, script="'</script>'")


@pytest.mark.parametrize("state", ["failed", "stopped", "every rule", "since last time"])
def test_hostile_texts_stay_texts(state: str) -> None:
    page = Page(render_html(hostile(state), translator("en")))
    assert page.faults == []
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= ALLOWED
    assert not any(name.startswith("on") for _, a in page.tags for name in a)
    for href in page.values("href"):
        assert href.startswith(("#", "https://", "http://", "data:image/svg+xml,"))
    assert not [href for href in page.values("href") if "javascript" in href.split("/")[0]]
    assert "javascript:alert(12)" in page.text
    assert "<script>window.__xss=1;alert(1)</script>" in page.text
    assert "{{7*7}}" in page.text
    assert "&lt;script&gt;" in page.text
    assert "[click](javascript:alert(9))" in page.text


def test_what_turns_or_hides_text_is_written_out() -> None:
    text = render_html(hostile(), translator("en"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]", text)
    assert "\\u202e" in text
    assert "\\x1b[31m" in text


def test_the_foot_of_a_page_cannot_leave_its_string() -> None:
    assert css_text('a"; } body { display: none } /* \\ \n 中') == (
        "a\\22 \\3b  \\7d  body \\7b  display\\3a  none \\7d  \\2f \\2a  \\5c  \\a  \\4e2d "
    )


def test_templates_mark_nothing_as_safe() -> None:
    for name in ("report.html.j2", "_macros.html.j2", "report.md.j2"):
        text = source(name)
        assert "|safe" not in text.replace(" ", "")
        assert "autoescape" not in text
        assert "Markup" not in text


def test_a_missing_figure_is_an_error_and_never_a_blank() -> None:
    data = report()
    del data["causes"][0]["cost"]["whole"]
    with pytest.raises(KeyError):
        render_html(data, translator("en"))
