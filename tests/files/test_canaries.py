"""Nothing that was found leaves the library: not in reports, errors, names, temporary files or on standard error."""

from __future__ import annotations

import html
import json
import sys
import zipfile
from pathlib import Path

import pytest

from gkrules.cli import run

sys.path.insert(0, str(Path(__file__).parent))

import office_files

NUMBER, MOBILE, NAME, ADDRESS = "110101199003074610", "13900000001", "郝秋实", "甘肃省定西市岷县梅川镇店子村3组18号"
CANARY = f"申请人：{NAME}，身份证号{NUMBER}，手机{MOBILE}，住{ADDRESS}。"
TRACES = (NUMBER, MOBILE, NAME, ADDRESS, "19900307", "店子村3组", "9000000")
Capture = pytest.CaptureFixture[str]

TEXTS = {
    "a.txt": CANARY,
    "a.md": f"---\ntitle: {CANARY}\n---\n# {CANARY}\n\n[{CANARY}](x?{MOBILE} '{CANARY}')\n<!-- {CANARY} -->\n",
    "a.csv": f'姓名,身份证号,手机,住址,备注\n{NAME},{NUMBER},{MOBILE},{ADDRESS},"{CANARY}"\n',
    "b.csv": f"{CANARY},{CANARY}\n{CANARY},{CANARY}\n",
    "a.tsv": f"姓名\t手机\n{NAME}\t{MOBILE}\n\n备注\t{CANARY}\n",
    "a.json": json.dumps({CANARY: CANARY, "b": [CANARY, {"c": CANARY, CANARY: [CANARY]}], "手机": int(MOBILE)}),
    "a.jsonl": f'{{"姓名": "{NAME}", "手机": {MOBILE}}}\n{{"x": "{CANARY}"}}\n',
    "a.html": f'<!--{CANARY}--><title>{CANARY}</title><meta content="{CANARY}"><p title="{CANARY}" data-x="{CANARY}">'
    f'{CANARY}<table><tr><td>{CANARY}<td><table><tr><td>{CANARY}</table></table><script>"{CANARY}"</script>'
    f'<style>/*{CANARY}*/</style><input value="{CANARY}"><textarea>{CANARY}</textarea><!--{CANARY}',
}  # fmt: skip
XML_TEXT = html.escape(CANARY)


def spoiled_word(path: Path) -> Path:
    """A Word document with the telltale as every text and every attribute that is text."""
    office_files.word(path)
    with zipfile.ZipFile(path) as made:
        parts: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
    for name, data in parts.items():
        if isinstance(data, bytes) and name.startswith(("word/", "docProps/")) and name.endswith(".xml"):
            parts[name] = data.decode().replace("郝", CANARY).replace("手机", CANARY)
    parts["customXml/item1.xml"] = f"<a b='{CANARY}'><!--{CANARY}-->{CANARY}<![CDATA[{CANARY}]]></a>"
    parts["word/settings.xml"] = f"<w:settings xmlns:w='x'><w:docVar w:name='a' w:val='{CANARY}'/></w:settings>"
    return office_files.archive(path, parts)


def spoiled_book(path: Path) -> Path:
    office_files.workbook(path)
    with zipfile.ZipFile(path) as made:
        parts: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
    for name, data in parts.items():
        if isinstance(data, bytes) and name.endswith(".xml") and name != "xl/workbook.xml":
            parts[name] = data.decode().replace("手机", CANARY)
    parts["xl/externalLinks/externalLink1.xml"] = f"<externalLink><v>{CANARY}</v></externalLink>"
    parts["xl/pivotCache/pivotCacheDefinition1.xml"] = f"<pivotCacheDefinition><s v='{CANARY}'/></pivotCacheDefinition>"
    parts["xl/persons/person.xml"] = f"<personList><person displayName='{NAME}'/></personList>"
    return office_files.archive(path, parts)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for name, text in TEXTS.items():
        (made / name).write_text(text, encoding="utf-8")
    spoiled_word(made / "a.docx")
    spoiled_book(made / "a.xlsx")
    (made / f"{NAME}{MOBILE}.txt").write_text(CANARY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return made


def leaks(text: str) -> list[str]:
    bare = text.replace("\n", "").replace(" ", "")
    return [trace for trace in TRACES if trace in text or trace in bare]


OUTPUTS = [
    ("detect", "in"),
    ("detect", "in", "--lang", "en"),
    ("detect", "in", "-f", "json"),
    ("detect", "in", "-f", "html"),
    ("detect", "in", "-f", "html", "--lang", "en"),
    ("detect", "in", "--kind", "punitive_notice", "-f", "html"),
    ("detect", "in", "--show"),
    ("mask", "in"),
    ("mask", "in", "-f", "json"),
    ("mask", "in", "--lang", "en", "-o", "out"),
    ("mask", "in", "--in-place"),
]


@pytest.mark.parametrize("arguments", OUTPUTS, ids=" ".join)
def test_outputs(folder: Path, capfd: Capture, arguments: tuple[str, ...]) -> None:
    run(list(arguments))
    captured = capfd.readouterr()
    assert captured.out or "--show" in arguments
    assert leaks(captured.out) == []
    assert leaks(captured.err) == []


def test_masked_copies_hold_nothing(folder: Path, tmp_path: Path) -> None:
    assert run(["mask", "in", "-o", "out"]) == 0
    copies = sorted(path for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert len(copies) == len(TEXTS) + 3
    for copy in copies:
        data = copy.read_bytes()
        text = office_files.inside(data) if copy.suffix in (".docx", ".xlsx") else json_text(copy, data)
        assert (copy.suffix, leaks(html.unescape(text))) == (copy.suffix, [])
        assert leaks(copy.name) == []
    left = {path.name for path in tmp_path.iterdir()} | {path.name for path in (tmp_path / "out").iterdir()}
    assert not any(name.startswith(".gkrules-") for name in left)


def json_text(path: Path, data: bytes) -> str:
    return str(json.loads(data)) if path.suffix == ".json" else data.decode()


@pytest.mark.parametrize("ending", [".json", ".jsonl", ".csv", ".docx", ".xlsx", ".txt", ".pdf"])
@pytest.mark.parametrize("command", ["detect", "mask"])
def test_files_that_cannot_be_read(tmp_path: Path, capfd: Capture, command: str, ending: str) -> None:
    path = tmp_path / f"{MOBILE}{ending}"
    path.write_bytes(b'"' + CANARY.encode() + b'" "\0' + CANARY.encode())
    for more in ((), ("--lang", "en"), ("-f", "json")):
        assert run([command, str(path), *more]) == 2
        captured = capfd.readouterr()
        assert "139****0001" in captured.out
        assert leaks(captured.out + captured.err) == []


def test_files_that_are_not_there(tmp_path: Path, capfd: Capture) -> None:
    assert run(["detect", str(tmp_path / f"{MOBILE}.txt")]) == 2
    captured = capfd.readouterr()
    assert "没有这个文件" in captured.out
    assert leaks(captured.out + captured.err) == []
