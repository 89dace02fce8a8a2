"""The Markdown report: reads as tables and lists, and hostile texts stay texts."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from render.sample import ALL_STATES, PAYLOADS, hostile, report
from sfa_audit.i18n import translator
from sfa_audit.render.escape import JOINER, code, markdown, slug
from sfa_audit.render.markdown import render_markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(text: str) -> list[Token]:
    return [inner for token in READER.parse(text) for inner in (token, *(token.children or ()))]


def shown(text: str) -> str:
    """The text of a piece of Markdown as a reader sees it."""
    return "".join(t.content for t in tokens(text) if t.type in ("text", "text_special", "code_inline")).replace(
        JOINER, ""
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_any_text_is_shown_as_written_and_is_nothing_else(payload: str) -> None:
    for text in (payload, f"{payload} {payload}", f"1. {payload}", f"# {payload}", f"- {payload}", f"+{payload}"):
        made = markdown(text)
        assert shown(made) == " ".join(text.split()).replace(JOINER, "")
        assert {t.type for t in tokens(made)} <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_any_text_is_a_code_span_as_written(payload: str) -> None:
    made = code(payload)
    assert [t.content.strip() for t in tokens(made) if t.type == "code_inline"] == [" ".join(payload.split())]
    assert [t.type for t in tokens(made) if t.type.startswith(("html", "link", "image"))] == []


@pytest.mark.parametrize(
    "text", ["a@b.example", "https://b.example", "www.b.example", "@all", "#12", "!3", "GH-4", "%5", "&6", ":+1:"]
)
def test_no_service_finds_a_link_or_a_mention(text: str) -> None:
    made = markdown(f"see {text}")
    assert JOINER in made
    assert made.replace(JOINER, "").replace("\\", "") == f"see {text}"


@pytest.mark.parametrize("state", ALL_STATES)
@pytest.mark.parametrize("make", [report, hostile])
def test_rows_have_as_many_cells_as_their_head(state: str, make: object) -> None:
    assert callable(make)
    text = render_markdown(make(state), translator("en"))
    width = 0
    for line in text.splitlines():
        if not line.startswith("| "):
            width = 0
            continue
        cells = len(re.findall(r"(?<!\\)\|", line)) - 1
        width = width or cells
        assert cells == width, line


@pytest.mark.parametrize("state", ALL_STATES)
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_links_lead_somewhere(state: str, lang: str) -> None:
    """To the anchors of GitHub and GitLab: letters of any script stay, and browsers decode what is percent-encoded."""
    text = render_markdown(report(state), translator(lang))
    headings = [shown(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#")]
    assert len({slug(heading) for heading in headings}) == len(headings)
    hrefs = [str(t.attrs["href"]) for t in tokens(text) if t.type == "link_open"]
    links = {unquote(href[1:]) for href in hrefs if href.startswith("#")}
    assert links <= {slug(heading) for heading in headings}
    assert len([line for line in text.splitlines() if line.startswith("# ")]) == 1


@pytest.mark.parametrize("state", ["failed", "every rule", "since last time"])
def test_hostile_texts_stay_texts(state: str) -> None:
    text = render_markdown(hostile(state), translator("en"))
    found = tokens(text)
    html = {t.content.strip() for t in found if t.type in ("html_block", "html_inline")}
    assert all(re.fullmatch(r"</?details>(\n<summary>[^<>]*</summary>)?", block) for block in html)
    assert not [t for t in found if t.type == "image"]
    hrefs = [str(t.attrs["href"]) for t in found if t.type == "link_open"]
    assert all(href.startswith(("#", "https://", "http://")) for href in hrefs)
    assert not [href for href in hrefs if "collector" in href and href != "https://collector.example/"]
    assert text.isprintable() or not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_only_folds_are_html() -> None:
    text = render_markdown(report(), translator("en"))
    tags = set(re.findall(r"(?<!\\)<(/?\w+)", re.sub(r"`[^`]*`|<https?://[^>]*>", "", text)))
    assert tags == {"details", "/details", "summary", "/summary"}
