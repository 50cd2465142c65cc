"""The subjects of the mail room, gathered for Django."""

from mik.mail.models.delivery import Delivery
from mik.mail.models.mailing import Mailing
from mik.mail.models.outbox import OutgoingMail

__all__ = ["Delivery", "Mailing", "OutgoingMail"]
