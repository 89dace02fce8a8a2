"""The comment on a pull request: what it says first, how long it may be, and that nothing in it is more than text."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

import small
import zh_lint
from render.sample import PAYLOADS, hostile, report
from sfa_audit import __version__
from sfa_audit.i18n import translator
from sfa_audit.render.pr_comment import LIMIT, render_pr_comment

EN, ZH = translator("en"), translator("zh-Hans")
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARK = re.compile(r"<!-- sfa-audit:[0-9a-f]{16} -->")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write_pack(tmp_path_factory.mktemp("rules") / "small")


def comment(pack: Path, folder: Path, flags: str = "--gate strict", **project: Any) -> str:
    text = small.project(**project)
    return small.assess(pack, folder, text, flags, kinds=["pr-comment"]).text("comment.md")


def made(data: dict[str, Any], tr: Any = EN, limit: int = LIMIT) -> str:
    return render_pr_comment(data, tr, {}, limit)


def test_the_whole_of_it(pack: Path, tmp_path: Path) -> None:
    text = comment(pack, tmp_path, a=20, b=50, c=None, sponsor=False, evidenced="b")
    assert MARK.fullmatch(text.split("\n")[0])
    assert (
        text.split("\n", 1)[1]
        == f"""\
# ▲ Gate not passed

**Stopped: Stop no-sponsor is confirmed.**

Readiness 21.0 of 100: evidenced 15.0, stated 6.0; open 40.0, short 39.0.

| Condition | Required | Today | Result |
| --- | ---: | ---: | --- |
| Readiness on what is known | ≥ 70 | 21.0 to 61.0 | not met |
| Floor of “Alpha” | ≥ 40 | 35.0 | not met |
| Confirmed stops | none | 1 | not met (`no-sponsor`) |
| Coverage: points that are not open | ≥ 80 | 60.0 | not decided; one question could decide it |

## Stops

- ▲ confirmed: Stop no-sponsor is confirmed. (`no-sponsor`)

## What adds most

1. Mend one. (Adds 24.0 points; person-days: 1; sponsor)
2. Mend two. (Adds 15.0 points; person-days: 1; sponsor)

