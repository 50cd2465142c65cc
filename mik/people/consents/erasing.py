"""Erasure and the ledger (KVKK art. 7), and how long a proof is kept.

A person who is erased withdraws all that was given; the entries stay with the person's number, purpose, version and
time, since whoever wrote must be able to prove why (art. 5/2-e). What tells where from, and the paper itself, goes: the
paper here, the columns by ``mik_erase_person``. Three years after a consent ended its entries go too (``forget``; the
regulation on electronic messages, art. 13, counts three years from the end of the consent).
"""

from typing import Any

from django.db import connection

from mik.accounts.powers import powers_of
from mik.files.models import StoredFile
from mik.files.services import delete_file
from mik.people.consents.managers import CONSENTS
from mik.people.consents.models import ConsentEntry, How
from mik.people.consents.whence import Whence
from mik.people.consents.words import withdraw_all

PAPER = "consent_paper"
# What ``mik_forget_consents`` deletes (a test compares the two).
DUE = """
SELECT count(*) FROM people_consententry AS entry
WHERE (entry.act <> 'given' AND entry.at < now() - interval '3 years') OR EXISTS (
    SELECT FROM people_consententry AS later
    WHERE later.person = entry.person AND later.purpose = entry.purpose AND later.channel = entry.channel
      AND later.id > entry.id AND later.at < now() - interval '3 years')
"""


def erase_person(person_id: int) -> int:
    """End every consent and destroy the papers; how many entries that touched."""
    ended = withdraw_all(person_id=person_id, whence=Whence(how=How.ERASURE))
    papers = ConsentEntry.objects.filter(person=person_id, document__isnull=False).values("document")
    files = list(StoredFile.objects.filter(pk__in=papers))
    for file in files:
        delete_file(file=file)
    return ended + len(files)


def may_read_paper(user: Any, file: Any) -> bool:
    return powers_of(user).has_duty(CONSENTS)


def forget() -> int:
    """Delete entries of consents that ended over three years ago; the database itself holds the rule."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT mik_forget_consents()")
        return int(cursor.fetchone()[0])


def due() -> int:
    """How many entries ``forget`` would delete now."""
    with connection.cursor() as cursor:
        cursor.execute(DUE)
        return int(cursor.fetchone()[0])
