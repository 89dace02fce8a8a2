"""What a typesetter would mark in a Simplified Chinese text: spaces, marks, figures, words.

The functions take plain text. Leave out first what is no Chinese prose: code, addresses, ids, placeholders, English
citations and what a user wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = "\u4e00-\u9fff"
FULL = "，。：；？！、（）“”《》…～"

# Each rule: its number, what is wrong, and a pattern that finds it.
RULES: tuple[tuple[str, str, str], ...] = (
    ("T1", "an ASCII mark after Chinese", rf"[{HAN}”）》%][,:;?!]|[{HAN}”）》]\."),
    ("T1", "an ASCII mark before Chinese", rf"[,:;?!][{HAN}]"),
    ("T2", "ASCII brackets around or beside Chinese", rf"[{HAN}]\s*\(|\)\s*[{HAN}]|\([^)]*[{HAN}]"),
    ("T3", "no space between Chinese and Latin or a figure", rf"[{HAN}][A-Za-z0-9+−≥≤]|[A-Za-z0-9%][{HAN}]"),
    ("T3", "two spaces", r"\S {2,}\S"),
    ("T4", "a space beside a full-width mark", rf" (?=[{FULL}])|(?<=[{FULL}]) "),
    ("T5", "full-width figures or letters", r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a％]"),
    ("T5", "a space before %", r"\d\s+%"),
    ("T6", "a range without ～", r"(?<![\w.-])\d+(?:\.\d+)?%?\s?[~–—-]\s?\d+(?:\.\d+)?%?(?![\w.-])"),
    ("T6", "a range with one % only", r"\d～\d+(?:\.\d+)?%|%～\d+(?:\.\d+)?(?![\d.%])"),
    ("T7", "quotes that are not “ ”", r"[\"'「」『』]"),
    ("T7", "、 between quoted items", r"[”》]、[“《]"),
    ("T8", "half a dash or half an ellipsis", r"(?<!—)—(?!—)|(?<!…)…(?!…)|\.\.\."),
    ("T8", "a dash where ： belongs", " – "),
    ("T9", "a month in Chinese figures", "[一二三四五六七八九十]+月"),
    ("T10", "二 before a measure word", "二[个项名条天周笔]"),
    ("T10", "five figures without a comma", r"\d{5,}"),
    ("T10", "a hyphen as minus", r"(?<![\w-])-\d"),
    ("T12", "a number with 、 or a mark after （1）", r"^\s*\d+、|（\d+）[、.．]"),
    ("T13", "a word that is not ours", "采纳率|抵触|不配合|落后|贵司|敞口|证据覆盖率|个工作日"),
    ("T13", "a word that is not ours", "整改|配额|超酷|发现项|必须"),
    ("T13", "a probability", "概率"),
    ("T13", "a reader addressed as 你 or 您", "[你您]"),
)
_FOUND = tuple((number, what, re.compile(pattern, re.MULTILINE)) for number, what, pattern in RULES)
_NO_PROBABILITY = re.compile("不是[^，。；]{0,6}概率")
_PAIRS = ("“”", "‘’", "（）", "《》")
_END = re.compile("[。；，：、]$")
_FULL_STOP = re.compile("[。？！：][”）]?$|[。？！]）$")


def faults(text: str) -> list[str]:
    """Every fault of a text, whatever stands in it: number, what is wrong, and the place."""
    return [*_by_pattern(text), *_unpaired(text), *_not_simplified(text)]


def label_faults(text: str) -> list[str]:
    """T11: a heading, cell, chip, caption or badge has no mark at its end."""
    return [f"T11 a mark at the end of a label: {text[-8:]}"] if _END.search(text) else []


def sentence_faults(text: str) -> list[str]:
    """T11: a sentence ends with its mark."""
    return [] if _FULL_STOP.search(text) else [f"T11 no mark at the end: {text[-8:]}"]


def foreign_words(text: str, allowed: frozenset[str]) -> set[str]:
    """The Latin words of three letters or more that are not allowed."""
    return set(re.findall(r"[A-Za-z]{3,}", text)) - allowed


def _by_pattern(text: str) -> Iterator[str]:
    cleared = _NO_PROBABILITY.sub("", text)
    for number, what, pattern in _FOUND:
        searched = cleared if "概率" in pattern.pattern else text
        for found in pattern.finditer(searched):
            yield f"{number} {what}: {searched[max(0, found.start() - 8) : found.end() + 8]}"


def _unpaired(text: str) -> Iterator[str]:
    for opening, closing in _PAIRS:
        depth = [text[: at + 1].count(opening) - text[: at + 1].count(closing) for at in range(len(text))]
        if depth and (min(depth) < 0 or depth[-1]):
            yield f"T7 {opening} and {closing} do not pair"


def _not_simplified(text: str) -> Iterator[str]:
    for sign in re.findall(f"[{HAN}]", text):
        try:
            sign.encode("gb2312")
        except UnicodeEncodeError:
            yield f"T13 not a Simplified character of GB 2312: {sign}"
