"""Encrypted text and keyed hashes."""

import base64
import os
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from mik.audit.tracking import history_of
from mik.common.fields import (
    DecryptionError,
    UnknownKeyError,
    decrypt,
    encrypt,
    keyed_hash,
    parse_keys,
)
from mik.people.models import Person
from tests.factories.people import PersonFactory

CONTEXT = "people.person.tckn"
SECRET = "10000000146"


def new_secret() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def raw_tckn(person: Person) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tckn FROM people_person WHERE id = %s", [person.pk])
        return bytes(cursor.fetchone()[0])


def write_raw(person: Person, blob: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET tckn = %s WHERE id = %s", [blob, person.pk])


@pytest.mark.django_db
def test_text_comes_back_and_the_database_holds_none_of_it() -> None:
    person = PersonFactory.create(tckn=SECRET)
    assert Person.objects.get(pk=person.pk).tckn == SECRET
    assert SECRET.encode() not in raw_tckn(person)


@pytest.mark.django_db
def test_equal_texts_have_different_ciphertexts() -> None:
    first = PersonFactory.create(tckn=SECRET)
    second = PersonFactory.create(tckn=SECRET, tckn_hash=None)
    assert raw_tckn(first) != raw_tckn(second)


@pytest.mark.django_db
def test_empty_stays_empty() -> None:
    person = PersonFactory.create(tckn="")
    assert raw_tckn(person) == b""
    assert Person.objects.get(pk=person.pk).tckn == ""


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["tckn", "tckn__exact", "tckn__in", "tckn__contains", "tckn__gt"])
def test_ciphertext_is_never_compared(lookup: str) -> None:
    with pytest.raises(FieldError):
        Person.objects.filter(**{lookup: SECRET})


@pytest.mark.django_db
def test_a_tampered_blob_is_refused_without_its_value() -> None:
    person = PersonFactory.create(tckn=SECRET)
    blob = bytearray(raw_tckn(person))
    blob[-1] ^= 1
    write_raw(person, bytes(blob))
    with pytest.raises(DecryptionError) as caught:
        Person.objects.get(pk=person.pk)
    assert SECRET not in str(caught.value)
    assert CONTEXT in str(caught.value)


def test_a_blob_moved_to_another_column_is_refused() -> None:
    blob = encrypt(SECRET, context=CONTEXT)
    with pytest.raises(DecryptionError):
        decrypt(blob, context="people.person.passport_no")


def test_a_blob_under_an_unknown_key_says_which(settings: Any) -> None:
    settings.FIELD_KEYS = f"old:{new_secret()}"
    blob = encrypt(SECRET, context=CONTEXT)
    settings.FIELD_KEYS = f"new:{new_secret()}"
    with pytest.raises(UnknownKeyError, match="'old'"):
        decrypt(blob, context=CONTEXT)


def test_the_same_key_id_with_another_secret_is_refused(settings: Any) -> None:
    settings.FIELD_KEYS = f"a:{new_secret()}"
    blob = encrypt(SECRET, context=CONTEXT)
    settings.FIELD_KEYS = f"a:{new_secret()}"
    with pytest.raises(DecryptionError, match="wrong key"):
        decrypt(blob, context=CONTEXT)


@pytest.mark.parametrize("blob", [b"", b"\x00", b"\x03abc", b"plain text that was never encrypted"])
def test_what_is_no_blob_is_refused(blob: bytes) -> None:
    with pytest.raises(DecryptionError):
        decrypt(blob, context=CONTEXT)


@pytest.mark.parametrize("text", ["", "nocolon", "a:short", "a:AAAA", f"a:{'A' * 44}!", "ü:AAAA"])
def test_bad_keys_are_refused(text: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        parse_keys(text)


def test_a_key_id_twice_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="twice"):
        parse_keys(f"a:{new_secret()},a:{new_secret()}")


def test_a_key_never_shows_its_secret() -> None:
    secret = new_secret()
    assert base64.b64decode(secret).hex() not in repr(parse_keys(f"a:{secret}"))
    assert repr(parse_keys(f"a:{secret}")) == "(Key(id='a'),)"


def test_hashes_depend_on_purpose_and_key(settings: Any) -> None:
    one = keyed_hash(SECRET, purpose="tckn")
    assert len(one) == 32
    assert one == keyed_hash(SECRET, purpose="tckn")
    assert one != keyed_hash(SECRET, purpose="passport")
    settings.HASH_KEY = new_secret()
    assert one != keyed_hash(SECRET, purpose="tckn")


# --- rotation ------------------------------------------------------------------------------------


def rotate(**options: Any) -> str:
    out = StringIO()
    call_command("rotate_keys", stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_rotation_lets_the_old_key_go(settings: Any) -> None:
    old, new = f"old:{new_secret()}", f"new:{new_secret()}"
    settings.FIELD_KEYS = old
    people = [PersonFactory.create(tckn=f"1000000014{n}") for n in range(5)]
    settings.FIELD_KEYS = f"{new},{old}"
    fresh = PersonFactory.create(tckn="10000000159")
    before = raw_tckn(fresh)

    out = rotate(chunk=2)

    assert "people.person.tckn: 5 re-encrypted, 0 unreadable" in out
    assert "1000000014" not in out
    settings.FIELD_KEYS = new
    assert [Person.objects.get(pk=person.pk).tckn for person in people] == [f"1000000014{n}" for n in range(5)]
    assert raw_tckn(fresh) == before
    assert "people.person.tckn: 0 re-encrypted, 0 unreadable" in rotate()


@pytest.mark.django_db
def test_rotation_goes_past_what_it_cannot_read_and_says_so(settings: Any) -> None:
    old, new = f"old:{new_secret()}", f"new:{new_secret()}"
    settings.FIELD_KEYS = f"lost:{new_secret()}"
    PersonFactory.create(tckn=SECRET)
    settings.FIELD_KEYS = old
    good = PersonFactory.create(tckn=SECRET, tckn_hash=None)
    settings.FIELD_KEYS = f"{new},{old}"
    with pytest.raises(CommandError, match=r"^1 values"):
        rotate(chunk=1)
    settings.FIELD_KEYS = new
    assert Person.objects.get(pk=good.pk).tckn == SECRET


@pytest.mark.django_db
def test_rotation_leaves_no_events() -> None:
    person = PersonFactory.create(tckn=SECRET)
    events = history_of(person).count()
    write_raw(person, encrypt(SECRET, context=CONTEXT))
    assert history_of(person).count() == events
