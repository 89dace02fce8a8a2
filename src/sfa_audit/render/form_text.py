"""A questionnaire as Markdown and as CSV."""

from __future__ import annotations

import csv
from io import StringIO

from sfa_audit.forms import Form
from sfa_audit.render.clean import clean_text
from sfa_audit.render.csv_table import safe
from sfa_audit.render.escape import code, markdown


def form_md(form: Form) -> str:
    """The questionnaire as Markdown: a table a question, with an empty column for the answers."""
    lines = [f"# {markdown(clean_text(form.title))}", ""]
    for text in form.intro:
        lines += [markdown(text), ""]
    _, asked, unit, example, answer, fact = map(markdown, form.columns)
    for n, block in enumerate(form.blocks):
        lines += [f"## {n}. {markdown(block.question)}" if n else f"## {markdown(block.question)}", ""]
        lines += [f"| {asked} | {unit} | {example} | {answer} | {fact} |", "| --- | --- | --- | --- | --- |"]
        for row in block.rows:
            fact_of = code(clean_text(row.path), cell=True)
            cells = (markdown(clean_text(row.asked)), markdown(row.unit), markdown(row.example), " ", fact_of)
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def form_csv(form: Form) -> str:
    """The questionnaire as CSV with commas: lines of text, the column heads, a row a fact. No cell is a formula.

    The fact in the last column stays as it is: `import` finds it by that.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for text in (form.title, *form.intro):
        writer.writerow([safe(clean_text(text))])
    writer.writerow(form.columns)
    for question, row in form.table():
        cells = (question, clean_text(row.asked), row.unit, row.example, "", row.path)
        writer.writerow([safe(cell) for cell in cells])
    return out.getvalue()
