"""The first page: what the answer is, why, what to find out or do first, and what was asked."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit.i18n import message, messages
from sfa_audit.render.content import Decision, Free, Marked, Verdict
from sfa_audit.render.context import Context, Data, fraction
from sfa_audit.render.numbers import is_date, long_date
from sfa_audit.render.view_conditions import conditions_table
from sfa_audit.render.view_reasons import do, find_out, on_the_plan, why
from sfa_audit.render.view_score import glance, reach, score_bar


def verdict(c: Context) -> Verdict:
    """The first page of a report."""
    decision = (c.data.get("assessment") or {}).get("decision") or {}
    summary = (c.data.get("comments") or {}).get("summary")
    return Verdict(
        badge=_badge(c),
        headline=headline(c),
        lead=tuple(_lead(c)),
        score=score_bar(c),
        reach=reach(c),
        reasons=tuple(b for b in (why(c, is_stopped(c)), find_out(c), do(c)) if b.items),
        decision=_decision(c, decision) if decision else None,
        summary=Free(summary) if summary else None,
        conditions=conditions_table(c),
        glance=glance(c),
    )


def condition(c: Context, id: str) -> Data | None:
    """One condition of the gate by its id, if it was asked."""
    return next((one for one in c.data["verdict"]["conditions"] if one["id"] == id), None)


def is_stopped(c: Context) -> bool:
    """Whether a confirmed stop is the answer: not when a gate was asked that leaves stops out."""
    asked = c.data["verdict"]["asked"]
    one = condition(c, "stops")
    return bool(c.data["verdict"]["stopped"]) and (not asked or (one is not None and one["status"] != "skipped"))


def _badge(c: Context) -> Marked:
    status = c.data["verdict"]["status"]
    words = {
        "passed": Marked("good", c.tr.gettext("Gate passed")),
        "failed": Marked("bad", c.tr.gettext("Gate not passed")),
        "undetermined": Marked("open", c.tr.gettext("Not decided")),
        "not_asked": Marked("none", c.tr.gettext("No gate asked")),
    }
    return words[status]


# ---- the headline ----------------------------------------------------------------------------------------------


def headline(c: Context) -> str:
    """The answer in one sentence."""
    status = c.data["verdict"]["status"]
    if is_stopped(c):
        first = c.data["verdict"]["stopped"][0]
        return c.say(message("Stopped: {because}", because=_unended(c.text(f"stop.{first}.because"))))
    if c.data["score"] is None:
        return c.say(message("{milestone}: there is nothing to score yet", milestone=_milestone(c, "title")))
    if status == "not_asked":
        lower = c.points(c.data["score"]["bar"]["lower"])
        return c.say(message("On what is known, readiness is {lower} of 100; no gate was asked", lower=lower))
    answer = _answer(c, status)
    deciding = next((one for one in c.data["verdict"]["conditions"] if one["status"] == status), None)
    if status == "passed":
        deciding = condition(c, "readiness")
    if deciding is None or deciding["actual"] is None:
        return answer
    numbers = {"answer": answer, "actual": c.points(deciding["actual"]), "required": str(deciding["required"])}
    return _headline_of(c, deciding, numbers)


def _headline_of(c: Context, deciding: Data, numbers: dict[str, str]) -> str:
    kind, status = deciding["kind"], deciding["status"]
    if kind == "floor" and status == "failed":
        cause = c.quoted_cause(deciding["cause"])
        return c.say(message("{answer}: {cause} is at {actual}, its floor is {required}", cause=cause, **numbers))
    if kind == "readiness" and status == "undetermined":
        numbers["upper"] = c.points(deciding["upper"])
        text = message("{answer}: readiness lies between {actual} and {upper}, the gate is {required}", **numbers)
        return c.say(text)
    if kind == "readiness":
        return c.say(message("{answer}: readiness is {actual}, the gate is {required}", **numbers))
    if kind == "coverage":
        return c.say(message("{answer}: coverage is {actual}, at least {required} is asked for", **numbers))
    if kind == "evidenced":
        return c.say(message("{answer}: {actual} points are evidenced, at least {required} are asked for", **numbers))
    return numbers["answer"]


def _answer(c: Context, status: str) -> str:
    """What the milestone calls this answer; a gate of the user's own making decides no milestone."""
    if c.data["verdict"]["gate"] is not None:
        return _milestone(c, {"passed": "ready", "failed": "not_ready", "undetermined": "open"}[status])
    if status == "passed":
        return c.tr.gettext("The gate that was asked is passed")
    if status == "failed":
        return c.tr.gettext("The gate that was asked is not passed")
    return c.tr.gettext("Whether the gate is passed cannot be decided yet")


def _milestone(c: Context, text: str) -> str:
    return c.text(f"milestone.{c.data['input']['entering']}.{text}")


def _unended(text: str) -> str:
    """The sentence without its end mark, as a heading has none."""
    return text[:-1] if text.endswith((".", "。")) else text


