"""What holds for every text: spans in order, inside, apart, and time that grows with the length alone."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings

from gkrules.detectors import DISCLOSURE_KINDS, SPAN_TYPES, detect, mask, screen

sys.path.insert(0, str(Path(__file__).parent))

from generated_texts import TEXTS


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_spans_are_in_order_inside_and_apart(text: str) -> None:
    at = 0
    for span in detect(text):
        assert at <= span.start < span.end <= len(text)
        assert span.type in SPAN_TYPES
        assert 0 < span.confidence <= 1
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        at = span.end


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_kind_of_document_decides_the_duty_and_not_what_is_found(text: str) -> None:
    ordinary, *exempt = (detect(text, kind=kind) for kind in DISCLOSURE_KINDS)
    assert all(span.must_deidentify and not span.advise for span in ordinary)
    for spans in exempt:
        assert [(s.start, s.end, s.type) for s in spans] == [(s.start, s.end, s.type) for s in ordinary]
        assert not any(span.must_deidentify for span in spans)
        assert {s.type for s in spans if s.advise} <= {"id_card", "mobile", "landline", "address"}


HOSTILE = {
    "digits": "1234567890",
    "ones": "1",
    "digits and blanks": "1 ",
    "digits and line breaks": "1\n",
    "digits and hyphens": "13-",
    "labels": "身份证号：",
    "names' labels": "申请人：姓名",
    "brackets": "<",
    "round brackets": "（",
    "surnames": "王",
    "names": "王小明",
    "names in a list": "王小明、",
    "colons": "：",
    "mailboxes": "a@",
    "mailbox letters": "a",
    "commas": "姓名,",
    "blanks": " ",
    "full-width blanks": "　",
    "quotation marks": '"',
    "table rows": "姓名,手机\n王小明,13900000001\n",
    "open quotes": '姓名,手机\n"王,1\n',
    "table headers": "姓名,手机\n",
    "addresses": "太原市",
    "doors": "3号",
    "streets": "家住太原市",
    "plates": "晋A",
    "born": "1990年生",
    "illness": "尿毒症",
    "person and illness": "患者王小明患尿毒症",
    "wechat": "微信",
    "letters and digits": "E1",
    "masks": "*",
    "officials": "局长王小明",
    "officials and blanks": "局长 ",
    "bars": "|",
    "aligned": "姓名    手机\n",
    "landlines": "0351-4",
    "prefixes": "+86",
    "different names": "",
}


def hostile(name: str, length: int) -> str:
    if name == "different names":
        text = "".join(f"申请人：王{chr(0x4E00 + i % 3000)}{chr(0x5000 + i // 3000)}。" for i in range(length // 8))
    else:
        text = HOSTILE[name] * (length // len(HOSTILE[name]))
    return text


def seconds(text: str) -> float:
    start = time.process_time()
    screen(text)
    mask(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_linear_time(name: str) -> None:
    short, long = hostile(name, 20_000), hostile(name, 160_000)
    first = min(seconds(short) for _ in range(3))
    assert seconds(long) < 8 * 3 * first + 0.2, "eight times the text may take eight times as long, with room for noise"


def test_masking_a_hostile_text_ends() -> None:
    text = hostile("different names", 20_000)
    assert detect(mask(text).text) == []
