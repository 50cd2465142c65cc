"""The indicators of an employer survey: satisfaction, and the five scales of graduate attributes."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.indicators.definitions import POINTS, Indicator, Kind

SATISFIED = (
    Indicator(
        "EMPLOYER_SAT",
        _("İşveren memnuniyeti"),
        _("Mezunlarımızdan memnun ya da çok memnun olan (5 üzerinden 4–5) işverenlerin payı."),
        _("4 ya da 5 diyen işveren"),
        _("soruyu yanıtlayan işveren"),
        numerator=Q(overall__in=["4", "5"]),
        denominator=Q(overall__in=POINTS),
        needs="overall",
    ),
    Indicator(
        "HIRE_AGAIN",
        _("Yine mezunumuzu alır"),
        _("Yeniden KTÜ mezunu işe alacağını söyleyen işverenlerin payı."),
        _("evet diyen işveren"),
        _("soruyu yanıtlayan işveren"),
        numerator=Q(hire_again="yes"),
        denominator=Q(hire_again__isnull=False),
        needs="hire_again",
        listed="EMPLOYER_SAT",
    ),
)
AGREES_FROM = 3.5  # an average of the items that rounds to «agree»
AREAS = {
    "gas_foundation": _("Temel beceriler"),
    "gas_adaptive": _("Uyum becerileri"),
    "gas_collaborative": _("Birlikte çalışma"),
    "gas_technical": _("Meslek bilgisi"),
    "gas_employability": _("Çalışma yaşamı"),
}
SCALES = {
    area: Indicator(
        f"GAS_E_{area.removeprefix('gas_').upper()}",
        name,
        _("Bu alandaki maddelere verdiği puanların ortalaması 3,5 ve üzeri olan işverenlerin payı; «gözlemedim»"
          " yanıtları sayılmaz."),
        _("ortalaması 3,5 ve üzeri olan işveren"),
        _("alanın en az bir maddesini puanlayan işveren"),
        needs=area,
        listed="GAS_E",
    )
    for area, name in AREAS.items()
}  # fmt: skip
MEANS = {
    area: Indicator(
        f"{SCALES[area].code}_MEAN",
        name,
        _("İşverenlerin bu alandaki maddelere verdiği puanların (1–5) işveren başına ortalamasının ortalaması."),
        _("işverenlerin ortalamalarının toplamı"),
        _("alanın en az bir maddesini puanlayan işveren"),
        kind=Kind.MEAN,
        needs=area,
        listed="GAS_E",
    )
    for area, name in AREAS.items()
}
