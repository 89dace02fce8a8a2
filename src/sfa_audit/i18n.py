"""Messages and their translation: every sentence the tool says has an id in a gettext catalogue.

The id of a message is its English sentence, with ``{named}`` placeholders (a brace that is meant as such is doubled).
English needs no catalogue; for another language the compiled one is read from the package, and where it is missing
or broken the English sentence stands. Nothing heavy is imported until a catalogue is asked for.

Sentences are found by the extractor through the names ``N_``, ``message``, ``messages`` (1, 2), ``gettext``,
``ngettext`` (1, 2) and ``pgettext`` (2, after the context).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

TYPE_CHECKING = False  # as in typing, whose import is not needed otherwise
if TYPE_CHECKING:
    from gettext import NullTranslations
    from typing import Any

LANGUAGES = ("en", "zh-Hans")

_DOMAIN = "sfa_audit"


class Frozen:
    """Base of small values that never change; ``__match_args__`` names what equality, hash, repr and pickle go by.

    Stands in for a frozen dataclass where the import of ``dataclasses`` would cost more than the work at hand.
    """

    __slots__: tuple[str, ...] = ()
    __match_args__: tuple[str, ...] = ()

    def _set(self, **values: object) -> None:
        """Fill the slots, once, from ``__init__``."""
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)

    if not TYPE_CHECKING:  # a type checker sees plain attributes and would otherwise allow any name

        def __setattr__(self, name: str, value: object) -> None:
            raise AttributeError(f"{type(self).__name__} cannot be changed")

        def __delattr__(self, name: str) -> None:
            raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), *(frozenset(v.items()) if isinstance(v, dict) else v for v in self._values())))

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({inner})"

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return type(self), self._values()


class Message(Frozen):
    """A sentence to be said in any language.

    ``id`` is the English sentence, ``params`` fill its placeholders (text, whole numbers or messages within it).
    With ``plural``, the English plural, the parameter ``n`` decides which form is said.
    """

    __slots__ = ("id", "params", "plural")
    __match_args__ = ("id", "params", "plural")
    id: str
    params: Mapping[str, str | int | Message]
    plural: str | None

    def __init__(
        self, id: str, params: Mapping[str, str | int | Message] | None = None, plural: str | None = None
    ) -> None:
        self._set(id=id, params=dict(params or {}), plural=plural)

    def __str__(self) -> str:
        return translator("en").render(self)


def N_(text: str) -> str:
    """Mark a sentence for extraction; it is translated later."""
    return text


def message(text: str, /, **params: str | int | Message) -> Message:
    """A message from its English sentence and the values of its placeholders."""
    return Message(text, params)


def messages(singular: str, plural: str, n: int, /, **params: str | int | Message) -> Message:
    """A message that depends on a count; both sentences may use ``{n}``."""
    return Message(singular, {**params, "n": n}, plural)


class Translator:
    """Says messages in one language; made by `translator`."""

    def __init__(self, lang: str, catalogue: NullTranslations | None = None) -> None:
        self.lang = lang
        self._catalogue = catalogue

    def gettext(self, id: str) -> str:
        """The sentence in this language, placeholders left in; the English one where no translation exists."""
        return self._catalogue.gettext(id) if self._catalogue and id else id

    def pgettext(self, context: str, id: str) -> str:
        """The sentence in this language where English has one word for two things; ``context`` tells which is meant."""
        return self._catalogue.pgettext(context, id) if self._catalogue else id

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The form of the sentence that fits the count ``n``."""
        if self._catalogue:
            return self._catalogue.ngettext(singular, plural, n)
        return singular if n == 1 else plural

    @property
    def space(self) -> str:
        """What stands between two sentences of a paragraph."""
        return "" if self.lang.startswith("zh") else " "

    def joined(self, words: Iterable[str]) -> str:
        """Words of equal rank one after the other: `a, b`."""
        return ("、" if self.lang.startswith("zh") else ", ").join(words)

    def render(self, message: Message) -> str:
        """The whole sentence, placeholders filled; never fails, a faulty translation gives way to English."""
        english, text = message.id, self.gettext(message.id)
        if message.plural is not None:
            n = message.params.get("n", 0)
            count = n if isinstance(n, int) else 0
            english = message.id if count == 1 else message.plural
            text = self.ngettext(message.id, message.plural, count)
        values = {
            name: self.render(value) if isinstance(value, Message) else str(value)
            for name, value in message.params.items()
        }
        for template in (text, english):
            try:
                return template.format_map(values)
            except (KeyError, ValueError, IndexError, AttributeError, TypeError):
                continue
        return english


_TRANSLATORS: dict[str, Translator] = {"en": Translator("en")}


def translator(lang: str) -> Translator:
    """The translator for a language (any spelling that `normalise` takes; ValueError for others)."""
    lang = normalise(lang)
    if lang not in _TRANSLATORS:
        _TRANSLATORS[lang] = Translator(lang, _catalogue(lang))
    return _TRANSLATORS[lang]


def _catalogue(lang: str) -> NullTranslations | None:
    from gettext import GNUTranslations
    from importlib.resources import files
    from struct import error as StructError

    name = f"locale/{lang.replace('-', '_')}/LC_MESSAGES/{_DOMAIN}.mo"
    try:
        with files("sfa_audit").joinpath(name).open("rb") as stream:
            return GNUTranslations(stream)
    except (OSError, ValueError, LookupError, StructError):  # missing or broken: better English than nothing
        return None


def normalise(lang: str) -> str:
    """One of `LANGUAGES` for the usual spellings: zh, zh_CN, zh-Hans, zh_CN.UTF-8, en_GB, C, POSIX …

    ValueError for any other, traditional Chinese included: its readers are better told than given another script.
    """
    tags = lang.strip().split(".")[0].split("@")[0].replace("_", "-").casefold().split("-")
    if tags in (["c"], ["posix"]) or tags[0] in ("en", "eng"):
        return "en"
    if tags[0] in ("zh", "zho", "chi", "cmn") and ("hans" in tags or not {"hant", "tw", "hk", "mo"} & set(tags)):
        return "zh-Hans"
    raise ValueError(lang)
