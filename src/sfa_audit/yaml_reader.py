"""From the events of a YAML parser to plain data and the places of its parts; see `yaml_file` for the rules."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from sfa_audit.errors import Fault, InputError, short
from sfa_audit.i18n import Message, message
from sfa_audit.yaml_text import Source, code_point

TYPE_CHECKING = False  # as in typing, whose import is not needed otherwise
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from sfa_audit.yaml_limits import Limits

_CONSTANTS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_NUMBER_STARTS = frozenset("+-.0123456789")
_QUOTE = message("put the text in quotes")


def events(text: str) -> Callable[[], Any]:
    """The parser's next event, each time it is called: libyaml's where it is there, else PyYAML's own."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        import yaml

        return iter(yaml.parse(text, yaml.SafeLoader)).__next__
    get: Callable[[], Any] = CParser(text).get_event
    return get


def number_digits(text: str) -> int:
    """How many digits the number has that a plain text is, those of its exponent aside; 0 if it is no number.

    No leading zeros (010 is a code, not ten), and an exponent of two digits: 1e999999 would take a gigabyte to write.
    """
    if not text.isascii():
        return 0
    mantissa, e, exponent = text[text[0] in "+-" :].replace("E", "e").partition("e")
    whole, _, part = mantissa.partition(".")
    if e and not (exponent[exponent[:1] in ("+", "-") :].isdigit() and len(exponent.lstrip("+-")) <= 2):
        return 0
    if not (whole + part).isdigit() or (part and not part.isdigit()) or (len(whole) > 1 and whole[0] == "0"):
        return 0
    return len(whole + part)


def _is_hidden(char: str) -> bool:
    """Whether a character must not come in through an escape: controls, and halves of characters."""
    if char in "\t\n\r\x85":
        return False
    return char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff"


class _Again(str):
    """A key that is refused: it stays apart from an equal one, so that reading can go on to the next fault."""

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__
    __ne__ = object.__ne__


class _Open:
    """What an anchor names as long as its container is not closed."""

    __slots__ = ()


