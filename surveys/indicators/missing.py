"""Indicators of the list that a wave of answers cannot tell, with the reason; nothing is made up for them."""

from django.utils.translation import gettext_lazy as _

from surveys.indicators.definitions import Missing

NO_FRAME = _("Uygunluğu belirsiz kişi yok: hedef kitle mezun kütüğünden gelir. RR1 ile aynı olurdu.")

OF_GRADUATES = (
    Missing("RR3", _("Yanıt oranı (AAPOR RR3)"), NO_FRAME),
    Missing(
        "PLACE_YR",
        _("Değerlendirme yılı işe yerleşme oranı"),
        _("Bir takvim yılındaki bütün mezunların işe yerleşme kaydını ister; anket yalnız yanıtlayanları bilir."),
    ),
    Missing(
        "PG_OWN",
        _("Kendi lisansüstüne kayıt"),
        _("Öğrenci işlerinin kayıt verisini ister; ankette yalnız kişinin beyanı vardır."),
    ),
    Missing(
        "UNI_REG_EMP",
        _("Kayıtlı istihdam (ÜNİ-VERİ)"),
        _("YÖK mezun kaydıyla SGK kaydının eşlenmesini ister; ofisin bu veriye erişimi yoktur."),
    ),
)
