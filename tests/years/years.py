"""The years under fixtures/: which there are, how they are checked, and their recorded reports.

`python tests/years/years.py` records all reports anew. Read the whole difference before you commit it: a changed line
is a change of what officials read.
"""

from __future__ import annotations

import json
import re
import tempfile
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gkrules.cli import run

ROOT = Path(__file__).parent.parent.parent / "fixtures" / "shanxi-2021"
SUBJECTS = {
    "公文.csv": "document",
    "政策解读.csv": "interpretation",
    "依申请公开.csv": "disclosure_application",
    "依申请公开.jsonl": "disclosure_application",
    "依申请公开（平台导出）.json": "disclosure_application",
    "发布信息.csv": "release",
    "网民留言.csv": "message",
    "舆情事件.csv": "sentiment_incident",
    "履职记录.csv": "duty_evidence",
    "年度报告.csv": "annual_report",
    "年度报告表格.csv": "annual_report_row",
    "网站.csv": "website",
    "网站栏目.csv": "website_column",
    "政务新媒体.csv": "new_media_account",
}
WORKBOOK = "台账.xlsx"
"""Its sheets are named for their subjects."""

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Year:
    """One body's tables as they stood on a day, and the exit code of their check. `folder` lies under ROOT."""

    folder: str
    as_of: str
    exit_code: int

    @property
    def path(self) -> Path:
        """The folder of the tables."""
        return ROOT / self.folder

    @property
    def expected(self) -> Path:
        """The folder of the recorded reports."""
        return self.path / "expected"


YEARS = (
    Year("complying", "2021-12-31", 0),
    Year("complying-september", "2021-09-30", 0),
    Year("careless", "2022-01-10", 1),
)


def checked(year: Year) -> dict[str, str]:
    """The reports of a year, by the names of their files, made by the command from within its folder."""
    names = sorted(path.name for path in year.path.iterdir() if path.is_file())
    sources = [f"{subject}={name}" for name, subject in SUBJECTS.items() if name in names]
    assert set(names) == {*(s.partition("=")[2] for s in sources), WORKBOOK, "gkrules.yaml"}
    with tempfile.TemporaryDirectory() as folder, chdir(year.path):
        out = Path(folder)
        for language in ("zh", "en"):
            code = run([
                "check", *sources, WORKBOOK, "-r", "regulation", "-r", "shanxi-2021", "--profile", "gkrules.yaml",
                "--as-of", year.as_of, "--lang", language, "-f", "text", "-o", str(out / f"report.{language}.txt"),
                "-f", "json", "-o", str(out / "report.json"),
            ])  # fmt: skip
            assert code == year.exit_code
        made = {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}
    made["report.json"] = masked(json.loads(made["report.json"]))
    return made


def masked(report: dict[str, Any]) -> str:
    """The JSON report with its findings sorted and one a line, and without what changes when nothing else does."""
    report["findings"].sort(key=lambda f: (f["rule"], f.get("record", ""), json.dumps(f.get("group"), sort_keys=True)))
    for finding in report["findings"]:
        for words in ("title", "message", "remedy"):
            del finding[words]  # they are in the texts
    parts = [f"{json.dumps(key)}: {_lines(value)}" for key, value in report.items()]
    return _DIGEST.sub("sha256:…", "{\n" + ",\n".join(parts) + "\n}\n")


def _lines(value: object) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in value) + "\n]"


def record() -> None:
    """Write the reports of all years as they are made now."""
    for year in YEARS:
        year.expected.mkdir(exist_ok=True)
        for name, text in checked(year).items():
            (year.expected / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    record()