class Reader:
    """Builds data and marks from events, with a stack of its own, and stops at the first limit passed.

    After `read`, ``tree`` and ``marks[1:]`` hold the one document (see `yaml_file.Document` for the marks), or
    nothing if there was none; ``faults`` is what was wrong without ending the reading.
    """

    def __init__(self, source: Source, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.faults: list[Fault] = []
        self.tree: list[Any] = []
        self.marks: list[Any] = [0]
        self._stack: list[tuple[Any, ...]] = []
        self._documents = 0

    def read(self) -> None:  # noqa: C901
        """Take all events. One long function on purpose: its loop runs once for each node of each file.

        InputError where a limit is passed, yaml.YAMLError where the text is no YAML.
        """
        from yaml.events import (
            AliasEvent,
            MappingEndEvent,
            MappingStartEvent,
            ScalarEvent,
            SequenceEndEvent,
            SequenceStartEvent,
            StreamEndEvent,
        )

        get, stack, constants, number_starts = events(self.source.text), self._stack, _CONSTANTS, _NUMBER_STARTS
        most, longest, deepest, widest = self.limits.nodes, self.limits.scalar, self.limits.depth, self.limits.size
        container: Any = self.tree  # the innermost open mapping or list
        marks: list[Any] = self.marks
        in_map = False
        key: str | None = None  # the key whose value comes next; None in a list or before a key
        nodes = repeated = height = 0  # repeated: characters that aliases add; height: levels below the container
        anchors: dict[str, Any] = {}  # name -> value, mark, nodes, characters, levels
        while True:
            event: Any = get()
            kind = type(event)
            if kind is ScalarEvent:
                value: Any = event.value
                index = event.start_mark.index
                nodes += 1
                if nodes > most or len(value) > longest or event.tag is not None:
                    self._check(event, nodes, self._path(container, key))
                if in_map and key is None:
                    key = value
                    if not value or value in container or value == "<<" or not value.isprintable():
                        key = self._odd_key(event, container, marks)
                    marks.append(index)
                    if event.anchor is not None:
                        anchors[event.anchor] = (value, index, 1, len(value), 0)
                    continue
                style = event.style
                if not style:
                    if value in constants:
                        value = constants[value]
                    elif value[0] in number_starts:
                        value = self._number(value, index, container, key)
                elif style == '"' and not value.isprintable():
                    self._check_escapes(value, index, self._path(container, key))
                mark: Any = index
                if event.anchor is not None:
                    anchors[event.anchor] = (value, index, 1, len(event.value), 0)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                index = event.start_mark.index
                nodes += 1
                if nodes > most or event.tag is not None or len(stack) >= deepest or (in_map and key is None):
                    self._check(event, nodes, self._path(container, key), is_key=in_map and key is None)
                opened = None
                if event.anchor is not None:
                    opened = anchors[event.anchor] = _Open()
                stack.append((container, key, marks, in_map, height, opened, event.anchor, nodes, repeated))
                in_map = kind is MappingStartEvent
                container = {} if in_map else []
                marks = [index]
                key, height = None, 0
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value, mark, levels = container, marks, height + 1
                container, key, marks, in_map, height, opened, anchor, nodes_then, repeated_then = stack.pop()
                if levels > height:
                    height = levels
                if opened is not None and anchors[anchor] is opened:  # not given to a part within since
                    length = event.end_mark.index - mark[0] + repeated - repeated_then
                    anchors[anchor] = (value, mark, nodes - nodes_then + 1, length, levels)
            elif kind is AliasEvent:
                found = anchors.get(event.anchor)
                if not isinstance(found, tuple) or (in_map and key is None):
                    self._refuse_alias(event, found, self._path(container, key))
                value, mark, more, length, levels = found
                if levels:
                    mark = [event.start_mark.index, *mark[1:]]
                    height = max(height, levels)
                else:
                    mark = event.start_mark.index
                nodes += more
                repeated += length
                if nodes > most or repeated > widest or len(stack) + levels > deepest:
                    what = message("the aliases in this file (*) repeat more data than a file may hold")
                    self._stop(event, what, message("write out what is meant"), self._path(container, key))
            elif kind is StreamEndEvent:
                return
            else:
                self._boundary(event)
                continue
            if in_map:
                container[key] = value
                key = None
            else:
                container.append(value)
            marks.append(mark)

    def _path(self, container: Any, key: str | None) -> tuple[str | int, ...]:
        """The place in the data of the value that comes next; of the mapping itself where a key comes next."""
        frames = [*((frame[0], frame[1]) for frame in self._stack), (container, key)][1:]
        return tuple(
            len(holder) if isinstance(holder, list) else name
            for holder, name in frames
            if isinstance(holder, list) or name is not None
        )

    def _add(self, index: int, what: Message, hint: Message, path: tuple[str | int, ...]) -> None:
        """Note a fault and go on; with too many, stop."""
        self.faults.append(self.source.fault(index, what, hint, path))
        if len(self.faults) >= self.limits.faults:
            raise InputError(self.faults)

    def _stop(self, event: Any, what: Message, hint: Message, path: tuple[str | int, ...] = ()) -> NoReturn:
        raise InputError([*self.faults, self.source.fault(event.start_mark.index, what, hint, path)])

    def _check(self, event: Any, nodes: int, path: tuple[str | int, ...], *, is_key: bool = False) -> None:
        """What is wrong with a node that is too much, too long, too deep, tagged, or a key without being a text."""
        limits = self.limits
        smaller = message("give a smaller file")
        if nodes > limits.nodes:
            what = message("the file holds more than {most} keys and values", most=f"{limits.nodes:,}")
            self._stop(event, what, smaller, path)
        if len(getattr(event, "value", "")) > limits.scalar:
            what = message("this text is longer than {most} characters", most=f"{limits.scalar:,}")
            self._stop(event, what, message("shorten it"), path)
        if len(self._stack) >= limits.depth and not hasattr(event, "value"):
            what = message("the data is nested more than {most} levels deep", most=limits.depth)
            self._stop(event, what, message("check the brackets and the indentation"))  # the path would fill the screen
        if is_key:
            what = message("a list or a group in brackets cannot be a key")
            self._stop(event, what, message("put a text that begins with [ or {{ in quotes"), path)
        if event.tag is not None:
            from sfa_audit.yaml_syntax import TAG, TAG_HINT

            self._add(event.start_mark.index, TAG, TAG_HINT, path)

    def _odd_key(self, event: Any, container: dict[str, Any], marks: list[Any]) -> str:
        """Say what is wrong with a key, if anything is, and give one to go on with."""
        value: str = event.value
        index = event.start_mark.index
        path = (*self._path(container, None), value)
        if not value:
            from sfa_audit.yaml_syntax import NO_KEY, NO_KEY_HINT

            what, hint = NO_KEY, NO_KEY_HINT
        elif value == "<<" and not event.style:
            what = message("the merge key << is not used here")
            hint = message("write out the keys it stands for")
        elif value in container:
            first = marks[1 + 2 * list(container).index(value)]
            line = self.source.place(first)[0]
            what = message("the key {key} is there twice, first in line {line}", key=short(value), line=line)
            hint = message("keep one of the two")
        else:
            self._check_escapes(value, index, path)
            return value
        self._add(index, what, hint, path)
        return _Again(value)

    def _number(self, value: str, index: int, container: Any, key: str | None) -> int | Decimal | str:
        """The number that a plain text is, exactly as written; the text where it is none."""
        digits = number_digits(value)
        if digits == 0:
            return value
        if digits > self.limits.digits:
            what = message("this number has more than {most} digits", most=self.limits.digits)
            hint = message("round it, or put it in quotes if it is a text")
            self._add(index, what, hint, self._path(container, key))
            return value
        return Decimal(value) if "." in value or "e" in value or "E" in value else int(value)

    def _check_escapes(self, value: str, index: int, path: tuple[str | int, ...]) -> None:
        """Escapes in double quotes could bring in what the file itself may not hold."""
        found = next(filter(_is_hidden, value), None)
        if found is not None:
            what = message("this text holds an invisible control character ({code})", code=code_point(found))
            self._add(index, what, message("take out its escape, which begins with a backslash"), path)

    def _refuse_alias(self, event: Any, found: Any, path: tuple[str | int, ...]) -> NoReturn:
        name = short(event.anchor)
        if isinstance(found, _Open):
            what = message("the alias *{name} stands for a part that it is in itself", name=name)
            self._stop(event, what, message("write out what is meant"), path)
        if found is None:
            what = message("nothing in the file is marked &{name}", name=name)
            self._stop(event, what, message("put a text that begins with * in quotes"), path)
        self._stop(event, message("an alias cannot be a key"), _QUOTE, path)

    def _boundary(self, event: Any) -> None:
        """Start and end of stream and document; there is one document at most."""
        from yaml.events import DocumentStartEvent

        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                what = message("a second document begins here")
                self._stop(event, what, message("keep one document a file, and take out the line ---"))
