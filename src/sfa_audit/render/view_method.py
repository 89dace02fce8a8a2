"""Warnings, method, limits, sources and provenance: what a reader needs to check or repeat the result."""

from __future__ import annotations

import re
import shlex
from fractions import Fraction

from sfa_audit.i18n import message, messages
from sfa_audit.render.content import (
    Block,
    Bullets,
    Cell,
    Code,
    Column,
    Fold,
    Free,
    InLanguage,
    Item,
    Link,
    Pairs,
    Para,
    Row,
    Section,
    Table,
)
from sfa_audit.render.context import Context, Data
from sfa_audit.render.numbers import is_date, long_date, percent

_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+")


def warnings(c: Context) -> Section | None:
    """What looks odd in the facts; it changes no score."""
    given = c.data["warnings"]
    if not given:
        return None
    columns = (Column(c.tr.gettext("What looks odd")), Column(c.tr.gettext("Facts")))
    rows = tuple(Row((c.given(w["message"]), Code(", ".join(w["facts"])) if w["facts"] else "–")) for w in given)
    heading = c.say(messages("One thing in the facts looks odd", "{n} things in the facts look odd", len(given)))
    table = Table(c.tr.gettext("Warnings; they change no score"), columns, rows, "plain")
    return Section("warnings", c.tr.gettext("Warnings"), heading, (table,))


def method(c: Context) -> Section:
    """How the figure comes about, what it cannot say, what it rests on, and how to get it again."""
    blocks: list[Block] = [Para(text) for text in _how(c)]
    limits = [Item(text) for n in range(1, 100) if (text := c.text(f"limit.{n}.text", ""))]
    if limits:
        blocks.append(Bullets(c.tr.gettext("What the method cannot do"), tuple(limits)))
    blocks.append(_shares(c))
    blocks.append(_provenance(c))
    if c.data["sources"]:
        n = len(c.data["sources"])
        blocks.append(Fold(c.say(messages("{n} source used", "{n} sources used", n)), (_sources(c),)))
    return Section("method", c.tr.gettext("Method"), c.tr.gettext("Method, limits and provenance"), tuple(blocks))


def _how(c: Context) -> list[str]:
    pack = c.data["pack"]
    numbers = {"judgement": str(pack["judgement"]), "rules": str(pack["rules"])}
    return [
        c.tr.gettext(
            "Each rule turns facts into a worth between nothing and all. A cause is the weighted mean of its rules "
            "that are due and apply, and readiness is the mean of the causes, weighted by their shares. Unknown facts "
            "give bounds: readiness is what is known for certain, and what is open stays in the count."
        ),
        c.tr.gettext(
            "Readiness says how much of what is known to make such roll-outs fail is under control here. It is not a "
            "probability of success, and this is an assessment, not an audit opinion."
        ),
        c.say(
            message(
                "{judgement} of the {rules} thresholds are judgement; a finding says where its own is not.",
                **numbers,
            )
        ),
        c.tr.gettext(
            "Points are cut off, never rounded up, so that none shows a level that is not reached. "
            "Effort, cost and what the gate sets an upper limit to are rounded up. "
            "Sums are made of the exact figures: they can differ a little from the sum of what is shown."
        ),
    ]


def _shares(c: Context) -> Table:
    columns = (Column(c.tr.gettext("Cause of failure, as the article names it")), Column(c.tr.gettext("Share"), "num"))
    rows = tuple(
        Row((c.text(f"cause.{cause['id']}.title"), percent(Fraction(cause["share"]) / 100, c.tr)))
        for cause in c.data["causes"]
    )
    return Table(c.tr.gettext("Shares, used as weights"), columns, rows, "narrow")


