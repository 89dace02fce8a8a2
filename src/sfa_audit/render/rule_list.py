"""What is in a pack, rule by rule: as data, and as plain text of 80 columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sfa_audit.figures import plain_number
from sfa_audit.i18n import Translator, message, messages, translator
from sfa_audit.pack import Rule, RulePack, Stop
from sfa_audit.pack_words import PackWords
from sfa_audit.wrapping import WIDTH, pad, wrap


def rule_list(pack: RulePack, lang: str) -> dict[str, Any]:
    """The causes of a pack with their rules, its stops and patterns, and how many there are; texts in a language."""
    words = PackWords(pack, translator(lang))
    return {
        "pack": {
            "id": pack.id,
            "version": pack.version,
            "title": words.title,
            "digest": pack.digest,
            "modified": pack.modified,
            "languages": list(pack.texts),
        },
        "counts": {
            "causes": len(pack.causes),
            "rules": len(pack.rules),
            "indicators": indicators(pack.rules),
            "stops": len(pack.stops),
            "patterns": len(pack.patterns),
        },
        "causes": [
            {
                "id": cause.id,
                "title": words(f"cause.{cause.id}.title"),
                "share": plain_number(cause.share),
                "counts": {"rules": len(rules), "indicators": indicators(rules)},
                "rules": [_rule(rule, pack, words) for rule in rules],
            }
            for cause in pack.causes
            for rules in [rules_of(pack, cause.id)]
        ],
        "stops": [_stop(stop, words) for stop in pack.stops],
        "patterns": [{"id": p.id, "title": words(f"pattern.{p.id}.title")} for p in pack.patterns],
    }


def rules_of(pack: RulePack, cause: str) -> list[Rule]:
    """The rules of one cause, in the order of the pack."""
    return [rule for rule in pack.rules if rule.cause == cause]


def indicators(rules: Sequence[Rule]) -> int:
    """How many different indicators rules stand for; several rules may share one."""
    return len({rule.indicator for rule in rules})


def _rule(rule: Rule, pack: RulePack, words: PackWords) -> dict[str, Any]:
    return {
        "id": rule.id,
        "indicator": rule.indicator,
        "title": words(f"rule.{rule.id}.title"),
        "weight": plain_number(rule.weight),
        "due": rule.due,
        "until": rule.until,
        "part": rule.part,
        "may_not_apply": rule.may_not_apply,
        "basis": rule.basis,
        "grade": rule.grade,
        "profiles": [p.id for p in pack.profiles.values() if p.rules is None or rule.id in p.rules],
    }


def _stop(stop: Stop, words: PackWords) -> dict[str, Any]:
    return {
        "id": stop.id,
        "code": stop.code,
        "title": words(f"stop.{stop.id}.title"),
        "from": stop.start,
        "level": stop.level,
    }


def rule_list_text(pack: RulePack, tr: Translator) -> str:
    """The list as plain text, no line wider than 80 columns where the ids of the pack allow it."""
    words = PackWords(pack, tr)
    name = {"title": words.title, "id": pack.id, "version": pack.version}
    lines = [*wrap(tr.render(message("{title} ({id} {version})", **name))), *wrap(_counts(pack, tr)), ""]
    for number, cause in enumerate(pack.causes, 1):
        rules = rules_of(pack, cause.id)
        head = message(
            "{number}. {cause}: {share} of 100, {rules}",
            number=number,
            cause=words.cause(cause.id),
            share=plain_number(cause.share),
            rules=messages("{n} rule", "{n} rules", len(rules)),
        )
        rows = [(rule.indicator, rule.id, rule.due, words(f"rule.{rule.id}.title")) for rule in rules]
        lines += [*wrap(tr.render(head)), *_rows(rows), ""]
    if pack.stops:
        rows = [(stop.code, stop.id, stop.start, words(f"stop.{stop.id}.title")) for stop in pack.stops]
        lines += [tr.gettext("Stops: what halts a roll-out whatever its score"), *_rows(rows), ""]
    if pack.patterns:
        rows = [("", p.id, "", words(f"pattern.{p.id}.title")) for p in pack.patterns]
        lines += [tr.gettext("Patterns: what findings mean together"), *_rows(rows), ""]
    return "\n".join([*lines, *wrap(tr.gettext("sfa-audit explain RULE tells more about one of them."))])


def _counts(pack: RulePack, tr: Translator) -> str:
    parts = (
        messages("{n} cause", "{n} causes", len(pack.causes)),
        messages("{n} rule", "{n} rules", len(pack.rules)),
        messages("{n} indicator", "{n} indicators", indicators(pack.rules)),
        messages("{n} stop", "{n} stops", len(pack.stops)),
        messages("{n} pattern", "{n} patterns", len(pack.patterns)),
    )
    return " · ".join(tr.render(part) for part in parts)


def _rows(rows: Sequence[tuple[str, str, str, str]]) -> list[str]:
    """Indicator, id, milestone and title; the title goes on below itself."""
    lines: list[str] = []
    for code, id, due, title in rows:
        head = f"  {pad(code, 5)} {pad(id, 28)} {pad(due, 7)}  "
        lines += wrap(title, WIDTH, head)
    return lines
