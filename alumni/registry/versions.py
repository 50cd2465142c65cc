"""The version of a record as a form saw it: any change by anybody since then gives another one."""

import hashlib

from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from mik.people.models import ContactPoint

PERSON = ("given_names", "surname", "former_surname", "birth_date", "tckn_hash")
CONTACT = ("pk", "kind", "value", "country", "province", "city", "postcode", "is_primary", "dead_at")
GRADUATION = ("pk", "programme_id", "graduated_on", "year", "diploma_no", "student_no")


def version_of(alumnus: Alumnus, scope: Scope) -> str:
    """A digest of what the form can change; what lies outside the scope does not count."""
    contacts = ContactPoint.objects.visible_to(scope.user).filter(person=alumnus.pk).order_by("pk")
    graduations = scope.graduations().filter(alumnus=alumnus.pk).order_by("pk")
    seen = [
        [getattr(alumnus.person, name) for name in PERSON],
        list(contacts.values_list(*CONTACT)),
        list(graduations.values_list(*GRADUATION)),
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]
