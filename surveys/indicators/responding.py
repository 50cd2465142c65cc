"""Who was asked and who answered: response rates of HESA and AAPOR, and how many could be reached."""

from django.utils.translation import gettext_lazy as _

from surveys.indicators.definitions import Indicator, Kind

HEADLINE = Indicator(
    "RR_HEADLINE",
    _("Yanıt oranı"),
    _("Zorunlu soruların hepsini yanıtlayıp anketi bitirenlerin hedef kitle içindeki payı. Ulaşılamayanlar ve"
      " yanıtlamak istemeyenler paydada kalır (HESA)."),
    _("tamamlanan yanıt"),
    _("hedef kitle"),
    kind=Kind.RESPONSE,
)  # fmt: skip
RR1 = Indicator(
    "RR1",
    _("Yanıt oranı (AAPOR RR1)"),
    _("Tamamlanan yanıtların, çağrı kaydı olan herkes içindeki payı. Hedef kitlenin hepsi uygun sayılır; uygunluğu"
      " belirsiz kimse yoktur. I: tamamlayan, P: yarım bırakan, R: istemeyen, NC: ulaşılamayan, O: başka,"
      " UH ve UO: uygunluğu belirsiz."),
    _("I"),
    _("(I + P) + (R + NC + O) + (UH + UO)"),
    kind=Kind.RESPONSE,
)  # fmt: skip
RR2 = Indicator(
    "RR2",
    _("Yanıt oranı (AAPOR RR2)"),
    _("İlk sayfayı bitirip yarım bırakanlar da paya eklenir."),
    _("I + P"),
    _("(I + P) + (R + NC + O) + (UH + UO)"),
    kind=Kind.RESPONSE,
)
COVERAGE = Indicator(
    "COVERAGE",
    _("İletişim kapsamı"),
    _("Anket açılırken geçerli bir e-posta adresi bilinenlerin hedef kitle içindeki payı."),
    _("adresi bilinen"),
    _("hedef kitle"),
    kind=Kind.RESPONSE,
)
INDICATORS = (HEADLINE, RR1, RR2, COVERAGE)
