"""Mailboxes of persons; those of bodies, and those that a body names for sending things in, are left alone."""

from __future__ import annotations

import re

from gkrules.detectors.page import Page

_BOX = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,62})@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_PUBLIC_HOST = re.compile(r"(?:^|\.)(?:gov|org|edu)(?:\.cn)?$|^chinatax\.|court\.")
_PUBLIC_BOX = re.compile(
    r"(?:zwgk|xxgk|zfxxgk|bgs|bgsh?|tousu|jubao|xinfang|xf|rsk|rsc|jdc|jiandu|office|admin|info|service|kefu|hr|zhaopin|zhaobiao|webmaster|"
    r"gongkai|gonggao|yjzj|zhengqiu|fgk|zhk|shouli|baosong|contact|support|mail|public)(?:[0-9._-].*)?$",
    re.IGNORECASE,
)
_PUBLIC_WORDS = re.compile(
    r"受理|报送|投稿|举报|监督|单位|咨询|投诉|征求意见|意见反馈|办公|工作邮箱|公共邮箱|官方|发送至|发至|寄至|反馈至|报至|报名邮箱|指定邮箱|公司|公务邮箱|"
    r"服务邮箱|征集|[局委办处科厅院]的?(?:电子)?(?:邮箱|邮件)|信访|联系科室"
)
_BODY_CONTACT = re.compile("联系人|公司|单位|办公室|[局委厅](?:联系|电话|地址|邮箱|[,: ])")
_PERSON_CONTACT = re.compile("申请人|本人|姓名|居民|当事人|家长|学生|户主|受托人|信访人|身份证|护照|通行证")
_PRIVATE_WORDS = re.compile(r"本人|个人|我的|申请人|其|居民|家长|当事人|私人")


def find(page: Page, start: int = 0, end: int | None = None, *, column: bool = False) -> None:
    """Notes the mailboxes of persons between `start` and `end`."""
    text = page.plain
    stop = len(text) if end is None else end
    at = text.find("@", start, stop)
    while at >= 0:
        first = at
        while (
            first > max(start, at - 64)
            and text[first - 1].isascii()
            and (text[first - 1].isalnum() or text[first - 1] in "._+-")
        ):
            first -= 1
        while first < at and not text[first].isalnum():
            first += 1
        match = _BOX.match(text, first, stop) if first < at else None
        if match and match.group().count("@") == 1:
            _judge(page, match, column=column)
            at = text.find("@", match.end(), stop)
        else:
            at = text.find("@", at + 1, stop)


def _judge(page: Page, match: re.Match[str], *, column: bool) -> None:
    end = match.end()
    while page.plain[end - 1] in "-.":
        end -= 1
    box, host = page.plain[match.start() : end].split("@")
    if _PUBLIC_HOST.search(host.lower()):
        return
    if column:
        page.add(match.start(), end, "email", 0.95, "column")
        return
    before = page.before(match.start(), 16).rpartition("。")[2]
    if _PUBLIC_WORDS.search(before):
        return
    line = page.plain[max(0, match.start() - 60) : match.start()].rpartition("\n")[2].rpartition("。")[2]
    if _BODY_CONTACT.search(line) and not _PERSON_CONTACT.search(line):
        return
    if _PUBLIC_BOX.match(box) and not _PRIVATE_WORDS.search(before):
        return
    page.add(match.start(), end, "email", 0.9, "shape")


def mask(value: str) -> str:
    """First character and the domain: `z***@163.com`."""
    box, _, host = value.replace("＠", "@").partition("@")
    return f"{box[0]}***@{host}"
