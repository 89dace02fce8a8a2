"""Several dated results in a row: as data (`sfa-audit/trend/1`), and as content for every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit import __version__
from sfa_audit.i18n import Translator, message, messages
from sfa_audit.render.clean import clean
from sfa_audit.render.compare_view import STATUS, made_with, status_words
from sfa_audit.render.content import Block, Code, Column, Marked, Para, Row, Section, Table, Verdict, View
from sfa_audit.render.content import Chart as Bar
from sfa_audit.render.context import Context, Data, place
from sfa_audit.render.html import page
from sfa_audit.render.markdown import markdown_of
from sfa_audit.render.numbers import capital, long_date
from sfa_audit.render.view_score import segments
from sfa_audit.theme import Theme
from sfa_audit.trend import Point, places

SCHEMA = "sfa-audit/trend/1"


class Line(NamedTuple):
    """The drawing: the places of the points and the lines between those that belong together, in per cent."""

    title: str
    points: tuple[tuple[str, str], ...]
    runs: tuple[tuple[str, str, str, str], ...]


def trend_to_plain(points: Sequence[Point]) -> dict[str, Any]:
    """The results in the order of their dates, as plain data."""
    texts: dict[str, dict[str, str]] = {}
    for point in points:
        for lang, own in point.report["texts"].items():
            texts.setdefault(lang, {}).update(own)
    return {
        "schema": SCHEMA,
        "decimals": max((int(point.report["decimals"]) for point in points), default=0),
        "tool": {"name": "sfa-audit", "version": __version__},
        "points": [_point(point, x) for point, (x, _) in zip(points, places(points), strict=True)],
        "texts": texts,
    }


def _point(point: Point, x: Fraction) -> dict[str, Any]:
    report = point.report
    given, score = report["input"], report["score"]
    return {
        "name": point.name,
        "as_of": given["as_of"],
        "at": str(x),
        "project": given["name"],
        "entering": given["entering"],
        "profile": report["pack"]["profile"],
        "rules": f"{report['pack']['id']} {report['pack']['version']}",
        "bar": score["bar"] if score else None,
        "status": report["verdict"]["status"],
        "stopped": list(report["verdict"]["stopped"]),
        "joined": point.joined,
        "other_rules": point.other_rules,
    }


def trend_html(trend: Mapping[str, Any], tr: Translator, theme: Theme | None = None) -> str:
    """One HTML file that needs nothing else."""
    return page(trend_view(trend, tr), tr, name="comparison", theme=theme, line=_line(trend, tr))


def trend_markdown(trend: Mapping[str, Any], tr: Translator, theme: Theme | None = None) -> str:
    """Markdown for GitHub, GitLab and mail."""
    return markdown_of(trend_view(trend, tr), tr, name="comparison", theme=theme)


def trend_view(trend: Mapping[str, Any], tr: Translator) -> View:
    """The content: how readiness went, and a row for each result."""
    data: dict[str, Any] = clean(trend)
    c = Context(data, tr)
    points = data["points"]
    dates = [long_date(point["as_of"], tr) for point in (points[0], points[-1])]
    return View(
        lang=tr.lang,
        space=tr.space,
        end=tr.render(message("{sentence}.", sentence="")),
        title=tr.gettext("Readiness over time"),
        kicker=c.say(messages("{n} result", "{n} results", len(points))),
        about=(points[-1]["project"], c.say(message("{then} to {now}", then=dates[0], now=dates[1]))),
        verdict=Verdict(_badge(c), _headline(c), tuple(_lead(c)), None, (), (), None, None, None, ()),
        sections=(_section(c),),
        foot=(
            tr.gettext("An assessment, not an audit opinion. It rests on what was given up to its date."),
            made_with(data, tr),
        ),
    )


def _badge(c: Context) -> Marked:
    last = c.data["points"][-1]
    return Marked(STATUS[last["status"]], capital(status_words(c)[last["status"]]))


def _headline(c: Context) -> str:
    """From the first result of the last one's kind to the last: only points that belong together are compared."""
    points = c.data["points"]
    run = [points[-1]]
    for point in reversed(points[:-1]):
        if not run[0]["joined"]:
            break
        run.insert(0, point)
    if run[-1]["bar"] is None:
        return c.tr.gettext("The last result has nothing to score")
    last = c.points(run[-1]["bar"]["lower"])
    milestone = c.text(f"milestone.{run[-1]['entering']}.title")
    if len(run) == 1:
        return c.say(message("{milestone}: readiness {after}, for the first time", milestone=milestone, after=last))
    ends = {"milestone": milestone, "before": c.points(run[0]["bar"]["lower"]), "after": last, "n": str(len(run))}
    return c.say(message("{milestone}: readiness went from {before} to {after} in {n} results", **ends))


def _lead(c: Context) -> list[str]:
    found = []
    if any(point["other_rules"] for point in c.data["points"]):
        found.append(c.tr.gettext("The rules differ between some of the results; the table says where."))
    if any(not point["joined"] for point in c.data["points"][1:]):
        says = c.tr.gettext(
            "Results for one milestone are joined; a result for another one asks other things and starts anew."
        )
        found.append(says)
    return found


def _section(c: Context) -> Section:
    rows = tuple(_row(c, point) for point in c.data["points"])
    columns = (
        Column(c.tr.gettext("Date")),
        Column(c.tr.gettext("Readiness"), "chart"),
        Column(c.tr.gettext("Known"), "num"),
        Column(c.tr.gettext("At most"), "num"),
        Column(c.tr.gettext("Verdict")),
        Column(c.tr.gettext("Asked for")),
        Column(c.tr.gettext("Rules")),
        Column(c.tr.gettext("File")),
    )
    heading = c.tr.gettext("Every result")
    table = Table(heading, columns, rows, "plain", show_caption=False)
    blocks: tuple[Block, ...] = (Para(c.tr.gettext("Each row is one saved result."), "note"), table)
    return Section("points-in-time", c.tr.gettext("Results"), heading, blocks)


def _row(c: Context, point: Data) -> Row:
    bar = point["bar"]
    numbers = (c.points(bar["lower"]), c.points(bar["upper"])) if bar else ("–", "–")
    asked = c.text(f"milestone.{point['entering']}.title")
    if not point["joined"]:
        asked = c.say(message("{milestone} (starts here)", milestone=asked))
    rules = (
        c.say(message("{rules} (others than before)", rules=point["rules"])) if point["other_rules"] else point["rules"]
    )
    return Row(
        (
            long_date(point["as_of"], c.tr),
            Bar(segments(bar)) if bar else None,
            *numbers,
            Marked(STATUS[point["status"]], status_words(c)[point["status"]]),
            asked,
            rules,
            Code(point["name"]),
        )
    )


def _line(trend: Mapping[str, Any], tr: Translator) -> Line:
    at = [
        (place(4 + 92 * Fraction(point["at"])), place(100 - Fraction(point["bar"]["lower"]["exact"])))
        if point["bar"]
        else None
        for point in trend["points"]
    ]
    runs = [
        (*before, *here)
        for before, here, point in zip(at, at[1:], trend["points"][1:], strict=False)
        if before and here and point["joined"]
    ]
    title = tr.gettext("Readiness on what is known, from 0 at the bottom to 100 at the top, by date")
    return Line(title, tuple(one for one in at if one), tuple(runs))
