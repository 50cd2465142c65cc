"""The indicators of a graduate survey: labour market, match, skills, satisfaction.

Conditions speak of the columns of ``surveys.indicators.columns``; codes of questions are those of ``surveys.ready``.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.indicators.definitions import POINTS, Indicator, Kind

EMPLOYED = Q(worked__in=["yes", "away"])
SEEKING = Q(worked="no", seeking__in=["full", "part", "found"], available="yes")
LABOUR_FORCE = EMPLOYED | SEEKING
FULL_TIME = EMPLOYED & Q(hours__in=["h35", "h45"])
SEEKS_FULL_TIME = (EMPLOYED & Q(more_hours="yes") & ~FULL_TIME) | (SEEKING & Q(seeking="full"))
STUDYING = Q(study__in=["full", "part"])
RATED = Q(overall__in=POINTS)
EVERYBODY = Q()

LABOUR = (
    Indicator(
        "EMP_OVERALL",
        _("Genel istihdam oranı"),
        _("Geçen hafta en az bir saat çalışanların, çalışan ya da iş arayıp iki hafta içinde başlayabilecekler"
          " içindeki payı."),
        _("çalışan"),
        _("çalışan + iş arayan"),
        numerator=EMPLOYED,
        denominator=LABOUR_FORCE,
        needs="worked",
    ),
    Indicator(
        "EMP_FT",
        _("Tam zamanlı istihdam oranı"),
        _("Haftada 35 saat ve üzeri çalışanların, onlarla tam zamanlı iş arayanlar içindeki payı."),
        _("haftada 35 saat ve üzeri çalışan"),
        _("tam zamanlı çalışan + tam zamanlı iş arayan"),
        numerator=FULL_TIME,
        denominator=FULL_TIME | SEEKS_FULL_TIME,
        needs="hours",
    ),
    Indicator(
        "LFP",
        _("İşgücüne katılma oranı"),
        _("Çalışanların ve iş arayanların bütün yanıtlayanlar içindeki payı."),
        _("çalışan + iş arayan"),
        _("yanıtlayan"),
        numerator=LABOUR_FORCE,
        denominator=EVERYBODY,
        needs="worked",
    ),
    Indicator(
        "FT_STUDY",
        _("Tam zamanlı ileri öğrenim"),
        _("Mezuniyetten sonra bir programda tam zamanlı okuyanların bütün yanıtlayanlar içindeki payı."),
        _("tam zamanlı okuyan"),
        _("yanıtlayan"),
        numerator=Q(study="full"),
        denominator=EVERYBODY,
        needs="study",
    ),
    Indicator(
        "HIGH_SKILL",
        _("Yüksek nitelikli iş oranı"),
        _("Mesleği ISCO-08’in yöneticiler, profesyonel meslekler ve teknisyenler gruplarında olanların, mesleği"
          " bilinen çalışanlar içindeki payı."),
        _("ISCO-08 1, 2, 3. grup"),
        _("mesleği bilinen çalışan"),
        numerator=EMPLOYED & Q(occupation__regex=r"^[123]"),
        denominator=EMPLOYED & Q(occupation__isnull=False),
        needs="occupation",
    ),
    Indicator(
        "MED_SAL",
        _("Aylık net gelirin ortancası"),
        _("Haftada 35 saat ve üzeri çalışan ve gelirini yazanların aylık net gelirinin ortancası."),
        _("ortanca (aylık net gelir)"),
        _("gelirini yazan tam zamanlı çalışan"),
        kind=Kind.MONEY,
        denominator=FULL_TIME & Q(income__isnull=False),
        needs="income",
    ),
)  # fmt: skip


def _activity(code: str, name: object, condition: Q) -> Indicator:
    return Indicator(
        f"ACTIVITY_POS_{code}",
        name,  # type: ignore[arg-type]  # a lazy text
        _("Geçen haftanın bütün uğraşlarına göre herkes tek bir sınıfta sayılır; sınıfların toplamı %100 eder."),
        _("bu sınıfta olan"),
        _("yanıtlayan"),
        numerator=condition,
        denominator=EVERYBODY,
        needs="worked",
        listed="ACTIVITY_POS",
    )


_IDLE = ~EMPLOYED & ~STUDYING
ACTIVITIES = (
    _activity("FULL", _("Tam zamanlı çalışıyor"), FULL_TIME & ~STUDYING),
    _activity("PART", _("Yarı zamanlı çalışıyor"), EMPLOYED & ~FULL_TIME & ~STUDYING),
    _activity("BOTH", _("Çalışıyor ve okuyor"), EMPLOYED & STUDYING),
    _activity("STUDY", _("Okuyor"), ~EMPLOYED & STUDYING),
    _activity("SEEKING", _("İş arıyor"), _IDLE & SEEKING),
    _activity("VOLUNTARY", _("Gönüllü çalışıyor"), _IDLE & ~SEEKING & Q(voluntary__isnull=False)),
    _activity("OTHER", _("Askerlik, bakım, başka"), _IDLE & ~SEEKING & Q(voluntary__isnull=True)),
)

MATCH = (
    Indicator(
        "V_MISMATCH",
        _("Dikey uyumsuzluk"),
        _("İşi için kendi düzeyinden düşük bir öğrenimin yeteceğini söyleyen çalışanların payı."),
        _("işi daha düşük düzey isteyen"),
        _("soruyu yanıtlayan çalışan"),
        numerator=EMPLOYED & Q(level_fit__in=["lower", "none"]),
        denominator=EMPLOYED & Q(level_fit__isnull=False),
        needs="level_fit",
    ),
    Indicator(
        "H_MISMATCH",
        _("Yatay uyumsuzluk"),
        _("İşi için en uygun alanın bambaşka olduğunu ya da alan gerekmediğini söyleyen çalışanların payı."),
        _("işi başka alandan ya da alansız"),
        _("soruyu yanıtlayan çalışan"),
        numerator=EMPLOYED & Q(field_fit__in=["other", "none"]),
        denominator=EMPLOYED & Q(field_fit__isnull=False),
        needs="field_fit",
    ),
    Indicator(
        "FULL_MATCH",
        _("Tam eşleşme"),
        _("İşi hem düzeyine hem alanına uyan çalışanların payı."),
        _("düzeyi ve alanı eşleşen"),
        _("iki soruyu da yanıtlayan çalışan"),
        numerator=EMPLOYED & Q(level_fit="same", field_fit__in=["own", "related"]),
        denominator=EMPLOYED & Q(level_fit__isnull=False, field_fit__isnull=False),
        needs="field_fit",
    ),
)

SATISFACTION = (
    Indicator(
        "SAT_STUDY",
        _("Programdan memnuniyet"),
        _("Programından memnun ya da çok memnun olanların (5 üzerinden 4–5) payı."),
        _("4 ya da 5 diyen"),
        _("soruyu yanıtlayan"),
        numerator=Q(overall__in=["4", "5"]),
        denominator=RATED,
        needs="overall",
    ),
    Indicator(
        "SAT_AGAIN",
        _("Yine aynı programı seçerdi"),
        _("Yeniden seçecek olsa KTÜ’de aynı programı seçeceğini söyleyenlerin payı."),
        _("KTÜ’de aynı programı seçecek olan"),
        _("soruyu yanıtlayan"),
        numerator=Q(again="same"),
        denominator=Q(again__isnull=False),
        needs="again",
        listed="SAT_STUDY",
    ),
    Indicator(
        "SAT_MEAN",
        _("Memnuniyet (1–5)"),
        _("Programdan memnuniyetin 1 ile 5 arasındaki ortalaması."),
        _("verilen puanların toplamı"),
        _("soruyu yanıtlayan"),
        kind=Kind.MEAN,
        denominator=RATED,
        needs="overall",
        listed="SAT_STUDY",
    ),
)
