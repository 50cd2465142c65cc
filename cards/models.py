"""The models of the card, gathered for Django."""

from cards.applications.models import CardApplication
from cards.issuing.models import Card
from cards.printing.models import PrintBatch, PrintLine, PrintPart

__all__ = ["Card", "CardApplication", "PrintBatch", "PrintLine", "PrintPart"]
