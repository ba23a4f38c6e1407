"""durable-rules, where it is installed, does the little that the project would ask of it: alerts on a case's events."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("durable") is None,
    reason="durable-rules is not installed (pip install 'gkrules[monitor]')",
)

ALERTS = """
import json
from contextlib import suppress
from durable.engine import MessageNotHandledException
from durable.lang import assert_fact, c, get_state, m, ruleset, when_all

alerts = []
with ruleset("applications"):

    @when_all(c.due << m.type == "due", c.reply << (m.type == "reply") & (m.case == c.due.case) & (m.in_time == False))
    def met_late(context):
        alerts.append(["met_late", context.reply.case])

    @when_all((m.type == "day") & (m.left == 0))
    def due_today(context):
        alerts.append(["due_today", context.m.case])

for event in (
    {"id": "1", "type": "due", "case": "K1", "day": "2021-03-01"},
    {"id": "2", "type": "due", "case": "K2", "day": "2021-03-08"},
    {"id": "3", "type": "day", "case": "K1", "left": 0},
    {"id": "4", "type": "reply", "case": "K1", "in_time": False},
    {"id": "5", "type": "reply", "case": "K2", "in_time": True},
):
    with suppress(MessageNotHandledException):
        state = assert_fact("applications", event)
        assert "exception" not in (state or {}), state
print(json.dumps(alerts))
"""


def test_events_of_a_case_chain_to_alerts() -> None:
    """In a process of its own, because a fault of the engine ends the process; due dates come from outside."""
    done = subprocess.run([sys.executable, "-c", ALERTS], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, '[["due_today", "K1"], ["met_late", "K1"]]'), done.stderr
