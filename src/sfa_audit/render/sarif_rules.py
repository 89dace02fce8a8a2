"""The rules of a SARIF log: what code scanning shows beside a finding, in plain text and in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sfa_audit.i18n import message
from sfa_audit.render.ci import Ci
from sfa_audit.render.context import Data
from sfa_audit.render.escape import code, markdown

TAG = "sales-force-automation"
# How far the threshold of a rule can be relied on, in SARIF's words.
PRECISION = {"figure": "high", "convention": "medium", "judgement": "low"}


def tool_of(ci: Ci) -> dict[str, Any]:
    """The program and its version."""
    tool = ci.data["tool"]
    return {"name": tool["name"], "version": tool["version"], "semanticVersion": tool["version"]}


def rule_of(ci: Ci, finding: Data) -> dict[str, Any]:
    """One rule of the pack."""
    id, c = finding["rule"], ci.c
    title, otherwise = c.text(f"rule.{id}.title"), c.text(f"rule.{id}.otherwise")
    why = c.text(f"rule.{id}.why", "")
    remedy, ask = c.text(f"rule.{id}.remedy", ""), c.text(f"rule.{id}.ask", "")
    guide = _help(ci, [("", why), (ci.tr.gettext("To ask"), ask), (ci.tr.gettext("What helps"), remedy)], finding)
    return _descriptor(
        ci, id, title, otherwise, guide, "warning",
        {"precision": PRECISION.get(finding["basis"], "low"), "problem.severity": "warning",
         "tags": [TAG, finding["cause"], f"due:{finding['due']}"]},
    )  # fmt: skip


def stop_of(ci: Ci, stop: Data) -> dict[str, Any]:
    """One stop of the pack, as a rule of its own."""
    id, c = stop["id"], ci.c
    title, because = c.text(f"stop.{id}.title"), c.text(f"stop.{id}.because")
    guide = _help(ci, [("", because), (ci.tr.gettext("Lifted when"), c.text(f"stop.{id}.lifted_when", ""))], stop)
    level = "error" if stop["level"] == "stop" else "warning"
    properties = {
        "precision": PRECISION.get(stop["basis"], "low"), "problem.severity": level,
        "tags": [TAG, "stop", f"from:{stop['from']}"],
    }  # fmt: skip
    return _descriptor(ci, f"stop/{id}", title, because, guide, level, properties)


def _descriptor(
    ci: Ci, id: str, title: str, full: str, guide: dict[str, str], level: str, properties: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "id": id,
        "name": "".join(word[:1].upper() + word[1:] for word in id.replace("/", "-").replace("_", "-").split("-")),
        "shortDescription": {"text": ci.sentence(title)},
        "fullDescription": {"text": ci.sentence(full)},
        "help": guide,
        "defaultConfiguration": {"level": level},
        "properties": dict(properties),
    }


def _help(ci: Ci, parts: Sequence[tuple[str, str]], entry: Data) -> dict[str, str]:
    def named(title: str, text: str) -> str:
        return ci.c.say(message("{name}: {value}", name=title, value=text))

    given = [(title, text) for title, text in parts if text]
    text = "\n\n".join(named(title, text) if title else text for title, text in given)
    marked = "\n\n".join(
        ci.c.say(message("**{name}:** {value}", name=markdown(title), value=markdown(text)))
        if title
        else markdown(text)
        for title, text in given
    )
    lines = [_source(ci, source) for source in entry["sources"]]
    sources = [line for line in lines if line]
    if sources:
        heading = ci.tr.gettext("Sources")
        text += "\n\n" + named(heading, "; ".join(sources))
        marked += (
            "\n\n**"
            + ci.c.say(message("{heading}:", heading=markdown(heading)))
            + "**\n\n"
            + "\n".join(f"- {markdown(line)}" for line in sources)
        )
    id = entry.get("rule")
    if id:
        marked += f"\n\n{code(f'sfa-audit explain {id}')}"
    return {"text": text, "markdown": marked}


def _source(ci: Ci, source: str) -> str:
    found = ci.data["sources"].get(source)
    return str(found["citation"]) if found else ""
