"""What looking for personal data costs: screening and detection in MB/s of UTF-8, beside a plain set of patterns.

Run with `python bench/bench_detect.py [megabytes]`. Processor time of one core; every figure of a run stands beside
the same work by the standard library's `re`, and by google-re2 and hyperscan where they are installed.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from gkrules.detectors import NUMBER_TYPES, detect, mask, screen

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "detectors"))

from corpus.building import corpus

NUMBERS = [
    r"[1-9][0-9]{5}(?:18|19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx]",
    r"1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}",
    r"0[0-9]{2,3}-?[0-9]{7,8}",
    r"[0-9]{16}(?:[0-9]{3})?",
    r"[EeGg][0-9A-Za-z][0-9]{7}",
    r"[HMCW][0-9]{8}",
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-Z][0-9A-Z]{5,6}",
]
PARAGRAPHS = [
    "各县（市、区）人民政府，市直各有关单位：为深入贯彻落实党中央、国务院决策部署，进一步优化营商环境，现就有关事项通知如下。",
    "坚持以人民为中心的发展思想，聚焦企业和群众关切，推动政务公开标准化规范化，不断提升服务水平。",
    "2021年全市共办理建议提案312件，办结率100%，比上年提高3.5个百分点，投入资金13.6亿元。",
    "各单位要高度重视，明确责任分工，细化工作措施，确保各项任务落到实处，并于2021年12月31日前报送工作总结。",
    "要加强宣传引导，充分利用政府网站、政务新媒体等平台，及时回应社会关切，营造良好氛围。",
    "建设项目应当依法进行环境影响评价，未经批准不得开工建设；施工期间应当采取措施防止扬尘污染。",
    "对符合条件的小微企业，按照规定给予贷款贴息，贴息期限最长不超过3年，具体办法由市财政局会同有关部门制定。",
]


def clean_text(size: int) -> str:
    """Notices without personal data, `size` bytes long or a little more."""
    rng, parts, length = random.Random(1), [], 0
    while length < size:
        paragraph = "　　" + rng.choice(PARAGRAPHS) + "\n"
        parts.append(paragraph)
        length += len(paragraph.encode())
    return "".join(parts)


def flagged_texts(size: int, ordinary: int) -> list[str]:
    """Documents of the corpus, each with `ordinary` paragraphs of notice around it."""
    rng, texts, length = random.Random(2), [], 0
    documents = [document.text for document in corpus("train", 600) if document.marks]
    while length < size:
        around = "\n".join(rng.choices(PARAGRAPHS, k=ordinary))
        texts.append(f"{around}\n{rng.choice(documents)}")
        length += len(texts[-1].encode())
    return texts


def rate(work: Callable[[], object], size: int) -> float:
    """Megabytes a second, the best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return size / max(best, 1e-9) / 1e6


def plain_set(text: str) -> bool:
    return any(pattern.search(text) for pattern in PLAIN)


PLAIN = [re.compile(pattern) for pattern in NUMBERS]


def re2_set(data: str) -> Callable[[], object] | None:
    if find_spec("re2") is None:
        return None
    re2 = import_module("re2")
    made = re2.Set.SearchSet()
    for pattern in NUMBERS:
        made.Add(pattern)
    made.Compile()
    return lambda: made.Match(data)


def hyperscan_set(data: str) -> Callable[[], object] | None:
    if find_spec("hyperscan") is None:
        return None
    hyperscan = import_module("hyperscan")
    database = hyperscan.Database()
    flags = hyperscan.HS_FLAG_SINGLEMATCH | hyperscan.HS_FLAG_UTF8
    database.compile(expressions=[p.encode() for p in NUMBERS], flags=[flags] * len(NUMBERS))
    return lambda: database.scan(data.encode(), match_event_handler=lambda *_: None)


def main() -> None:
    size = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 4_000_000
    text = clean_text(size)
    size = len(text.encode())
    print(f"screening {size / 1e6:.1f} MB of notices without personal data")
    line("numbers: screen", rate(lambda: screen(text, NUMBER_TYPES), size))
    line("numbers: plain re, 7 patterns", rate(lambda: plain_set(text), size))
    for name, work in (("google-re2 set", re2_set(text)), ("hyperscan", hyperscan_set(text))):
        if work is not None:
            line(f"numbers: {name}", rate(work, size))
    line("all types: screen", rate(lambda: screen(text), size))
    line("all types: detect", rate(lambda: detect(text), size))
    for ordinary in (0, 4, 20):
        texts = flagged_texts(size // 4, ordinary)
        total = sum(len(t.encode()) for t in texts)
        spans = sum(len(detect(t)) for t in texts)
        print(f"{len(texts)} flagged documents, {total / 1e6:.1f} MB, a finding every {total // max(spans, 1)} bytes")
        line("detect", rate(lambda texts=texts: [detect(t) for t in texts], total))  # type: ignore[misc]
        line("mask", rate(lambda texts=texts: [mask(t) for t in texts], total))  # type: ignore[misc]
        line(
            "plain re, 7 patterns, findall",
            rate(lambda texts=texts: [p.findall(t) for t in texts for p in PLAIN], total),
        )  # type: ignore[misc]
    print("hostile text, one megabyte each")
    for name, piece in {
        "digits": "1234567890",
        "ones": "1",
        "labels": "身份证号：",
        "angles": "<",
        "names": "王小明、",
    }.items():
        hostile = piece * (1_000_000 // len(piece.encode()))
        line(name, rate(lambda hostile=hostile: detect(hostile), len(hostile.encode())))  # type: ignore[misc]


def line(name: str, figure: float) -> None:
    print(f"  {name:34}{figure:9.1f} MB/s")


if __name__ == "__main__":
    main()
