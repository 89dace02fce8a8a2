"""`sfa-audit ask --form`: the questionnaire of a role, printed or written."""

from __future__ import annotations

import sys
from pathlib import Path

from sfa_audit.cli.config import flags_typed
from sfa_audit.cli.desk import Desk
from sfa_audit.cli.files import write_all
from sfa_audit.cli.options import wrong
from sfa_audit.cli.talk import tell, typed
from sfa_audit.forms import Form, build, role_name
from sfa_audit.i18n import message
from sfa_audit.interview import GROUPS


def write_form(desk: Desk, kind: str, output: str | None) -> int:
    """Make the form and bring it to the file of -o, else to stdout."""
    role = role_name(desk.words, desk.role, desk.tr, tuple(GROUPS))
    questions = [(desk.question(one), one) for one in desk.askings()]
    if not questions:
        tell(desk.nothing_left())
        return 0
    form = build(desk.result.assessment, questions, desk.who, desk.table, desk.tr, role)
    if kind == "xlsx" and output is None:
        raise wrong(desk.tr, "a workbook cannot be printed; name a file with -o")
    content = _content(form, kind, desk)
    if output is None:
        text = content.decode("utf-8") if isinstance(content, bytes) else content
        sys.stdout.write(text)
        return 0
    if kind == "csv" and isinstance(content, str):
        content = "\ufeff" + content  # without it a spreadsheet takes Chinese for something else
    if Path(output).exists():  # it may be the form of last week, filled in
        raise wrong(desk.tr, "{file} is there already; name another file, or take it away first", file=output)
    write_all([(output, content)])
    n = sum(len(block.rows) for block in form.blocks) - len(form.blocks[0].rows)
    tell(desk.say(message("Written: {file} ({n} lines to fill in)", file=output, n=n)))
    if kind in ("csv", "xlsx"):
        command = typed(["sfa-audit", "import", output, *flags_typed(desk.asked.flags, ("rules",))])
        tell(desk.say(message("Next: when it is filled in, {command}", command=command)))
    return 0


def _content(form: Form, kind: str, desk: Desk) -> str | bytes:
    if kind == "html":
        from sfa_audit.render.form_html import form_html

        return form_html(form)
    if kind == "xlsx":
        from sfa_audit.render.form_xlsx import form_xlsx

        try:
            return form_xlsx(form)
        except ImportError as error:
            raise wrong(
                desk.tr, 'workbooks need openpyxl: pip install "sfa-audit[xlsx]"; or take --form csv'
            ) from error
    from sfa_audit.render.form_text import form_csv, form_md

    return form_md(form) if kind == "md" else form_csv(form)