# ---- the lead --------------------------------------------------------------------------------------------------


def _lead(c: Context) -> list[str]:
    sentences = []
    if c.data["score"] is None:
        sentences.append(c.tr.gettext("No rule is due at this milestone and applies, so there is no score."))
    else:
        sentences += _on_score(c)
    sentences += _on_stops(c)
    asked = {
        rule for one in c.data["verdict"]["conditions"] if one["status"] == "undetermined" for rule in one["questions"]
    }
    if asked and c.data["verdict"]["status"] == "undetermined":
        text = messages("One question could decide it.", "{n} questions could decide it.", len(asked))
        sentences.append(c.say(text))
    if c.data["score"] is not None:
        sentences += _on_costs(c) + on_the_plan(c)
    pack = c.data["pack"]
    if pack["profile"] != "full":
        text = message(
            "This is a {profile}: {used} of {rules} rules count.",
            profile=c.quoted(c.text(f"profile.{pack['profile']}.title")),
            used=str(pack["rules_used"]),
            rules=str(pack["rules"]),
        )
        sentences.append(c.say(text))
    return sentences


def _on_score(c: Context) -> list[str]:
    bar = c.data["score"]["bar"]
    ends = {"lower": c.points(bar["lower"]), "upper": c.points(bar["upper"])}
    sentences = []
    if is_stopped(c):
        text = message(
            "On what is known, readiness is {lower} of 100, but no score makes up for a confirmed stop.", **ends
        )
        sentences.append(c.say(text))
    readiness = condition(c, "readiness")
    if readiness is not None and readiness["status"] == "failed":
        if ends["upper"] != ends["lower"]:
            required = str(readiness["required"])
            text = message(
                "Even if every open answer were favourable, readiness would reach {upper} and stay below {required}.",
                required=required,
                **ends,
            )
            sentences.append(c.say(text))
    elif fraction(bar["open"]) == 0:
        sentences.append(c.tr.gettext("Every fact that it rests on is known."))
    elif ends["upper"] != ends["lower"] and not (readiness and readiness["status"] == "undetermined"):
        text = message("If every open answer were favourable, readiness would be {upper}.", **ends)
        sentences.append(c.say(text))
    return sentences


def _on_stops(c: Context) -> list[str]:
    confirmed = [s for s in c.data["stops"] if s["state"] == "confirmed" and s["level"] == "stop"]
    if not is_stopped(c):
        if not confirmed:
            return []
        because = c.text(f"stop.{confirmed[0]['id']}.because")
        return [
            c.say(
                message("The gate was asked without its stops, one of which is confirmed: {because}", because=because)
            )
        ]
    sentences = []
    if len(confirmed) > 1:
        n = len(confirmed) - 1
        sentences.append(c.say(messages("{n} more stop is confirmed.", "{n} more stops are confirmed.", n)))
    if not c.data["verdict"]["asked"]:
        sentences.append(c.tr.gettext("No gate was asked."))
    return sentences


def by_cost(c: Context) -> list[Data]:
    """The causes that are due, by the points that they cost as shown, most first."""
    costs = [cause for cause in c.data["causes"] if cause["cost"] is not None]
    return sorted(costs, key=lambda cause: _cost(c, cause), reverse=True)


def costliest(c: Context) -> list[Data]:
    """The causes that cost most; several only when they tie, none when nothing costs anything."""
    costs = by_cost(c)
    if not costs or fraction(costs[0]["cost"]) == 0:
        return []
    return [cause for cause in costs if _cost(c, cause) == _cost(c, costs[0])]


def _cost(c: Context, cause: Data) -> tuple[Fraction, Fraction]:
    # The shown points come first: each is rounded so that all add up, and the order must agree with what is printed.
    return Fraction(c.points(cause["cost"])), fraction(cause["cost"])


def _on_costs(c: Context) -> list[str]:
    causes = costliest(c)
    if len(causes) != 1:
        return []
    (cause,) = causes
    parts = {
        "cause": c.quoted_cause(cause["id"]),
        "points": c.points(cause["cost"]),
        "open": c.points(cause["cost_open"]),
    }
    if Fraction(parts["open"]) == 0:
        return [c.say(message("{cause} costs most: {points} of 100 points.", **parts))]
    if fraction(cause["cost_short"]) == 0:
        return [c.say(message("{cause} holds most of what is open: {points} of 100 points.", **parts))]
    return [c.say(message("{cause} costs most: {points} of 100 points, {open} of them still open.", **parts))]


def _decision(c: Context, given: Data) -> Decision:
    day = given.get("by")
    by = ""
    if day:
        text = (
            message("Decide by {date}", date=long_date(day, c.tr))
            if is_date(day)
            else message("Decide by: {day}", day=str(day))
        )
        by = c.say(text)
    return Decision(Free(given.get("ask") or ""), by, tuple(Free(option) for option in given.get("options") or ()))
