"""A person's word where sources disagree: take what another source says, or keep what the record holds."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry.member_services import ContactValues
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.provenance.fields import DAYS, GRADUATION, PERSON
from alumni.registry.provenance.keeping import CONTACTS, Said, keep, text_of
from alumni.registry.provenance.models import NUMBERS, KeptValue
from alumni.registry.provenance.origins import origins_of
from alumni.registry.scopes import Scope
from mik.audit.context import acting
from mik.people.models import ContactPoint, Person
from mik.units.models import Unit

Outcome = KeptValue.Outcome


def may_decide(scope: Scope, kept: KeptValue) -> bool:
    """The desk of the record, never one's own; about identity numbers the office alone."""
    return scope.may_change(kept.alumnus) and (scope.is_office or kept.field not in NUMBERS)


@transaction.atomic
def decide(*, kept: KeptValue, scope: Scope, take: bool) -> bool:
    """Take the value into the record, whose own is kept in its turn; or let it be. False where it was decided already.

    ValidationError says why it cannot be taken.
    """
    if not may_decide(scope, kept):
        raise PermissionDenied
    Person.objects.select_for_update().get(pk=kept.alumnus_id)
    held = KeptValue.objects.select_for_update(of=("self",)).select_related("graduation").get(pk=kept.pk)
    if held.outcome:
        return False
    with acting(user_id=scope.user.pk, role=scope.role):
        if take:
            _take(held, scope)
        held.outcome = Outcome.TAKEN if take else Outcome.KEPT
        held.resolved_at, held.resolved_by = timezone.now(), scope.user
        held.save(update_fields=["outcome", "resolved_at", "resolved_by"])
    return True


def _take(kept: KeptValue, scope: Scope) -> None:
    try:
        with transaction.atomic():
            if kept.field in CONTACTS:
                _take_contact(kept, scope)
            else:
                _take_field(kept, scope)
    except IntegrityError:
        message = _("Bu değer alınamıyor: kayıttaki başka bir bilgiyle çelişiyor. Kaydı düzenleyerek değiştirin.")
        raise ValidationError(message) from None


def _take_contact(kept: KeptValue, scope: Scope) -> None:
    """It comes back beside the others: a person may have two telephones."""
    from alumni.registry.services import put_contact

    if ContactPoint.objects.filter(person=kept.alumnus_id, kind=kept.field, normalised=kept.value).exists():
        return
    values = ContactValues(kind=kept.field, value=kept.text)
    put_contact(person=kept.alumnus.person, values=values, scope=scope)


def _take_field(kept: KeptValue, scope: Scope) -> None:
    holder = holder_of(kept)
    _keep_the_present_one(kept, holder, scope)
    value = date.fromisoformat(kept.text) if kept.field in DAYS else kept.text
    for name, new in _columns(kept.field, value, scope).items():
        setattr(holder, name, new)
    holder.save()


def holder_of(kept: KeptValue) -> Person | Graduation:
    """The row whose field it is."""
    return kept.graduation if kept.graduation is not None else kept.alumnus.person


def _keep_the_present_one(kept: KeptValue, holder: Any, scope: Scope) -> None:
    """What stood there until now loses, and is kept as decided about."""
    present = text_of(getattr(holder, kept.field))
    if not present:
        return
    source = origins_of(kept.alumnus_id).source_of(holder, kept.field) or kept.alumnus.source
    said = Said(kept.alumnus_id, kept.field, present, source, KeptValue.Rule.CHOSEN, kept.graduation_id)
    keep([said])
    KeptValue.objects.filter(
        alumnus=kept.alumnus_id, graduation=kept.graduation_id, field=kept.field, source=source, digest=said.digest
    ).update(outcome=Outcome.REPLACED, resolved_at=timezone.now(), resolved_by=scope.user)


def _columns(name: str, value: Any, scope: Scope) -> dict[str, Any]:
    """The columns that change together."""
    if name == "graduated_on":
        return {"graduated_on": value, "year": value.year}
    if name == "year":
        return {"graduated_on": None, "year": int(value)}
    if name == "programme_id":
        unit = Unit.objects.programmes().filter(pk=int(value)).first()
        if unit is None or not scope.programmes().filter(pk=unit.pk).exists():
            raise ValidationError(_("Bu program sizin birimlerinizden değil; kararı Mezun Ofisi verir."))
        return {"programme_id": unit.pk, "level": unit.level}
    if name == "tckn":
        from alumni.registry.services import free_hash

        return {"tckn": value, "tckn_hash": free_hash(value)}
    return {name: value}


def known_fields(graduation: Graduation | None) -> tuple[str, ...]:
    return tuple(GRADUATION if graduation is not None else PERSON)


# --- The member's own word -------------------------------------------------------------------------

# What a member may ask to have corrected: what the university says, which is not changed on the member's own page.
ASKABLE = ("given_names", "surname", "birth_date", "programme_id", "graduated_on", "year", "diploma_no", "student_no")


@transaction.atomic
def ask_for_correction(
    *, alumnus: Alumnus, field: str, value: str, note: str = "", graduation: Graduation | None = None
) -> None:
    """The member says what a field should hold. Student Affairs' word stands until the desk has looked at it."""
    from mik.people.models import Source

    if field not in ASKABLE or (graduation is not None) != (field in GRADUATION):
        raise PermissionDenied
    pk = graduation.pk if graduation else None
    keep([Said(alumnus.pk, field, value, Source.MEMBER, KeptValue.Rule.ASKED, graduation_id=pk, note=note)])
