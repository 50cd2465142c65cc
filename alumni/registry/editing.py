"""Editing a record: all forms of the page under one roof, with the version they were read at."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from alumni.registry.edit_forms import (
    ContactForm,
    ContactFormSet,
    GraduationFormSet,
    OfficePersonForm,
    PersonForm,
    VersionForm,
    contacts_class,
    graduations_class,
)
from alumni.registry.history import mark_of
from alumni.registry.member_services import ContactValues
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from alumni.registry.versions import version_of
from mik.people.models import ContactPoint


@dataclass(frozen=True)
class Problem:
    """An error for the summary above the form; ``anchor`` is the id of its field, if it has one."""

    anchor: str
    text: str


class GraduateEdit:
    """All forms of the page under one roof."""

    def __init__(self, *, alumnus: Alumnus, scope: Scope, data: QueryDict | None = None) -> None:
        self.alumnus, self.scope, self.data = alumnus, scope, data
        form_class = OfficePersonForm if scope.is_office else PersonForm
        self.person_form = form_class(data, instance=alumnus.person)
        contacts = ContactPoint.objects.visible_to(scope.user).filter(person=alumnus.pk)
        self.contacts: ContactFormSet = contacts_class()(data, queryset=contacts, prefix="iletisim")
        graduations = scope.graduations().filter(alumnus=alumnus.pk).select_related("programme__parent")
        self.graduations: GraduationFormSet = graduations_class()(data, queryset=graduations, prefix="mezuniyet")
        fresh = {"version": version_of(alumnus, scope), "mark": mark_of(alumnus=alumnus)}
        self.version_form = VersionForm(data, initial=fresh)

    def is_valid(self) -> bool:
        """Asks every part, so that all errors show at once."""
        parts = (self.person_form, self.contacts, self.graduations, self.version_form)
        verdicts = [part.is_valid() for part in parts]
        return all(verdicts)

    @property
    def version(self) -> str:
        return str(self.version_form.cleaned_data["version"])

    @property
    def says_confirmed(self) -> bool:
        return bool(self.version_form.cleaned_data["confirmed"])

    @property
    def has_changes(self) -> bool:
        """Whether a valid page says anything new, beside that the record is still correct."""
        parts: list[forms.BaseForm] = [self.person_form, *self.graduations.forms, *self.contacts.kept()]
        return any(part.has_changed() for part in parts) or bool(self.contacts_to_delete())

    @property
    def problems(self) -> list["Problem"]:
        """What is wrong on the whole page, each with the field it stands at."""
        parts: list[forms.BaseForm] = [
            self.person_form,
            *self.graduations.forms,
            *self.contacts.forms,
            self.version_form,
        ]
        found = []
        for form in parts:
            for name, errors in form.errors.items():
                field = form[name] if name in form.fields else None
                label = f"{field.label}: " if field and not field.is_hidden else ""
                found.append(Problem(field.auto_id if label and field else "", f"{label}{errors[0]}"))
        whole = [*self.graduations.non_form_errors(), *self.contacts.non_form_errors()]
        return [*found, *(Problem("", str(error)) for error in whole)]

    def contact_values(self) -> list[tuple[ContactPoint | None, ContactValues]]:
        """What to save: changed and new contact points, None standing for a new one."""
        changed = [form for form in self.contacts.kept() if form.has_changed()]
        return [(self._stored(form), form.values()) for form in changed]

    def _stored(self, form: ContactForm) -> ContactPoint | None:
        """The row as it is in the database; the form has written over its own copy."""
        if not form.instance.pk:
            return None
        return ContactPoint.objects.visible_to(self.scope.user).get(pk=form.instance.pk)

    def contacts_to_delete(self) -> list[ContactPoint]:
        return [form.instance for form in self.contacts.deleted_forms if form.may_be_deleted]

    def reopened(self) -> "GraduateEdit":
        """The same input against the record as it is now: what the user typed stays, the version is new."""
        assert self.data is not None
        alumnus = self.scope.alumni().select_related("person").get(pk=self.alumnus.pk)
        data = self.data.copy()
        data["version"] = version_of(alumnus, self.scope)
        data["mark"] = mark_of(alumnus=alumnus)
        again = GraduateEdit(alumnus=alumnus, scope=self.scope, data=data)
        again.is_valid()
        return again
