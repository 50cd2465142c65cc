"""The model of what providers vouched for; ``mik.accounts.identities`` writes and reads it."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.audit.tracking import tracked
from mik.common.fields import EncryptedTextField


class SignInProofQuerySet(models.QuerySet["SignInProof"]):
    def visible_to(self, user: Any) -> Self:
        """Nobody's but the own: not even the office needs to know who signs in by what."""
        return self.filter(user=user) if getattr(user, "is_authenticated", False) else self.none()

    def vouched(self, provider: str, within: timedelta) -> Self:
        return self.filter(provider=provider, proved_at__gte=timezone.now() - within)


@tracked()
class SignInProof(models.Model):
    """That a provider (LinkedIn, the university, e-Devlet) vouched for an account, and when; the latest of each.

    ``identity`` is what e-Devlet told, as JSON, encrypted and for half an hour (``mik.accounts.identities``).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="proofs")
    provider = models.CharField(_("sağlayıcı"), max_length=40)
    subject = models.CharField(_("sağlayıcıdaki kimlik"), max_length=191)
    proved_at = models.DateTimeField(_("zaman"))
    had_second_factor = models.BooleanField(_("ikinci adım soruldu"), default=False)
    identity = EncryptedTextField(_("bildirilen kimlik"), null=True, blank=True)

    objects = SignInProofQuerySet.as_manager()

    class Meta:
        verbose_name = _("başka hesapla giriş")
        constraints = [models.UniqueConstraint(fields=["user", "provider"], name="one_proof_of_each_provider")]

    def __str__(self) -> str:
        return self.provider
