"""What the desk does to a record: add, edit, confirm, turn down, mark a contact as dead. Each names who acts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry.duplicates import holder_of
from alumni.registry.member_services import ContactValues
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.notices import tell_changed
from alumni.registry.provenance.contacts import keep_contact
from alumni.registry.provenance.fields import LABELS
from alumni.registry.provenance.keeping import Said, keep, text_of
from alumni.registry.provenance.models import KeptValue
from alumni.registry.provenance.origins import origins_of
from alumni.registry.scopes import Scope
from alumni.registry.versions import version_of
from alumni.rights.models import is_erased
from mik.audit.context import acting
from mik.common.fields import keyed_hash
from mik.common.identifiers import normalise_email, normalise_phone
from mik.people.models import ContactPoint, Person, Visibility
from mik.units.models import Unit

if TYPE_CHECKING:
    from alumni.registry.editing import GraduateEdit

TOKEN_LIFE = 60 * 60 * 24
# All that is kept, and so all that may be corrected, of a person who was erased.
NAMES = frozenset({"given_names", "surname", "former_surname"})


class StaleRecord(Exception):
    """Somebody else changed the record since the form was opened."""


@dataclass(frozen=True)
class NewGraduate:
    """What is typed of a graduate who is in no list."""

    given_names: str
    surname: str
    programme: Unit
    year: int
    former_surname: str = ""
    birth_date: date | None = None
    tckn: str = ""
    graduated_on: date | None = None
    diploma_no: str = ""
    student_no: str = ""
    email: str = ""
    phone: str = ""


# --- Adding ----------------------------------------------------------------------------------------


@transaction.atomic
def add_graduate(*, scope: Scope, new: NewGraduate, token: str) -> tuple[Alumnus, bool]:
    """Add one graduate; the same token again gives the same record, and False.

    A representative's lands as proposed, and its identity number waits without a hash until the office confirms it:
    whether that number stands in another record can then be told neither from the page nor from an error.
    """
    if not scope.programmes().filter(pk=new.programme.pk).exists():
        raise PermissionDenied
    key = _token_key(scope, token)
    _one_at_a_time(key)
    earlier = was_added(scope=scope, token=token)
    if earlier is not None:
        return earlier, False
    with acting(user_id=scope.user.pk, role=scope.role):
        alumnus = _create(scope, new)
    cache.set(key, alumnus.pk, TOKEN_LIFE)
    return alumnus, True


def was_added(*, scope: Scope, token: str) -> Alumnus | None:
    """The record an earlier click with this token has made."""
    return scope.alumni().filter(pk=cache.get(_token_key(scope, token), 0)).first()


def _token_key(scope: Scope, token: str) -> str:
    return f"add-graduate:{scope.user.pk}:{token}"


def _one_at_a_time(key: str) -> None:
    """A second click waits here until the first has been saved."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _create(scope: Scope, new: NewGraduate) -> Alumnus:
    person = Person(
        given_names=new.given_names,
        surname=new.surname,
        former_surname=new.former_surname,
        birth_date=new.birth_date,
        tckn=new.tckn,
    )
    if scope.is_office and new.tckn:
        person.tckn_hash = free_hash(new.tckn)
    person.save()
    state = Alumnus.State.CONFIRMED if scope.is_office else Alumnus.State.PROPOSED
    alumnus = Alumnus.objects.create(person=person, state=state, source=scope.source)
    Graduation.objects.create(
        alumnus=alumnus,
        programme=new.programme,
        level=new.programme.level or 0,
        graduated_on=new.graduated_on,
        year=new.year,
        diploma_no=new.diploma_no,
        student_no=new.student_no,
        source=scope.source,
    )
    for kind, value in (("email", normalise_email(new.email)), ("phone", normalise_phone(new.phone))):
        if value:
            put_contact(person=person, values=ContactValues(kind=kind, value=value, is_primary=True), scope=scope)
    return alumnus


def free_hash(tckn: str, *, besides: int | None = None) -> bytes:
    """The hash of a number nobody else bears. Only the office gets as far as the error."""
    holder = holder_of(tckn, besides=besides)
    if holder is not None:
        message = _("Bu T.C. kimlik no başka bir kayıtta var: %(name)s (kayıt no %(pk)s).")
        raise ValidationError({"tckn": message % {"name": holder.full_name, "pk": holder.pk}})
    return keyed_hash(tckn, purpose="tckn")


# --- Editing ---------------------------------------------------------------------------------------


@transaction.atomic
def edit_graduate(*, edit: "GraduateEdit", scope: Scope, version: str) -> None:
    """Save a valid edit form. Raises StaleRecord, with nothing saved, if the record is no longer ``version``."""
    if not scope.may_change(edit.alumnus):
        raise PermissionDenied
    person = Person.objects.select_for_update().get(pk=edit.alumnus.pk)
    if version_of(Alumnus(person=person), scope) != version:
        raise StaleRecord
    with acting(user_id=scope.user.pk, role=scope.role):
        erased = is_erased(edit.alumnus.pk)
        _save_person(edit, scope, only=NAMES if erased else None)
        _save_graduations(edit, scope)
        if not erased:
            _save_contacts(edit, scope)
        if edit.says_confirmed:
            _confirm(edit.alumnus, scope)
    if edit.has_changes:
        tell_changed(user_id=person.user_id, scope=scope)


