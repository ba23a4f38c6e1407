"""What a column of a list of persons is: the name, another direct identifier, a quasi-identifier, a sensitive value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from gkrules.detectors import person_name
from gkrules.detectors.columns import kind_of
from gkrules.detectors.name_shape import MASKED


class Role(StrEnum):
    """The part that a column plays in telling one person from another."""

    NAME = "name"
    IDENTIFIER = "identifier"
    QUASI = "quasi-identifier"
    SENSITIVE = "sensitive"
    OTHER = "other"


_QUASI = re.compile(
    r"性别|民族|年龄|出生|生日|职业|工种|工作单位|邮编|邮政编码|学校|院校|班级|年级|院系|专业|学历|文化程度|政治面貌|婚姻|籍贯|户籍|户口|住址|住所|地址|"
    r"居住|小区|[村镇乡](?:名|名称|组|民小组|委会|居|\(社区\))?$|^(?:所在|所属|居住)?.{0,4}(?:村|社区|街道|乡镇|居委会|村组|组别|小组)(?:名称)?$|家庭人口|人口数|家庭人数"
)
_SENSITIVE = re.compile(
    r"病|残疾|诊断|健康|金额|补贴|补助|救助|保障金|低保金|慰问金|资助|发放|标准|致贫原因|困难原因|救助原因|申请原因|困难类型|救助类别|保障类别|类别$|罪|处罚|成绩|总分"
)
_IDENTIFIERS = frozenset(
    {
        "id_card", "mobile", "home_phone", "landline", "bank_card", "passport", "hmt_permit", "email", "wechat_qq",
        "plate",
    }
)  # fmt: skip
MARKS = "*"
_MARKED = re.compile(r"[×○●□■★☆█#＊X]")
_ORDINAL = re.compile(r"[甲乙丙丁戊己庚辛壬癸][0-9]*$")


def role_of(header: str) -> Role:
    """The role of a column by its header."""
    kind = kind_of(header)
    if kind == "person_name":
        return Role.NAME
    if kind in _IDENTIFIERS:
        return Role.IDENTIFIER
    if kind in {"birth_date", "address"} or _QUASI.search(header):
        return Role.QUASI
    if kind == "sensitive_condition" or _SENSITIVE.search(header):
        return Role.SENSITIVE
    return Role.OTHER


def is_masked_name(cell: str) -> bool:
    """Whether a name is written with something left out: 张某, 张**, 张×三."""
    return MASKED.search(cell) is not None or _MARKED.search(cell) is not None


def printed_names(cells: Sequence[str]) -> tuple[str, ...]:
    """The names of a column as they read once they are masked, whatever stands for what was left out.

    Names that are written out are masked like the others of the column: with one mark where all of those have one,
    else with one for each character of the given name.
    """
    masked = [_canonical(cell) for cell in cells if is_masked_name(cell)]
    single = bool(masked) and all(name.count(MARKS) == 1 for name in masked)
    return tuple(_canonical(cell) if is_masked_name(cell) else _hidden(cell, single=single) for cell in cells)


def _hidden(name: str, *, single: bool) -> str:
    if not name:
        return ""
    masked = person_name.mask(name)
    surname = masked.rstrip("某")
    return surname + MARKS * (1 if single else len(masked) - len(surname))


def _canonical(name: str) -> str:
    """Every mark the same. A suffix that tells persons of one form apart (张某甲) stays."""
    return _MARKED.sub(MARKS, name).replace("某", MARKS)
