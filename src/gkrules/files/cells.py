"""Numbers in cells of a workbook: how they are shown, and how such a cell is written when its number becomes text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from xml.sax.saxutils import escape

from gkrules.files.codec import PLAIN, Codec
from gkrules.files.markup import attribute, xml_tokens

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_CELL = re.compile(r"<((?:[^\s/>:]+:)?)c\b([^>]*)>(.*)</(?:[^\s/>:]+:)?c\s*>", re.DOTALL)
_TYPE = re.compile(r"\st\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def _as_text(source: str, text: str) -> str:
    """The source of a cell with a number, made one with `text`: a formula keeps its place with a new result."""
    cell = _CELL.fullmatch(source)
    assert cell is not None, "only cells are given"
    prefix, attributes, inside = cell[1], _TYPE.sub("", cell[2]), cell[3]
    formula = re.search(rf"<{re.escape(prefix)}f\b.*?(?:</{re.escape(prefix)}f\s*>|/>)", inside, re.DOTALL)
    told = escape(text)
    if formula is not None:
        return f'<{prefix}c{attributes} t="str">{formula[0]}<{prefix}v>{told}</{prefix}v></{prefix}c>'
    return f'<{prefix}c{attributes} t="inlineStr"><{prefix}is><{prefix}t>{told}</{prefix}t></{prefix}is></{prefix}c>'


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which styles show a number as a day, and from when days count."""

    dates: frozenset[int]
    from_1904: bool
    as_text: Codec

    @classmethod
    def of(cls, styles: str, workbook: str) -> Numbers:
        """What the parts for styles and for the workbook say."""
        from openpyxl.styles.numbers import is_date_format

        formats: dict[str, str] = {}
        dates: set[int] = set()
        index, inside = 0, False
        for token in xml_tokens(styles):
            if token.sort == "close" and token.name == "cellXfs":
                inside = False
            elif token.sort != "open":
                continue
            elif token.name == "numFmt":
                formats[attribute(styles, token, "numFmtId") or ""] = attribute(styles, token, "formatCode") or ""
            elif token.name == "cellXfs":
                inside = not token.empty
            elif token.name == "xf" and inside:
                number = attribute(styles, token, "numFmtId") or "0"
                if (number.isdigit() and int(number) in _BUILT_IN_DATES) or is_date_format(formats.get(number, "")):
                    dates.add(index)
                index += 1
        properties = next((t for t in xml_tokens(workbook) if t.sort == "open" and t.name == "workbookPr"), None)
        early = attribute(workbook, properties, "date1904") in ("1", "true") if properties is not None else False
        return cls(frozenset(dates), early, Codec(PLAIN.units, PLAIN.read, PLAIN.write, whole=_as_text))

    def shown(self, source: str, style: int) -> str:
        """A number as it is shown, as far as it matters: a day as 1990-03-07, a whole number with all its digits."""
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        try:
            value = Decimal(source)
            if style in self.dates and 0 < value < 2_958_466:
                day = from_excel(float(value), CALENDAR_MAC_1904 if self.from_1904 else CALENDAR_WINDOWS_1900)
                return str(day)[:10]
            if value == value.to_integral_value() and abs(value) < Decimal(10) ** 30:
                return str(int(value))
        except (InvalidOperation, ValueError, OverflowError):
            return source
        return source
