"""What figures are about, in the order in which the catalogue lists them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOPICS: dict[str, Promise] = {
    "registry": _("Mezun kütüğü"),
    "membership": _("Üyelik"),
    "places": _("Yaşanan yerler"),
    "news": _("Duyurular"),
    "cards": _("Mezun Kartı"),
    "surveys": _("Anketler"),
    "office": _("Koordinatörlük"),
}


def title_of(topic: str) -> str:
    return str(TOPICS.get(topic, topic))


def rank_of(topic: str) -> int:
    """Topics of no list stand last."""
    return list(TOPICS).index(topic) if topic in TOPICS else len(TOPICS)
