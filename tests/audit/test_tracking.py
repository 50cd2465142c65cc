"""Changes leave events with the acting user's context, whoever makes them and however."""

from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory

from mik.accounts.models import User
from mik.audit.context import acting
from mik.audit.middleware import HistoryMiddleware
from mik.audit.tracking import event_model_of, history_of
from mik.people.models import ContactPoint, Person
from tests.factories.accounts import UserFactory
from tests.factories.people import ContactPointFactory, PersonFactory

pytestmark = pytest.mark.django_db


def labels(thing: Any) -> list[str]:
    return list(history_of(thing).values_list("pgh_label", flat=True))


def last_context(thing: Any) -> dict[str, Any]:
    context = list(history_of(thing))[-1].pgh_context
    return context.metadata if context else {}


def test_insert_update_and_delete_leave_events() -> None:
    contact = ContactPointFactory.create()
    contact.value = "yeni@ornek.example"
    contact.save()
    events = event_model_of(ContactPoint).objects.filter(pgh_obj_id=contact.pk)
    contact.delete()
    assert [event.pgh_label for event in events.order_by("pgh_id")] == ["insert", "update", "delete"]


def test_an_update_of_nothing_leaves_no_event() -> None:
    person = PersonFactory.create()
    Person.objects.filter(pk=person.pk).update(surname=person.surname)
    assert labels(person) == ["insert"]


def test_secrets_stay_out_of_the_history() -> None:
    person = PersonFactory.create()
    event = history_of(person).get()
    assert not hasattr(event, "tckn")
    assert not hasattr(event, "passport_no")
    assert bytes(event.tckn_hash) == person.tckn_hash


def test_events_carry_the_acting_user() -> None:
    person = PersonFactory.create()
    with acting(user_id=7, role="representative", view="test"):
        Person.objects.filter(pk=person.pk).update(surname="Yeni")
    assert last_context(person) == {"user": 7, "role": "representative", "view": "test"}


def test_a_bulk_upsert_leaves_one_event_per_changed_row_with_context() -> None:
    old = [ContactPointFactory.create(is_primary=False) for _ in range(3)]
    old[0].value = "degisen@ornek.example"
    new = ContactPoint(person=old[1].person, kind="phone", value="+905320000000", normalised="+905320000000")
    for contact in old:
        contact.pk = None
    with acting(user_id=9, view="upsert"):
        ContactPoint.objects.bulk_create(
            [*old, new],
            update_conflicts=True,
            unique_fields=["person", "kind", "normalised"],
            update_fields=["value"],
        )
    event_model = event_model_of(ContactPoint)
    events = event_model.objects.filter(pgh_context__metadata__user=9)
    assert sorted((event.pgh_label, event.value) for event in events) == [
        ("insert", "+905320000000"),
        ("update", "degisen@ornek.example"),
    ]


def test_a_request_gives_user_role_and_view(rf: RequestFactory) -> None:
    user, person = UserFactory.create(), PersonFactory.create()

    def view(request: Any) -> None:
        Person.objects.filter(pk=person.pk).update(surname="Başka")

    def get_response(request: Any) -> Any:
        request.resolver_match = type("Match", (), {"view_name": "alumni:edit"})()
        request.role = "representative"
        middleware.process_view(request, view, (), {})
        return view(request)

    middleware: Any = HistoryMiddleware(get_response)  # type: ignore[no-untyped-call]  # the library is untyped
    request = rf.post("/temsilci/gizli-ad/")
    request.user = user
    middleware(request)
    assert last_context(person) == {"user": user.pk, "role": "representative", "view": "alumni:edit"}


def test_a_reused_context_id_never_rewrites_the_earlier_one() -> None:
    person = PersonFactory.create()
    with acting(user_id=1, view="first") as context:
        Person.objects.filter(pk=person.pk).update(surname="Bir")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', %s, true)", [str(context.id)])
        cursor.execute("SELECT set_config('pghistory.context_metadata', %s, true)", ['{"user": 2}'])
    Person.objects.filter(pk=person.pk).update(surname="İki")
    said = [event.pgh_context.metadata for event in history_of(person)[1:]]
    assert said == [{"user": 1, "view": "first"}, {"user": 2}]


def test_context_that_grows_within_a_request_reaches_the_later_events() -> None:
    person = PersonFactory.create()
    with acting(user_id=1):
        Person.objects.filter(pk=person.pk).update(surname="Bir")
        with acting(user_id=1, role="coordinator"):
            Person.objects.filter(pk=person.pk).update(surname="İki")
            Person.objects.filter(pk=person.pk).update(surname="Üç")
    said = [event.pgh_context for event in history_of(person)[1:]]
    assert [context.metadata for context in said] == [{"user": 1}, *[{"user": 1, "role": "coordinator"}] * 2]
    assert said[1].pk == said[2].pk


def test_users_leave_no_password_in_the_history() -> None:
    user: User = UserFactory.create()
    assert not hasattr(history_of(user)[0], "password")
