"""What the groups of people say, side by side, and where they see different projects."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit import fact_words as words
from sfa_audit.i18n import message, messages
from sfa_audit.render.content import Block, Cell, Chart, Column, Fold, Marked, Para, Row, Section, Table
from sfa_audit.render.context import Context, Data, fraction, place
from sfa_audit.render.numbers import capital, exact, listed, number, signed

RECEIVER = "reps"
GIVERS = ("executives", "managers")


def voices(c: Context) -> Section | None:
    """The groups' scores by cause, widest gap first; groups that are too small stay hidden."""
    given = c.data.get("perception")
    if not given:
        return None
    shown = [g["group"] for g in given["groups"] if not g["hidden"]]
    blocks: list[Block] = [Para(text, "note") for text in _notes(c, given)]
    if given["rows"]:
        blocks.append(_scores(c, given, shown))
    if (counts := _counts(c, shown)) is not None:
        blocks.append(Fold(c.tr.gettext("The answers in numbers"), (counts,)))
    return Section("voices", c.tr.gettext("Voices"), _heading(c, given), tuple(blocks))


def group_name(c: Context, group: str) -> str:
    """What a group of people is called."""
    return c.tr.render(words.group_name(group))


def _heading(c: Context, given: Data) -> str:
    if given["rep_voice_missing"]:
        return c.tr.gettext("The voice of the salespeople is missing, or too thin")
    widest = [row for row in given["rows"] if row["level"] != "none"][:1]
    if not widest:
        return c.tr.gettext("The groups that were asked see much the same project")
    (row,) = widest
    giver = max(row["gaps"], key=lambda group: abs(fraction(row["gaps"][group])))
    parts = {
        "cause": c.quoted_cause(row["cause"]),
        "group": group_name(c, giver),
        "theirs": c.points(row["scores"][giver]),
        "reps": c.points(row["scores"][RECEIVER]),
    }
    return c.say(message("On {cause}, {group} say {theirs} of 100 and salespeople {reps}", **parts))


def _notes(c: Context, given: Data) -> list[str]:
    texts = [
        c.tr.gettext(
            "What people think of each cause, from 0 (not at all under control) to 100 (fully). "
            "It is shown beside the score and never counts in it."
        )
    ]
    people = []
    for group in given["groups"]:
        name = capital(group_name(c, group["group"]))
        if group["hidden"]:
            people.append(c.say(message("{group}: not shown, because too few people answered.", group=name)))
        elif group["respondents"] is not None:
            n = int(group["respondents"])
            people.append(
                c.say(messages("{group}: {n} person answered.", "{group}: {n} people answered.", n, group=name))
            )
    return [*texts, c.tr.space.join(people)] if people else texts


def _scores(c: Context, given: Data, shown: list[str]) -> Table:
    groups = [group for group in shown if any(group in row["scores"] for row in given["rows"])]
    columns = [Column(c.tr.gettext("Cause")), Column(c.tr.gettext("What each group says"), "chart")]
    columns += [Column(capital(group_name(c, group)), "num") for group in groups]
    columns.append(Column(c.tr.gettext("Gap to salespeople"), "num"))
    columns.append(Column(c.tr.gettext("Difference")))
    words = {
        "strong": Marked("bad", c.tr.gettext("wide")),
        "gap": Marked("watch", c.tr.gettext("noticeable")),
        "none": Marked("none", c.tr.gettext("none to speak of")),
    }
    rows = []
    for row in given["rows"]:
        scores, gaps = row["scores"], row["gaps"]
        dots = tuple((_kind(group), place(fraction(scores[group]))) for group in groups if group in scores)
        numbers: list[Cell] = [c.points(scores[group]) if group in scores else "–" for group in groups]
        gap = listed([signed(c.points(gaps[group])) for group in gaps], c.tr) if gaps else "–"
        level: Cell = words[row["level"]] if gaps else None
        rows.append(Row((c.cause(row["cause"]), Chart((), dots=dots), *numbers, gap, level)))
    caption = c.tr.gettext("Scores by group, widest gap first (circle: salespeople, square: those who lead them)")
    return Table(caption, tuple(columns), tuple(rows), "causes")


def _kind(group: str) -> str:
    return "receiver" if group == RECEIVER else "giver" if group in GIVERS else "other"


def _counts(c: Context, shown: list[str]) -> Table | None:
    """How many people chose each answer, of the groups that are large enough."""
    given = [voice for voice in c.data["voices"] or [] if voice["group"] in shown]
    least = c.data["perception"].get("least_group")  # a result saved before it was kept shows no counts
    if not given or least is None:
        return None
    columns = [Column(c.tr.gettext("Answers 1 to 5, number of people"))]
    for voice in given:
        title = capital(group_name(c, voice["group"]))
        if voice.get("date"):
            title = c.say(message("{group}, {date}", group=title, date=voice["date"]))
        columns.append(Column(title, "num"))
    rows = [
        Row((name, *(_answers(c, (voice.get(part) or {}).get(id), least) for voice in given)))
        for part in ("agreement", "benchmark")
        for id, name in _asked(c, part, given)
    ]
    return Table(c.tr.gettext("How many chose 1, 2, 3, 4 and 5"), tuple(columns), tuple(rows))


def _asked(c: Context, part: str, given: list[Data]) -> list[tuple[str, str]]:
    ids = dict.fromkeys(id for voice in given for id in voice.get(part) or {})
    return [(id, c.cause(id) if part == "agreement" else c.text(f"benchmark.{id}.statement")) for id in ids]


def _answers(c: Context, counts: list[object] | None, least: int) -> str:
    """The counts of one question, kept back where so few answered that somebody could be told apart."""
    figures = [exact(value) or Fraction(0) for value in counts or ()]
    if not figures:
        return "–"
    if sum(figures) < least:
        return c.tr.gettext("too few")
    return " · ".join(number(figure) for figure in figures)
