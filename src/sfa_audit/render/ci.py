"""What the formats for CI share: the findings worst first, with their places, in words that anybody may read.

These formats go where many people look: logs, dashboards, pull requests. So they hold texts of the rule pack, figures,
ids and places, and nothing that the project file says in free words: no client, no names, no comments, no reasons, no
references of evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any, NamedTuple

from sfa_audit.i18n import Translator, message
from sfa_audit.render.clean import clean, clean_text
from sfa_audit.render.content import Cell, Chart, Link, Marked
from sfa_audit.render.context import Context, Data, fraction
from sfa_audit.render.labels import label
from sfa_audit.render.numbers import NONE_TEXT, clauses, exact, is_date
from sfa_audit.render.statements import outcome, statement
from sfa_audit.render.view_conditions import conditions_table

Places = Mapping[str, str]
"""File names of a report → how CI shows them: relative to the repository, with forward slashes."""

ERROR, WARNING, NOTE = "error", "warning", "note"
RULE, STOP, WAIVER = "rule", "stop", "waiver"
SHORT = ("not_met", "partly_met")
HOLDING = ("active", "expiring")


class Issue(NamedTuple):
    """One thing to tell. `id` is that of its rule or stop, `state` its outcome, `missing` the points it is short of."""

    kind: str
    id: str
    cause: str | None
    state: str
    level: str
    text: str
    found: tuple[str, ...]
    missing: Fraction
    file: str
    line: int
    waiver: Data | None
    data: Data


class Asked(NamedTuple):
    """One condition of the gate in words: what it is, what it requires, what is the case."""

    data: Data
    name: str
    required: str
    actual: str
    result: str


class Ci:
    """One settled report in one language, as CI may see it. Figures are shown with one decimal."""

    def __init__(self, report: Mapping[str, Any], tr: Translator, places: Places) -> None:
        self.c = Context(clean({**report, "decimals": 1}), tr)
        self.data: Data = self.c.data
        self.tr = tr
        self.file = shown_file(str(report["input"]["files"][0]), places)
        raw = [str(name) for name in report["input"]["files"]]  # in `data` a name may be written out otherwise
        names = self.data["input"]["files"]
        self._places = {name: shown_file(file, places) for name, file in zip(names, raw, strict=True)}
        self._waivers = {w["rule"] or w["stop"]: w for w in self.data["waivers"] if w["state"] in HOLDING}

    # ---- words ---------------------------------------------------------------------------------------------------

    def sentence(self, text: str) -> str:
        """The text with its end mark."""
        return (
            text
            if text.endswith((".", "。", "!", "?", "！", "？"))
            else self.c.say(message("{sentence}.", sentence=text))
        )

    def sentences(self, texts: Sequence[str]) -> str:
        """Several texts as one paragraph."""
        return self.tr.space.join(self.sentence(text) for text in texts if text)

    def verdict_word(self) -> str:
        """The verdict in two or three words, as every format says it."""
        words = {
            "passed": self.tr.gettext("Gate passed"),
            "failed": self.tr.gettext("Gate not passed"),
            "undetermined": self.tr.gettext("Not decided"),
            "not_asked": self.tr.gettext("No gate asked"),
        }
        return words[self.data["verdict"]["status"]]

    def waived_until(self, waiver: Data) -> str:
        """That a risk is accepted, and until when; by whom and why stands in the project file only."""
        return self.c.say(message("the risk is accepted until {day}", day=waiver["expires"]))

    # ---- the gate ------------------------------------------------------------------------------------------------

    def asked(self) -> list[Asked]:
        """The conditions of the gate, in their order."""
        table = conditions_table(self.c)
        if table is None:
            return []
        conditions = self.data["verdict"]["conditions"]
        return [
            # A plan adds a column of its own, which is no answer for today.
            Asked(one, *(plain(cell, self.tr) for cell in row.cells[:4]))
            for one, row in zip(conditions, table.rows, strict=True)
        ]

    def condition_text(self, one: Asked) -> str:
        """A condition in one line."""
        parts = {"name": one.name, "required": one.required, "actual": one.actual, "result": one.result}
        text = self.c.say(message("{name}: {result}; required {required}, today {actual}", **parts))
        names = self.names(one.data)
        return self.c.say(message("{field} ({limit})", field=text, limit=names)) if names else text

    def names(self, condition: Data) -> str:
        """The ids of the stops, waivers or rules that decide a condition."""
        kinds = ("stops", "waivers", "no-new-failure", "evidenced")
        known = {f["rule"] for f in self.data["findings"]} | {s["id"] for s in self.data["stops"]}
        return ", ".join(n for n in condition["names"] if n in known) if condition["kind"] in kinds else ""

    # ---- findings ------------------------------------------------------------------------------------------------

    def issues(self) -> list[Issue]:
        """All that is to be told, worst first; what is met, not due or does not apply is not."""
        found = [issue for stop in self.data["stops"] if (issue := self._stop(stop)) is not None]
        found += [self._waiver(w) for w in self.data["waivers"] if w["state"] != "active"]
        found += [self.rule(f) for f in self.data["findings"] if f["outcome"] in (*SHORT, "unknown")]
        rank = {ERROR: 0, WARNING: 1, NOTE: 2}
        kinds = {STOP: 0, WAIVER: 1, RULE: 2}

        def weight(issue: Issue) -> tuple[bool, int, int, Fraction]:
            return issue.waiver is not None, rank[issue.level], kinds[issue.kind], -issue.missing

        return sorted(found, key=weight)

    def rule(self, finding: Data) -> Issue:
        """One rule, whatever its outcome."""
        points = finding["points"]
        missing = fraction(points["open"]) + fraction(points["short"]) if points else Fraction(0)
        level = WARNING if finding["outcome"] in SHORT else NOTE
        file, line = self._place(finding["facts"])
        return Issue(
            RULE, finding["rule"], finding["cause"], finding["outcome"], level, statement(self.c, finding),
            self._found(finding["readings"]), missing, file, line, self._waivers.get(finding["rule"]), finding,
        )  # fmt: skip

    def _stop(self, stop: Data) -> Issue | None:
        halts = stop["level"] == "stop"
        levels = {"confirmed": ERROR if halts else WARNING, "possible": WARNING if halts else NOTE,
                  "waived": ERROR if halts else WARNING}  # fmt: skip
        if stop["state"] not in levels:
            return None
        title = self.c.text(f"stop.{stop['id']}.title")
        texts = {
            "confirmed": self.c.text(f"stop.{stop['id']}.because"),
            "possible": self.c.say(message("Not known yet: {statement}", statement=title)),
            "waived": self.c.say(
                message("Waived, though this does not hold for certain: {statement}", statement=title)
            ),
        }
        file, line = self._place(stop["facts"])
        return Issue(
            STOP, stop["id"], None, stop["state"], levels[stop["state"]], texts[stop["state"]],
            self._found(stop["readings"]), Fraction(0), file, line, self._waivers.get(stop["id"]), stop,
        )  # fmt: skip

    def _waiver(self, waiver: Data) -> Issue:
        target = waiver["rule"] or waiver["stop"]
        days = {"id": target, "day": waiver["expires"], "start": waiver["created"]}
        texts = {
            "expiring": message("The waiver of {id} ends on {day}: renew it or end the risk", **days),
            "expired": message("The waiver of {id} ended on {day}: renew it or end the risk", **days),
            "ahead": message("The waiver of {id} begins on {start} only", **days),
            "unused": message("The waiver of {id} is not needed: nothing of it is open or failing", **days),
            "forbidden": message("{id} cannot be waived; the waiver has no effect", **days),
        }
        level = {"expired": ERROR, "expiring": WARNING, "forbidden": WARNING}.get(waiver["state"], NOTE)
        file = self._places.get(waiver["file"], self.file)
        text = self.c.say(texts[waiver["state"]])
        return Issue(
            WAIVER, target, None, waiver["state"], level, text, (), Fraction(0), file, waiver["line"], None, waiver
        )

    def state_word(self, issue: Issue) -> str:
        """The outcome of a rule, or the state of a stop or waiver, in words."""
        if issue.kind == RULE:
            return outcome(self.c, issue.data).text
        words = {
            "confirmed": self.tr.gettext("confirmed"),
            "possible": self.tr.gettext("possible"),
            "waived": self.tr.gettext("waived"),
            "expiring": self.tr.gettext("ends soon"),
            "expired": self.tr.gettext("ended"),
            "ahead": self.tr.gettext("not yet in force"),
            "unused": self.tr.gettext("not needed"),
            "forbidden": self.tr.gettext("without effect"),
        }
        return words[issue.state]

    def told(self, issue: Issue) -> str:
        """The whole of an issue as a paragraph: what is so, what was read, what it costs."""
        texts = [issue.text, *issue.found]
        if issue.kind == RULE and issue.data["points"]:
            points = issue.data["points"]
            parts = {"short": points["short"]["shown"], "open": points["open"]["shown"]}
            texts.append(self.c.say(message("Of 100 points {short} are short and {open} are open", **parts)))
        if issue.waiver is not None:
            texts.append(self.waived_until(issue.waiver))
        return self.sentences(texts)

    def fingerprint(self, issue: Issue) -> str:
        """The same for the same rule of the same file, whatever line it stands in and whatever it says today."""
        name = "\n".join((self.data["pack"]["id"], self.file, issue.kind, issue.id))
        return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def _found(self, readings: Sequence[Data]) -> tuple[str, ...]:
        return tuple(self.c.words.readings([one for one in readings if _tellable(one)]))

    def _place(self, facts: Sequence[Data]) -> tuple[str, int]:
        """Where to look: at a fact that is missing or says no, else at the first one; else at the file."""
        placed = [fact for fact in facts if fact["file"] in self._places and fact["line"]]
        lacking = [fact for fact in placed if fact["value"] in (None, NONE_TEXT) or fact["value"] is False]
        for fact in (*lacking, *placed):
            return self._places[fact["file"]], fact["line"]
        return self.file, 1


def shown_file(name: str, places: Places) -> str:
    """A file as CI shows it; of a path that is not known to lie in the repository only the name."""
    shown = places.get(name)
    if shown is None:
        absolute = name.startswith(("/", "\\")) or name[1:2] == ":"
        shown = name.replace("\\", "/").rpartition("/")[2] if absolute else name
    return clean_text(shown)


def plain(cell: Cell, tr: Translator) -> str:
    """A cell of a report's table as plain text."""
    if cell is None or isinstance(cell, Chart):
        return ""
    if isinstance(cell, tuple):
        return clauses([text for part in cell if (text := plain(part, tr))], tr)
    return cell.text if isinstance(cell, Marked | Link) else str(cell)


def _tellable(reading: Data) -> bool:
    """Whether a reading is figures only: a single value may be words of the project."""
    if reading["measure"] != "value":
        return True
    value = reading["figures"]["value"]
    known = value is None or isinstance(value, bool) or value == NONE_TEXT or exact(value) is not None or is_date(value)
    return known or label(reading["paths"][0]).kind == "choice"
