"""Makes any text harmless in Markdown as GitHub and GitLab read it: no markup, no link, no mention comes of it."""

from __future__ import annotations

import re
from html import escape

JOINER = "\u2060"  # a word joiner: nothing to see, no line break, and no link or mention is found across it

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~$^]")
_REFERENCE = re.compile(r"(?<!\w)([#!%&])(?=\w)|(:)(?=[\w+-]+:)")  # issues, requests, milestones, epics, emoji
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|www|GH)([:.-])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LEADING = re.compile(r"^([-+=#])|^(\d+)([.)])(?=\s|$)")


class Markdown(str):
    """Text that is Markdown already, of our own making."""

    __slots__ = ()


def markdown(text: str) -> str:
    """The text as one line of Markdown that shows exactly its characters."""
    text = " ".join(text.split())
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = _REFERENCE.sub(rf"\g<0>{JOINER}", text)
    text = _ADDRESS.sub(rf"\1{JOINER}\2", text)
    text = text.replace("@", f"@{JOINER}").replace("://", f":{JOINER}//")
    text = _ENTITY.sub("&amp;", text)
    return _LEADING.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)


def code(text: str, *, cell: bool = False) -> str:
    """The text as a code span; in a table cell a pipe has to be escaped even there."""
    text = " ".join(text.split())
    if cell:
        text = text.replace("|", "\\|")
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def html_text(text: str) -> str:
    """The text within an HTML element of a Markdown file, where backslashes do not escape."""
    text = escape(" ".join(text.split()))
    return text.replace("@", f"@{JOINER}").replace("://", f":{JOINER}//")


def slug(heading: str) -> str:
    """The anchor that GitHub and GitLab give to a heading of plain words."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
