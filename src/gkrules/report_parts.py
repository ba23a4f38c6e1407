"""What a report says of its sources, of rows and cells that could not be read, and of its guard."""

from __future__ import annotations

from collections.abc import Iterable

from gkrules.guard import Sheet
from gkrules.results import CellErrorPart, GuardPart, InputPart, RejectPart, Text
from gkrules.sources.intake import Intake


def guard_part(masked: int) -> GuardPart:
    """What the report says of its guard."""
    from gkrules.detectors import DETECTORS_VERSION  # here, so that single outcomes do not pay for it

    return GuardPart(detectors=DETECTORS_VERSION, masked=masked)


def masked_notes(guard: GuardPart) -> list[Text]:
    """The note that texts were masked, where any were."""
    if not guard.masked:
        return []
    zh = f"报告所列文字中有{guard.masked}处个人信息，已作遮盖。"
    places = "place" if guard.masked == 1 else "places"
    return [Text(zh=zh, en=f"Personal data was masked in {guard.masked} {places} of this report.")]


def input_part(intake: Intake, sheet: Sheet) -> InputPart:
    """What the report says of one source."""
    return InputPart(
        source=intake.source,
        subject=intake.subject,
        digest=intake.digest,
        read=intake.read,
        judged=intake.read - len(intake.rejects),
        rejected=len(intake.rejects),
        blanks=dict(sorted(intake.blanks.items())),
        unused_columns=[sheet.text(header) for header in intake.unused],
    )


def reject_parts(intakes: Iterable[Intake]) -> list[RejectPart]:
    """The rows that were rejected, source by source."""
    return [
        RejectPart(source=r.source, row=r.row, reason=r.reason.en, reason_zh=r.reason.zh)
        for intake in intakes
        for r in intake.rejects
    ]


def cell_error_parts(intakes: Iterable[Intake]) -> list[CellErrorPart]:
    """The cells that could not be read, source by source."""
    return [
        CellErrorPart(source=e.source, row=e.row, field=e.field, reason=e.reason.en, reason_zh=e.reason.zh)
        for intake in intakes
        for e in intake.cell_errors
    ]
