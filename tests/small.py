"""A rule pack small enough to know every figure of it by heart, projects for it, and runs of the program in process.

Readiness entering `rollout` is (30·a + 30·b + 40·c) / 100, where a, b and c stand as given in the project file.
Cause `alpha` has the rules `one` (a) and `two` (b), cause `beta` the rule `three` (c) and `late-rule`, due at `live`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sfa_audit.cli.app import run

AS_OF = "2026-11-23"
CODES = {"passed": 0, "failed": 1, "undetermined": 3, "not_asked": 0}
FACTS = {"a": "requirements.total", "b": "schedule.reference_weeks", "c": "pilot.reps", "late": "pilot.weeks"}
STOPS = {"sponsor": "sponsor.named", "change": "scope.change_rule"}

_RULE = """
- id: {id}
  indicator: "{n}"
  title: Rule {id} holds
  otherwise: Rule {id} does not hold in full
  why: It is there for the tests.
  ask: What is the figure of {id}?
  weight: 1
  due: {due}
  may_not_apply: {aside}
  test: {{value: {fact}, scale: [[0, 0], [100, 1]]}}
  remedy: {{action: Mend {id}., to: 1, days: 1, weeks: 1, owner: sponsor, kind: behaviour}}
  basis: judgement
  grade: D
  sources: [S]
"""
_STOP = """
- id: {id}
  code: {code}
  title: Stop {id} is clear
  because: Stop {id} is confirmed.
  test: {{flags: [{fact}]}}
  below: 1
  from: {start}
  level: stop
  waivable: {waivable}
  lifted_when: Stop {id} is lifted.
  lifted_by: [one]
  basis: judgement
  sources: [S]
"""
_PACK = """
format: 1
id: small
version: 1.0.0
language: en
title: Small
shares_source: S
phases:
- {id: selection, title: selection}
- {id: design, title: design}
- {id: build, title: build}
- {id: pilot, title: pilot}
- {id: rollout, title: roll-out}
- {id: live, title: live}
milestones:
- {id: design, title: Design, ready: Ready, not_ready: Not ready, open: Open}
- {id: build, title: Build, ready: Ready, not_ready: Not ready, open: Open}
- {id: pilot, title: Pilot, ready: Ready, not_ready: Not ready, open: Open}
- {id: rollout, title: Roll-out, ready: Ready to roll out, not_ready: Not ready to roll out, open: Roll-out is open}
- {id: live, title: Going live, ready: Ready to go live, not_ready: Not ready to go live, open: Going live is open}
- {id: review, title: Review, ready: Ready, not_ready: Not ready, open: Open}
bands: [{from: 0, id: any, title: any}]
causes:
- {id: alpha, title: Cause alpha, short: Alpha, failure: No alpha, share: 60, core: true}
- {id: beta, title: Cause beta, short: Beta, failure: No beta, share: 40, core: true}
roles: [{id: sponsor, title: sponsor}]
gates:
- id: strict
  title: Strict gate
  basis: judgement
  readiness: {rollout: 70, live: 80}
  floors: {causes: [alpha], at_least: 40}
  coverage: 80
