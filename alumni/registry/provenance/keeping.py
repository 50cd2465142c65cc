"""Keeping what lost: many values in two statements, so that an importer may do it chunk by chunk.

A source that says the same again says nothing new: what people decided about it stands. What it said before of the
same field, and says otherwise now, waits for nobody any more.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from alumni.registry.provenance.models import KeptValue
from mik.common.arrays import bytea_array
from mik.common.fields import encrypt, keyed_hash
from mik.people.models import ContactPoint

Rule = KeptValue.Rule
# Of these a record has many; of all others one.
CONTACTS: tuple[str, ...] = tuple(ContactPoint.Kind.values)

_KEEP = """
INSERT INTO alumni_keptvalue AS known
    (alumnus_id, graduation_id, field, value, digest, source, run_id, rule, note, said_at, outcome)
SELECT alumnus, graduation, field, value, digest, source, run, rule, note, at, ''
FROM unnest(%(alumni)s::bigint[], %(graduations)s::bigint[], %(fields)s::text[], %(values)s::bytea[],
            %(digests)s::bytea[], %(sources)s::text[], %(runs)s::bigint[], %(rules)s::text[], %(notes)s::text[],
            %(at)s::timestamptz[])
    AS said (alumnus, graduation, field, value, digest, source, run, rule, note, at)
ON CONFLICT (alumnus_id, graduation_id, field, source, digest) DO UPDATE SET
    said_at = EXCLUDED.said_at, run_id = EXCLUDED.run_id, rule = EXCLUDED.rule, note = EXCLUDED.note,
    outcome = CASE WHEN known.outcome = 'kept' AND EXCLUDED.rule <> 'asked' THEN 'kept' ELSE '' END,
    resolved_at = CASE WHEN known.outcome = 'kept' AND EXCLUDED.rule <> 'asked' THEN known.resolved_at END,
    resolved_by_id = CASE WHEN known.outcome = 'kept' AND EXCLUDED.rule <> 'asked' THEN known.resolved_by_id END
"""
_SUPERSEDE = """
UPDATE alumni_keptvalue AS old SET outcome = 'replaced', resolved_at = %(now)s
FROM unnest(%(alumni)s::bigint[], %(graduations)s::bigint[], %(fields)s::text[], %(digests)s::bytea[],
            %(sources)s::text[]) AS said (alumnus, graduation, field, digest, source)
WHERE old.alumnus_id = said.alumnus AND old.graduation_id IS NOT DISTINCT FROM said.graduation
  AND old.field = said.field AND old.source = said.source AND old.digest <> said.digest AND old.outcome = ''
  AND NOT old.field = ANY(%(contacts)s)
"""


@dataclass(frozen=True)
class Said:
    """What a source said of a field and a rule kept out; ``value`` as ``text_of`` writes it."""

    alumnus_id: int
    field: str
    value: str
    source: str
    rule: str
    graduation_id: int | None = None
    run_id: int | None = None
    note: str = ""
    at: datetime | None = None

    @property
    def digest(self) -> bytes:
        return digest_of(self.value)

    @property
    def key(self) -> tuple[Any, ...]:
        return self.alumnus_id, self.graduation_id, self.field, self.source, self.digest


def digest_of(value: str) -> bytes:
    """Tells one value from another; of no use to whoever has not the key."""
    return keyed_hash(value, purpose="kept_value")


def text_of(value: Any) -> str:
    """A value of a field as it is kept: days as ISO 8601, keys as numbers."""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def keep(said: Iterable[Said]) -> int:
    """Keep these values; returns how many there were. Two statements, however many; none for none."""
    rows = list({one.key: one for one in said if one.value}.values())
    if not rows:
        return 0
    columns = _columns(rows)
    with connection.cursor() as cursor:
        cursor.execute(_SUPERSEDE, columns)
        cursor.execute(_KEEP, columns)
    return len(rows)


def _columns(rows: Sequence[Said]) -> dict[str, Any]:
    context = KeptValue._meta.get_field("value").encryption_context
    now = timezone.now()
    return {
        "alumni": [one.alumnus_id for one in rows],
        "graduations": [one.graduation_id for one in rows],
        "fields": [one.field for one in rows],
        "values": bytea_array(encrypt(one.value, context=context) for one in rows),
        "digests": bytea_array(one.digest for one in rows),
        "sources": [str(one.source) for one in rows],
        "runs": [one.run_id for one in rows],
        "rules": [str(one.rule) for one in rows],
        "notes": [one.note[:300] for one in rows],
        "at": [one.at or now for one in rows],
        "now": now,
        "contacts": list(CONTACTS),
    }


def contacts_taken_out(alumni: Collection[int], source: str) -> dict[int, set[tuple[str, bytes]]]:
    """Of these records the contacts a person has taken out that this source had told: kind and digest. One query."""
    found: dict[int, set[tuple[str, bytes]]] = {}
    if alumni:
        kept = KeptValue.objects.filter(alumnus__in=list(alumni), field__in=CONTACTS, source=source)
        rows = kept.exclude(outcome=KeptValue.Outcome.TAKEN).values_list("alumnus_id", "field", "digest")
        for alumnus_id, field, digest in rows:
            found.setdefault(alumnus_id, set()).add((field, bytes(digest)))
    return found
