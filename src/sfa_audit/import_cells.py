"""CSV and XLSX → cells with their names (B7) and values as plain text, numbers and dates; what cannot be read is told.

Nothing here knows what the cells mean.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from sfa_audit.i18n import Message, message

MOST_ROWS, MOST_COLUMNS = 100_000, 1_000
_ZIP = b"PK\x03\x04"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Unreadable(ValueError):  # noqa: N818 - a fault of the input, as everywhere here
    """A file that is no table at all; says why."""

    def __init__(self, what: Message, hint: Message | None = None) -> None:
        self.message, self.hint = what, hint
        super().__init__(str(what))


class Cell(NamedTuple):
    """One cell: its name, its value (text, bool, int, Decimal, date, None when empty), and why it cannot be read.

    `merged` is the merged range that it is a part of, "" for most.
    """

    name: str
    value: Any
    problem: Message | None = None
    merged: str = ""

    @property
    def text(self) -> str:
        """The value as text, "" when empty."""
        return "" if self.value is None else str(self.value).strip()


class Sheet(NamedTuple):
    """One table: its title ("" for CSV), its rows, and for serial dates the day that counts as 0."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    day_zero: date


def sheets(data: bytes) -> list[Sheet]:
    """All tables of a file. Raises Unreadable; ImportError for a workbook where openpyxl is not installed."""
    if data.startswith(_ZIP):
        return list(_workbook(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(message("this is a workbook of the old kind"), message("save it as .xlsx or .csv"))
    return [_csv(_decode(data))]


def column_name(index: int) -> str:
    """The letters of a column, from 0: A, B … Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


# ---- CSV -------------------------------------------------------------------------------------------------------


def _decode(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else GB18030."""
    first = next((codec for mark, codec in _BOMS if data.startswith(mark)), "utf-8")
    for codec in (first, "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(message("the text is neither UTF-8 nor GB18030"), message("save it as CSV in UTF-8"))


def _csv(text: str) -> Sheet:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    mark = ","
    if text[:4].casefold() == "sep=":  # the line by which a spreadsheet says its separator
        line, _, rest = text.partition("\n")
        mark, text = line[4:5] or ",", rest
    else:
        mark = _separator(text)
    rows = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=mark, strict=True), 1):
            _within(number, len(row))
            rows.append(tuple(Cell(f"{column_name(n)}{number}", _content(cell)) for n, cell in enumerate(row)))
    except csv.Error as error:
        what = message("row {n} is no row of a CSV file: {problem}", n=len(rows) + 1, problem=str(error))
        raise Unreadable(what, message("check its quotation marks")) from error
    return Sheet("", tuple(rows), date(1899, 12, 30))


def _separator(text: str) -> str:
    """The separator by which most lines have the same number of columns, more than one; a comma when none does."""
    best, most = ",", 0
    for mark in (",", ";", "\t"):
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(text), delimiter=mark) if row]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        common = max(set(wide), key=wide.count, default=0)
        # of two that split every line, the one that makes more columns is hardly a comma within a text
        score = wide.count(common) * common
        if score > most:
            best, most = mark, score
    return best


def _content(text: str) -> str | None:
    text = text.strip().removeprefix("'") if text.lstrip().startswith("'") else text.strip()
    return text or None


# ---- XLSX ------------------------------------------------------------------------------------------------------


def _workbook(data: bytes) -> Iterator[Sheet]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > 200 << 20:
                raise Unreadable(message("the workbook is too large"))
        plain = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
        shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Unreadable:
        raise
    except Exception as error:  # what a damaged workbook raises is not said anywhere
        raise Unreadable(message("this is no workbook that can be read"), message("save it again as .xlsx")) from error
    for sheet in plain.worksheets:
        values = shown[sheet.title]
        merged = _merged(sheet)
        rows = []
        for number, row in enumerate(sheet.iter_rows(), 1):
            _within(number, len(row))
            rows.append(tuple(_cell(cell, values[cell.coordinate].value, merged) for cell in row))
        zero = date(1904, 1, 1) if plain.epoch.year == 1904 else date(1899, 12, 30)
        yield Sheet(sheet.title, tuple(rows), zero)


def _merged(sheet: Any) -> dict[str, tuple[str, bool]]:
    """By cell that a merged range with something in it covers: the range, and whether the cell may be read as it is.

    That is the first cell of a range within one row; any other could stand for several answers, or for another's.
    """
    return {
        f"{column_name(column - 1)}{row}": (
            str(found.coord),
            (row, column) == (found.min_row, found.min_col) and found.min_row == found.max_row,
        )
        for found in sheet.merged_cells.ranges
        if sheet.cell(found.min_row, found.min_col).value is not None
        for row in range(found.min_row, found.max_row + 1)
        for column in range(found.min_col, found.max_col + 1)
    }


def _cell(cell: Any, shown: Any, merged: dict[str, tuple[str, bool]]) -> Cell:
    name = cell.coordinate
    covered, readable = merged.get(name, ("", True))
    if not readable:
        what = message("it is part of the merged cells {range}; give each row its own", range=covered)
        return Cell(name, _plain(shown), what, covered)
    if cell.data_type == "e":
        return Cell(name, None, message("it holds an error: {value}", value=str(cell.value)))
    if cell.data_type == "f" and shown is None:
        return Cell(name, None, message("it holds a formula without a result; write the value"))
    return Cell(name, _plain(shown), None, covered)


def _plain(value: Any) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(f"{value:.15g}")
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value
    return _content(str(value))


def _within(row: int, columns: int) -> None:
    if row > MOST_ROWS or columns > MOST_COLUMNS:
        raise Unreadable(message("the table is too large: at most {rows} rows and {columns} columns",
                                 rows=MOST_ROWS, columns=MOST_COLUMNS))  # fmt: skip
