"""The values next to a value: numbers and limits one up and down, lists without a member, the other words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from gkrules.deadlines.limit import MAX_AMOUNT, Limit

_POINT = Fraction(1, 100)


def neighbours(value: Any) -> Iterator[tuple[Any, str]]:
    """The values next to `value`, each with the words for an example that tells them apart.

    Whole numbers and limits move by one (a limit in its unit), dates by a day, other numbers by one percent point.
    Texts have no neighbours.
    """
    match value:
        case bool():
            yield not value, f"add an example that comes out otherwise when this is {'no' if value else 'yes'}"
        case StrEnum():
            for word in type(value):
                if word is not value:
                    yield word, f"add an example that {word.value} would decide otherwise"
        case int() | Fraction():
            step = 1 if isinstance(value, int) else _POINT
            for moved in (value - step, value + step):
                yield moved, f"add examples on both sides of the limit, one of them at exactly {written(value)}"
        case Limit(amount=amount, unit=unit):
            for moved_amount in (amount - 1, amount + 1):
                if 0 <= moved_amount <= MAX_AMOUNT:
                    yield Limit(moved_amount, unit), "add an example on the last day in time, and one a day later"
        case date():
            for days in (-1, 1):
                yield value + timedelta(days=days), f"add examples dated {value} and the days beside it"
        case tuple():
            for index, member in enumerate(value):
                rest = (*value[:index], *value[index + 1 :])
                yield rest, f"add an example whose outcome hangs on {written(member)} alone"
        case _:
            return


def written(value: object) -> str:
    """A value as it is written in a rule file."""
    match value:
        case bool():
            return str(value).lower()
        case Fraction():
            return _share(value)
        case tuple():
            return f"[{', '.join(map(written, value))}]"
        case _:
            return str(value)


def _share(value: Fraction) -> str:
    percent = value * 100
    return f"{percent}%" if percent.denominator == 1 else str(value)


def shortened(before: object, after: object) -> tuple[str, str]:
    """Both values as they are written; of a long list only the member that was dropped."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        dropped = next((b for b, a in itertools.zip_longest(before, after) if b != a), None)
        return written(dropped), ""
    return written(before), written(after)
