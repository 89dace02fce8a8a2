"""All faults of a project file or an answers file at once, found by the models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from sfa_audit.errors import short
from sfa_audit.i18n import Message, message
from sfa_audit.project import shapes
from sfa_audit.project.base import Part
from sfa_audit.project.model import Answers, Project
from sfa_audit.project.table import FieldTable, load_table
from sfa_audit.suggest import closest
from sfa_audit.values import ValueFault
from sfa_audit.yaml_syntax import WIDE_COLON, WIDE_COLON_HINT

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Loc = tuple[str | int, ...]


class Found(NamedTuple):
    """One fault: where in the data, what is wrong, what to do. `key` = the key itself is wrong, not its value."""

    loc: Loc
    message: Message
    hint: Message | None = None
    key: bool = False


def faults(tree: object, *, answers: bool = False) -> list[Found]:
    """Every fault of the plain data of a file; empty where the models accept it."""
    if not isinstance(tree, dict):
        fault = shapes.not_a_group()
        return [Found((), fault.message, fault.hint)]
    table = load_table()
    found: list[Found] = []
    try:
        part_of(tree, answers=answers)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_input=False):
            found.append(_found(item, tree, table))
    found.extend(_evidence(tree.get("evidence"), table))
    return found


def part_of(tree: object, *, answers: bool = False) -> Part:
    """The model of a file. Raises pydantic's ValidationError where it has faults."""
    return (Answers if answers else Project).model_validate(tree)


def _found(item: ErrorDetails, tree: object, table: FieldTable) -> Found:
    kind, loc = item["type"], item["loc"]
    fault = item.get("ctx", {}).get("error")
    if isinstance(fault, ValueFault):
        return Found((*loc, *fault.at), fault.message, fault.hint)
    if kind == "extra_forbidden":
        return Found(loc, message("the key {key} is not known here", key=short(str(loc[-1]))), _meant(loc, table), True)
    if kind == "missing":
        return Found(loc, message("{key} is missing", key=str(loc[-1])), _asked(loc, table))
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        group = shapes.not_a_group(_at(tree, loc))
        return Found(loc, group.message, group.hint)
    return Found(loc, message("{problem}", problem=item["msg"]))


def _at(tree: Any, loc: Loc) -> object:
    """What stands at a place; None where the data has no such place."""
    try:
        for step in loc:
            tree = tree[step]
    except (KeyError, IndexError, TypeError):
        return None
    return tree


def _pattern(loc: Loc) -> str:
    text = ""
    for step in loc:
        text += "[]" if isinstance(step, int) else (f".{step}" if text else step)
    return text


def _meant(loc: Loc, table: FieldTable) -> Message | None:
    """The key that was probably meant, here or in another place."""
    key = str(loc[-1])
    if WIDE_COLON in key:
        return WIDE_COLON_HINT
    siblings = table.children(_pattern(loc[:-1]))
    if key in siblings:
        other = siblings[key].only
        return (
            message("it belongs in the project file") if other == "project" else message("it belongs in answers files")
        )
    guess = closest(key, (name for name, field in siblings.items() if not field.only))
    if guess:
        return message("did you mean {guess}?", guess=guess)
    elsewhere = [field.path for field in table if field.name == key and "[]" not in field.path]
    return message("did you mean {guess}?", guess=elsewhere[0]) if len(elsewhere) == 1 else None


def _asked(loc: Loc, table: FieldTable) -> Message | None:
    pattern = _pattern(loc)
    if pattern not in table or not table.field(pattern).is_leaf:
        return None
    value = Message(str(table.field(pattern).example))
    return message("such as {example}", example=Message("{key}: {value}", {"key": str(loc[-1]), "value": value}))


def _evidence(entries: object, table: FieldTable) -> Iterator[Found]:
    """Evidence for something that is no fact."""
    for n, entry in enumerate(entries if isinstance(entries, list) else ()):
        path = entry.get("fact") if isinstance(entry, dict) else None
        if isinstance(path, str) and path.strip() and not table.covers(path.strip()):
            names = (field.path for field in table if field.fact)
            guess = closest(path.strip(), names)
            yield Found(
                ("evidence", n, "fact"),
                message("{path} is no fact", path=short(path.strip())),
                message("did you mean {guess}?", guess=guess)
                if guess
                else message("write its path, such as goals[0].owner"),
            )
