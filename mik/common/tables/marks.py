"""The mark a list carries out of the house: who took it, when, why, and under which number the log knows it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from mik.common.turkish import number


@dataclass(frozen=True)
class Mark:
    """``number`` is that of the record in the log of looks; None where the list holds no personal data.

    In a workbook the mark is a sheet of its own, the last one, and the header and footer of every printed page. A CSV
    has one table only, and a line above the header would break whatever reads it: there each row ends with the mark,
    so that a row keeps its origin when it is copied into another file.
    """

    who: str
    at: datetime
    why: str = ""
    chosen: str = ""
    number: int | None = None

    @property
    def column(self) -> str:
        """The heading of the last column of a CSV."""
        return str(_("Dosyanın kaydı"))

    @property
    def line(self) -> str:
        known = _("Kayıt no %(number)s") % {"number": self.number} if self.number else ""
        return " · ".join(filter(None, (known, self.who, self._moment)))

    def facts(self, rows: int) -> list[tuple[str, str]]:
        """What the sheet says of the file, in words."""
        facts = [
            (_("Alan"), self.who),
            (_("Tarih"), self._moment),
            (_("Gerekçe"), self.why),
            (_("Satır sayısı"), number(rows)),
            (_("Süzgeç"), self.chosen or _("Yok; listenin tümü")),
            (_("Kayıt no"), str(self.number or "")),
        ]
        return [(label, text) for label, text in facts if text]

    @property
    def notice(self) -> str:
        if not self.number:
            return ""
        return _(
            "Bu dosyada kişisel veri vardır. Yalnız yazılan gerekçe için kullanın, başkasıyla paylaşmayın,"
            " işiniz bitince silin. Dışa aktarma bu numarayla kaydedildi; mezunlar kendi sayfalarında görür."
        )

    @property
    def _moment(self) -> str:
        local = timezone.localtime(self.at) if timezone.is_aware(self.at) else self.at
        return local.strftime("%d.%m.%Y %H.%M")
