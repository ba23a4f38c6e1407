"""Typed record models, made from the data dictionary when first asked for."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from gkrules.records.dictionary import dictionary
from gkrules.records.model import Field as DictionaryField
from gkrules.records.model import FieldType

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class RecordModel(BaseModel):
    """A record with typed fields. A field that is not given is an absent column, None is an empty cell."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    gkrules_subject: ClassVar[str]


class EventModel(BaseModel):
    """One event of a case: what happened, on which day, with which party; `days` of an extension."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    type: str
    on: date
    party: str | None = None
    days: int | None = None


@cache
def record_model(subject: str) -> type[RecordModel]:
    """The pydantic model of a subject, such as `record_model("document")`. Raises KeyError for an unknown one."""
    entry = dictionary()[subject]
    fields: dict[str, Any] = {
        name: (
            str if name == "id" else _annotation(field) | None,
            Field(... if name == "id" else None, title=field.zh, description=field.about.en),
        )
        for name, field in entry.fields.items()
    }
    name = "".join(word.capitalize() for word in subject.split("_"))
    model = create_model(name, __base__=RecordModel, __doc__=entry.about.en, **fields)
    model.gkrules_subject = subject
    return model


def _day_alone(value: Any) -> Any:
    """A day written without a time of day stays a day; pydantic would make it midnight."""
    return date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else value


def _annotation(field: DictionaryField) -> Any:
    codes: Any = Literal[tuple(field.codes)] if field.codes else str
    match field.type:
        case FieldType.TEXT:
            return str
        case FieldType.CODE:
            return codes
        case FieldType.DATE:
            return date
        case FieldType.INSTANT:
            return Annotated[datetime | date, BeforeValidator(_day_alone)]
        case FieldType.INTEGER:
            return int
        case FieldType.NUMBER:
            return Decimal
        case FieldType.BOOL:
            return bool
        case FieldType.LIST_OF_CODE:
            return list[codes]
        case FieldType.LIST_OF_TEXT:
            return list[str]
        case FieldType.EVENTS:
            return list[EventModel]
