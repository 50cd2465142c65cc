"""The outline of a unit's activity report (birim faaliyet raporu), as the budget regulation of public bodies orders it.

Data, not code: which sections there are, in which order, and which figures and tables of the records each one prints.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

UNIVERSITY = "Karadeniz Teknik Üniversitesi"
OFFICE = "Mezunlarla İlişkiler Koordinatörlüğü"


@dataclass(frozen=True)
class Part:
    """A heading of the outline; one without ``parts`` is a section the office writes.

    ``figures`` are codes of the catalogue, ``topics`` take in all figures of a topic; ``tables`` and ``charts`` are
    names in tables.py and charts.py. ``needs_text``: nothing of the records speaks here, so it cannot stay empty.
    ``ready``: the name of a suggestion made of facts (ready.py).
    """

    code: str
    number: str
    heading_tr: str
    parts: tuple["Part", ...] = ()
    figures: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    needs_text: bool = False
    ready: str = ""

    @property
    def heading(self) -> str:
        return settings.ANNUAL_REPORT_HEADINGS.get(self.code, self.heading_tr)

    @property
    def depth_one(self) -> bool:
        return "." not in self.number

    @property
    def short(self) -> str:
        """The last bit of the number: "A" of "I.A"."""
        return self.number.rsplit(".", 1)[-1]

    @cached_property
    def sections(self) -> "tuple[Part, ...]":
        return tuple(section for part in self.parts for section in part.sections) if self.parts else (self,)


ADMINISTRATION = (
    Part("organisation", "I.C.1", "Örgüt yapısı", tables=("posts",), ready="organisation"),
    Part("resources", "I.C.2", "Bilgi ve teknolojik kaynaklar", figures=("registered",)),
    Part("staff", "I.C.3", "İnsan kaynakları", topics=("office",)),
    Part("services", "I.C.4", "Sunulan hizmetler", ready="services"),
    Part("management", "I.C.5", "Yönetim ve iç kontrol sistemi", ready="management"),
)
GENERAL = (
    Part("mission", "I.A", "Misyon ve vizyon", needs_text=True),
    Part("duties", "I.B", "Yetki, görev ve sorumluluklar", ready="duties"),
    Part("administration", "I.C", "İdareye ilişkin bilgiler", ADMINISTRATION),
)
WORK = ("registry", "membership", "places", "news", "cards", "surveys")
PERFORMANCE = (
    Part("activities", "III.B.1", "Faaliyet ve proje bilgileri", topics=WORK, tables=("units",)),
    Part(
        "results",
        "III.B.2",
        "Performans sonuçları tablosu",
        tables=("performance",),
        charts=("growth", "quality"),
    ),
    Part("assessment", "III.B.3", "Performans sonuçlarının değerlendirilmesi", needs_text=True),
)
ACTIVITIES = (
    Part("finance", "III.A", "Mali bilgiler", topics=("giving",)),
    Part("performance", "III.B", "Performans bilgileri", PERFORMANCE),
)
CAPACITY = (
    Part("strengths", "IV.A", "Üstünlükler", needs_text=True),
    Part("weaknesses", "IV.B", "Zayıflıklar", needs_text=True),
    Part("capacity", "IV.C", "Değerlendirme", needs_text=True),
)
OUTLINE = (
    Part("foreword", "", "Sunuş", needs_text=True),
    Part("general", "I", "Genel bilgiler", GENERAL),
    Part("goals", "II", "Amaç ve hedefler", ready="goals"),
    Part("work", "III", "Faaliyetlere ilişkin bilgi ve değerlendirmeler", ACTIVITIES),
    Part("ability", "IV", "Kurumsal kabiliyet ve kapasitenin değerlendirilmesi", CAPACITY),
    Part("proposals", "V", "Öneri ve tedbirler", needs_text=True),
    Part("annexes", "", "Ekler", tables=("representatives", "definitions")),
)

SECTIONS = tuple(section for part in OUTLINE for section in part.sections)
SECTION = {section.code: section for section in SECTIONS}


def walk(parts: tuple[Part, ...] = OUTLINE, depth: int = 1) -> Iterator[tuple[int, Part]]:
    """Every heading with its depth, in the order of the report."""
    for part in parts:
        yield depth, part
        yield from walk(part.parts, depth + 1)
