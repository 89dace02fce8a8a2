"""From the settings of a run to the policy of its gate, checked against the pack; and `--show-config`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sfa_audit.cli.config import SETTINGS, Config, Setting
from sfa_audit.cli.options import one_of
from sfa_audit.errors import Fault, InputError
from sfa_audit.figures import plain_number
from sfa_audit.i18n import Message, Translator, message

if TYPE_CHECKING:
    from sfa_audit.gate import Policy
    from sfa_audit.pack import RulePack


def policy_of(config: Config, pack: RulePack, entering: str, tr: Translator) -> Policy:
    """The policy at a milestone: a named gate of the pack, with single levels in place of its own.

    Raises InputError when the pack is not the pinned one, and a usage error for names that the pack does not have.
    """
    from sfa_audit.gate import Policy

    _pinned(config, pack)
    floors: dict[str, Fraction] = dict(_value(config, "gate.floors") or {})
    for cause in floors:
        one_of(cause, [c.id for c in pack.causes], _origin(config, "gate.floors"), tr)
    profiles = _value(config, "gate.profiles")
    for profile in profiles or ():
        one_of(profile, list(pack.profiles), _origin(config, "gate.profiles"), tr)
    policy = Policy()
    name = _value(config, "gate.name")
    if name is not None:
        named = pack.gates[one_of(name, list(pack.gates), _origin(config, "gate.name"), tr)]
        policy = Policy(
            gate=named.id,
            readiness=named.readiness.get(entering),
            coverage=named.coverage,
            floors=named.floors,
            stops=named.stops,
        )
    single = {"fail_under": "readiness", "coverage": "coverage", "evidenced": "evidenced", "stops": "stops",
              "stale": "stale", "not_applicable": "not_applicable", "waived": "waived", "max_fall": "fall",
              "no_new_failure": "no_new_failure", "profiles": "profiles"}  # fmt: skip
    given = {field: value for key, field in single.items() if (value := _value(config, f"gate.{key}")) is not None}
    return policy._replace(floors={**policy.floors, **floors}, **given)


def _value(config: Config, name: str) -> Any:
    return config[name].value if name in config else None


def _origin(config: Config, name: str) -> str:
    return config[name].origin


def _pinned(config: Config, pack: RulePack) -> None:
    faults = []
    for key, actual in (("gate.pack_version", pack.version), ("gate.pack_digest", pack.digest)):
        wanted = _value(config, key)
        if wanted is not None and wanted != actual:
            what = Message(
                "the policy pins {wanted}, but the rule pack is {actual}", {"wanted": wanted, "actual": actual}
            )
            hint = message("use the pinned pack, or review the change of the pack and move the pin")
            faults.append(Fault(_origin(config, key), None, None, key, what, hint))
    if faults:
        raise InputError(faults)


def show_config(config: Config, policy: Policy, pack: RulePack) -> Iterator[str]:
    """The effective settings, a line each, with where each came from."""
    effective: dict[str, Any] = {
        "gate.fail_under": policy.readiness, "gate.coverage": policy.coverage, "gate.floors": policy.floors or None,
        "gate.stops": policy.stops is not False if policy.asked else None,
    }  # fmt: skip
    width = max(len(name) for name in SETTINGS)
    for name in SETTINGS:
        setting = config.get(name)
        if setting is None and effective.get(name) is not None:
            origin = f"gate {policy.gate} of {pack.id} {pack.version}" if policy.gate else "default"
            setting = Setting(effective[name], origin)
        value = "-" if setting is None else _shown(effective.get(name) if name == "gate.floors" else setting.value)
        yield f"{name:<{width}}  {value}" + (f"  ({setting.origin})" if setting is not None else "")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return plain_number(value)
    if isinstance(value, dict):
        return ", ".join(f"{key}={_shown(level)}" for key, level in value.items())
    return ", ".join(value) if isinstance(value, tuple) else str(value)
