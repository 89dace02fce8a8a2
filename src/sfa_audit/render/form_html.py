"""A questionnaire as one HTML page to be printed or filled in by hand: no script, nothing from a network."""

from __future__ import annotations

from html import escape

from sfa_audit.forms import Form, Row
from sfa_audit.i18n import message, translator
from sfa_audit.render.clean import clean_text

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1.1rem; margin-top: 2rem; break-after: avoid; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #767676; padding: .4rem .5rem; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
td.answer { width: 30%; min-width: 8rem; }
td small { display: block; overflow-wrap: anywhere; }
.privacy { border-left: 4px solid #767676; padding-left: .75rem; }
@media screen and (max-width: 44rem) {
  table, tbody, tr, td { display: block; width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border: 1px solid #767676; margin-bottom: .75rem; }
  td, td.answer { border: 0; width: auto; overflow-wrap: anywhere; }
  td[data-t]::before { content: attr(data-t); display: block; font-size: .85em; font-weight: 600; }
  td.answer { border-bottom: 1px solid #767676; min-height: 4rem; }
}
@media print { body { margin: 0; max-width: none; font-size: 11pt; } }
"""


def form_html(form: Form) -> str:
    """The whole page."""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{_text(form.lang)}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{_text(form.title)}</title><style>{_STYLE}</style></head>",
        f"<body><main><h1>{_text(form.title)}</h1>",
        *(f'<p class="privacy">{_text(text)}</p>' for text in form.intro),
    ]
    _, asked, unit, example, answer, fact = map(_text, form.columns)
    fact = translator(form.lang).render(message("{name}: {value}", name=fact, value=""))
    for n, block in enumerate(form.blocks):
        parts.append(f'<section><h2 id="q{n}">{_text(block.question)}</h2><table aria-labelledby="q{n}"><thead><tr>')
        parts += [f'<th scope="col">{name}</th>' for name in (asked, unit, example, answer)]
        parts.append("</tr></thead><tbody>")
        parts += [_row(row, fact, unit, example, answer) for row in block.rows]
        parts.append("</tbody></table></section>")
    return "\n".join([*parts, "</main></body></html>"]) + "\n"


def _row(row: Row, fact: str, unit: str, example: str, answer: str) -> str:
    # on a phone the cells stand below one another, each with the head of its column
    cells = f"<td>{_text(row.asked)}<small>{fact}<code>{_text(row.path)}</code></small></td>"
    cells += f'<td data-t="{unit}">{_text(row.unit)}</td><td data-t="{example}">{_text(row.example)}</td>'
    return f'<tr>{cells}<td class="answer" data-t="{answer}"></td></tr>'


def _text(text: str) -> str:
    return escape(clean_text(text))
