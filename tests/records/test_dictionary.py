"""The data dictionary: every field is labelled and marked, no header has two meanings, the public names are there."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from gkrules.records.cells import read_cell
from gkrules.records.dictionary import dictionary
from gkrules.records.model import LISTS, TYPE_LABELS, Blank, Field, FieldType, Match, Relation, Subject

SUBJECTS = list(dictionary().subjects.values())
FIELDS = [pytest.param(f, id=f"{s.name}.{f.name}") for s in SUBJECTS for f in s.fields.values()]

PUBLIC = {
    "document": {
        "id": ["文件编号"], "title": ["标题"], "document_number": ["文号", "发文字号"], "document_type": ["公文种类"],
        "issuer": ["发文机关"], "department": ["责任部门"], "drafted_on": ["起草日期"], "approved_on": ["签发日期"],
        "issued_on": ["成文日期"], "published_on": ["发布日期"], "disclosure_attribute": ["公开属性"],
        "non_disclosure_reason": ["不公开理由"], "non_disclosure_basis": ["不公开依据"], "classified": ["是否涉密"],
        "body": ["正文"], "disclosure_kind": ["公开类别"],
    },
    "disclosure_application": {
        "id": ["申请编号"], "received_on": ["收到日期"], "received_via": ["申请方式"], "confirmed_on": ["确认日期"],
        "correction_notified_on": ["补正告知日期"], "correction_due_on": ["补正期限"],
        "correction_received_on": ["补正收到日期"], "third_party_asked_on": ["征求第三方意见日期"],
        "third_party_answered_on": ["第三方答复日期"], "consult_received_on": ["第三方收到征求意见书日期"],
        "extension_notified_on": ["延期告知日期"], "extension_days": ["延长工作日数"],
        "fee_notice_on": ["收费通知日期"],
        "paid_on": ["缴费日期"], "replied_on": ["答复日期"], "events": [],
    },
}  # fmt: skip
"""Names and labels that much hangs on; they do not change."""

CODES = {
    ("document", "disclosure_attribute"): {"proactive": "主动公开", "on_request": "依申请公开", "withheld": "不予公开"},
    ("document", "disclosure_kind"): ["ordinary", "punitive_notice", "mandatory_disclosure"],
    ("disclosure_application", "received_via"): [
        "in_person", "registered_mail", "ordinary_mail", "online", "email", "fax",
    ],
}  # fmt: skip


@pytest.mark.parametrize("subject", PUBLIC)
def test_public_names_and_labels(subject: str) -> None:
    entry = dictionary()[subject]
    for name, labels in PUBLIC[subject].items():
        assert {label: entry.by_label()[label].name for label in labels} == dict.fromkeys(labels, name)
        assert name in entry.fields


@pytest.mark.parametrize(("subject", "name"), CODES)
def test_public_codes(subject: str, name: str) -> None:
    codes, found = CODES[subject, name], dictionary()[subject].fields[name].codes
    assert list(found) == list(codes)
    assert not isinstance(codes, dict) or found == codes


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_labelled_in_both_languages(field: Field) -> None:
    assert field.zh.strip() == field.zh != ""
    assert any("\u4e00" <= c <= "\u9fff" for c in field.zh)
    assert field.name.isascii()
    assert field.name.islower()
    assert field.label.en == field.name.replace("_", " ")


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_says_in_both_languages_what_it_holds(field: Field) -> None:
    assert any("\u4e00" <= c <= "\u9fff" for c in field.about.zh)
    assert field.about.en.split()
    for text in (field.about.zh, field.about.en):
        assert text.strip() == text.rstrip("。.") == text


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda s: s.name)
def test_every_subject_says_what_one_record_is(subject: Subject) -> None:
    assert any("\u4e00" <= c <= "\u9fff" for c in subject.about.zh)
    assert subject.about.en.isprintable()
    assert subject.about.en.strip()


RELATIONS = [pytest.param(s, r, id=f"{s.name}.{r.name}") for s in SUBJECTS for r in s.relations.values()]


@pytest.mark.parametrize(("subject", "relation"), RELATIONS)
def test_a_relation_leads_from_a_field_to_a_field_of_one_kind(subject: Subject, relation: Relation) -> None:
    own, key = subject.fields[relation.own], dictionary()[relation.other].fields[relation.key]
    assert {own.type, key.type} <= {FieldType.TEXT, FieldType.LIST_OF_TEXT}
    assert relation.subject == subject.name
    assert relation.many or relation.key == "id" or relation.match is Match.NAME_AND_YEAR
    assert any("\u4e00" <= c <= "\u9fff" for c in relation.about.zh)
    assert relation.about.en.split()


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda s: s.name)
def test_a_relation_has_a_name_of_its_own(subject: Subject) -> None:
    taken = set(subject.fields) & set(subject.relations)
    assert taken <= {"body"}  # the text of a document; behind a dot, `body.level`, the row of its institution


def test_every_reference_is_a_relation() -> None:
    """A field that ends in _id points at a record, and says of which subject."""
    apart = {"applicant_id", "clause_id", "record_id", "online_source_id", "offline_source_id"}
    references = {(s.name, f.name) for s in SUBJECTS for f in s.fields.values() if f.name.endswith(("_id", "_ids"))}
    related = {(s.name, r.own) for s in SUBJECTS for r in s.relations.values()}
    assert {name for _, name in references - related} == apart


@pytest.mark.parametrize("field", FIELDS)
def test_the_name_says_what_the_field_holds(field: Field) -> None:
    endings = {"_on": FieldType.DATE, "_at": FieldType.INSTANT, "_count": FieldType.INTEGER, "_id": FieldType.TEXT}
    for ending, kind in endings.items():
        assert not field.name.endswith(ending) or field.type is kind
    assert field.type is not FieldType.DATE or field.name.endswith("_on") or field.name in {"period_from", "period_to"}


@pytest.mark.parametrize("field", FIELDS)
def test_free_text_is_never_safe_and_nothing_else_is_text(field: Field) -> None:
    free = {
        "title", "body", "non_disclosure_reason", "non_disclosure_basis", "legal_basis",
        "convenience_not_given_reason", "retention_reason", "measures", "content_breakdown", "disclosure_task",
        "disclosure_content", "source_task", "sources", "note", "online_materials", "offline_materials",
        "online_criteria", "offline_criteria",
    }  # fmt: skip
    assert field.safe == (field.name not in free)
    assert not field.screened or not field.safe


@pytest.mark.parametrize("field", FIELDS)
def test_codes(field: Field) -> None:
    assert bool(field.codes) == (field.type in frozenset({FieldType.CODE, FieldType.LIST_OF_CODE, FieldType.EVENTS}))
    assert len(set(field.codes.values())) == len(field.codes), "a label stands for one code"
    assert all(field.code(code) == code and field.code(label) == code for code, label in field.codes.items())
    assert not set(field.codes) & set(field.codes.values())
    assert all(field.code(word) is None for word in field.code_aliases), "a code and a label stand for themselves"
    assert all(field.code_in_cell(word) == code in field.codes for word, code in field.code_aliases.items())


@pytest.mark.parametrize("field", FIELDS)
def test_what_a_blank_stands_for_is_a_value_of_the_field(field: Field) -> None:
    if field.blank is Blank.VALUE:
        stated = field.blank_value if isinstance(field.blank_value, bool | str) else str(field.blank_value)
        assert read_cell(field, stated) == field.blank_value
        assert field.type not in LISTS
    else:
        assert field.blank_value is None


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda s: s.name)
def test_no_header_has_two_meanings(subject: Subject) -> None:
    headers = Counter(h for f in subject.fields.values() for h in (f.name, f.zh, *f.aliases))
    assert [header for header, times in headers.items() if times > 1] == []


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda s: s.name)
def test_a_subject_has_an_id_and_a_governing_date(subject: Subject) -> None:
    assert subject.label.zh
    assert subject.label.en
    assert subject.fields["id"].type is FieldType.TEXT
    kinds = {subject.fields[name].type for name in subject.governing}
    assert kinds
    assert kinds <= {FieldType.DATE, FieldType.INSTANT, FieldType.INTEGER}
    assert subject.dated == (subject.governing != ("checked_on",)), "a state is judged on the day it was checked"


def test_one_name_has_one_meaning_in_every_subject() -> None:
    kinds: dict[str, set[FieldType]] = {}
    for subject in SUBJECTS:
        for field in subject.fields.values():
            kinds.setdefault(field.name, set()).add(field.type)
    assert {name for name, found in kinds.items() if len(found) > 1} == set()


def test_blanks_that_much_hangs_on() -> None:
    document, application = dictionary()["document"].fields, dictionary()["disclosure_application"].fields
    blanks = {
        name: document[name].blank for name in ("published_on", "issued_on", "non_disclosure_reason", "is_policy")
    }
    assert blanks == {
        "published_on": Blank.NONE,
        "issued_on": Blank.NONE,
        "non_disclosure_reason": Blank.NONE,
        "is_policy": Blank.UNKNOWN,
    }
    assert (document["disclosure_kind"].blank_value, document["classified"].blank_value) == ("ordinary", False)
    assert (application["replied_on"].blank, application["confirmed_on"].blank) == (Blank.NONE, Blank.UNKNOWN)


def test_the_clock_reads_fields_of_its_subject_and_events_of_its_list() -> None:
    subject = dictionary()["disclosure_application"]
    clock = subject.clocks["disclosure_reply"]
    listed = set(subject.fields["events"].codes)
    assert set(clock.event_types()) <= listed | {name.removesuffix("_on") for name in subject.fields}
    events = {f"{event}_on" for event in clock.event_types()} - set(subject.fields)
    assert {name.removesuffix("_on") for name in events} <= listed
    assert set(clock.fields()) - set(subject.fields) == events
    for day in (date(2019, 5, 14), date(2019, 5, 15)):
        receipt = clock.receipt(day)
        assert receipt is not None
        channels = set(subject.fields[clock.channel].codes)
        assert receipt.on_arrival | receipt.on_confirmation == channels
        assert not receipt.on_arrival & receipt.on_confirmation


def test_every_type_has_a_label() -> None:
    assert set(TYPE_LABELS) == set(FieldType)


ALL_SUBJECTS = (
    "subjects: activity, annual_report, annual_report_row, arrangement, catalogue, catalogue_item,"
    " disclosure_application, document, duty_evidence, evaluation, gazette_issue, hotline, inspection, institution,"
    " interpretation, meeting, message, new_media_account, project, release, sentiment_incident, service_guide,"
    " service_item, service_material, task, website, website_column"
)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("documents", "did you mean 'document'?"),
        ("公文", "did you mean 'document'?"),
        ("政策解读", "did you mean 'interpretation'?"),
        ("x", ALL_SUBJECTS),
        ("", ALL_SUBJECTS),
        (None, ALL_SUBJECTS),
        ("d" * 100_000, ALL_SUBJECTS),
    ],
)
def test_the_hint_for_an_unknown_subject(name: str | None, hint: str) -> None:
    assert dictionary().hint(name) == hint


FOURTEEN = [
    "信息技术应用创新产业", "半导体产业", "大数据融合创新产业", "光电产业", "光伏产业", "碳基新材料产业",
    "特种金属材料产业", "生物基新材料产业", "先进轨道交通装备产业", "煤机智能制造装备产业", "智能网联新能源汽车产业",
    "通用航空产业", "现代生物医药和大健康产业", "节能环保产业",
]  # fmt: skip
"""The fourteen strategic emerging industries of Shanxi: 晋政发〔2021〕17号, chapter 4."""


@pytest.mark.parametrize(
    "label",
    [
        "转型发展", "工信政策", "十四五规划", "新材料", "新装备", "新产品", "战略性新兴产业", "未来产业",
        "法治政府建设",
        "放管服效改革", "营商环境", "行政执法公开", "政务服务公开", "财政信息公开", "双公示", *FOURTEEN,
    ],
)  # fmt: skip
def test_topics_that_plans_speak_of(label: str) -> None:
    assert dictionary()["document"].fields["topic"].code(label) is not None


BLANKS = {
    "meeting.classified": False, "inspection.classified": False, "evaluation.is_circulated": False,
    "gazette_issue.is_in_database": False, "meeting.is_opened": False, "catalogue_item.is_on_negative_list": False,
    "sentiment_incident.is_priority_monitored": False, "sentiment_incident.is_hot": False,
    "sentiment_incident.accountable_persons_count": 0, "task.proposal_sets_count": 0,
    "institution.is_openness_in_appraisal": False, "new_media_account.has_interaction_mechanism": False,
    "activity.held_on": None, "meeting.held_on": None, "release.updated_on": None, "release.website_id": None,
}  # fmt: skip
"""Acts of the office, marks written only when true and counts of what happened: an empty cell says no (or nothing)."""


@pytest.mark.parametrize("name", BLANKS)
def test_an_empty_cell_of_what_an_office_does_says_that_it_did_not(name: str) -> None:
    subject, _, field_name = name.partition(".")
    field = dictionary()[subject].fields[field_name]
    assert field.blank is (Blank.NONE if BLANKS[name] is None else Blank.VALUE)
    assert field.blank_value == BLANKS[name]


@pytest.mark.parametrize(
    "name",
    [
        "website_column.updated_on", "website.home_updated_on", "new_media_account.last_posted_on",
        "catalogue.updated_on",
        "website.user_data_incidents_count", "website.gross_errors_count", "message.transfers_count",
        "service_guide.has_extra_requirements", "new_media_account.is_comment_open", "interpretation.forms",
        "document.is_policy", "document.has_interpretation_plan", "document.request_count", "duty_evidence.finding",
    ],
)  # fmt: skip
def test_an_empty_cell_of_what_somebody_has_to_find_out_says_nothing(name: str) -> None:
    subject, _, field_name = name.partition(".")
    assert dictionary()[subject].fields[field_name].blank is Blank.UNKNOWN


@pytest.mark.parametrize(
    "name",
    [
        "disclosure_application.correction_due_on",
        "message.due_on",
        "task.due_on",
        "service_guide.change_effective_on",
        "arrangement.regulation_in_force_on",
        "duty_evidence.period_to",
    ],
)
def test_days_that_may_lie_ahead(name: str) -> None:
    subject, _, field_name = name.partition(".")
    assert dictionary()[subject].fields[field_name].planned
    assert sum(f.planned for s in SUBJECTS for f in s.fields.values()) == 6


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("document.disclosure_attribute", "免予公开", "withheld"),
        ("document.channels", "微信公众号", "wechat"),
        ("disclosure_application.received_via", "EMS", "registered_mail"),
        ("disclosure_application.received_via", "邮寄", None),  # by which mail decides the first day of the term
        ("interpretation.forms", "图解", "chart"),
        ("interpretation.forms", "图表", "chart"),
    ],
)
def test_other_words_for_codes_are_read_in_cells_only(name: str, written: str, code: str | None) -> None:
    subject, _, field_name = name.partition(".")
    field = dictionary()[subject].fields[field_name]
    assert field.code_in_cell(written) == code
    assert (field.code(written) is None) == (written != "图解")


APART = {"updated_on", "department", "opened_on", "website_id"}
"""Fields whose blank differs between subjects; docs/decisions/0007 says why."""


def test_one_name_has_one_label_and_one_blank_in_every_subject() -> None:
    said: dict[str, set[tuple[str, object]]] = {}
    for subject in SUBJECTS:
        for field in subject.fields.values():
            blank = field.blank if field.name not in APART else None
            said.setdefault(field.name, set()).add((field.zh, (blank, field.blank_value, field.planned)))
    assert {name for name, found in said.items() if len(found) > 1} == {"id"}