def _provenance(c: Context) -> Pairs:
    given, pack, tool, made = c.data["input"], c.data["pack"], c.data["tool"], c.data.get("assessment") or {}
    title = c.text(f"pack.{pack['id']}.title")
    rules = c.say(message("{title} ({id} {version})", title=title, id=pack["id"], version=pack["version"]))
    rows: list[tuple[str, Cell]] = [
        (c.tr.gettext("Rules"), rules),
        (c.tr.gettext("Rules digest"), Code(pack["digest"])),
        (c.tr.gettext("Profile"), c.text(f"profile.{pack['profile']}.title")),
        (c.tr.gettext("Assessed for"), c.text(f"milestone.{given['entering']}.title")),
        (c.tr.gettext("Phase today"), c.text(f"phase.{given['phase']}.title")),
        (c.tr.gettext("Assessed as of"), given["as_of"]),
        (c.tr.gettext("Files"), tuple(Code(name) for name in given["files"])),
        (c.tr.gettext("Files digest"), Code(given["digest"])),
        (c.tr.gettext("Tool"), f"{tool['name']} {tool['version']}"),
        (c.tr.gettext("To reproduce"), Code(command(c))),
    ]
    if pack["modified"]:
        rows.insert(1, (c.tr.gettext("Modified"), c.tr.gettext("These rules are not those that were shipped.")))
    if made.get("by"):
        rows.append((c.tr.gettext("Assessed by"), Free(made["by"])))
    if made.get("date"):
        day = made["date"]
        rows.append((c.tr.gettext("Date of the assessment"), long_date(day, c.tr) if is_date(day) else Free(day)))
    rows += [(name, Free(str(given[key]))) for key, name in _about(c).items() if given.get(key) not in (None, "")]
    return Pairs(tuple(rows))


def _about(c: Context) -> dict[str, str]:
    return {
        "id": c.tr.gettext("Project id"),
        "industry": c.tr.gettext("Industry"),
        "country": c.tr.gettext("Country"),
        "currency": c.tr.gettext("Currency"),
        "reps_total": c.tr.gettext("Salespeople in scope"),
        "go_live": c.tr.gettext("Goes live on"),
    }


_OPTIONS = {
    "readiness": "--fail-under",
    "coverage": "--min-coverage",
    "evidenced": "--min-evidenced",
    "stale": "--max-stale",
    "waived": "--max-waived",
    "fall": "--max-fall",
}


def command(c: Context) -> str:
    """The command that makes the same assessment from the same files."""
    given = c.data["input"]
    words = ["sfa-audit", "assess", *given["files"], "--entering", given["entering"], "--as-of", given["as_of"]]
    if c.data["pack"]["profile"] != "full":
        words += ["--profile", c.data["pack"]["profile"]]
    for path, value in given["changes"].items():
        words += ["--set", f"{path}={value}"]
    words += _asked(c.data["verdict"])
    if c.tr.lang != "en":
        words += ["--lang", c.tr.lang]
    return shlex.join(words)


def _asked(verdict: Data) -> list[str]:
    """The options that ask for the gate: its name, or each of its conditions."""
    words: list[str] = []
    if verdict["gate"] is not None:
        words += ["--gate", verdict["gate"]]
    else:
        for one in verdict["conditions"]:
            if one["kind"] in _OPTIONS:
                words += [_OPTIONS[one["kind"]], str(one["required"])]
            elif one["kind"] == "floor":
                words += ["--floor", f"{one['cause']}={one['required']}"]
            elif one["kind"] == "no-new-failure":
                words.append("--no-new-failures")
    if verdict["asked"] and not any(one["kind"] == "stops" for one in verdict["conditions"]):
        words.append("--no-stops")
    return words


def _sources(c: Context) -> Table:
    columns = (Column(c.tr.gettext("Code")), Column(c.tr.gettext("Source")), Column(c.tr.gettext("Verified")))
    words = {
        "page": c.tr.gettext("read at its address"),
        "secondary": c.tr.gettext("read in another work"),
        "memory": c.tr.gettext("from memory"),
        "article": c.tr.gettext("reported by the article"),
    }
    rows = []
    for code, source in c.data["sources"].items():
        # The notes on what was read stay in the documentation of the rules: they are written for rule authors.
        links = [_link(address, whole=not n) for n, address in enumerate(source.get("address") or ())]
        title: Cell = source["citation"]
        if c.tr.lang != c.data["pack"]["language"]:
            title = InLanguage(source["citation"], c.data["pack"]["language"])
        rows.append(Row((code, (title, *links), words.get(source["verified"], source["verified"]))))
    return Table(c.tr.gettext("Sources that this report rests on"), columns, tuple(rows), "list")


def _link(address: str, whole: bool = True) -> Cell:
    """A web address without what every one has, or just its site; anything else is shown and leads nowhere."""
    if not _ADDRESS.fullmatch(address):
        return Free(address)
    place = address.split("://", 1)[1].removeprefix("www.").rstrip("/")
    return Link(place if whole else place.partition("/")[0], address)
