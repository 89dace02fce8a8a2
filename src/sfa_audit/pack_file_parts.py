"""What the models of a rule pack's files are made of: numbers, ids, texts, and the part in which nothing is unknown."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sfa_audit.rule_language import number


def _number(raw: Any) -> Any:
    try:
        return number(raw)
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError("not a number") from error


Number = Annotated[Any, BeforeValidator(_number)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]
Days = Annotated[int, Field(ge=1)]
Basis = Literal["figure", "convention", "judgement"]


class Part(BaseModel):
    """Everything in a pack: nothing may stand in it that has no meaning."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Titled(Part):
    """An id and what a reader sees of it."""

    id: Id
    title: Text