*Roll-out, as of 2026-11-23; rules small 1.0.0, sfa-audit {__version__}.*
"""
    )


def test_a_passed_gate_is_short(pack: Path, tmp_path: Path) -> None:
    text = comment(pack, tmp_path)
    assert "# ● Gate passed" in text
    assert "| Condition |" not in text
    assert "4 conditions are met." in text
    assert "## Stops" not in text


def test_without_a_gate_it_has_the_score_and_no_conditions(pack: Path, tmp_path: Path) -> None:
    text = comment(pack, tmp_path, "")
    assert "No gate asked" in text
    assert "Readiness 82.0 of 100" in text
    assert "conditions" not in text


def test_the_plan_goes_before_what_adds_most(pack: Path, tmp_path: Path) -> None:
    """The stop needs the lesser lift first."""
    text = comment(pack, tmp_path, "--gate strict --plan", a=80, b=20, sponsor=False)
    first = text.partition("## What to do first\n\n")[2].split("\n")[0]
    assert first.startswith("1. Mend one. (sponsor; 1 person-day; 1 week; +6.0 points, to ")
    assert "What adds most" not in text


def test_the_change_is_told_apart_and_adds_up(pack: Path, tmp_path: Path) -> None:
    small.assess(pack, tmp_path, small.project(a=40, evidenced="b"), "", kinds=["json"])
    (tmp_path / "result.json").rename(tmp_path / "base.json")
    text = comment(pack, tmp_path, "--gate strict --baseline base.json --no-new-failures", a=40, b=0, c=100)
    part = text.partition("## Since last time\n\n")[2].partition("\n##")[0]
    before, after, total = re.findall(r"was ([\d.]+) on .* is ([\d.]+) now: ([+−][\d.]+)\.", part)[0]
    number = {"−": "-", "+": ""}
    whole = Fraction(number[total[0]] + total[1:])
    assert Fraction(after) - Fraction(before) == whole
    parts = [Fraction(number[sign] + points) for sign, points in re.findall(r"^- ([+−])([\d.]+) points: ", part, re.M)]
    assert sum(parts) == whole
    assert len(parts) >= 1
    assert "- 1 rule fails that did not: `two`" in part


def test_no_baseline_yet_is_said(pack: Path, tmp_path: Path) -> None:
    text = comment(pack, tmp_path, "--gate strict --baseline none.json --no-new-failures")
    assert "- Nothing is compared: there is no file of an earlier assessment yet." in text


# ---- the mark --------------------------------------------------------------------------------------------------------


def test_the_mark_stays_and_is_the_project_files_own(pack: Path, tmp_path: Path) -> None:
    one, two = comment(pack, tmp_path, a=1), comment(pack, tmp_path, a=99)
    assert one.split("\n")[0] == two.split("\n")[0]
    data = report()
    other = data | {"input": data["input"] | {"files": ["elsewhere/project.yaml"]}}
    assert made(data).split("\n")[0] != made(other).split("\n")[0]
    assert made(data).count("<!--") == 1


# ---- how long it may be ----------------------------------------------------------------------------------------------


def huge(stops: int, length: int) -> dict[str, Any]:
    """A report with many stops, each with a long reason, and a long headline."""
    data = report("stopped")
    one = next(stop for stop in data["stops"] if stop["state"] == "confirmed")
    data["stops"] = [one | {"id": f"stop-{n}"} for n in range(stops)]
    for texts in data["texts"].values():
        texts |= {f"stop.stop-{n}.because": "长 " * length for n in range(stops)}
    return data


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
@pytest.mark.parametrize(("stops", "length"), [(3000, 20), (40, 5000), (2, 100_000)])
def test_it_is_never_longer_than_a_comment_may_be(stops: int, length: int, lang: str) -> None:
    text = made(huge(stops, length), translator(lang))
    assert len(text.encode()) <= LIMIT
    assert MARK.match(text)
    assert text.splitlines()[-1].startswith("*")
    said = {"en": "Cut, as a comment has a limit: Stops", "zh-Hans": "因评论长度有限，以下部分未完整列出：一票否决项"}
    assert said[lang] in text


@pytest.mark.parametrize("limit", range(4200, 9000, 600))
def test_whatever_the_limit_what_is_left_out_is_named(limit: int) -> None:
    whole, text = made(report("failed")), made(report("failed"), limit=limit)
    assert len(text.encode()) <= limit
    assert ("Cut, as a comment has a limit" in text) == (text != whole)
    # what is kept is whole lines of the whole, in their order
    kept = [line for line in text.splitlines() if line and "Cut, as" not in line]
    rest = iter(whole.splitlines())
    assert all(line in rest for line in kept)


def test_what_fits_is_not_cut() -> None:
    assert "Cut" not in made(report("failed"))


# ---- nothing but text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["failed", "stopped", "undetermined", "since last time"])
def test_hostile_texts_stay_texts(state: str) -> None:
    text = made(hostile(state))
    tokens = [inner for token in READER.parse(text) for inner in (token, *(token.children or ()))]
    html = [token.content.strip() for token in tokens if token.type in ("html_block", "html_inline")]
    assert len(html) == 1
    assert MARK.fullmatch(html[0])
    assert not [token for token in tokens if token.type in ("link_open", "image", "fence", "s_open")]
    assert "://" not in text
    assert not re.search("@(?!\u2060)", text)
    assert not any(c in text for c in "\x1b\x07\x9b\u202e")


def test_a_payload_changes_nothing_but_itself() -> None:
    """As many lines, headings and cells as without it."""

    def shape(text: str) -> list[tuple[str, int]]:
        return [(token.type, token.level) for token in READER.parse(text)]

    plain = report("stopped")
    for payload in PAYLOADS:
        data = report("stopped")
        data["texts"] = {
            lang: {key: f"{value} {payload}" for key, value in texts.items()} for lang, texts in data["texts"].items()
        }
        assert shape(made(data)) == shape(made(plain))


@pytest.mark.parametrize(
    "state", ["passed", "failed", "stopped", "undetermined", "since last time", "nothing to score"]
)
def test_chinese(state: str) -> None:
    text = made(report(state), ZH)
    lines = [re.sub(r"`[^`]*`|<!--.*?-->|[\u2060\\]", "", line).strip("|#-* ") for line in text.splitlines()]
    cells = [cell.strip() for line in lines for cell in line.split("|") if not re.fullmatch(r"[-: ]*", cell)]
    foot = cells.pop()
    assert "gartner-ten" in foot
    for cell in cells:
        assert not zh_lint.faults(re.sub(r"[▲●○◆] |（）", "", cell)), cell
