"""The Simplified Chinese texts of the shipped pack: complete, up to date, well set, with the figures of the English."""

from __future__ import annotations

import re

import pytest

from sfa_audit.load_pack import shipped_pack
from sfa_audit.pack_texts import TEXT_KEYS
from sfa_audit.project.names import FactNames
from sfa_audit.project.table import load_table
from zh_lint import RULES, faults, foreign_words, label_faults, sentence_faults

TEXTS = shipped_pack(FactNames(load_table())).texts
ENGLISH, CHINESE = TEXTS["en"], TEXTS["zh-Hans"]

NAMES = frozenset({"CRM", "ESP", "Gartner", "Meltzer", "SFA", "SLA"})
LABELS = {"title", "otherwise", "short", "failure", "ready", "not_ready", "open", "who", "unit", "look"}
SENTENCES = {"note", "statement", "text", "why", "ask", "remedy", "because", "lifted_when", "advice", "says"}

TO_TEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
OVER_TEN = {
    "twelve": 12,
    "fifteen": 15,
    "twenty-four": 24,
    "twenty-five": 25,
    "thirty": 30,
    "ninety": 90,
    "hundred": 100,
}
WORDS = {word: number for number, word in enumerate(TO_TEN)} | OVER_TEN
OTHERS = {"a": 1, "an": 1, "first": 1, "second": 2, "twice": 2, "third": 3, "ninth": 9}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
HAN_FIGURES = {1: "一", 2: "两二", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十"}

A_WORD = "|".join(WORDS)
A_PART = "|".join(PARTS)
SHARE = re.compile(rf"\b({A_WORD}) (?:in|of|out of) ({A_WORD})\b")
FRACTION = re.compile(rf"\b(a|an|one|two|three|four) ({A_PART})s?\b")


def figures(text: str) -> set[str]:
    """The numbers that are written in figures; 1,234 is 1234, 2.0 is 2."""
    return {f"{float(n.replace(',', '')):g}" for n in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)}


def in_words(text: str) -> tuple[set[int], set[int]]:
    """The numbers that an English text writes in words: those that a translation repeats, and those that it may."""
    text = text.lower()
    must: set[int] = set()
    may = {OTHERS[word] for word in re.findall(r"[a-z]+", text) if word in OTHERS}
    if "quarter of an hour" in text:
        text, must = text.replace("quarter of an hour", ""), {15}
    for share in SHARE.finditer(text):
        may |= {100 * WORDS[share[1]] // WORDS[share[2]], WORDS[share[1]], WORDS[share[2]]}
    for part in FRACTION.finditer(text):
        may.add(100 * WORDS.get(part[1], 1) // PARTS[part[2]])
    if "top fifth" in text:
        may.add(20)
    rest = FRACTION.sub("", SHARE.sub("", text))
    found = {WORDS[word] for word in re.findall(r"\b(?:twenty-)?[a-z]+\b", rest) if word in WORDS}
    return must | (found - {1}), may | found | must


def test_every_text_is_translated_and_none_is_stale() -> None:
    assert sorted(set(ENGLISH) - set(CHINESE)) == []
    assert sorted(set(CHINESE) - set(ENGLISH)) == []


def test_every_kind_of_text_is_a_label_or_a_sentence() -> None:
    assert {key for keys in TEXT_KEYS.values() for key in keys} == LABELS | SENTENCES


def faults_of(id: str, text: str) -> list[str]:
    """What the linter says of a text of the pack, by what kind of text it is."""
    end = label_faults if id.rsplit(".", 1)[1] in LABELS else sentence_faults
    return [*faults(text), *end(text)]


def test_the_texts_are_well_set() -> None:
    found = {id: faults_of(id, text) for id, text in CHINESE.items()}
    assert {id: what for id, what in found.items() if what} == {}


def test_no_english_is_left() -> None:
    found = {id: foreign_words(text, NAMES) for id, text in CHINESE.items()}
    assert {id: words for id, words in found.items() if words} == {}


def different_numbers(english: str, chinese: str) -> set[str]:
    """The numbers of one language that are not in the other."""
    must, may = in_words(english)
    written = figures(chinese)
    lost = {n for n in must if str(n) not in written and not any(sign in chinese for sign in HAN_FIGURES.get(n, ""))}
    return (figures(english) - written) | (written - figures(english) - {str(n) for n in may}) | {str(n) for n in lost}


def test_both_languages_give_the_same_numbers() -> None:
    found = {id: different_numbers(ENGLISH[id], text) for id, text in CHINESE.items()}
    assert {id: numbers for id, numbers in found.items() if numbers} == {}


@pytest.mark.parametrize(
    ("english", "chinese", "different"),
    [
        ("At least 85 % within thirty days", "30 天内至少 85%", set()),
        ("Four of five customers", "80% 的客户", set()),
        ("A quarter of an hour, two salespeople", "15 分钟，2 名销售人员", set()),
        ("At least 85 %", "至少 80%", {"80", "85"}),
        ("Three goals", "目标", {"3"}),
    ],
)
def test_numbers_are_told_apart(english: str, chinese: str, different: set[str]) -> None:
    assert different_numbers(english, chinese) == different


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("T1", "结论,通过"),
        ("T1", "结论：通过."),
        ("T1", "占 30%, 其余"),
        ("T2", "服务商(ESP)"),
        ("T3", "共3 项"),
        ("T3", "占 30%的"),
        ("T3", "共  3 项"),
        ("T4", "通过， 未通过"),
        ("T4", "项目 “甲”"),
        ("T5", "共 ３ 项"),
        ("T5", "占 30 % 的"),
        ("T6", "共 48-57 分"),
        ("T6", "占 60～70%"),
        ("T6", "占 60%～70"),
        ("T7", '"甲"'),
        ("T7", "“甲”、“乙”"),
        ("T7", "“甲"),
        ("T8", "甲—乙"),
        ("T8", "甲…"),
        ("T8", "甲 – 乙"),
        ("T9", "一月底"),
        ("T10", "二项"),
        ("T10", "共 12345 条"),
        ("T10", "变化 -3"),
        ("T12", "1、甲"),
        ("T12", "（1）、甲"),
        ("T13", "贵司"),
        ("T13", "成功概率"),
        ("T13", "請"),
    ],
)
def test_the_linter_finds_a_fault(number: str, text: str) -> None:
    assert {fault.split()[0] for fault in faults(text)} == {number}


def test_every_rule_of_the_linter_is_one_that_finds_something() -> None:
    assert {number for number, _, _ in RULES} == {f"T{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13)}


@pytest.mark.parametrize(
    "text",
    [
        "“现场销售 2.0”尚不具备进入试点的条件。",
        "就绪度区间 53～67，占 60%～70%，见第 3 项。",
        "外部服务商（ESP）于 2026 年 11 月 23 日 09:30 上线；表中为 2026-11-23。",
        "共 12,345 条，变化 −3；十大原因、前五个原因……",
        "就绪度不是成功概率。",
    ],
)
def test_the_linter_lets_good_texts_pass(text: str) -> None:
    assert faults(text) == []
    assert label_faults(text.rstrip("。")) == []


def test_the_end_of_a_label_and_of_a_sentence() -> None:
    assert label_faults("主要发现。") != []
    assert sentence_faults("共有 3 项") != []
    assert sentence_faults("有多少项？（没有的，按零项计。）") == []
