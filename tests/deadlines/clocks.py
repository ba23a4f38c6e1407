"""The disclosure clock written out by hand, as tests of the algebra need it without the data dictionary."""

from __future__ import annotations

from datetime import date

from gkrules.deadlines.clock import Clock, Delay, Extension, Pause, Receipt, Reset, Window
from gkrules.deadlines.limit import Limit, Unit

OLD = Window(None, date(2019, 5, 14))
NEW = Window(date(2019, 5, 15), None)
FEES = Window(date(2021, 1, 1), None)


def working_days(n: int) -> Limit:
    return Limit(n, Unit.WORKING_DAYS)


REPLY = Clock(
    name="disclosure_reply",
    subject="disclosure_application",
    about="reply to an application for government information",
    arrival="received_on",
    channel="received_via",
    confirmation="confirmed_on",
    receipts=(
        Receipt(
            OLD,
            frozenset({"in_person", "registered_mail", "email"}),
            frozenset({"ordinary_mail", "online", "fax"}),
            "国办公开办函〔2015〕207号",
        ),
        Receipt(
            NEW,
            frozenset({"in_person", "registered_mail"}),
            frozenset({"ordinary_mail", "online", "email", "fax"}),
            "regulation-2019/31",
        ),
    ),
    limits=((OLD, working_days(15)), (NEW, working_days(20))),
    resets=(
        Reset("correction_notified", "correction_received", Window(), stated="correction_due_on"),
        Reset("fee_notice", "paid", FEES, received="fee_notice_received_on", term=working_days(20)),
    ),
    pauses=(
        Pause("third_party_asked", "consult_received", "third_party_answered", Window(), working_days(15), NEW),
        Pause("agency_asked", "consult_received", "agency_answered", NEW, working_days(15), NEW),
    ),
    extension=Extension("extension_notified", "extension_days", ((OLD, 15), (NEW, 20))),
    end="replied",
    events="events",
    delay=Delay("delay_notified", "is_excessive", NEW),
    withdrawn="is_withdrawn",
)
