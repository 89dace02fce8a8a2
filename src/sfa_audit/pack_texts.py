"""The texts of a pack by id (`rule.goals-testable.title`), and the digests by which a stale translation is noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Tree = Mapping[str, Any]

# Which keys of which kind of item are texts; `pack` and `limit` have one item or a plain list.
TEXT_KEYS: Mapping[str, tuple[str, ...]] = {
    "pack": ("title", "note"),
    "phase": ("title",),
    "milestone": ("title", "ready", "not_ready", "open"),
    "band": ("title",),
    "sub_score": ("title",),
    "cause": ("title", "short", "failure", "note"),
    "part": ("title",),
    "role": ("title",),
    "fact": ("says", "unit", "look"),
    "gate": ("title",),
    "profile": ("title",),
    "benchmark": ("statement", "who"),
    "limit": ("text",),
    "rule": ("title", "otherwise", "why", "ask", "remedy"),
    "stop": ("title", "because", "lifted_when"),
    "pattern": ("title", "because", "advice"),
}


def items(files: Mapping[str, Tree]) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Every item of a pack that has texts: its kind, id and texts by key, in the order of the files."""
    pack = files["pack.yaml"]
    yield _item("pack", pack)
    for kind, section in (
        ("phase", "phases"), ("milestone", "milestones"), ("band", "bands"), ("sub_score", "sub_scores"),
        ("cause", "causes"), ("role", "roles"), ("fact", "facts"), ("gate", "gates"), ("profile", "profiles"),
        ("benchmark", "benchmark"),
    ):  # fmt: skip
        for entry in pack.get(section, ()):
            yield _item(kind, entry)
            for part in entry.get("parts", ()):
                yield _item("part", part)
    for index, text in enumerate(pack.get("limits", ()), 1):
        yield "limit", str(index), {"text": text}
    for name in sorted(files):
        for rule in files[name].get("rules", ()):
            yield _item("rule", {**rule, "remedy": rule["remedy"]["action"]})
    for kind, name in (("stop", "stops"), ("pattern", "patterns")):
        for entry in files.get(f"{name}.yaml", {}).get(name, ()):
            yield _item(kind, entry)


def _item(kind: str, entry: Tree) -> tuple[str, str, Mapping[str, str]]:
    return kind, entry["id"], {key: entry[key].strip() for key in TEXT_KEYS[kind] if entry.get(key)}


def digest(texts: Mapping[str, str]) -> str:
    """Eight hexadecimal digits that change with any text of an item; spaces and line breaks do not count."""
    joined = "\n".join(f"{key}={' '.join(texts[key].split())}" for key in sorted(texts))
    return hashlib.sha256(joined.encode()).hexdigest()[:8]


def texts_of(files: Mapping[str, Tree]) -> dict[str, dict[str, str]]:
    """All texts by language and id; another language holds only what its overlay translates and is not stale."""
    own: dict[str, str] = {}
    digests: dict[tuple[str, str], str] = {}
    for kind, id, texts in items(files):
        digests[kind, id] = digest(texts)
        own |= {f"{kind}.{id}.{key}": " ".join(text.split()) for key, text in texts.items()}
    result = {files["pack.yaml"]["language"]: own}
    for name in sorted(files):
        if name.startswith("text."):
            result[files[name]["language"]] = _overlay(files[name]["texts"], digests)
    return result


def _overlay(sections: Mapping[str, Mapping[str, Tree]], digests: Mapping[tuple[str, str], str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for kind, entries in sections.items():
        for id, entry in entries.items():
            if digests.get((kind, str(id))) == str(entry["of"]):
                texts |= {f"{kind}.{id}.{k}": "".join(_lines(v)) for k, v in entry.items() if k != "of"}
    return texts


def _lines(text: str) -> Sequence[str]:
    return [line.strip() for line in text.splitlines()]
