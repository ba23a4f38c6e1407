"""The announced years 2008-2026: days off and make-up days, as the State Council's notices set them.

Each row of a year is one holiday as its notice states it: the first and the last day off, weekends
included and without a gap, then the Saturdays and Sundays worked instead (调休上班). A day of late
December that the *next* year's notice sets (2007-12-29, 2011-12-31, 2018-12-29 and others) stands in
the year of that notice. Where two notices bear on a year, the rows hold what the later one left.
Holidays of art. 4 (ethnic minorities) and local delays of work are not in the national notices.
"""

from __future__ import annotations

from datetime import date

from gkrules.bilingual import Bilingual
from gkrules.calendar.notices import (
    DRAGON_BOAT,
    LABOUR_DAY,
    MID_AUTUMN,
    NATIONAL_AND_MID_AUTUMN,
    NATIONAL_DAY,
    NEW_YEAR,
    SPRING_FESTIVAL,
    TOMB_SWEEPING,
    VICTORY_DAY,
    AnnouncedYear,
    Holiday,
)


def _row(name: Bilingual, first: str, last: str, *make_up: str, notice: str | None = None) -> Holiday:
    """A row of the table: the name, the first and the last day off, the make-up days."""
    day = date.fromisoformat
    return Holiday(name, day(first), day(last), tuple(map(day, make_up)), notice)


