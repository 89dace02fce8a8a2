"""Makes the texts of a report harmless to look at: what a terminal obeys, or what turns a line, is written out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unicodedata import category

# Joiners that emoji and some scripts need, and the soft hyphen: they hide nothing.
_HARMLESS = frozenset("\u200c\u200d\u00ad\n\t")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def clean(value: Any) -> Any:
    """The same plain data with every text made visible. Line breaks stay; keys are cleaned too."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {clean_text(str(key)): clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [clean(inner) for inner in value]
    return value


def clean_text(text: str) -> str:
    """The text with control characters, bidirectional controls and other unseen ones shown as escapes."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    return "".join(_escape(c) if c not in _HARMLESS and category(c) in _UNSEEN else c for c in text)


def _escape(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
