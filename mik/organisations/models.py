"""Organisations: employers first; partners and associations join them (directive 6c, 6ı, 6l)."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from mik.common.turkish import TR, Folded


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
        ]

    def __str__(self) -> str:
        return self.name
