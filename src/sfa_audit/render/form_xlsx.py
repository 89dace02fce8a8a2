"""A questionnaire as an Excel workbook, with the choices of a fact as a list in its cell. Needs openpyxl."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from sfa_audit.forms import Form

_WIDTHS = (38, 46, 26, 24, 30, 34)
_ANSWER = 5  # the column of the answers, from 1


def form_xlsx(form: Form) -> bytes:
    """The workbook. Raises ImportError where openpyxl is not installed."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    sheet: Any = book.active
    sheet.title = form.columns[_ANSWER - 1]
    wrap = Alignment(wrap_text=True, vertical="top")
    for n, text in enumerate((form.title, *form.intro), 1):
        _put(sheet, n, 1, text, wrap)
        sheet.merge_cells(start_row=n, start_column=1, end_row=n, end_column=len(form.columns))
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    head = len(form.intro) + 2
    for column, text in enumerate(form.columns, 1):
        _put(sheet, head, column, text, wrap).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(head, column).column_letter].width = _WIDTHS[column - 1]
    for n, (question, row) in enumerate(form.table(), head + 1):
        for column, cell in enumerate((question, row.asked, row.unit, row.example, None, row.path), 1):
            _put(sheet, n, column, cell, wrap)
        sheet.cell(n, _ANSWER).fill = PatternFill("solid", fgColor="FFF8DC")
        # As text, so that a spreadsheet does not turn 30% or a date into something else.
        sheet.cell(n, _ANSWER).number_format = "@"
        _offer(sheet, n, row.choices)
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Any, row: int, column: int, text: str | None, alignment: Any) -> Any:
    cell = sheet.cell(row, column)
    if text is not None:
        cell.value = "".join(char for char in text if char.isprintable())
        cell.data_type = "s"  # never a formula
    cell.alignment = alignment
    return cell


def _offer(sheet: Any, row: int, choices: tuple[str, ...]) -> None:
    """A list to choose from; other words may be typed, for none and unknown are answers too."""
    listed = ",".join(choices)
    if not choices or len(listed) > 250 or '"' in listed or any("," in choice for choice in choices):
        return
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(rule)
    rule.add(sheet.cell(row, _ANSWER))
