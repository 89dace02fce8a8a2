"""A fact as it is asked: what it means, in which unit, with an example; and an answer read back as a value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sfa_audit import values
from sfa_audit.i18n import N_, Message, Translator, message
from sfa_audit.project.table import Field
from sfa_audit.project.written import example_of

_PLAIN_UNITS = ("", "text", "yes/no", "choice", "date", "share", "role", "list", "phase", "group", "routine", "place")


# What a group is called in a sentence; a group that is not here is called as in the file.
_GROUPS = {
    "executives": N_("executives"),
    "managers": N_("sales managers"),
    "reps": N_("salespeople"),
    "partners": N_("channel partners"),
}


def group_name(group: str) -> Message:
    """What a group of people is called."""
    return Message(_GROUPS.get(group, group))


class FactWords:
    """Says facts in one language."""

    def __init__(self, tr: Translator) -> None:
        self._tr = tr

    def says(self, field: Field) -> str:
        """What the fact means, in one sentence."""
        return self._tr.gettext(field.says)

    def asked(self, field: Field, key: str, of: Field | None = None) -> str:
        """What is asked of one record, named by its key where it has one; `of` is the field of the key."""
        if not key:
            return self.says(field)
        if of is not None and key in of.values:
            key = self.choice(key)
        return self._tr.render(message("{key}: {asked}", key=key, asked=self.says(field)))

    def unit(self, field: Field) -> str:
        """In what it is answered: a unit, the choices, or the kind of answer."""
        _ = self._tr.gettext
        kinds = {
            "flag": _("yes or no"),
            "date": _("date"),
            "share": _("share, such as 30%"),
            "list": _("names"),
            "count": _("whole number"),
            "text": _("text"),
        }
        if field.values:
            return " | ".join(self.choice(value) for value in field.values)
        if field.unit == "role":
            return _("role, no name")
        return _(field.unit) if field.unit not in _PLAIN_UNITS else kinds.get(field.kind, _("number"))

    def choice(self, value: str) -> str:
        """One of the words of a choice."""
        return self._tr.gettext(value)

    def example(self, field: Field) -> str:
        """An example of an answer."""
        if field.is_list or field.kind == "flag" or field.example is None:
            return ""
        if field.kind == "choice":
            return self.choice(str(field.example))
        return self._tr.gettext(str(field.example)) if field.kind == "text" else example_of(field)

    def read(self, field: Field, raw: object) -> Any:
        """The value of an answer. ValueFault where it cannot be read. Choices may be said in this language."""
        if field.is_list:
            return _whole_list(raw)
        if field.values and isinstance(raw, str):
            raw = _spelled_choice(raw, field.values, self._tr)
        if field.kind == "flag" and isinstance(raw, str):
            raw = {"y": "yes", "n": "no"}.get(raw.strip().casefold(), raw)
        if field.kind == "text" and isinstance(raw, str) and not raw.isprintable():
            hint = message("type it again")
            raise values.ValueFault(message("the answer holds characters that cannot be shown"), hint)
        return values.scalar(field.kind, raw, field.values, must=field.must)


def _whole_list(raw: object) -> Any:
    if values.is_unknown(raw):
        return values.UNKNOWN
    if values.is_none(raw):
        return values.NONE
    raise values.ValueFault(message("only none or unknown can be said of a whole list"))


def _spelled_choice(raw: str, options: Sequence[str], tr: Translator) -> str:
    """The option that is meant: as it is spelled, in another case, or in the language of the user."""
    word = raw.strip().casefold()
    for option in options:
        if word in (option.casefold(), tr.gettext(option).casefold()):
            return option
    return raw
