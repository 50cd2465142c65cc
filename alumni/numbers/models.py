"""The registry flattened for counting, made anew every night once it is too large to be counted while one waits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GraduateFact(models.Model):
    """One diploma (and one home) of one graduate, as the keys of the dimensions, without anything that names anybody.

    ``who`` tells rows of one graduate from those of another within one night's table and means nothing beside it; a
    person erased is gone from the next one. ``alone``: the only row of its graduate.
    """

    who = models.BigIntegerField()
    alone = models.BooleanField()
    is_member = models.BooleanField()
    is_reached = models.BooleanField()
    year = models.PositiveSmallIntegerField()
    fakulte = models.CharField(max_length=12)
    bolum = models.CharField(max_length=12)
    program = models.CharField(max_length=12)
    duzey = models.CharField(max_length=2)
    yil = models.CharField(max_length=4)
    donem = models.CharField(max_length=4)
    cinsiyet = models.CharField(max_length=1)
    uyruk = models.CharField(max_length=2)
    ulke = models.CharField(max_length=2)
    il = models.CharField(max_length=2)
    sektor = models.CharField(max_length=1)
    uye = models.CharField(max_length=5)
    ulasim = models.CharField(max_length=5)
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sayım satırı")
        # Every cut reads the whole table, which is narrow, and these few rows once more, to count persons among them.
        indexes = [models.Index(fields=["who"], condition=models.Q(alone=False), name="graduate_fact_of_several")]

    def __str__(self) -> str:
        return f"{self.program} {self.year}"
