"""The worked terms of law.md 2.4 and cases from the text, against the naive oracle."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from naive_oracle import Answer, Case, Event, judge

CALENDAR = holidays.country_holidays("CN", years=range(2007, 2027), language="zh_CN")


def working(day: date) -> bool:
    return bool(CALENDAR.is_working_day(day))


def d(text: str) -> date:
    return date.fromisoformat(text)


def ev(kind: str, on: str, party: str = "", days: int | None = None) -> Event:
    return Event(kind, d(on), party, days)


def ask(
    received: str,
    *events: Event,
    as_of: str,
    via: str | None = "in_person",
    confirmed: str | None = None,
    correction_due: str | None = None,
) -> Answer:
    case = Case(
        d(received),
        via,
        None if confirmed is None else d(confirmed),
        events,
        None if correction_due is None else d(correction_due),
    )
    return judge(case, d(as_of), working)


def certain(answer: Answer) -> date | None:
    assert answer.earliest == answer.due == answer.latest
    return answer.due


CORRECTED = (ev("correction_notified", "2021-07-05"), ev("correction_received", "2021-07-12"))
CORRECTED_AGAIN = (ev("correction_notified", "2021-07-14"), ev("correction_received", "2021-07-22"))
PARTIES = (
    ev("third_party_asked", "2021-03-05", "A"),
    ev("third_party_answered", "2021-03-19", "A"),
    ev("third_party_asked", "2021-03-10", "B"),
    ev("consult_received", "2021-03-12", "B"),
)
ONE_MONTH_MORE = ev("extension_notified", "2021-07-01", days=20)


class TestWorkedTerms:
    @pytest.mark.parametrize(
        ("events", "due"),
        [
            ((), "2021-07-29"),
            (CORRECTED, "2021-08-09"),
            (CORRECTED + CORRECTED_AGAIN, "2021-08-19"),
        ],
    )
    def test_correction_twice(self, events: tuple[Event, ...], due: str) -> None:
        answer = ask("2021-07-01", *events, as_of="2021-07-23")
        assert certain(answer) == d(due)
        assert (answer.outcome, answer.state) == ("pending", "running")

    def test_fee(self) -> None:
        fee = (ev("fee_notice", "2021-09-10"), ev("paid", "2021-10-08"))
        assert certain(ask("2021-09-06", *fee, as_of="2021-10-08")) == d("2021-11-04")
        assert certain(ask("2021-09-06", as_of="2021-10-08")) == d("2021-10-09")

    def test_two_parties(self) -> None:
        answer = ask("2021-03-01", *PARTIES, as_of="2021-04-26")
        assert certain(answer) == d("2021-04-26")
        assert (answer.outcome, answer.state) == ("pending", "running")
        assert ask("2021-03-01", *PARTIES, as_of="2021-04-27").overrun == 1

    def test_two_parties_b_returns_on_april_2nd(self) -> None:
        on_the_eve = ask("2021-03-01", *PARTIES, as_of="2021-04-01")
        on_the_day = ask("2021-03-01", *PARTIES, as_of="2021-04-02")
        assert on_the_eve.state == "paused"
        assert on_the_eve.latest == d("2021-04-26")
        assert on_the_eve.earliest == d("2021-04-25")  # a make-up Sunday
        assert on_the_day.state == "running"

    def test_late_extension(self) -> None:
        answer = ask("2021-06-01", ONE_MONTH_MORE, ev("replied", "2021-07-20"), as_of="2021-12-01")
        assert certain(answer) == d("2021-06-30")
        assert (answer.outcome, answer.state, answer.overrun) == ("violation", "met_late", 14)

    def test_extension_in_time(self) -> None:
        told = ev("extension_notified", "2021-06-30", days=20)
        answer = ask("2021-06-01", told, ev("replied", "2021-07-20"), as_of="2021-12-01")
        assert certain(answer) == d("2021-07-28")
        assert (answer.outcome, answer.state, answer.overrun) == ("pass", "met", None)


class TestStart:
    @pytest.mark.parametrize(
        ("received", "via", "start"),
        [
            ("2019-05-14", "email", "2019-05-14"),
            ("2019-05-15", "email", "2019-05-20"),
            ("2019-05-14", "online", "2019-05-20"),
            ("2019-05-14", "fax", "2019-05-20"),
            ("2019-05-14", "ordinary_mail", "2019-05-20"),
            ("2019-05-15", "registered_mail", "2019-05-15"),
            ("2019-05-15", "in_person", "2019-05-15"),
        ],
    )
    def test_channels(self, received: str, via: str, start: str) -> None:
        answer = ask(received, via=via, confirmed="2019-05-20", as_of="2019-05-20")
        assert answer.start == d(start)

    def test_the_text_follows_the_day_of_receipt(self) -> None:
        # 15 working days under the 2007 text; the same day of confirmation under the 2019 text: 20
        old = ask("2019-05-14", via="online", confirmed="2019-05-20", as_of="2019-05-20")
        new = ask("2019-05-15", via="online", confirmed="2019-05-20", as_of="2019-05-20")
        assert certain(old) == d("2019-06-11")
        assert certain(new) == d("2019-06-18")

    @pytest.mark.parametrize("confirmed", [None, "2021-03-09"])
    def test_unconfirmed(self, confirmed: str | None) -> None:
        answer = ask("2021-03-01", via="online", confirmed=confirmed, as_of="2021-03-08")
        assert answer == Answer("undetermined", "unknown", None, None, None, None, ("confirmed_on",), None)

    def test_unknown_channel(self) -> None:
        assert ask("2021-03-01", via=None, as_of="2021-12-01").missing == ("received_via",)

    def test_reply_before_the_start(self) -> None:
        answer = ask(
            "2021-03-01",
            ev("replied", "2021-03-03"),
            via="online",
            confirmed="2021-03-05",
            as_of="2021-06-01",
        )
        assert (answer.outcome, answer.state, answer.missing) == ("undetermined", "unknown", ())


class TestPauses:
    def test_silence_never_ends_under_the_2007_text(self) -> None:
        events = (ev("third_party_asked", "2018-03-05", "A"), ev("consult_received", "2018-03-06", "A"))
        answer = ask("2018-03-01", *events, as_of="2018-12-03")
        assert (answer.outcome, answer.state) == ("pending", "paused")
        assert (answer.due, answer.latest) == (None, None)
        # two working days were used (03-02, 03-05); 13 more after the return on the as-of date
        assert answer.earliest == d("2018-12-20")

    def test_an_agency_pauses_only_under_the_2019_text(self) -> None:
        old = (ev("agency_asked", "2018-03-05", "X"), ev("agency_answered", "2018-03-12", "X"))
        new = (ev("agency_asked", "2021-03-05", "X"), ev("agency_answered", "2021-03-12", "X"))
        assert certain(ask("2018-03-01", *old, as_of="2018-03-12")) == d("2018-03-22")
        assert certain(ask("2021-03-01", *new, as_of="2021-03-12")) == d("2021-04-06")
        assert certain(ask("2021-03-01", as_of="2021-03-12")) == d("2021-03-29")

    def test_a_later_answer_changes_nothing_after_silence(self) -> None:
        late = ev("third_party_answered", "2021-04-20", "B")
        assert certain(ask("2021-03-01", *PARTIES, late, as_of="2021-04-21")) == d("2021-04-26")

    def test_receipt_unknown_and_answered_late(self) -> None:
        # sent 03-05: silent on 03-26 at the earliest; answered 04-09; four days used before
        events = (ev("third_party_asked", "2021-03-05", "A"), ev("third_party_answered", "2021-04-09", "A"))
        answer = ask("2021-03-01", *events, as_of="2021-04-26")
        assert (answer.earliest, answer.latest, answer.due) == (
            d("2021-04-20"),
            d("2021-04-30"),
            d("2021-04-30"),
        )
        assert (answer.outcome, answer.state) == ("undetermined", "unknown")
        assert answer.missing == ("consult_received_on",)
        assert ask("2021-03-01", *events, as_of="2021-04-20").outcome == "pending"
        assert ask("2021-03-01", *events, as_of="2021-04-21").outcome == "undetermined"
        assert ask("2021-03-01", *events, as_of="2021-05-06").outcome == "violation"

    def test_receipt_unknown_and_answered_soon(self) -> None:
        events = (ev("third_party_asked", "2021-03-05", "A"), ev("third_party_answered", "2021-03-12", "A"))
        assert certain(ask("2021-03-01", *events, as_of="2021-03-12")) == d("2021-04-06")

    def test_receipt_unknown_and_no_answer(self) -> None:
        asked = ev("third_party_asked", "2021-03-05", "A")
        answer = ask("2021-03-01", asked, as_of="2021-05-06")
        assert (answer.earliest, answer.latest, answer.due) == (d("2021-04-20"), None, None)
        assert (answer.outcome, answer.missing) == ("undetermined", ("consult_received_on",))

    def test_a_letter_after_the_due_date_pauses_nothing(self) -> None:
        answer = ask("2021-03-01", ev("third_party_asked", "2021-03-29", "A"), as_of="2021-04-01")
        assert certain(answer) == d("2021-03-29")
        assert (answer.outcome, answer.state, answer.overrun) == ("violation", "overdue", 3)


class TestExtensions:
    def test_the_cap_is_for_all_together(self) -> None:
        told = (
            ev("extension_notified", "2021-06-10", days=15),
            ev("extension_notified", "2021-06-20", days=15),
        )
        assert certain(ask("2021-06-01", *told, as_of="2021-07-01")) == d("2021-07-28")

    def test_days_unknown(self) -> None:
        told = ev("extension_notified", "2021-06-10")
        answer = ask("2021-06-01", told, ev("replied", "2021-07-01"), as_of="2021-12-01")
        assert (answer.earliest, answer.latest, answer.due) == (
            d("2021-06-30"),
            d("2021-07-28"),
            d("2021-07-28"),
        )
        assert (answer.outcome, answer.missing) == ("undetermined", ("extension_days",))

    def test_a_later_pause_saves_an_extension(self) -> None:
        # the pause moves the due date past the day of the notice
        pause = (ev("third_party_asked", "2021-06-28", "A"), ev("third_party_answered", "2021-07-05", "A"))
        answer = ask("2021-06-01", *pause, ONE_MONTH_MORE, as_of="2021-07-06")
        assert certain(answer) == d("2021-08-04")

    def test_a_reset_drops_what_was_told_before(self) -> None:
        before = ev("extension_notified", "2021-07-09", days=20)
        same_day = ev("extension_notified", "2021-07-12", days=5)
        assert certain(ask("2021-07-01", *CORRECTED, before, as_of="2021-07-20")) == d("2021-08-09")
        assert certain(ask("2021-07-01", *CORRECTED, same_day, as_of="2021-07-20")) == d("2021-08-16")


class TestNotices:
    def test_awaiting_then_abandoned(self) -> None:
        notice = CORRECTED[0]
        waiting = ask("2021-07-01", notice, correction_due="2021-08-02", as_of="2021-08-02")
        assert (waiting.outcome, waiting.state) == ("pending", "awaiting_applicant")
        assert certain(waiting) == d("2021-07-29")
        gone = ask("2021-07-01", notice, correction_due="2021-08-02", as_of="2021-08-03")
        assert (gone.outcome, gone.state, gone.due) == ("not_applicable", "abandoned", None)

    def test_no_stated_day(self) -> None:
        notice = CORRECTED[0]
        assert ask("2021-07-01", notice, as_of="2021-07-29").state == "awaiting_applicant"
        after = ask("2021-07-01", notice, as_of="2021-07-30")
        assert (after.outcome, after.state) == ("undetermined", "unknown")
        assert after.missing == ("correction_due_on",)

    def test_a_late_correction_that_was_accepted_still_resets(self) -> None:
        late = (CORRECTED[0], ev("correction_received", "2021-08-20"))
        answer = ask("2021-07-01", *late, correction_due="2021-07-12", as_of="2021-08-20")
        assert certain(answer) == d("2021-09-17")

    def test_a_notice_after_the_due_date_undoes_nothing(self) -> None:
        late = (ev("correction_notified", "2021-07-30"), ev("correction_received", "2021-08-02"))
        for events in (late[:1], late):
            answer = ask("2021-07-01", *events, correction_due="2021-08-20", as_of="2021-08-03")
            assert certain(answer) == d("2021-07-29")
            assert (answer.outcome, answer.state, answer.overrun) == ("violation", "overdue", 3)

    def test_a_reply_closes_the_notice(self) -> None:
        notice = CORRECTED[0]
        in_time = ask(
            "2021-07-01", notice, ev("replied", "2021-07-29"), correction_due="2021-08-02", as_of="2021-12-01"
        )
        too_late = ask(
            "2021-07-01", notice, ev("replied", "2021-07-30"), correction_due="2021-08-02", as_of="2021-12-01"
        )
        after = ask("2021-07-01", notice, ev("replied", "2021-08-03"), correction_due="2021-08-02", as_of="2021-12-01")
        assert (in_time.outcome, in_time.state) == ("pass", "met")
        assert (too_late.outcome, too_late.state, too_late.overrun) == ("violation", "met_late", 1)
        assert after.state == "abandoned"

    def test_fee_term(self) -> None:
        fee = (ev("fee_notice", "2021-09-10"), ev("fee_notice_received", "2021-09-13"))
        # 20 working days from 09-13: 09-14 … 10-15
        assert ask("2021-09-06", *fee, as_of="2021-10-15").state == "awaiting_applicant"
        assert ask("2021-09-06", *fee, as_of="2021-10-16").state == "abandoned"
        unknown = ask("2021-09-06", fee[0], as_of="2021-10-11")
        assert unknown.missing == ("fee_notice_received_on",)

    def test_fees_reset_only_from_2021(self) -> None:
        old = (ev("fee_notice", "2020-12-31"), ev("paid", "2021-01-05"))
        new = (ev("fee_notice", "2021-01-04"), ev("paid", "2021-01-05"))
        plain = certain(ask("2020-12-21", as_of="2021-01-05"))
        assert plain == d("2021-01-19")
        assert certain(ask("2020-12-21", *old, as_of="2021-01-05")) == plain
        assert certain(ask("2020-12-21", *new, as_of="2021-01-05")) == d("2021-02-02")

    def test_the_days_of_a_pause_after_a_reset_stay_uncounted(self) -> None:
        pause = (ev("third_party_asked", "2021-07-08", "A"), ev("third_party_answered", "2021-07-16", "A"))
        # day 0 is 07-12, 07-13 … 07-16 are skipped, 07-19 is day 1
        assert certain(ask("2021-07-01", *CORRECTED, *pause, as_of="2021-07-20")) == d("2021-08-13")


class TestTime:
    def test_events_after_the_as_of_date_have_not_happened(self) -> None:
        answer = ask("2021-07-01", *CORRECTED, ev("replied", "2021-08-02"), as_of="2021-07-02")
        assert (answer.outcome, answer.state) == ("pending", "running")
        assert certain(answer) == d("2021-07-29")

    def test_nothing_matters_after_the_reply(self) -> None:
        reply = ev("replied", "2021-07-09")
        answer = ask("2021-07-01", *CORRECTED, reply, correction_due="2021-07-20", as_of="2021-12-01")
        assert (answer.outcome, answer.state, answer.due) == ("pass", "met", d("2021-07-29"))

    def test_once_replied_the_answer_is_the_same_every_day(self) -> None:
        asked = ev("third_party_asked", "2021-03-05", "A")
        reply = ev("replied", "2021-04-01")
        answers = set()
        day = d("2021-04-01")
        while day < d("2021-06-01"):
            answers.add(ask("2021-03-01", asked, reply, as_of=day.isoformat()))
            day += timedelta(days=1)
        assert len(answers) == 1
