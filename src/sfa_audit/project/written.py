"""Values as they stand in a project file: what is read back from the text is the value again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from sfa_audit.project.table import Field

# Text that every reader of YAML takes as text, unless it is one of the words below or looks like a number.
_PLAIN = re.compile(r"[^\W\d_](?:[\w .,;()/&+%’“”·–-]|'|:(?=\S))*")
_ENGLISH = ("yes", "no", "true", "false", "on", "off", "y", "n", "null", "none", "unknown")
_WORDS = frozenset((*_ENGLISH, "是", "否", "无", "未知"))


def in_yaml(value: Any) -> str:
    """A value on one line of YAML: a text, a number, a list or keys and values."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(_inner(item) for item in value)}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_inner(item)}' for key, item in value.items())}}}"
    return text_in_yaml(value) if isinstance(value, str) else str(value)


def _inner(value: Any) -> str:
    """A value within brackets, where a comma would end it."""
    text = in_yaml(value)
    return quoted(value) if isinstance(value, str) and not text.startswith('"') and set(text) & set(",[]{}") else text


def text_in_yaml(text: str) -> str:
    """A text as a YAML scalar, in quotes where it would otherwise be read as something else."""
    plain = _PLAIN.fullmatch(text) and text.isprintable() and text == text.strip()
    return text if plain and text.casefold() not in _WORDS else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes, with everything that cannot be seen as an escape."""
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escape(ord(char)) for char in shown)


def _escape(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def example_of(field: Field) -> str:
    """A field's example as it would stand in a file: text as text, yes and no and dates as the words that they are."""
    return str(field.example) if field.kind in ("flag", "date", "share") else in_yaml(field.example)