ANNOUNCED: tuple[AnnouncedYear, ...] = (
    AnnouncedYear(
        2008,
        notices=(),
        holidays=(
            _row(NEW_YEAR, "2007-12-30", "2008-01-01", "2007-12-29"),
            _row(SPRING_FESTIVAL, "2008-02-06", "2008-02-12", "2008-02-02", "2008-02-03"),
            _row(TOMB_SWEEPING, "2008-04-04", "2008-04-06"),
            _row(LABOUR_DAY, "2008-05-01", "2008-05-03", "2008-05-04"),
            _row(DRAGON_BOAT, "2008-06-07", "2008-06-09"),
            _row(MID_AUTUMN, "2008-09-13", "2008-09-15"),
            _row(NATIONAL_DAY, "2008-09-29", "2008-10-05", "2008-09-27", "2008-09-28"),
        ),
    ),
    AnnouncedYear(
        2009,
        notices=("国办发明电〔2008〕42号",),
        holidays=(
            _row(NEW_YEAR, "2009-01-01", "2009-01-03", "2009-01-04"),
            _row(SPRING_FESTIVAL, "2009-01-25", "2009-01-31", "2009-01-24", "2009-02-01"),
            _row(TOMB_SWEEPING, "2009-04-04", "2009-04-06"),
            _row(LABOUR_DAY, "2009-05-01", "2009-05-03"),
            _row(DRAGON_BOAT, "2009-05-28", "2009-05-30", "2009-05-31"),
            _row(NATIONAL_AND_MID_AUTUMN, "2009-10-01", "2009-10-08", "2009-09-27", "2009-10-10"),
        ),
    ),
    AnnouncedYear(
        2010,
        notices=("国办发明电〔2009〕27号",),
        holidays=(
            _row(NEW_YEAR, "2010-01-01", "2010-01-03"),
            _row(SPRING_FESTIVAL, "2010-02-13", "2010-02-19", "2010-02-20", "2010-02-21"),
            _row(TOMB_SWEEPING, "2010-04-03", "2010-04-05"),
            _row(LABOUR_DAY, "2010-05-01", "2010-05-03"),
            _row(DRAGON_BOAT, "2010-06-14", "2010-06-16", "2010-06-12", "2010-06-13"),
            _row(MID_AUTUMN, "2010-09-22", "2010-09-24", "2010-09-19", "2010-09-25"),
            _row(NATIONAL_DAY, "2010-10-01", "2010-10-07", "2010-09-26", "2010-10-09"),
        ),
    ),
    AnnouncedYear(
        2011,
        notices=("国办发明电〔2010〕40号",),
        number_doubtful=True,
        holidays=(
            _row(NEW_YEAR, "2011-01-01", "2011-01-03"),
            _row(SPRING_FESTIVAL, "2011-02-02", "2011-02-08", "2011-01-30", "2011-02-12"),
            _row(TOMB_SWEEPING, "2011-04-03", "2011-04-05", "2011-04-02"),
            _row(LABOUR_DAY, "2011-04-30", "2011-05-02"),
            _row(DRAGON_BOAT, "2011-06-04", "2011-06-06"),
            _row(MID_AUTUMN, "2011-09-10", "2011-09-12"),
            _row(NATIONAL_DAY, "2011-10-01", "2011-10-07", "2011-10-08", "2011-10-09"),
        ),
    ),
    AnnouncedYear(
        2012,
        notices=("国办发明电〔2011〕45号",),
        holidays=(
            _row(NEW_YEAR, "2012-01-01", "2012-01-03", "2011-12-31"),
            _row(SPRING_FESTIVAL, "2012-01-22", "2012-01-28", "2012-01-21", "2012-01-29"),
            _row(TOMB_SWEEPING, "2012-04-02", "2012-04-04", "2012-03-31", "2012-04-01"),
            _row(LABOUR_DAY, "2012-04-29", "2012-05-01", "2012-04-28"),
            _row(DRAGON_BOAT, "2012-06-22", "2012-06-24"),
            _row(NATIONAL_AND_MID_AUTUMN, "2012-09-30", "2012-10-07", "2012-09-29"),
        ),
    ),
    AnnouncedYear(
        2013,
        notices=("国办发明电〔2012〕33号",),
        holidays=(
            _row(NEW_YEAR, "2013-01-01", "2013-01-03", "2013-01-05", "2013-01-06"),
            _row(SPRING_FESTIVAL, "2013-02-09", "2013-02-15", "2013-02-16", "2013-02-17"),
            _row(TOMB_SWEEPING, "2013-04-04", "2013-04-06", "2013-04-07"),
            _row(LABOUR_DAY, "2013-04-29", "2013-05-01", "2013-04-27", "2013-04-28"),
            _row(DRAGON_BOAT, "2013-06-10", "2013-06-12", "2013-06-08", "2013-06-09"),
            _row(MID_AUTUMN, "2013-09-19", "2013-09-21", "2013-09-22"),
            _row(NATIONAL_DAY, "2013-10-01", "2013-10-07", "2013-09-29", "2013-10-12"),
        ),
    ),
    AnnouncedYear(
        2014,
        notices=("国办发明电〔2013〕28号",),
        holidays=(
            _row(NEW_YEAR, "2014-01-01", "2014-01-01"),
            _row(SPRING_FESTIVAL, "2014-01-31", "2014-02-06", "2014-01-26", "2014-02-08"),
            _row(TOMB_SWEEPING, "2014-04-05", "2014-04-07"),
            _row(LABOUR_DAY, "2014-05-01", "2014-05-03", "2014-05-04"),
            _row(DRAGON_BOAT, "2014-05-31", "2014-06-02"),
            _row(MID_AUTUMN, "2014-09-06", "2014-09-08"),
            _row(NATIONAL_DAY, "2014-10-01", "2014-10-07", "2014-09-28", "2014-10-11"),
        ),
    ),
    AnnouncedYear(
        2015,
        notices=("国办发明电〔2014〕28号", "国发明电〔2015〕1号"),
        holidays=(
            _row(NEW_YEAR, "2015-01-01", "2015-01-03", "2015-01-04"),
            _row(SPRING_FESTIVAL, "2015-02-18", "2015-02-24", "2015-02-15", "2015-02-28"),
            _row(TOMB_SWEEPING, "2015-04-04", "2015-04-06"),
            _row(LABOUR_DAY, "2015-05-01", "2015-05-03"),
            _row(DRAGON_BOAT, "2015-06-20", "2015-06-22"),
            _row(VICTORY_DAY, "2015-09-03", "2015-09-05", "2015-09-06", notice="国发明电〔2015〕1号"),
            _row(MID_AUTUMN, "2015-09-26", "2015-09-27"),
            _row(NATIONAL_DAY, "2015-10-01", "2015-10-07", "2015-10-10"),
        ),
    ),
    AnnouncedYear(
        2016,
        notices=("国办发明电〔2015〕18号",),
        holidays=(
            _row(NEW_YEAR, "2016-01-01", "2016-01-03"),
            _row(SPRING_FESTIVAL, "2016-02-07", "2016-02-13", "2016-02-06", "2016-02-14"),
            _row(TOMB_SWEEPING, "2016-04-02", "2016-04-04"),
            _row(LABOUR_DAY, "2016-04-30", "2016-05-02"),
            _row(DRAGON_BOAT, "2016-06-09", "2016-06-11", "2016-06-12"),
            _row(MID_AUTUMN, "2016-09-15", "2016-09-17", "2016-09-18"),
            _row(NATIONAL_DAY, "2016-10-01", "2016-10-07", "2016-10-08", "2016-10-09"),
        ),
    ),
    AnnouncedYear(
        2017,
        notices=("国办发明电〔2016〕17号",),
        holidays=(
            _row(NEW_YEAR, "2016-12-31", "2017-01-02"),
            _row(SPRING_FESTIVAL, "2017-01-27", "2017-02-02", "2017-01-22", "2017-02-04"),
            _row(TOMB_SWEEPING, "2017-04-02", "2017-04-04", "2017-04-01"),
            _row(LABOUR_DAY, "2017-04-29", "2017-05-01"),
            _row(DRAGON_BOAT, "2017-05-28", "2017-05-30", "2017-05-27"),
            _row(NATIONAL_AND_MID_AUTUMN, "2017-10-01", "2017-10-08", "2017-09-30"),
        ),
    ),
    AnnouncedYear(
        2018,
        notices=("国办发明电〔2017〕12号",),
        holidays=(
            _row(NEW_YEAR, "2017-12-30", "2018-01-01"),
            _row(SPRING_FESTIVAL, "2018-02-15", "2018-02-21", "2018-02-11", "2018-02-24"),
            _row(TOMB_SWEEPING, "2018-04-05", "2018-04-07", "2018-04-08"),
            _row(LABOUR_DAY, "2018-04-29", "2018-05-01", "2018-04-28"),
            _row(DRAGON_BOAT, "2018-06-16", "2018-06-18"),
            _row(MID_AUTUMN, "2018-09-22", "2018-09-24"),
            _row(NATIONAL_DAY, "2018-10-01", "2018-10-07", "2018-09-29", "2018-09-30"),
        ),
    ),
    AnnouncedYear(
        2019,
        notices=("国办发明电〔2018〕15号", "国办发明电〔2019〕3号"),
        holidays=(
            _row(NEW_YEAR, "2018-12-30", "2019-01-01", "2018-12-29"),
            _row(SPRING_FESTIVAL, "2019-02-04", "2019-02-10", "2019-02-02", "2019-02-03"),
            _row(TOMB_SWEEPING, "2019-04-05", "2019-04-07"),
            _row(
                LABOUR_DAY,
                "2019-05-01",
                "2019-05-04",
                "2019-04-28",
                "2019-05-05",
                notice="国办发明电〔2019〕3号",
            ),
            _row(DRAGON_BOAT, "2019-06-07", "2019-06-09"),
            _row(MID_AUTUMN, "2019-09-13", "2019-09-15"),
            _row(NATIONAL_DAY, "2019-10-01", "2019-10-07", "2019-09-29", "2019-10-12"),
        ),
    ),
    AnnouncedYear(
        2020,
        notices=("国办发明电〔2019〕16号", "国办发明电〔2020〕1号"),
        holidays=(
            _row(NEW_YEAR, "2020-01-01", "2020-01-01"),
            _row(SPRING_FESTIVAL, "2020-01-24", "2020-02-02", "2020-01-19", notice="国办发明电〔2020〕1号"),
            _row(TOMB_SWEEPING, "2020-04-04", "2020-04-06"),
            _row(LABOUR_DAY, "2020-05-01", "2020-05-05", "2020-04-26", "2020-05-09"),
            _row(DRAGON_BOAT, "2020-06-25", "2020-06-27", "2020-06-28"),
            _row(NATIONAL_AND_MID_AUTUMN, "2020-10-01", "2020-10-08", "2020-09-27", "2020-10-10"),
        ),
    ),
    AnnouncedYear(
        2021,
        notices=("国办发明电〔2020〕27号",),
        holidays=(
            _row(NEW_YEAR, "2021-01-01", "2021-01-03"),
            _row(SPRING_FESTIVAL, "2021-02-11", "2021-02-17", "2021-02-07", "2021-02-20"),
            _row(TOMB_SWEEPING, "2021-04-03", "2021-04-05"),
            _row(LABOUR_DAY, "2021-05-01", "2021-05-05", "2021-04-25", "2021-05-08"),
            _row(DRAGON_BOAT, "2021-06-12", "2021-06-14"),
            _row(MID_AUTUMN, "2021-09-19", "2021-09-21", "2021-09-18"),
            _row(NATIONAL_DAY, "2021-10-01", "2021-10-07", "2021-09-26", "2021-10-09"),
        ),
    ),
    AnnouncedYear(
        2022,
        notices=("国办发明电〔2021〕11号",),
        holidays=(
            _row(NEW_YEAR, "2022-01-01", "2022-01-03"),
            _row(SPRING_FESTIVAL, "2022-01-31", "2022-02-06", "2022-01-29", "2022-01-30"),
            _row(TOMB_SWEEPING, "2022-04-03", "2022-04-05", "2022-04-02"),
            _row(LABOUR_DAY, "2022-04-30", "2022-05-04", "2022-04-24", "2022-05-07"),
            _row(DRAGON_BOAT, "2022-06-03", "2022-06-05"),
            _row(MID_AUTUMN, "2022-09-10", "2022-09-12"),
            _row(NATIONAL_DAY, "2022-10-01", "2022-10-07", "2022-10-08", "2022-10-09"),
        ),
    ),
    AnnouncedYear(
        2023,
        notices=("国办发明电〔2022〕16号",),
        holidays=(
            _row(NEW_YEAR, "2022-12-31", "2023-01-02"),
            _row(SPRING_FESTIVAL, "2023-01-21", "2023-01-27", "2023-01-28", "2023-01-29"),
            _row(TOMB_SWEEPING, "2023-04-05", "2023-04-05"),
            _row(LABOUR_DAY, "2023-04-29", "2023-05-03", "2023-04-23", "2023-05-06"),
            _row(DRAGON_BOAT, "2023-06-22", "2023-06-24", "2023-06-25"),
            _row(NATIONAL_AND_MID_AUTUMN, "2023-09-29", "2023-10-06", "2023-10-07", "2023-10-08"),
        ),
    ),
    AnnouncedYear(
        2024,
        notices=("国办发明电〔2023〕7号",),
        holidays=(
            _row(NEW_YEAR, "2023-12-30", "2024-01-01"),
            _row(SPRING_FESTIVAL, "2024-02-10", "2024-02-17", "2024-02-04", "2024-02-18"),
            _row(TOMB_SWEEPING, "2024-04-04", "2024-04-06", "2024-04-07"),
            _row(LABOUR_DAY, "2024-05-01", "2024-05-05", "2024-04-28", "2024-05-11"),
            _row(DRAGON_BOAT, "2024-06-08", "2024-06-10"),
            _row(MID_AUTUMN, "2024-09-15", "2024-09-17", "2024-09-14"),
            _row(NATIONAL_DAY, "2024-10-01", "2024-10-07", "2024-09-29", "2024-10-12"),
        ),
    ),
    AnnouncedYear(
        2025,
        notices=("国办发明电〔2024〕12号",),
        holidays=(
            _row(NEW_YEAR, "2025-01-01", "2025-01-01"),
            _row(SPRING_FESTIVAL, "2025-01-28", "2025-02-04", "2025-01-26", "2025-02-08"),
            _row(TOMB_SWEEPING, "2025-04-04", "2025-04-06"),
            _row(LABOUR_DAY, "2025-05-01", "2025-05-05", "2025-04-27"),
            _row(DRAGON_BOAT, "2025-05-31", "2025-06-02"),
            _row(NATIONAL_AND_MID_AUTUMN, "2025-10-01", "2025-10-08", "2025-09-28", "2025-10-11"),
        ),
    ),
    AnnouncedYear(
        2026,
        notices=("国办发明电〔2025〕7号",),
        holidays=(
            _row(NEW_YEAR, "2026-01-01", "2026-01-03", "2026-01-04"),
            _row(SPRING_FESTIVAL, "2026-02-15", "2026-02-23", "2026-02-14", "2026-02-28"),
            _row(TOMB_SWEEPING, "2026-04-04", "2026-04-06"),
            _row(LABOUR_DAY, "2026-05-01", "2026-05-05", "2026-05-09"),
            _row(DRAGON_BOAT, "2026-06-19", "2026-06-21"),
            _row(MID_AUTUMN, "2026-09-25", "2026-09-27"),
            _row(NATIONAL_DAY, "2026-10-01", "2026-10-07", "2026-09-20", "2026-10-10"),
        ),
    ),
)
"""Every announced year, in order and without a gap."""
