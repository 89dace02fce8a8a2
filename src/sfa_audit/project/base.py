"""The kinds of values a fact can have, as types of pydantic fields, and the bases of sections and records.

The conversions are those of `sfa_audit.values`, which the light reader uses too: both read every file alike.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from sfa_audit import values
from sfa_audit.i18n import message
from sfa_audit.project import shapes
from sfa_audit.project.fields import PHASES, Usual
from sfa_audit.project.json_forms import WORDS, form
from sfa_audit.values import UNKNOWN, Nothing, ValueFault


class Scalar:
    """Marks a field that holds one value of a kind (text, flag, count, …); the base of `OneOf` and `Shape`."""

    def __init__(self, kind: str, *options: str, must: bool = False, fact: bool = True) -> None:
        self.kind = kind
        self.options = options
        self.must = must
        self.fact = fact

    def read(self, raw: object) -> Any:
        """The value, None where it is unknown. ValueFault where it cannot be read."""
        value = values.scalar(self.kind, raw, self.options, must=self.must, fact=self.fact)
        return None if value is UNKNOWN else value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return form(self.kind, self.options, must=self.must)


class OneOf(Scalar):
    """Marks a field that holds one of a fixed set of words."""

    def __init__(self, *options: str, must: bool = False, fact: bool = True) -> None:
        super().__init__("choice", *options, must=must, fact=fact)


class Shape(Scalar):
    """Marks a field of a part that is no fact and no single value: a list of texts, a map, counts of answers."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind, fact=False)

    def read(self, raw: object) -> Any:
        value = shapes.READERS[self.kind](raw)
        return None if value is UNKNOWN else value


Text = Annotated[str | Nothing | None, Scalar("text")]
Flag = Annotated[bool | None, Scalar("flag")]
Number = Annotated[Fraction | Nothing | None, Scalar("number")]
Amount = Annotated[Fraction | Nothing | None, Scalar("amount")]
Count = Annotated[Fraction | Nothing | None, Scalar("count")]
Share = Annotated[Fraction | Nothing | None, Scalar("share")]
Day = Annotated[date | Nothing | None, Scalar("date")]
MustText = Annotated[str, Scalar("text", must=True)]
MustDay = Annotated[date, Scalar("date", must=True)]
Phase = Annotated[str, OneOf(*PHASES, must=True)]


class Part(BaseModel):
    """A group of keys of the project file."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    usual: ClassVar[Usual | None] = None
    one_of: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if self.one_of and sum(getattr(self, name) is not None for name in self.one_of) != 1:
            raise ValueFault(message("exactly one of these is needed here: {keys}", keys=", ".join(self.one_of)))
        return self


class Section(Part):
    """A group of facts. The word none for all of it says that nothing in it exists; unknown leaves it empty."""

    @model_validator(mode="before")
    @classmethod
    def _words(cls, data: Any) -> Any:
        if values.is_unknown(data):
            return {}
        return nothing(cls) if values.is_none(data) else data


class Record(Part):
    """One entry of a list of facts."""


class Note(Part):
    """One entry of a list that holds no facts."""


class NoteGroup(Part):
    """A group of keys that holds no facts; none and unknown both leave it empty."""

    @model_validator(mode="before")
    @classmethod
    def _words(cls, data: Any) -> Any:
        return {} if values.is_unknown(data) or values.is_none(data) else data


class Records:
    """Marks a list of records: open (more may be added) or closed (one record for each of a fixed set of keys)."""

    def __init__(self, *, closed: bool = False, fact: bool = True) -> None:
        self.closed = closed
        self.fact = fact

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        record = record_class(source)
        key = key_of(record)

        def before(raw: Any) -> Any:
            if values.is_unknown(raw) or (raw == [] and self.closed):
                return None
            if values.is_none(raw):
                return [{key: name, **nothing(record)} for name in keys_of(record)] if self.closed else []
            if not isinstance(raw, list):
                raise shapes.not_a_list()
            return raw

        def after(found: Any) -> Any:
            if found and key:
                seen: set[Any] = set()
                for n, item in enumerate(found):
                    name = getattr(item, key)
                    if name in seen:
                        raise ValueFault(message("{name} is in this list already", name=str(name)), at=(n, key))
                    seen.add(name)
            return found

        schema = core_schema.no_info_before_validator_function(before, handler(source))
        return core_schema.no_info_after_validator_function(after, schema)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        found = handler(schema)
        return {"anyOf": [*(form for form in found["anyOf"] if form != {"type": "null"}), WORDS]}


T = TypeVar("T", bound=Part)
Open = Annotated[tuple[T, ...] | None, Records()]
Closed = Annotated[tuple[T, ...] | None, Records(closed=True)]
Notes = Annotated[tuple[T, ...] | None, Records(fact=False)]


def record_class(source: Any) -> type[Part]:
    """The class of the records in the type of a list field."""
    for part in get_args(source):
        for inner in get_args(part) or (part,):
            if isinstance(inner, type) and issubclass(inner, Part):
                return inner
    raise TypeError(f"{source} is no list of records")


def marker(model: type[Part], name: str) -> Scalar | Records | None:
    """What marks the type of a field, None for a section."""
    for found in model.model_fields[name].metadata:
        if isinstance(found, (Scalar, Records)):
            return found
    return None


def extra(model: type[Part], name: str) -> dict[str, Any]:
    """What the declaration of a field says beyond its description and example."""
    found = model.model_fields[name].json_schema_extra
    return dict(found) if isinstance(found, dict) else {}


def key_of(model: type[Part]) -> str:
    """The name of the key field of a record, "" where records have none."""
    return next((name for name in model.model_fields if extra(model, name).get("x-key")), "")


def keys_of(model: type[Part]) -> tuple[str, ...]:
    """All keys that the records of a closed list can have."""
    mark = marker(model, key_of(model))
    return mark.options if isinstance(mark, Scalar) else ()


def nothing(model: type[Part]) -> dict[str, Any]:
    """What `none` for a section or a record says of everything in it, as it would stand in a file."""
    said: dict[str, Any] = {}
    for name in model.model_fields:
        more = extra(model, name)
        if not more.get("x-key") and not more.get("x-completes"):
            said[name] = "none"
    return said


def plain(part: Part) -> dict[str, Any]:
    """The resolved tree of a model: unknown ones left out, sections as dicts, lists as tuples of dicts."""
    tree: dict[str, Any] = {}
    for name, value in part:
        if isinstance(value, Part):
            inner = plain(value)
            if inner:
                tree[name] = inner
        elif isinstance(value, tuple):
            tree[name] = tuple(plain(item) if isinstance(item, Part) else item for item in value)
        elif value is not None:
            tree[name] = value
    return tree
