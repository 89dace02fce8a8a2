"""The pages of the documentation are those that the rules and the models give, and their links lead somewhere."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from program import ROOT
from sfa_audit.i18n import translator
from sfa_audit.load_pack import shipped_pack
from sfa_audit.needs import errands, first_needed
from sfa_audit.pack import RulePack
from sfa_audit.pack_words import untranslated
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from sfa_audit.render.docs import all_pages, rule_pages
from sfa_audit.render.docs_project import project_page
from sfa_audit.render.docs_text import prose
from sfa_audit.render.escape import slug
from sfa_audit.schemas import NAMES, schema_of

DOCS = ROOT / "docs"
RENEW = "run `make docs`"
_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@cache
def pack() -> RulePack:
    return shipped_pack(FactNames(load_table()))


@cache
def pages() -> dict[str, str]:
    return all_pages(pack(), load_table())


def headings(text: str) -> set[str]:
    return {slug(line.lstrip("#").strip().replace("\\", "")) for line in text.splitlines() if re.match(r"#+ ", line)}


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_page_is_up_to_date(name: str) -> None:
    file = DOCS / name
    assert file.is_file(), f"docs/{name} is missing: {RENEW}"
    assert file.read_text(encoding="utf-8") == pages()[name], f"docs/{name} is out of date: {RENEW}"


def test_no_page_is_left_over() -> None:
    there = {file.relative_to(DOCS).as_posix() for file in (DOCS / "rules").rglob("*.md")}
    assert there == {name for name in pages() if name.startswith("rules/")}


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_up_to_date(name: str) -> None:
    file = DOCS / "schema" / f"{name}.json"
    assert json.loads(file.read_text(encoding="utf-8")) == schema_of(name), f"{file.name} is out of date: {RENEW}"


@pytest.mark.parametrize("name", sorted(pages()))
def test_links_lead_to_a_page_and_a_heading(name: str) -> None:
    text = pages()[name]
    for target in _LINK.findall(_CODE.sub("x", text)):
        file, _, anchor = target.partition("#")
        other = (Path(name).parent / file).as_posix() if file else name
        parts: list[str] = []
        for part in other.split("/"):
            if part == "..":
                parts.pop()
            elif part != ".":
                parts.append(part)
        found = pages().get("/".join(parts))
        assert found is not None, f"{name}: {target}"
        assert not anchor or anchor in headings(found), f"{name}: {target}"


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_rule_stop_and_pattern_has_an_anchor(language: str) -> None:
    if language not in pack().texts:
        pytest.skip("the pack has no such language")
    found = {name: headings(text) for name, text in pages().items() if name.startswith(f"rules/{language}/")}
    for number, cause in enumerate(pack().causes, 1):
        own = found[f"rules/{language}/{number:02d}-{cause.id}.md"]
        assert {rule.id for rule in pack().rules if rule.cause == cause.id} <= own
    assert {stop.id for stop in pack().stops} <= found[f"rules/{language}/stops.md"]
    assert {pattern.id for pattern in pack().patterns} <= found[f"rules/{language}/patterns.md"]


def test_every_fact_stands_on_the_page_of_the_project_file() -> None:
    text = pages()["project-file.md"]
    missing = [field.path for field in load_table() if field.is_leaf and f"`{field.path}`" not in text]
    # the flags beside lists that stand at the top are told with their list
    assert not missing


def test_tables_have_as_many_cells_in_every_row() -> None:
    for name, text in pages().items():
        cells = 0
        for line in text.splitlines():
            if not line.startswith("|"):
                cells = 0
                continue
            # an escaped pipe is no border
            now = len(re.findall(r"(?<!\\)\|", line))
            assert cells in (0, now), f"{name}: {line}"
            cells = now


def test_a_page_says_how_much_of_it_is_not_translated() -> None:
    own = pack()
    some = {id: text for id, text in own.texts["en"].items() if id.startswith("cause.")}
    half = own._replace(texts={"en": own.texts["en"], "zh-Hans": some})

    made = rule_pages(half, load_table(), ["zh-Hans"])

    assert untranslated(half, "zh-Hans") == len(own.texts["en"]) - len(some)
    note = prose(translator("zh-Hans").ngettext(
        "{n} text of the pack is not translated yet and stands in the pack's own language.",
        "{n} texts of the pack are not translated yet and stand in the pack's own language.", 2))  # fmt: skip
    assert note.split("}")[-1].strip("\\ ")[:8] in made["rules/zh-Hans/01-goals.md"]
    assert "Every goal can be tested" in made["rules/zh-Hans/01-goals.md"]


def test_a_language_that_the_pack_does_not_have_gets_no_pages() -> None:
    only_english = pack()._replace(texts={"en": pack().texts["en"]})

    assert not [name for name in all_pages(only_english, load_table()) if "zh" in name]


def test_pages_depend_on_nothing_but_their_sources() -> None:
    assert all_pages(pack(), load_table()) == pages()
    assert project_page(load_table(), pack()) == pages()["project-file.md"]


def test_the_minutes_of_the_overview_are_those_of_the_errands() -> None:
    needed = first_needed(pack(), load_table())
    minutes = sum(
        errand.minutes
        for milestone in pack().milestones
        for errand in errands(field for field in load_table() if needed.get(field.path) == milestone)
    )
    total = next(line for line in pages()["project-file.md"].splitlines() if line.startswith("| All roles"))
    assert total.rstrip(" |").rpartition(" ")[2] == str(minutes)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://example.com/a_b, then", "see <https://example.com/a_b>, then"),
        ("write `sponsor: none` there", "write `sponsor: none` there"),
        ("a|b <c> *d*", r"a\|b \<c\> \*d\*"),
    ],
)
def test_prose_is_escaped_but_for_addresses_and_code(text: str, shown: str) -> None:
    assert prose(text) == shown