def _save_person(edit: "GraduateEdit", scope: Scope, *, only: Collection[str] | None) -> None:
    person, changed = edit.person_form.instance, list(edit.person_form.changed_data)
    if only is not None:
        changed = [name for name in changed if name in only]
    if "tckn" in changed:
        changed.remove("tckn")
        tckn = edit.person_form.cleaned_data.get("tckn")
        if tckn and scope.is_office:
            person.tckn, person.tckn_hash = tckn, free_hash(tckn, besides=person.pk)
            changed += ["tckn", "tckn_hash"]
    if changed:
        _keep_replaced(edit, person, changed, scope)
        person.save(update_fields=[*changed, "updated_at"])


def _keep_replaced(edit: "GraduateEdit", row: Person | Graduation, changed: Sequence[str], scope: Scope) -> None:
    """What another source had said of these fields is kept, and so can be taken back with a click."""
    graduation_id = row.pk if isinstance(row, Graduation) else None
    before = type(row)._base_manager.get(pk=row.pk)
    names = [name for name in changed if name in LABELS]
    origins = origins_of(edit.alumnus.pk) if names else None
    for name in names:
        source = origins.source_of(before, name) or edit.alumnus.source if origins else ""
        if source != scope.source:
            value = text_of(getattr(before, name))
            keep([Said(edit.alumnus.pk, name, value, source, KeptValue.Rule.HAND, graduation_id)])


def _save_graduations(edit: "GraduateEdit", scope: Scope) -> None:
    for form in edit.graduations.forms:
        if form.has_changed():
            graduation = form.save(commit=False)
            _keep_replaced(edit, graduation, form.changed_data, scope)
            graduation.source = scope.source
            graduation.save()


def _save_contacts(edit: "GraduateEdit", scope: Scope) -> None:
    for unwanted in edit.contacts_to_delete():
        keep_contact(unwanted, unless=scope.source, rule=KeptValue.Rule.NEWEST)
        unwanted.delete()
    # The one that stops being first goes before the one that starts.
    for contact, values in sorted(edit.contact_values(), key=lambda pair: pair[1].is_primary):
        put_contact(person=edit.alumnus.person, values=values, scope=scope, contact=contact)


def put_contact(
    *, person: Person, values: ContactValues, scope: Scope, contact: ContactPoint | None = None
) -> ContactPoint:
    """Add or change a contact point as the desk's word; a changed value is neither verified nor dead.

    Who among members sees it stays as the member set it; a new one is shown to nobody. ValidationError for somebody
    who was erased.
    """
    if is_erased(person.pk):
        raise ValidationError(_("Bu kişinin bilgileri kendi isteğiyle silindi; iletişim bilgisi yeniden yazılamaz."))
    if contact is None:
        contact = ContactPoint(person=person, kind=values.kind, visibility=Visibility.NOBODY)
    others = ContactPoint.objects.visible_to(scope.user).filter(person=person, kind=values.kind).exclude(pk=contact.pk)
    if contact.normalised != values.normalised:
        keep_contact(contact, unless=scope.source, rule=KeptValue.Rule.NEWEST)
        contact.verified_at, contact.source = None, scope.source
        contact.revive()
    contact.is_primary = values.is_primary or (contact._state.adding and not others.filter(is_primary=True).exists())
    if contact.is_primary:
        others.filter(is_primary=True).update(is_primary=False)
    contact.value = values.normalised if values.kind in {"email", "phone"} else values.value
    contact.normalised = values.normalised
    contact.country, contact.province = values.country, values.province
    contact.save()
    return contact


def _confirm(alumnus: Alumnus, scope: Scope) -> None:
    alumnus.confirmed_at, alumnus.confirmed_source = timezone.now(), scope.source
    alumnus.save(update_fields=["confirmed_at", "confirmed_source", "updated_at"])


@transaction.atomic
def mark_contact(
    *, contact: ContactPoint, scope: Scope, evidence: str = "", reason: str = "", on: date | None = None
) -> None:
    """Say how and when it was learnt that a contact reaches its person no more; without evidence, that it does after
    all.
    """
    if evidence:
        contact.bury(evidence, reason=reason, by=scope.user, on=on)
    else:
        contact.revive()
    with acting(user_id=scope.user.pk, role=scope.role):
        contact.save(update_fields=["dead_at", "dead_evidence", "dead_reason", "dead_by", "updated_at"])


# --- The office's word on proposed records ---------------------------------------------------------


@transaction.atomic
def confirm_graduate(*, alumnus: Alumnus, scope: Scope) -> None:
    """Take a proposed record into the registry. ValidationError if its identity number stands in another record."""
    if not scope.is_office:
        raise PermissionDenied
    held = Alumnus.objects.select_for_update(of=("self",)).select_related("person").get(pk=alumnus.pk)
    with acting(user_id=scope.user.pk, role=scope.role):
        person = held.person
        if person.tckn and not person.tckn_hash:
            person.tckn_hash = free_hash(person.tckn, besides=person.pk)
            person.save(update_fields=["tckn_hash", "updated_at"])
        held.state = Alumnus.State.CONFIRMED
        held.save(update_fields=["state", "updated_at"])


@transaction.atomic
def reject_graduate(*, alumnus: Alumnus, scope: Scope) -> None:
    """Delete a proposed record that turned out to be a duplicate or a mistake; its history stays."""
    if not scope.is_office or alumnus.state != Alumnus.State.PROPOSED or hasattr(alumnus, "membership"):
        raise PermissionDenied
    with acting(user_id=scope.user.pk, role=scope.role):
        person = alumnus.person
        alumnus.delete()
        person.delete()


def tags_from(text: str) -> Sequence[str]:
    """Typed tags, separated by commas, without repeats."""
    return list(dict.fromkeys(tag for part in text.split(",") if (tag := " ".join(part.split()))))
