"""The code is formatted, linted and typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

COMMANDS = {
    "format": ["ruff", "format", "--check", "src", "tests", "bench"],
    "lint": ["ruff", "check", "src", "tests", "bench"],
    "types": ["mypy"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_command(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *COMMANDS[name]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
