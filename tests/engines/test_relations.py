"""Related records in conditions: which belong, which may, and what is certain all the same."""

from __future__ import annotations

from datetime import date

import pytest

from gkrules.calendar import Calendar
from gkrules.engines.meaning import Count, evaluate
from gkrules.engines.setting import Setting
from gkrules.engines.world import World, world_of
from gkrules.language.expressions import Scope, parse_expression
from gkrules.language.ir import Type
from gkrules.records.dictionary import dictionary
from gkrules.records.record import UNKNOWN, Record, Value

AS_OF = date(2021, 12, 31)
POLICY = Record(
    "document", "d1", {"department": "法规处", "published_on": date(2021, 3, 1), "parent_document_id": None}
)


def piece(number: int, document: Value = "d1", **values: Value) -> Record:
    common: dict[str, Value] = {"document_id": document, "published_on": date(2021, 3, 2)}
    return Record("interpretation", f"i{number}", {**common, **values})


def answer(text: str, record: Record, world: World, *, as_of: date = AS_OF) -> object:
    scope = Scope(dictionary()[record.subject], {})
    node = parse_expression(text, scope, expected=frozenset(Type))
    assert node is not None, scope.faults
    return evaluate(node, record, Setting(as_of, Calendar.china(), world=world))


VIDEO, TEXT, NOBODY_KNOWS = piece(1, forms=("video",)), piece(2, forms=("text",)), piece(3, forms=UNKNOWN)
ADRIFT = piece(4, UNKNOWN, forms=("video",))
OF_ANOTHER = piece(5, "d2", forms=("video",))
OF_NONE = piece(6, None, forms=("video",))
CONDITION = 'contains(forms, "video")'

QUANTIFIED = [
    # the interpretations there are, any, all, how many
    ([], False, True, 0),
    ([VIDEO], True, True, 1),
    ([TEXT], False, False, 0),
    ([VIDEO, TEXT], True, False, 1),
    ([NOBODY_KNOWS], None, None, (0, 1)),
    ([VIDEO, NOBODY_KNOWS], True, None, (1, 2)),
    ([TEXT, NOBODY_KNOWS], None, False, (0, 1)),
    ([ADRIFT], None, True, (0, 1)),
    ([VIDEO, ADRIFT], True, True, (1, 2)),
    ([OF_ANOTHER], False, True, 0),
    ([OF_NONE], False, True, 0),
]


@pytest.mark.parametrize(("pieces", "any_", "all_", "count"), QUANTIFIED)
def test_quantifiers(pieces: list[Record], any_: bool | None, all_: bool | None, count: int | tuple[int, int]) -> None:
    world = world_of(pieces, supplied=("interpretation",))
    assert answer(f"any(interpretations, {CONDITION})", POLICY, world) is any_
    assert answer(f"all(interpretations, {CONDITION})", POLICY, world) is all_
    wanted = Count(*count) if isinstance(count, tuple) else count
    assert answer(f"count(interpretations, {CONDITION})", POLICY, world) == wanted


def test_a_subject_that_was_not_supplied_is_unknown_and_an_empty_one_is_empty() -> None:
    assert answer("any(interpretations)", POLICY, World()) is None
    assert answer("count(interpretations)", POLICY, World()) is None
    assert answer("any(interpretations)", POLICY, world_of([], supplied=("interpretation",))) is False
    assert answer("count(interpretations) == 0", POLICY, world_of([], supplied=("interpretation",))) is True


def test_a_rejected_row_may_belong() -> None:
    lost = Record("interpretation", "", {"forms": ("video",)})
    ours = Record("interpretation", "", {"forms": ("video",), "document_id": "d1"})
    other = Record("interpretation", "", {"forms": ("video",), "document_id": "d2"})
    asked = f"any(interpretations, {CONDITION})"
    assert answer(asked, POLICY, world_of([], [lost])) is None
    assert answer(asked, POLICY, world_of([], [ours])) is None
    assert answer(asked, POLICY, world_of([], [other])) is False


def test_the_judged_record_is_this() -> None:
    world = world_of([piece(1, department="法规处"), piece(2, department="办公室")])
    assert answer("count(interpretations, department == this.department)", POLICY, world) == 1
    assert answer("any(interpretations, published_on == this.published_on + 1)", POLICY, world) is True


def test_a_path_leads_to_one_record() -> None:
    drawing, astray, free = piece(1), piece(2, "d9"), piece(3, None)
    world = world_of([POLICY, drawing, astray, free])
    assert answer('document.department == "法规处"', drawing, world) is True
    assert answer("present(document.parent_document_id)", drawing, world) is False
    assert answer("present(document.issued_on)", drawing, world) is None
    assert answer('document.department == "法规处"', astray, world) is None
    assert answer("missing(document.department)", astray, world) is None
    assert answer('document.department == "法规处"', free, world) is None
    assert answer("any(document)", free, world) is False
    assert answer("any(document)", astray, world) is None


def test_two_rows_of_one_id_are_no_partner() -> None:
    twice = [Record("document", "d1", {"department": "法规处"}), Record("document", "d1", {"department": "办公室"})]
    assert answer('document.department == "法规处"', piece(1), world_of([piece(1)], twice)) is None


def test_the_first_of_several() -> None:
    pieces = [piece(1, published_on=date(2021, 3, 9)), piece(2, published_on=date(2021, 3, 4))]
    asked = "first(interpretations, by=published_on).published_on"
    assert answer(asked, POLICY, world_of(pieces)) == date(2021, 3, 4)
    assert answer(asked, POLICY, world_of([*pieces, piece(3, published_on=UNKNOWN)])) is None
    assert answer(asked, POLICY, world_of([*pieces, piece(3, UNKNOWN)])) is None
    assert answer(f"present({asked})", POLICY, world_of([], supplied=("interpretation",))) is False
    assert answer(f"missing({asked})", POLICY, world_of([], supplied=("interpretation",))) is True
    assert answer(asked, POLICY, world_of([], supplied=("interpretation",))) is None


def test_a_related_record_of_the_future_has_not_happened() -> None:
    world = world_of([piece(1, published_on=date(2022, 1, 1))])
    assert answer("any(interpretations)", POLICY, world) is False
    assert answer("any(interpretations)", POLICY, world, as_of=date(2022, 1, 1)) is True


def test_the_body_of_the_same_name_and_year() -> None:
    bodies = [
        Record("institution", "b1", {"institution": "甲局", "record_year": 2020, "level": "county"}),
        Record("institution", "b2", {"institution": "甲局", "record_year": 2021, "level": "city"}),
    ]
    document = Record("document", "d1", {"institution": "甲局", "issued_on": date(2021, 3, 1)})
    world = world_of([*bodies, document])
    assert answer('body.level == "city"', document, world) is True
    unplaced = Record("document", "d2", {"institution": "甲局"})
    assert answer('body.level == "city"', unplaced, world) is None


def test_lists_of_keys_lead_to_many() -> None:
    items = [Record("service_item", n, {"institution": "甲局"}) for n in ("s1", "s2")]
    guide = Record("service_guide", "g1", {"related_item_ids": ("s1", "s2")})
    world = world_of([*items, guide])
    assert answer("count(related_items)", guide, world) == 2
    assert answer("count(related_guides)", items[0], world) == 1
    lost = Record("service_guide", "g2", {"related_item_ids": ("s1", "s9")})
    assert answer("count(related_items)", lost, world) == Count(1, 2)
