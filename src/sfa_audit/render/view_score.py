"""The readiness bar and the ten causes at a glance."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit.i18n import message
from sfa_audit.render.content import CauseBox, Chart, Marked, Score, Segment, SubScore
from sfa_audit.render.context import HUNDRED, Context, Data, anchor, fraction, place
from sfa_audit.render.numbers import commas, listed, long_date

PARTS = ("evidenced", "stated", "open", "short")
# Looks of the bands of the shipped pack, best first; a band of another pack is told by its word alone.
BANDS = {"ready": "good", "nearly-ready": "fair", "at-risk": "watch", "seriously-short": "bad"}

SHADES = 4  # of the bands below the bar; all further bands have the darkest


def score_bar(c: Context) -> Score | None:
    """The headline figure with its bar; None when there is nothing to score."""
    if c.data["score"] is None:
        return None
    bar = c.data["score"]["bar"]
    caption = [c.tr.gettext("Readiness on what is known")]
    if c.points(bar["upper"]) != c.points(bar["lower"]):
        caption.append(c.say(message("up to {upper} with every open answer favourable", upper=c.points(bar["upper"]))))
    if c.data["score"]["band"] is not None:
        caption.append(c.say(message("Band: {band}", band=c.text(f"band.{c.data['score']['band']}.title"))))
    gate = next((one for one in c.data["verdict"]["conditions"] if one["id"] == "readiness"), None)
    lines: tuple[str, ...] = ()
    limit = ""
    if gate is not None:
        lines = (place(Fraction(gate["required"])),)
        limit = c.say(message("gate {required}", required=str(gate["required"])))
    before = last_time(c)
    return Score(
        figure=c.points(bar["lower"]),
        caption=tuple(caption),
        title=c.tr.gettext("What the 100 points rest on"),
        chart=Chart(segments(bar), lines, then=place(fraction(before["before"])) if before else "", zones=_zones(c)),
        parts=tuple((kind, part_name(c, kind), c.points(bar[kind])) for kind in PARTS),
        limit=limit,
        then="" if before is None else _then(c, before),
        bands=_bands(c),
    )


def last_time(c: Context) -> Data | None:
    """The change since the earlier assessment that this one is compared with; None when there is none."""
    given = c.data["baseline"]
    return given["change"] if given else None


def _then(c: Context, change: Data) -> str:
    date = long_date(change["as_of"], c.tr)
    return c.say(message("{points} on {date}", points=c.points(change["before"]), date=date))


def _zones(c: Context) -> tuple[Segment, ...]:
    """The bands as they are drawn, the lowest first; none where all scores are in one band."""
    starts = [Fraction(one["at_least"]) for one in c.data["pack"]["bands"]]
    drawn, end = [], HUNDRED
    for n, start in enumerate(starts, 1):
        drawn.append(Segment(f"z{min(n, SHADES)}", place(start), place(end - start)))
        end = start
    return tuple(reversed(drawn)) if len(drawn) > 1 else ()


def _bands(c: Context) -> str:
    """Where each band begins, the lowest first; nothing where all scores are in one band."""
    bands, parts = c.data["pack"]["bands"], []
    for one in reversed(bands):
        name = c.text(f"band.{one['id']}.title")
        parts.append(c.say(message("{band} from {points}", band=name, points=str(Fraction(one["at_least"])))))
    return c.say(message("Bands: {bands}.", bands=commas(parts, c.tr))) if len(bands) > 1 else ""


def part_name(c: Context, kind: str) -> str:
    """What a part of a bar is called."""
    names = {
        "evidenced": c.tr.gettext("evidenced"),
        "stated": c.tr.gettext("stated only"),
        "open": c.tr.gettext("open"),
        "short": c.tr.gettext("short"),
    }
    return names[kind]


def segments(bar: Data) -> tuple[Segment, ...]:
    """The four parts of a bar as drawn, each from where the one before it ends; empty parts are left out."""
    drawn, start = [], Fraction(0)
    for kind in PARTS:
        width = fraction(bar[kind])
        if width > 0:
            drawn.append(Segment(kind, place(start), place(width)))
        start += width
    return tuple(drawn)


def reach(c: Context) -> tuple[str, ...]:
    """How much of the whole is judged at this milestone, and what was set aside."""
    score = c.data["score"]
    if score is None:
        return ()
    sentences = [c.tr.gettext("All causes are due at this milestone.")]
    if fraction(score["reach"]) != HUNDRED:
        shares, later = c.points(score["reach"]), listed([c.quoted_cause(id) for id in score["reach_later"]], c.tr)
        text = message(
            "{shares} of 100 shares are due at this milestone; later: {causes}.", shares=shares, causes=later
        )
        sentences = [c.say(text)]
    aside = score["not_applicable"]
    if fraction(aside["weight"]) > 0 and aside["if_not_met"] is not None:
        parts = {"weight": c.points(aside["weight"]), "lower": c.points(aside["if_not_met"])}
        text = message(
            "Set aside as not applicable: {weight} of 100 points; counted as not met, readiness would be {lower}.",
            **parts,
        )
        sentences.append(c.say(text))
    return tuple(sentences)


def span(c: Context, bar: Data) -> str:
    """What is known, and how far it could rise: `41`, or `41 to 58`."""
    lower, upper = c.points(bar["lower"]), c.points(bar["upper"])
    return lower if lower == upper else c.say(message("{low} to {high}", low=lower, high=upper))


def band(c: Context, bar: Data | None, name: str | None) -> Marked:
    """The band of a score in words with its mark; open while its two ends fall into different bands."""
    if bar is None:
        return Marked("none", c.tr.gettext("not due yet"))
    if name is None:
        return Marked("open", c.tr.gettext("still open"))
    return Marked(BANDS.get(name, "none"), c.text(f"band.{name}.title"))


def glance(c: Context) -> tuple[SubScore, ...]:
    """The causes in their groups, each with its score and band."""
    causes = {cause["id"]: cause for cause in c.data["causes"]}
    score = c.data["score"]
    groups = score["sub_scores"] if score is not None else []
    return tuple(
        SubScore(
            name=c.text(f"sub_score.{group['id']}.title"),
            figure=span(c, group["bar"]) if group["bar"] else "–",
            state=band(c, group["bar"], group["band"]),
            causes=tuple(_box(c, causes[id]) for id in group["causes"]),
        )
        for group in groups
    )


def _box(c: Context, cause: Data) -> CauseBox:
    return CauseBox(
        number=str(c.cause_numbers[cause["id"]]),
        name=c.cause(cause["id"]),
        figure=span(c, cause["bar"]) if cause["bar"] else "–",
        state=band(c, cause["bar"], cause["band"]),
        target=f"#{anchor('cause', cause['id'])}",
    )
