"""docs/cases.md: what the instrument says of the public cases, and how little that proves. Written by `make golden`.

Pure: from the reports of the examples in examples/public-cases, as data, to the text of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

Case = tuple[str, str, Mapping[str, Any]]  # folder, title, report
SUCCESS = "adopted"

OPENING = """\
# Public cases

Written by `make golden` from [examples/public-cases](../examples/public-cases); do not edit it here.

{number} roll-outs that the press, consultants and a court have told of, put into project files and assessed with the
shipped rules. Only what the record states is set, each fact with the address of its source. What it is silent on stays
unknown, and nothing was guessed to fill a gap.

**This proves very little.** The cases were chosen because somebody had written about them, which failures invite more
than quiet successes do. They were reconstructed after the fact, mostly from one article each, by people who knew how
they had ended. Some of them are sources of the very rules that score them. And the facts are few: the best covered case
reaches a coverage of {best} %. A table like this can show that the questions fit what people tell of such roll-outs.
It cannot show that the instrument foretells anything. No weight was changed because of it. Two tests were changed after
the cases had been looked at: the stop for rejection fires at the two limits too, not only below them, and a recorded
decision to stop no longer counts as a decision to go on. Each made one case worse, and both of those had failed.

## What the instrument says

*On what is known* is lower ÷ (lower + short): of the points that the record settles, the part that speaks for the
roll-out. It is no readiness, and a report does not show it; with so little known, readiness itself is near 0 for every
case, failed or not. *Coverage* says how much of the 100 points is settled at all, and *rules* how many rules the record
says anything of. "–" means none.

| Case | How it ended | Assessed for | On what is known | Coverage | Rules | Confirmed stops |
| --- | --- | --- | ---: | ---: | ---: | --- |
"""

NOTE_ON_STOPS = """\

A stop is confirmed only when its facts are known. Nearly all stand at "possible" here, for want of facts.
"""


def page(cases: Sequence[Case]) -> str:
    """The page as Markdown. `cases` are the example's folder and title, and its report, in the order of the page."""
    best = max((coverage(report) for _, _, report in cases), key=Fraction)
    lines = [OPENING.format(number=_number(len(cases)), best=best)]
    lines += [_row(*case) + "\n" for case in cases]
    lines.append(NOTE_ON_STOPS)
    lines.append("\n## Whether the failed ones come out lower\n\n" + comparison(cases))
    lines.append("\n## What the record blames, or praises\n")
    lines += [_told(*case) for case in cases]
    return "".join(lines)


def known(report: Mapping[str, Any]) -> Fraction | None:
    """lower ÷ (lower + short) in per cent: the good part of the points that are settled; None when none is."""
    bar = report["score"]["bar"]
    lower, short = Fraction(bar["lower"]["exact"]), Fraction(bar["short"]["exact"])
    return 100 * lower / (lower + short) if lower + short else None


def coverage(report: Mapping[str, Any]) -> str:
    """The points of 100 that are settled, as the report shows them."""
    return str(report["score"]["bar"]["coverage"]["shown"])


def settled(report: Mapping[str, Any]) -> int:
    """How many rules are known at least in part."""
    ends = [finding["worth"] for finding in report["findings"] if finding["worth"]]
    return sum(Fraction(e["lower"]["exact"]) > 0 or Fraction(e["upper"]["exact"]) < 100 for e in ends)


def succeeded(report: Mapping[str, Any]) -> bool:
    """Whether the roll-out ended well."""
    return bool(report["outcome"]["result"] == SUCCESS)


def comparison(cases: Sequence[Case]) -> str:
    """In words: which failed cases come out as high as a successful one, and what their record says of it."""
    scored = [(title, report, share) for _, title, report in cases if (share := known(report)) is not None]
    silent = [title for _, title, report in cases if known(report) is None]
    good = [share for _, report, share in scored if succeeded(report)]
    bad = [row for row in scored if not succeeded(row[1])]
    text = (
        f"Of {len(cases)} cases {len(scored)} have a figure: {len(bad)} that failed and {len(good)} that succeeded. "
        f"For the other {len(silent)} the record settles no rule: {_names(silent)}.\n"
    )
    if not good or not bad:
        return text
    least = min(good)
    low = [title for title, _, share in bad if share < least]
    if low:
        rules = sum(settled(report) for _, report, _ in scored)
        text += (
            f"\nBelow every successful one ({_percent(least)} % and more) come {_names(low)}. "
            f"That rests on {rules} rules in all, spread over {len(scored)} cases.\n"
        )
    for title, report, share in bad:
        if share >= least:
            text += f"\n**{title}, failed and does not come out lower**: {_percent(share)} %. {_summary(report)}\n"
    return text


def _row(folder: str, title: str, report: Mapping[str, Any]) -> str:
    stops = [stop["id"] for stop in report["stops"] if stop["state"] == "confirmed" and stop["level"] == "stop"]
    share = known(report)
    cells = [
        f"[{title}](../examples/{folder}/project.yaml)",
        str(report["outcome"]["result"]),
        _text(report, f"milestone.{report['input']['entering']}.title"),
        "–" if share is None else f"{_percent(share)} %",
        f"{coverage(report)} %",
        str(settled(report) or "–"),
        ", ".join(stops) or "none",
    ]
    return "| " + " | ".join(cells) + " |"


def _told(folder: str, title: str, report: Mapping[str, Any]) -> str:
    refs = dict.fromkeys(entry["ref"] for entry in report["ledger"] if entry["ref"])
    lines = [f"\n### {title}: {report['outcome']['result']}\n\n"]
    for cause, words in report["comments"]["causes"].items():
        lines.append(f"- {_text(report, f'cause.{cause}.short')}: {words}\n")
    if summary := _summary(report):
        lines.append(f"\n{summary}\n")
    lines.append(f"\nSources: {' · '.join(f'<{ref}>' for ref in refs)} · [report](../examples/{folder}/report.md)\n")
    return "".join(lines)


def _names(titles: Sequence[str]) -> str:
    return "; ".join(titles) or "none"


def _summary(report: Mapping[str, Any]) -> str:
    return str(report["comments"].get("summary") or "")


def _text(report: Mapping[str, Any], key: str) -> str:
    return str(report["texts"]["en"][key])


def _percent(value: Fraction) -> str:
    """A per cent value with one decimal, rounded down as in the reports."""
    tenths = int(value * 10)
    return f"{tenths // 10}.{tenths % 10}"


def _number(n: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
    return words[n] if n < len(words) else str(n)
