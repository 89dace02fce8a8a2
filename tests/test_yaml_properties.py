from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sfa_audit import yaml_reader
from sfa_audit.errors import InputError
from sfa_audit.yaml_file import Document, Limits, parse


def python_events(text: str) -> Callable[[], Any]:
    return iter(yaml.parse(text, yaml.SafeLoader)).__next__


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t\r'\"#:-[]{}!&*|>%@`~?,."), max_size=30
)
KEYS = TEXT.filter(bool)
SCALARS = st.one_of(
    TEXT,
    st.none(),
    st.booleans(),
    st.integers(-(10**29), 10**29),
    st.floats(),
    st.dates(),
    st.sampled_from(["1e3", "010", "0x10", "1_000", "12:30:45", ".5", "+.5", "no", "~", "=", "<<", "1e999999", ".inf"]),
)
TREES = st.recursive(SCALARS, lambda t: st.lists(t, max_size=5) | st.dictionaries(KEYS, t, max_size=5), max_leaves=20)


def as_read(value: Any) -> Any:
    """What we read where yaml.safe_dump wrote ``value``."""
    if isinstance(value, dict):
        return {key: as_read(v) for key, v in value.items()}
    if isinstance(value, list):
        return [as_read(v) for v in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
        mantissa, e, exponent = repr(value).partition("e")
        text = f"{mantissa}.0e{exponent}" if e and "." not in mantissa else repr(value)
        if len(exponent.lstrip("+-")) > 2:
            return text
        return Decimal(text)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and value and yaml_reader.number_digits(value) and is_text_in_yaml_1_1(value):
        return Decimal(value)
    return value


def is_text_in_yaml_1_1(text: str) -> bool:
    return yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str"


def typed(value: Any) -> Any:
    """With the types of all scalars, since 1 == True == Decimal(1) for Python."""
    if isinstance(value, dict):
        return {key: typed(v) for key, v in value.items()}
    if isinstance(value, list):
        return [typed(v) for v in value]
    return type(value).__name__, str(value)


def with_both(data: bytes, **options: Any) -> Iterator[Document | InputError]:
    for pure in (False, True):
        with pytest.MonkeyPatch.context() as patch:
            if pure:
                patch.setattr(yaml_reader, "events", python_events)
            try:
                yield parse(data, "p.yaml", mapping=False, **options)
            except InputError as error:
                yield error


@given(
    st.dictionaries(KEYS, TREES, max_size=5) | st.lists(TREES, min_size=1, max_size=5),
    st.sampled_from([None, True, False]),
)
def test_what_yaml_dumps_is_read_as_it_was(tree: Any, flow: bool | None) -> None:
    dumped = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    for document in with_both(dumped.encode()):
        assert isinstance(document, Document), document
        assert typed(document.data) == typed(as_read(tree))


JSON_TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**29), 10**29) | st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=10),
    lambda t: st.lists(t, max_size=5) | st.dictionaries(st.text("abc 目🙂", min_size=1, max_size=5), t, max_size=5),
    max_leaves=20,
)  # fmt: skip


@given(JSON_TREES.filter(lambda tree: tree is not None), st.sampled_from([None, 1]))
def test_json_is_read_as_json_and_every_place_is_right(tree: Any, indent: int | None) -> None:
    text = json.dumps(tree, ensure_ascii=False, indent=indent)
    lines = text.split("\n")
    for document in with_both(text.encode()):
        assert isinstance(document, Document), document
        assert typed(document.data) == typed(tree)
        pending: list[tuple[tuple[str | int, ...], Any]] = [((), tree)]
        while pending:
            path, value = pending.pop()
            line, column = document.place(path)
            rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
            assert typed(json.JSONDecoder().raw_decode(rest)[0]) == typed(value)
            if path and isinstance(path[-1], str):
                line, column = document.key_place(path)
                assert json.JSONDecoder().raw_decode(lines[line - 1][column - 1 :])[0] == path[-1]
            if isinstance(value, dict | list):
                steps = value.items() if isinstance(value, dict) else enumerate(value)
                pending += [((*path, step), part) for step, part in steps]


PIECES = st.sampled_from([
    "a: ", "b:", "- ", "-", "? ", ": ", "[", "]", "{", "}", ", ", "'", '"', "\n", "\n  ", "\n    ", "\n\t", "\t", " ",
    "#", "&a ", "*a", "!x ", "!!str ", "<<: ", "|", ">", "---\n", "...\n", "%YAML 1.1\n", "1", "0.5", "1e3", "true",
    "~", "x", "中", "🙂", "\\", "\\x00", "\x00", "\x1b", "\ufeff", "\u2028", "\r", "@", "`", "a: 1\n", "b: 2\n",
    "- x\n",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
@example("a: &a [*a, *a]\n? *a\n: 1")
def test_any_text_gives_data_or_faults_with_a_place(text: str) -> None:
    check_ends(text.encode("utf-8"))


@given(st.binary(max_size=60))
def test_any_bytes_give_data_or_faults(data: bytes) -> None:
    check_ends(data)


def check_ends(data: bytes) -> None:
    ends = list(with_both(data, limits=Limits(depth=5, nodes=30)))
    for end in ends:
        if isinstance(end, InputError):
            assert end.faults
            lines = len(data.decode("utf-8", "replace").replace("\r", "\n").split("\n"))
            assert all(f.line is None or (1 <= f.line <= lines and f.column and f.column >= 1) for f in end.faults)
            assert str(end)
            assert "this is not YAML" not in str(end), "the parser's own words"
    documents = [end for end in ends if isinstance(end, Document)]
    if len(documents) == 2:
        assert typed(documents[0].data) == typed(documents[1].data)
