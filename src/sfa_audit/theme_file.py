"""`theme.yaml`: its shape as pydantic models, and its reading. Heavy; imported only when a theme is named."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import Message, message
from sfa_audit.pack_faults import Problem, shape_faults
from sfa_audit.theme import Theme
from sfa_audit.theme_colors import COLOR, DARK, GROUNDS, LEAST, LIGHT, Colors, is_color, readable, shown, weak
from sfa_audit.theme_logo import LogoError, logo_address
from sfa_audit.yaml_file import Document, parse

_WORD = r"\S"  # more than blanks
Color = Annotated[str, Field(pattern=COLOR, examples=["#175676"])]
LONGEST = {"name": 60, "footer": 160, "classification": 40}  # characters that have room on every printed page


class _Part(BaseModel):
    """Everything in a theme: nothing may stand in it that has no meaning."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Scheme(_Part):
    """Colours of the dark scheme. What is missing follows from the light ones."""

    brand: Color = Field(default="", description="The band at the top of the page.")
    brand_ink: Color = Field(default="", description="Text on the band; at least 4.5:1 on it.")
    link: Color = Field(default="", description="Links; at least 4.5:1 on the page.")


class Palette(Scheme):
    """Colours, each as #rrggbb in quotes. What is missing stays as it is. The colours of states cannot be chosen."""

    dark: Scheme = Field(default=Scheme(), description="The same for readers who prefer dark pages.")


class ThemeFile(_Part):
    """How a firm's reports look: `theme.yaml`."""

    format: Literal[1] = Field(default=1, description="Version of this file's shape.")
    name: Annotated[str, Field(pattern=_WORD, max_length=LONGEST["name"])] = Field(
        description="The firm, at the top of every report.", examples=["Example Advisory"]
    )
    logo: Annotated[str, Field(pattern=_WORD)] = Field(
        default="",
        description="A PNG or SVG file of at most 50,000 bytes, relative to this file; it is shown on white.",
        examples=["logo.svg"],
    )
    colors: Palette = Field(default=Palette(), description="Colours of the report.")
    footer: Annotated[str, Field(pattern=_WORD, max_length=LONGEST["footer"])] = Field(
        default="", description="A line at the end of the report and at the foot of every printed page."
    )
    classification: Annotated[str, Field(pattern=_WORD, max_length=LONGEST["classification"])] = Field(
        default="", description="How confidential it is, at the top of every page.", examples=["Confidential"]
    )


def load_theme(data: bytes, name: str, read_logo: Callable[[str], bytes]) -> Theme:
    """The theme in a file that the user calls `name`. `read_logo` gives the bytes of the file named under `logo`.

    Raises InputError with every fault: shape, contrast and logo.
    """
    document = parse(data, name, empty_hint=message('write the firm into it: "name: Example Advisory"'))
    faults = shape_faults(document, ThemeFile, _problem)
    given = document.data if isinstance(document.data, dict) else {}
    schemes = _schemes(given.get("colors"))
    faults += _contrast(document, schemes)
    logo = ""
    file = given.get("logo")
    if isinstance(file, str) and file:
        try:
            logo = logo_address(read_logo(file))
        except LogoError as error:
            faults.append(document.fault(("logo",), Message("{file}: {problem}", {"file": file, "problem": error.why})))
        except InputError as error:
            why = error.faults[0].message
            faults.append(document.fault(("logo",), Message("{file}: {problem}", {"file": file, "problem": why})))
    if faults:
        raise InputError(faults)
    made = ThemeFile.model_validate(given)
    texts = [" ".join(text.split()) for text in (made.name, made.footer, made.classification)]
    return Theme(texts[0], logo, schemes["light"].colors, schemes["dark"].colors, texts[1], texts[2])


class _Scheme(NamedTuple):
    """The colours of one scheme, and which of them the file gives."""

    path: tuple[str, ...]
    colors: Colors
    chosen: Collection[str]


def _schemes(raw: Any) -> dict[str, _Scheme]:
    """Light and dark. What is no colour is left to the shape and taken as not given.

    Without colours of its own the dark scheme has the band of the light one, and its links as light as they must be.
    """
    light, dark = _chosen(raw), _chosen(raw.get("dark") if isinstance(raw, dict) else None)
    colors = LIGHT._replace(**light)
    follows: dict[str, str] = {}
    if {"brand", "brand_ink"} & set(light):
        follows = {"brand": colors.brand, "brand_ink": colors.brand_ink}
    if "link" in light:
        follows["link"] = readable(colors.link, GROUNDS["dark"]) or DARK.link
    return {
        "light": _Scheme(("colors",), colors, light),
        "dark": _Scheme(("colors", "dark"), DARK._replace(**follows | dark), dark),
    }


def _chosen(raw: Any) -> dict[str, str]:
    given: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
    return {key: given[key].lower() for key in Colors._fields if is_color(given.get(key))}


def _contrast(document: Document, schemes: Mapping[str, _Scheme]) -> Iterator[Fault]:
    """A fault for every pair of colours that is hard to read; one that both schemes have is said once."""
    said: set[tuple[str, str]] = set()
    for name, (path, colors, chosen) in schemes.items():
        for one in weak(colors, name, chosen):
            if (one.color, one.ground) in said:
                continue
            said.add((one.color, one.ground))
            parts = {"color": one.color, "ground": one.ground, "ratio": shown(one.ratio), "least": f"{LEAST:g}:1"}
            what = message("{least} is needed, {color} on {ground} is {ratio}", **parts)
            hint = message("{color} is the nearest shade that passes", color=one.better) if one.better else None
            yield document.fault((*path, one.name), what, hint)


def _problem(kind: str, path: tuple[int | str, ...], value: object, limits: Mapping[str, Any]) -> Problem | None:
    """What is wrong with a value and what to do, where a theme has words of its own for it."""
    if "colors" in path[:-1] and path[-1] in Colors._fields and kind in ("string_type", "string_pattern_mismatch"):
        if value is None:
            return message("there is no colour here"), message(
                'write it in quotes, such as "#175676": after a blank, # starts a comment'
            )
        return message('a colour is expected here, as # and six digits from 0 to 9 and a to f: "#175676"'), None
    if kind == "string_pattern_mismatch":
        return message("a text is expected here, not an empty one"), None
    if kind == "string_too_long":
        return message("the text is too long: at most {most} characters have room", most=limits["max_length"]), None
    return None
