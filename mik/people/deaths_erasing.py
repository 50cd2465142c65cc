"""Marks of a death at an erasure (KVKK art. 7): who told of it goes, and who is erased is named in no other mark."""

from django.db.models import Case, Q, Value, When

from mik.audit.erasure import redact_rows
from mik.people.models import Death
from mik.people.traces import traces_of

GONE = "—"
TEXTS = ("told_by", "note", "revoked_reason")


def forget_who_told(person_id: int) -> int:
    """That somebody has died stays with the record; who said so goes. A mark taken back keeps a word for its reason."""
    marked = Death.objects.filter(person=person_id)
    return marked.update(
        told_by="", note="", revoked_reason=Case(When(revoked_at=None, then=Value("")), default=Value(GONE))
    )


def out_of_deaths(person_id: int) -> int:
    """Who told of somebody else's death, or is named in the words about it."""
    traces, touched = traces_of(person_id), []
    others = Death.objects.exclude(person=person_id).exclude(Q(told_by="") & Q(note="") & Q(revoked_reason=""))
    for death in others.only("pk", *TEXTS).iterator(chunk_size=1000) if traces else ():
        texts = {name: traces.cleaned(getattr(death, name)) for name in TEXTS}
        if any(texts[name] != getattr(death, name) for name in TEXTS):
            Death.objects.filter(pk=death.pk).update(**texts)
            touched.append(death.pk)
    redact_rows(person_id=person_id, table=Death._meta.db_table, ids=touched)
    return len(touched)
