"""YAML text to plain data with positions, within limits: the only reader of files that users write.

PyYAML's loaders are not used, only its events: the loaders recurse (200 kB of nested lists crash the interpreter),
keep the last of two equal keys, read ``no`` as false, ``12:30`` as a number and 0.1 as a binary float. Here a value
is read as in the core schema of YAML 1.2, decimals stay exact, and everything else stays the text that was written:

- ``true``/``false``, ``null``/``~``/nothing, whole numbers and decimals in decimal notation are what they look like;
- yes, no, on, off, dates, times, ``010``, ``0x10``, ``1_000``, ``.nan``, ``1e999999`` and all quoted values are text;
- keys are text; tags, merge keys, duplicate keys, a second document and recursive aliases are refused.
"""

from __future__ import annotations

from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import N_, Message, message
from sfa_audit.yaml_limits import DEFAULT, Limits
from sfa_audit.yaml_reader import Reader
from sfa_audit.yaml_text import Source, decode

TYPE_CHECKING = False  # as in typing, whose import is not needed otherwise
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any, TypeAlias

    Plain: TypeAlias = dict[str, "Plain"] | list["Plain"] | str | bool | int | Decimal | None
    Path: TypeAlias = tuple[str | int, ...]

__all__ = ["DEFAULT", "EMPTY", "EMPTY_HINT", "Document", "Limits", "parse"]

EMPTY = message("the file is empty")
EMPTY_HINT = message("start with sfa-audit init")

_NO_MAPPING = {
    "list": N_("the file holds a list where keys and values are expected"),
    "str": N_("the file holds a text where keys and values are expected"),
}


class Document:
    """The data of one file, and where each part of it stands.

    ``data`` is to be read, not changed: what an alias repeats is one object. Places are line and column from 1. A
    path that is not in the data has the place of the nearest part around it.
    """

    def __init__(self, source: Source, data: Plain, marks: Any) -> None:
        self.name = source.name
        self.data = data
        self._source = source
        # As the data: an index into the text for a scalar; for a container a list of its own index and then that of
        # each entry, in a mapping key and value in turn.
        self._marks = marks
        self._orders: dict[int, dict[str, int]] = {}

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of the value at ``path``."""
        return self._source.place(self._find(path)[1])

    def key_place(self, path: Path) -> tuple[int, int]:
        """Line and column of the key of the value at ``path`` (of the value itself in a list)."""
        return self._source.place(self._find(path)[0])

    def fault(self, path: Path, what: Message, hint: Message | None = None, *, key: bool = False) -> Fault:
        """A fault of the value at ``path`` (``key``: of its key), with the line it stands in.

        Where the path is not in the data, the key of the nearest part around it is pointed at.
        """
        key_index, index, found = self._find(path)
        return self._source.fault(index if found and not key else key_index, what, hint, path)

    def _find(self, path: Path) -> tuple[int, int, bool]:
        """Index of the key, index of the value, and whether the whole path was there."""
        data, marks = self.data, self._marks
        key_index = index = _own(marks)
        for step in path:
            if isinstance(data, dict) and isinstance(step, str) and step in data:
                at = 1 + 2 * self._order(data, marks)[step]
                key_index, marks, data = marks[at], marks[at + 1], data[step]
            elif isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
                marks, data = marks[1 + step], data[step]
                key_index = _own(marks)
            else:
                return key_index, index, False
            index = _own(marks)
        return key_index, index, True

    def _order(self, data: dict[str, Plain], marks: list[Any]) -> dict[str, int]:
        """The rank of each key; kept, since a file with very many faults would be searched as often."""
        order = self._orders.get(id(marks))
        if order is None:
            order = self._orders[id(marks)] = {key: rank for rank, key in enumerate(data)}
        return order


def _own(marks: Any) -> int:
    index: int = marks[0] if isinstance(marks, list) else marks
    return index


def parse(
    data: bytes,
    name: str,
    limits: Limits = DEFAULT,
    *,
    mapping: bool = True,
    empty_hint: Message = EMPTY_HINT,
) -> Document:
    """Read one YAML document; ``name`` is what the user calls the file.

    ``mapping``: the file must hold keys and values at its top. ``empty_hint`` says what to do about an empty file.
    InputError with a place for everything that is wrong; syntax and limits end the reading, other faults add up.
    """
    from yaml import YAMLError

    source = decode(data, name, limits.size)
    reader = Reader(source, limits)
    try:
        reader.read()
    except YAMLError as error:
        from sfa_audit.yaml_syntax import syntax_fault

        raise InputError([*reader.faults, syntax_fault(error, source)]) from None
    tree, marks = reader.tree[0] if reader.tree else None, reader.marks[1] if reader.tree else 0
    if tree is None:
        raise InputError(Fault(name, None, None, "", EMPTY, empty_hint))
    if mapping and not isinstance(tree, dict) and not reader.faults:
        what = Message(
            _NO_MAPPING.get(type(tree).__name__, N_("the file holds a single value where keys are expected"))
        )
        hint = message('write "key: value" lines; sfa-audit init makes a file to start from')
        if isinstance(tree, str):
            from sfa_audit.yaml_syntax import WIDE_COLON, WIDE_COLON_HINT

            hint = WIDE_COLON_HINT if WIDE_COLON in tree else hint
        reader.faults.append(source.fault(_own(marks), what, hint))
    if reader.faults:
        raise InputError(reader.faults)
    return Document(source, tree, marks)
