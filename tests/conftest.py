"""The named cast and the ground every test stands on: real PostgreSQL, the restricted database role.

The owner creates and migrates the test database; every connection of a test then takes the restricted role,
so that the whole suite proves what web and workers can and cannot do.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any, cast

import pytest
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.signals import connection_created
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone, translation

from mik.accounts import second_factor
from mik.accounts.models import Office, User
from mik.audit import redaction
from mik.units.models import Unit
from tests.databases import copy_from_template
from tests.factories.accounts import UserFactory, appoint, grant, represent
from tests.factories.alumni import EmploymentFactory, enrol, graduate
from tests.factories.consents import lay_texts
from tests.factories.units import department_with_programmes, programme_of


def take_restricted_role(*, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{settings.APP_DB_ROLE}"')


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_keepdb: bool, django_db_blocker: Any
) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ and not django_db_keepdb:
        with django_db_blocker.unblock():
            copy_from_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After the owner has built the database, become the restricted role for the rest of the session."""
    with django_db_blocker.unblock():
        connection_created.connect(take_restricted_role, dispatch_uid="restricted-role")
        take_restricted_role(connection=connection)
    _flush_as_owner()
    yield
    connection_created.disconnect(dispatch_uid="restricted-role")
    with django_db_blocker.unblock():
        connections.close_all()
        _end_sessions()


def _end_sessions() -> None:
    """A live server's threads leave connections behind; the database cannot be dropped under them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    connection.close()


def _flush_as_owner() -> None:
    """TRUNCATE after a transactional test is the owner's; the restricted role cannot. Nor can it, as the signal after
    a flush would have it, write the rules of erasure again.

    Patched on the class: a browser test may see another connection object than the session's set-up did.
    """
    flush = DatabaseOperations.execute_sql_flush

    def as_owner(operations: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        with operations.connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        try:
            flush(cast(DatabaseOperations, operations), sql_list)
            redaction.fill(operations.connection)
            lay_texts()
        finally:
            take_restricted_role(connection=operations.connection)

    DatabaseOperations.execute_sql_flush = as_owner  # type: ignore[method-assign, assignment]  # a patch; see the docstring


@pytest.fixture(autouse=True)
def _private_media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _turkish() -> Iterator[None]:
    """A request in English leaves its language behind in the thread."""
    with translation.override("tr"):
        yield


@pytest.fixture(autouse=True, scope="session")
def _second_factor_of_forced_sign_ins() -> Iterator[None]:
    """``client.force_login`` stands for a whole sign-in, second factor and all.

    Its request comes from no browser, and so is told from a sign-in through the pages, which goes through every step.
    """

    def prove_it(request: HttpRequest, user: User, **kwargs: Any) -> None:
        if "REQUEST_METHOD" not in request.META:
            second_factor.prove(request, user, "test")

    user_logged_in.connect(prove_it, dispatch_uid="tests.prove_it")
    yield
    user_logged_in.disconnect(dispatch_uid="tests.prove_it")


@pytest.fixture
def client_for() -> Callable[[User | None], Client]:
    """A browser-like client signed in as somebody, or a visitor's for ``None``."""

    def make(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return make


@pytest.fixture
def units(db: None) -> None:
    """The university's real units."""
    call_command("load_units", verbosity=0)


@pytest.fixture
def department(db: None) -> Unit:
    return department_with_programmes("Makine Mühendisliği")


@pytest.fixture
def other_department(db: None) -> Unit:
    return department_with_programmes("İnşaat Mühendisliği")


@pytest.fixture
def registrar(db: None) -> User:
    user = UserFactory.create(email="kayit@ornek.example", name="Rana Kayıtçı")
    appoint(user, Office.REGISTRAR)
    return user


@pytest.fixture
def coordinator(registrar: User) -> User:
    user = UserFactory.create(name="Ayşe Demir")
    appoint(user, Office.COORDINATOR, by=registrar)
    return user


@pytest.fixture
def assistant(coordinator: User, registrar: User) -> User:
    user = UserFactory.create(name="Kemal Aksoy")
    appoint(user, Office.ASSISTANT, by=registrar, under=coordinator.appointments.get())
    return user


@pytest.fixture
def staff(coordinator: User, registrar: User) -> User:
    """A member of staff without any duty."""
    user = UserFactory.create(name="Sevgi Uçar")
    appoint(user, Office.STAFF, by=registrar)
    return user


@pytest.fixture
def staff_with_duty(coordinator: User, registrar: User) -> User:
    user = UserFactory.create(name="Onur Işık")
    term = appoint(user, Office.STAFF, by=registrar)
    for code in ("alumni.registry", "alumni.claims", "alumni.import", "people.consents"):
        grant(term, code, coordinator)
    return user


@pytest.fixture
def vice_rector(registrar: User) -> User:
    user = UserFactory.create(name="Nihat Çelik")
    appoint(user, Office.VICE_RECTOR, by=registrar)
    return user


@pytest.fixture
def representative(department: Unit, registrar: User) -> User:
    user = UserFactory.create(name="Mehmet Kaya")
    represent(user, department, by=registrar)
    return user


@pytest.fixture
def other_representative(other_department: Unit, registrar: User) -> User:
    user = UserFactory.create(name="Selin Er")
    represent(user, other_department, by=registrar)
    return user


@pytest.fixture
def former_representative(department: Unit, registrar: User) -> User:
    """Represented the department until yesterday."""
    user = UserFactory.create(name="İhsan Güner")
    today = timezone.localdate()
    represent(user, department, by=registrar, starts=today - timedelta(days=900), ends=today - timedelta(days=366))
    return user


@pytest.fixture
def alumna(department: Unit) -> User:
    """A member: graduate of the department, with contacts nobody else may see and a job members may."""
    user = UserFactory.create()
    alumnus = graduate(programme_of(department), given_names="Elif", surname="Şahin Yıldırım")
    EmploymentFactory.create(alumnus=alumnus)
    enrol(alumnus, user)
    return user


@pytest.fixture
def other_alumna(other_department: Unit) -> User:
    user = UserFactory.create()
    enrol(graduate(programme_of(other_department), given_names="Işıl", surname="Iğdırlıoğlu"), user)
    return user


@pytest.fixture
def representative_alumna(department: Unit, other_department: Unit, registrar: User) -> User:
    """A graduate of one department who represents another."""
    user = UserFactory.create()
    enrol(graduate(programme_of(department), given_names="Gülizar", surname="Uzun"), user)
    third = department_with_programmes("Orman Mühendisliği")
    represent(user, third, by=registrar)
    return user


@pytest.fixture
def student(db: None) -> User:
    return UserFactory.create(email="ogrenci@ogr.ktu.edu.tr", name="Öykü Öğrenci")


@pytest.fixture
def employer() -> None:
    """Employers come by link and have no account."""


@pytest.fixture
def anonymous() -> None:
    """A visitor."""
