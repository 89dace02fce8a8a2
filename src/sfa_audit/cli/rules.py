"""`sfa-audit rules`: what is in a rule pack, whether it is sound, and its documentation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from sfa_audit.cli.options import LANG_HELP, RULES_HELP, one_of
from sfa_audit.cli.talk import say, tell
from sfa_audit.i18n import N_, message, messages

HELP = N_("List, check, test and document the rules.")

app = typer.Typer(help=HELP, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.command("list", help=N_("List the rules of a pack by cause."))
def list_(
    format_: Annotated[str, typer.Option("--format", "-f", help=N_("text or json."))] = "text",
    rules: Annotated[str | None, typer.Option(help=RULES_HELP)] = None,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:
    from sfa_audit.cli.language import speak
    from sfa_audit.cli.packs import load_rules
    from sfa_audit.project.table import load_table
    from sfa_audit.render.rule_list import rule_list, rule_list_text

    tr = speak(lang)
    one_of(format_, ("text", "json"), "--format", tr)
    pack = load_rules(rules, load_table())
    if format_ == "json":
        say(_as_json(rule_list(pack, tr.lang)))
    else:
        say(rule_list_text(pack, tr))
    return 0


@app.command("lint", help=N_("Check a pack: what keeps it from loading, and the habits of good authors."))
def lint(
    folder: Annotated[str | None, typer.Argument(help=RULES_HELP, show_default=False)] = None,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:
    from sfa_audit import resources
    from sfa_audit.cli.language import speak
    from sfa_audit.cli.packs import load_rules
    from sfa_audit.load_pack import SHIPPED, checked, read_files
    from sfa_audit.pack_lint import case_files, lint
    from sfa_audit.project.names import FactNames
    from sfa_audit.project.table import load_table

    tr = speak(lang)
    table = load_table()
    pack = load_rules(folder, table)  # what keeps it from loading comes first
    table = table.with_facts(pack.facts_in(tr.lang))
    place = Path(folder) if folder is not None else resources.rules() / SHIPPED
    shown = folder if folder is not None else f"rules/{SHIPPED}"
    files = read_files(place)
    trees = checked(files, shown, FactNames(table))
    remarks = lint(trees, {**files, **case_files(place)}, shown, table)
    for remark in remarks:
        say(remark.render(tr))
    tell(
        tr.render(messages("1 remark.", "{n} remarks.", len(remarks))) if remarks else tr.gettext("The pack is clean.")
    )
    return 2 if remarks else 0


@app.command("test", help=N_("Run the cases of a pack: facts and the result that they must give."))
def test(
    folder: Annotated[str | None, typer.Argument(help=RULES_HELP, show_default=False)] = None,
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:
    from sfa_audit import resources
    from sfa_audit.cases import load_cases, run_case
    from sfa_audit.cli.language import speak
    from sfa_audit.cli.packs import load_rules
    from sfa_audit.load_pack import SHIPPED
    from sfa_audit.project.table import load_table

    tr = speak(lang)
    table = load_table()
    pack = load_rules(folder, table)
    table = table.with_facts(pack.facts_in(tr.lang))
    place = Path(folder) if folder is not None else resources.rules() / SHIPPED
    failed = total = 0
    for case in load_cases(place / "cases", table):
        total += 1
        problem = run_case(case, pack, table)
        if problem is not None:
            failed += 1
            say(f"{case.file}:{case.line}: {case.subject}: {tr.render(problem)}")
    tell(tr.render(message("{passed} cases passed, {failed} failed.", passed=total - failed, failed=failed)))
    return 2 if failed or not total else 0


@app.command("schema", help=N_("Print a JSON Schema: of a file that people write, or of what -f json writes."))
def schema(
    which: Annotated[
        str,
        typer.Argument(
            help=N_(
                "project, answers, rules, pack, stops, patterns, sources, texts, theme, report, plan, comparison or trend"
            )
        ),
    ] = "project",
    lang: Annotated[str | None, typer.Option(help=LANG_HELP)] = None,
) -> int:
    from sfa_audit.cli.language import speak
    from sfa_audit.schemas import NAMES, schema_of

    tr = speak(lang)
    one_of(which, NAMES, "WHICH", tr)
    say(_as_json(schema_of(which)))
    return 0


@app.command("docs", help=N_("Write the pages about the rules and the project file, and all schemas, into a folder."))
def docs(
    folder: Annotated[str, typer.Argument(help=N_("The folder to write into."))] = "docs",
    rules: Annotated[str | None, typer.Option(help=RULES_HELP)] = None,
    force: Annotated[bool, typer.Option("--force", help=N_("Replace a file that is there."))] = False,
) -> int:
    from sfa_audit.cli.files import not_over_others, write_all
    from sfa_audit.cli.packs import load_rules
    from sfa_audit.project.table import load_table
    from sfa_audit.render.docs import all_pages
    from sfa_audit.schemas import NAMES, schema_of

    table = load_table()
    pages = all_pages(load_rules(rules, table), table)
    pages |= {f"schema/{name}.json": _as_json(schema_of(name)) + "\n" for name in NAMES}
    made = [(str(Path(folder) / name), text) for name, text in pages.items()]
    if not force:
        not_over_others(made)
    write_all(made)
    return 0


def _as_json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
