"""Organisations: employers first; partners and associations join them (directive 6c, 6ı, 6l)."""

from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.accounts.powers import powers_of
from mik.audit.tracking import tracked
from mik.common import hooks
from mik.common.fields import EncryptedTextField
from mik.common.turkish import TR, Folded
from mik.people.models import Person

CONTACTS = hooks.duties.require("organisations.contacts")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Names of organisations are no personal data: everybody signed in may pick one."""

    def in_turkish_order(self) -> "OrganisationQuerySet":
        return self.order_by(Collate("name", TR), "id")


class Organisation(models.Model):
    name = models.CharField(_("ad"), max_length=200)
    name_folded = models.GeneratedField(
        expression=Folded("name"), output_field=models.TextField(), db_persist=True, editable=False
    )
    country = models.CharField(_("ülke"), max_length=2, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            # One spelling an organisation: «TOFAŞ» and «Tofaş» are the same employer.
            models.UniqueConstraint(fields=["name_folded"], name="organisation_once_per_folded_name"),
        ]
        indexes = [
            # Pickers and searches: name_folded contains what was typed.
            GinIndex(fields=["name_folded"], name="organisation_name_trgm", opclasses=["gin_trgm_ops"]),
            # The whole registry by employer: the next name in Turkish order.
            models.Index(Collate("name", TR), name="organisation_turkish_order"),
        ]

    def __str__(self) -> str:
        return self.name


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: Any) -> Self:
        """The office's, and staff's with the duty; a contact's own, where the person has an account."""
        if powers_of(user).has_duty(CONTACTS):
            return self
        return self.filter(person__user=user) if getattr(user, "is_authenticated", False) else self.none()

    def willing(self) -> Self:
        """Contacts who did not ask to be left alone."""
        return self.filter(opted_out_at__isnull=True)

    def in_turkish_order(self) -> Self:
        return self.order_by(Collate("organisation__name", TR), Collate("name", TR), "id")


class Contact(models.Model):
    """Somebody an organisation is reached through. Has no account: comes by personal link."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("kurum")
    )
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kişi")
    )
    name = models.CharField(_("ad soyad"), max_length=200)
    title = models.CharField(_("görev"), max_length=160, blank=True)
    email = EncryptedTextField(_("e-posta"))
    email_hash = models.BinaryField(max_length=32, editable=False)
    language = models.CharField(_("dil"), max_length=2, default="tr")
    opted_out_at = models.DateTimeField(_("yazılmasını istemedi"), null=True, blank=True)
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("kurum yetkilisi")
        constraints = [
            models.CheckConstraint(name="contact_of_organisation_has_a_name", condition=~models.Q(name="")),
            # keyed_hash(address in lower case, purpose="email"): an address stands once at an organisation.
            models.UniqueConstraint(
                fields=["organisation", "email_hash"], name="contact_address_once_per_organisation"
            ),
        ]

    def __str__(self) -> str:
        return self.name


tracked()(Contact)