profiles: [{id: full, title: Full}, {id: short, title: Short, rules: [one, three]}]
voices: {gap: 0.2, strong: 0.4, least_group: 5, least_segments: 1}
robust: {shares: 0.2, thresholds: 0.1}
"""


def write_pack(folder: Path) -> Path:
    """Write the pack; returns its folder."""
    folder.mkdir(parents=True)
    rules = {"1-alpha": ("alpha", [("one", "a", "pilot"), ("two", "b", "pilot")]),
             "2-beta": ("beta", [("three", "c", "rollout"), ("late-rule", "late", "live")])}  # fmt: skip
    for name, (cause, entries) in rules.items():
        made = [
            _RULE.format(id=id, n=n, due=due, fact=FACTS[fact], aside="true" if id == "two" else "false")
            for n, (id, fact, due) in enumerate(entries, 1)
        ]
        (folder / f"{name}.yaml").write_text(f"cause: {cause}\nrules:\n{''.join(made)}", encoding="utf-8")
    stops = [
        _STOP.format(id="no-sponsor", code="K1", fact=STOPS["sponsor"], start="rollout", waivable="true"),
        _STOP.format(id="no-change", code="K2", fact=STOPS["change"], start="live", waivable="false"),
    ]
    (folder / "stops.yaml").write_text(f"stops:\n{''.join(stops)}", encoding="utf-8")
    (folder / "pack.yaml").write_text(_PACK, encoding="utf-8")
    source = "sources:\n  S: {citation: A book, verified: memory}\n"
    (folder / "sources.yaml").write_text(source, encoding="utf-8")
    return folder


def waiver(target: str, expires: str, created: str = "2026-10-01", **more: str) -> dict[str, str]:
    """One waiver of a project file, of a stop when it is called like one."""
    kind = "stop" if target.startswith("no-") else "rule"
    return {kind: target, "reason": "SECRET reason", "owner": "SECRET owner", "approver": "SECRET board",
            "created": created, "expires": expires, "ticket": "SECRET-1", **more}  # fmt: skip


def project(
    *,
    evidenced: str = "",
    stale: str = "",
    sponsor: bool | None = True,
    change: bool | None = True,
    phase: str = "pilot",
    waivers: Sequence[Mapping[str, str]] = (),
    aside: Sequence[str] = (),
    id: str = "secret-id",
    **values: float | None,
) -> str:
    """A project file (JSON is YAML). `a`, `b`, `c`, `late`: the figures, None unknown; `evidenced` of which a log
    tells.

    A `sponsor` of False confirms the stop no-sponsor, None leaves it possible; `change` likewise for no-change.
    """
    tree: dict[str, Any] = {"project": {"id": id, "name": "SECRET name", "client": "SECRET client", "phase": phase}}
    figures = {"a": 82, "b": 82, "c": 82, "late": 82} | values
    for key, value in figures.items():
        section, name = FACTS[key].split(".")
        tree.setdefault(section, {})[name] = value
    tree["sponsor"] = {"named": sponsor}
    tree["scope"] = {"change_rule": change}
    tree["evidence"] = [
        {"fact": FACTS[key], "kind": "log", "by": "SECRET by", "date": date, "ref": "SECRET ref", "note": "SECRET note"}
        for keys, date in ((evidenced, "2026-11-01"), (stale, "2024-01-01"))
        for key in keys
    ]
    tree["comments"] = {"summary": "SECRET summary", "rules": {"one": "SECRET comment"}}
    tree["waivers"] = list(waivers)
    tree["not_applicable"] = [{"rule": rule, "reason": "SECRET aside"} for rule in aside]
    return _yaml({key: value for key, value in tree.items() if value})


def _yaml(tree: Mapping[str, Any]) -> str:
    # one record a line, so that places differ
    lines = []
    for key, value in tree.items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"- {_flow(entry)}" for entry in value)]
        else:
            lines += [f"{key}:", *(f"  {name}: {_flow(inner)}" for name, inner in value.items())]
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    return json.dumps(value).replace("null", "unknown")


class Ran(NamedTuple):
    """A run in process: the exit code, what was printed, and the folder with the outputs."""

    code: int
    out: str
    err: str
    folder: Path

    def json(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.text("result.json"))
        return data

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8-sig")


OUTPUTS = {
    "json": "result.json", "html": "report.html", "markdown": "report.md", "terminal": "report.txt",
    "sarif": "result.sarif", "junit": "junit.xml", "github": "annotations.txt", "summary": "summary.md",
    "pr-comment": "comment.md", "gitlab": "quality.json", "csv": "table.csv",
    "badge": "badge.svg", "shields": "shields.json",
}  # fmt: skip


def arguments(pack: Path, flags: str, kinds: Sequence[str] = tuple(OUTPUTS)) -> list[str]:
    """The command line of a run beside its project file, with all outputs."""
    given = ["assess", "project.yaml", "--rules", str(pack), *flags.split()]
    given += [] if "--as-of" in flags else ["--as-of", AS_OF]
    return given + [part for kind in kinds for part in ("-o", f"{kind}={OUTPUTS[kind]}")]


def assess(
    pack: Path, folder: Path, text: str, flags: str = "", capsys: Any = None, kinds: Sequence[str] = tuple(OUTPUTS)
) -> Ran:
    """Write the project and assess it in this process, in its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "project.yaml").write_text(text, encoding="utf-8")
    before = Path.cwd()
    os.chdir(folder)
    try:
        code = run(arguments(pack, flags, kinds))
    finally:
        os.chdir(before)
    said = capsys.readouterr() if capsys is not None else None
    return Ran(code, said.out if said else "", said.err if said else "", folder)


# ---- without files, for properties ---------------------------------------------------------------------------------


def the_pack(folder: Path) -> Any:
    """The pack that lies in a folder, loaded."""
    from sfa_audit.load_pack import load_pack
    from sfa_audit.project.names import FactNames
    from sfa_audit.project.table import load_table

    return load_pack(folder, "small", FactNames(load_table()))


def judged(pack: Any, text: str, policy: Any = None, as_of: str = AS_OF, baseline: Any = None, **order: Any) -> Any:
    """The result of a run, as the command line makes it, of a project given as text."""
    from datetime import date

    from sfa_audit.assess import Order, assess
    from sfa_audit.delta import FOUND, delta, read_baseline
    from sfa_audit.gate import NO_PAST, Past, Policy, judge
    from sfa_audit.load import load, set_aside
    from sfa_audit.project.table import load_table
    from sfa_audit.result import Result
    from sfa_audit.waivers import in_force, ledger_of

    policy = policy or Policy()
    table, day = load_table(), date.fromisoformat(as_of)
    loaded = load([("project.yaml", text.encode())], {}, pack, table)
    asked = Order(
        entering=order.get("entering") or pack.after(loaded.phase),
        profile=order.get("profile", "full"),
        as_of=day,
        not_applicable=set_aside(loaded.not_applicable, pack),
        waived_stops=in_force(loaded.waivers, day, pack.not_waivable),
    )
    made = assess(loaded.ledger, loaded.phase, pack, asked)
    waivers = ledger_of(loaded.waivers, day, pack.expiring_within, pack.not_waivable, made.findings, made.stops)
    past = NO_PAST
    if baseline is not None:
        past = Past(FOUND, delta(read_baseline(baseline, table), made, asked, pack))
    return Result(made, judge(made, policy, False, waivers, past), loaded, waivers, past, policy)
