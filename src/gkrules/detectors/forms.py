"""The customary masked form of a value of each type."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import gkrules.detectors.address as address
import gkrules.detectors.bank_card as bank_card
import gkrules.detectors.birth_date as birth_date
import gkrules.detectors.email as email
import gkrules.detectors.hmt_permit as hmt_permit
import gkrules.detectors.id_card as id_card
import gkrules.detectors.landline as landline
import gkrules.detectors.mobile as mobile
import gkrules.detectors.passport as passport
import gkrules.detectors.person_name as person_name
import gkrules.detectors.plate as plate
import gkrules.detectors.sensitive_condition as sensitive_condition
import gkrules.detectors.wechat_qq as wechat_qq
from gkrules.detectors.span import SpanType

MASKS: Mapping[SpanType, Callable[[str], str]] = {
    "id_card": id_card.mask,
    "mobile": mobile.mask,
    "landline": landline.mask,
    "bank_card": bank_card.mask,
    "passport": passport.mask,
    "hmt_permit": hmt_permit.mask,
    "email": email.mask,
    "wechat_qq": wechat_qq.mask,
    "address": address.mask,
    "person_name": person_name.mask,
    "birth_date": birth_date.mask,
    "plate": plate.mask,
    "sensitive_condition": sensitive_condition.mask,
}
ORDINALS = "甲乙丙丁戊己庚辛壬癸"
"""What tells apart two persons of one masked form."""
