"""What an undetermined pair lacks: fields, years that are not announced, related records."""

from __future__ import annotations

from datetime import date

from gkrules.deadlines.clock import Clock
from gkrules.engines.meaning import Count, evaluate, partner
from gkrules.engines.setting import Setting
from gkrules.language.ir import PRESENCE, Apply, FirstOf, Node, Op, PathRef, Related, SumOf
from gkrules.language.kinds import (
    DeadlineOnClock,
    DeadlineTerm,
)
from gkrules.language.rule import Version, version_fields, version_nodes, version_recorded
from gkrules.records.record import UNKNOWN, Record


def missing_fields(version: Version, record: Record) -> tuple[str, ...]:
    """The fields the version reads that are null, sorted.

    A field of which the rule asks whether it is there is missing only where even that is unknown: an empty cell that
    means none has been answered, and so has `recorded` of a column that is not there. Of a clock's fields, those are
    named that decide (see the deadline).
    """
    values, asked = version_fields(version)
    requirement = version.requirement
    if isinstance(requirement, DeadlineOnClock):
        asked = asked - set(requirement.clock.fields())
    elif isinstance(requirement, DeadlineTerm) and isinstance(requirement.start, Clock):
        asked = asked - {requirement.start.arrival, requirement.start.channel, requirement.start.confirmation}
    missing = {name for name in values - asked if record.known(name) is None}
    if_kept = version_recorded(version)
    missing |= {
        name for name in asked if record.value(name) is UNKNOWN and not (name in if_kept and record.is_absent(name))
    }
    if not missing:  # a cell whose emptiness is an answer is missing only where nothing else is
        missing = {name for name in values if record.known(name) is None}
    return tuple(sorted(missing))


def missing_of(version: Version, record: Record, setting: Setting) -> tuple[str, ...]:
    """The fields that are null, and what else leaves the answer open: years and related records."""
    return union(missing_fields(version, record), *(_causes(n, record, setting) for n in version_nodes(version)))


def _causes(node: Node, record: Record, setting: Setting) -> tuple[str, ...]:
    """Causes beside the record's own fields: years that are not announced, related records that are not known."""
    match node:
        case Apply(op=Op.WORKING_DAYS, args=args):
            own = union(*(_causes(arg, record, setting) for arg in args))
            days = [day for day in (evaluate(arg, record, setting) for arg in args) if isinstance(day, date)]
            if len(days) < len(args):
                return own
            calendar = setting.calendar
            early = (min(days).year,) if min(days).year < calendar.announced_from else ()
            late = (calendar.announced_through + 1,) if max(days).year > calendar.announced_through else ()
            unknown = not isinstance(evaluate(node, record, setting), int)
            return tuple(f"calendar:{year}" for year in (*early, *late)) if unknown else ()
        case Apply(op=op, args=(PathRef() | FirstOf() as asked,)) if op in PRESENCE:
            return _relation_cause(asked, node, record, setting)
        case Apply(args=args):
            return union(*(_causes(arg, record, setting) for arg in args))
        case PathRef() | FirstOf() | Related() | SumOf():
            return _relation_cause(node, node, record, setting)
        case _:
            return ()


def _relation_cause(
    node: PathRef | FirstOf | Related | SumOf, asking: Node, record: Record, setting: Setting
) -> tuple[str, ...]:
    """The relation where what is asked of it is unknown; the field, where the one record is there and lacks it."""
    relation = node.relation
    if isinstance(evaluate(asking, record, setting), Count):
        return (f"relation:{relation.name}",)
    if evaluate(asking, record, setting) is not None or record.known(relation.own) is None:
        return ()  # without its own key, that is what is missing
    if isinstance(node, PathRef) and partner(record, relation, setting) is not None:
        return (f"{relation.name}.{node.name}",)
    return (f"relation:{relation.name}",)


def union(*names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of all, each once, sorted."""
    return tuple(sorted({name for group in names for name in group}))
