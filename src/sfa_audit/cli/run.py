"""One run from files to a settled verdict: load, assess, judge. The exit code does not change afterwards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sfa_audit.cli.config import Config, configure
from sfa_audit.cli.options import one_of
from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import Translator, message

if TYPE_CHECKING:
    from sfa_audit.assess import Order
    from sfa_audit.assessment import Assessment
    from sfa_audit.gate import Past, Policy
    from sfa_audit.load import Loaded
    from sfa_audit.pack import RulePack
    from sfa_audit.plan import Plan
    from sfa_audit.project.table import FieldTable
    from sfa_audit.result import Result
    from sfa_audit.robust import Robust
    from sfa_audit.theme import Theme
    from sfa_audit.waivers import Waiver

BASELINE_DAYS = 365


class Asked(NamedTuple):
    """One run as the user asked for it: files, date, changed facts, and the settings given as flags."""

    files: tuple[str, ...]
    as_of: date
    changes: Mapping[str, Any] = {}
    flags: Mapping[str, Any] = {}
    config: str | None = None
    exit_zero: bool = False
    robust: bool = False
    plan: bool = False
    themed: bool = False


class Settled(NamedTuple):
    """A finished run and the settings that it was made with."""

    result: Result
    config: Config
    pack: RulePack
    theme: Theme | None = None


def settled(asked: Asked, tr: Translator) -> Settled:
    """Load, assess and judge. Raises InputError for the user's files and a usage error for the options."""
    from sfa_audit.assess import Order, assess
    from sfa_audit.cli.files import read_all
    from sfa_audit.cli.packs import rules_and_table
    from sfa_audit.cli.policy import policy_of
    from sfa_audit.cli.settled import settle
    from sfa_audit.consistency import consistency
    from sfa_audit.gate import judge
    from sfa_audit.load import load, set_aside
    from sfa_audit.result import Result
    from sfa_audit.waivers import in_force, ledger_of

    config = configure(asked.flags, asked.files[0], asked.config)
    theme = _theme(config) if asked.themed or asked.flags.get("theme") else None
    pack, table = rules_and_table(_text(config, "rules"), tr.lang)
    loaded = load(read_all(asked.files), asked.changes, pack, table)
    entering = one_of(_text(config, "entering") or pack.after(loaded.phase), pack.milestones, "--entering", tr)
    wanted = _text(config, "profile") or loaded.profile or "full"
    aside = set_aside(loaded.not_applicable, pack)
    order = Order(
        entering=entering,
        profile=one_of(wanted, list(pack.profiles), "--profile", tr),
        as_of=asked.as_of,
        not_applicable=aside,
        waived_stops=in_force(loaded.waivers, asked.as_of, pack.not_waivable),
        voices=loaded.records.get("voices") or (),
        warnings=consistency(loaded.ledger, asked.as_of, table, loaded.records, pack.rules, aside),
    )
    policy = policy_of(config, pack, entering, tr)
    assessment = assess(loaded.ledger, loaded.phase, pack, order)
    waivers = ledger_of(
        loaded.waivers, asked.as_of, pack.expiring_within, pack.not_waivable, assessment.findings, assessment.stops
    )
    past = _past(config, assessment, order, pack, table, loaded)
    verdict = judge(assessment, policy, asked.exit_zero, waivers, past)
    settle(verdict.exit_code)
    tested = _robust(assessment, order, policy, waivers, past, table) if asked.robust else None
    made = _planned(assessment, policy, waivers, past) if asked.plan and policy.asked else None
    return Settled(Result(assessment, verdict, loaded, waivers, past, policy, tested, made), config, pack, theme)


def _theme(config: Config) -> Theme | None:
    from sfa_audit.cli.theming import theme_of

    return theme_of(config)


def _planned(assessment: Assessment, policy: Policy, waivers: tuple[Waiver, ...], past: Past) -> Plan:
    from sfa_audit.plan import Wish, plan

    return plan(assessment, Wish(policy), waivers, past)


def _robust(
    assessment: Assessment, order: Order, policy: Policy, waivers: tuple[Waiver, ...], past: Past, table: FieldTable
) -> Robust | None:
    from sfa_audit.robust import Fields, robust

    shares = frozenset(field.path for field in table.facts() if field.kind == "share")
    return robust(assessment, order, policy, waivers, past, Fields(table.keys(), shares))


def _text(config: Config, name: str) -> str | None:
    return str(config[name].value) if name in config else None


def _past(
    config: Config, assessment: Assessment, order: Order, pack: RulePack, table: FieldTable, loaded: Loaded
) -> Past:
    """The baseline of the run, if one was named. Raises InputError when the file is no saved report."""
    from sfa_audit.delta import FOUND, MISSING, OTHER, STALE, delta, identity, read_baseline
    from sfa_audit.figures import plain
    from sfa_audit.gate import NO_PAST, Past
    from sfa_audit.project.table import NeedsModel

    name = _text(config, "baseline")
    if name is None:
        return NO_PAST
    if not _there(name):
        return Past(MISSING)
    try:
        old = read_baseline(_report(name), table)
    except (KeyError, TypeError, ValueError, AttributeError, NeedsModel) as error:
        what = message("this is no saved result of sfa-audit")
        hint = message("make one with: sfa-audit assess project.yaml -o result.json")
        raise InputError([Fault(name, None, None, "", what, hint)]) from error
    about = {key: assessment.ledger.facts.get(f"project.{key}") for key in ("id", "name", "client")}
    if identity({k: v if isinstance(v, str) else None for k, v in about.items()}) != old.project:
        return Past(OTHER)
    change = delta(old, assessment, order, pack, plain(loaded.records.get("actions") or ()))
    days = int(config["baseline_days"].value) if "baseline_days" in config else BASELINE_DAYS
    return Past(STALE if (order.as_of - old.as_of).days > days else FOUND, change)


def _there(name: str) -> bool:
    """Whether there is such a file; the first run of a pipeline has no baseline yet, which is a state of its own."""
    from pathlib import Path

    return Path(name).exists()


def _report(name: str) -> Mapping[str, Any]:
    from pathlib import Path

    try:
        data: Mapping[str, Any] = json.loads(Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        what = message("the baseline cannot be read: {reason}", reason=error.strerror or str(error))
        hint = message("make one with: sfa-audit assess project.yaml -o result.json")
        raise InputError([Fault(name, None, None, "", what, hint)]) from error
    if data["schema"] != "sfa-audit/report/1":
        raise ValueError(data["schema"])
    return data
