"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def closest(word: str, options: Iterable[str]) -> str | None:
    """The option most like ``word``, or None where nothing is near; case, underscores and hyphens do not matter."""
    plain = _plain(word)
    if not plain or len(plain) > 200:  # nobody misspells a word of that length, and comparing it takes long
        return None
    by_plain: dict[str, str] = {}
    for option in options:
        by_plain.setdefault(_plain(option), option)
    if plain in by_plain:
        return by_plain[plain]
    from difflib import get_close_matches

    near = get_close_matches(plain, by_plain, n=1, cutoff=0.7)
    return by_plain[near[0]] if near else None


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").strip().replace(" ", "_")
