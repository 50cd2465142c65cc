"""What the demo announces: invented events, openings and scholarships, in both languages."""

from dataclasses import dataclass
from datetime import time
from textwrap import dedent

from mik.home.demo.cast import ENGINEERING, FOREST


@dataclass(frozen=True)
class Text:
    """``days``: published so many days ago; None for a draft. Events and deadlines lie that many days ahead."""

    kind: str
    title_tr: str
    title_en: str
    body_tr: str
    body_en: str
    days: int | None = 0
    department: str = ""
    faculty: str = ENGINEERING
    by_representative: bool = False
    event_in: int | None = None
    event_at: tuple[time, time] = (time(14, 0), time(17, 0))
    place: str = ""
    deadline_in: int | None = None
    link: str = ""
    year_from: int | None = None
    year_to: int | None = None
    levels: tuple[int, ...] = ()
    provinces: tuple[str, ...] = ()
    for_students: bool = False
    withdrawn: bool = False
    mailed: bool = False

    @property
    def texts(self) -> dict[str, str]:
        return {
            "title_tr": self.title_tr,
            "title_en": self.title_en,
            "body_tr": dedent(self.body_tr).strip(),
            "body_en": dedent(self.body_en).strip(),
        }


TEXTS = (
    Text(
        "event", "Mezunlarla kariyer günü", "Careers day with our graduates",
        """
        ## Mezunlarla kariyer günü

        Sayın {ad},

        Mezunlarımızla öğrencilerimizi bir araya getiren kariyer gününe sizi de bekliyoruz.

        - 10.00 Açılış
        - 10.30 Mezun söyleşileri
        - 13.30 Firma masaları
        - 16.00 Öğrencilerle tanışma

        Bir masada deneyiminizi paylaşmak isterseniz bu iletiyi yanıtlamanız yeterli.
        """,
        """
        ## Careers day with our graduates

        Dear {ad},

        We look forward to seeing you at the day that brings our graduates and students together.

        - 10:00 Opening
        - 10:30 Talks by graduates
        - 13:30 Company tables
        - 16:00 Meet the students

        If you would like to share your experience at a table, simply reply to this message.
        """,
        days=9, event_in=20, event_at=(time(10, 0), time(17, 30)), place="Osman Turan Kültür ve Kongre Merkezi",
        mailed=True,
    ),
    Text(
        "news", "Mezun Platformu yayında", "The alumni platform is open",
        """
        Sayın {ad},

        Mezun Platformu açıldı. Bilgilerinizi güncelleyebilir, sınıf arkadaşlarınızı rehberde bulabilir, hangi konularda
        e-posta almak istediğinize kendiniz karar verebilirsiniz.

        > Kimin ne göreceğine siz karar verirsiniz; kaydınıza bakanları da kendi sayfanızda görürsünüz.
        """,
        """
        Dear {ad},

        The alumni platform is open. You can update your details, find your classmates in the directory and decide for
        yourself which e-mails you would like to receive.

        > You decide who sees what, and your own page shows who has looked at your record.
        """,
        days=41,
    ),
    Text(
        "scholarship", "Doktora araştırma bursu", "Doctoral research scholarship",
        """
        Yüksek lisansını bitirmiş mezunlarımıza, malzeme ve üretim alanında **üç yıllık doktora bursu** verilecek.

        Başvuruda istenenler:

        1. Özgeçmiş
        2. Tez özeti (en çok iki sayfa)
        3. İki referans
        """,
        """
        A **three-year doctoral scholarship** in materials and manufacturing is open to our graduates with a master's
        degree.

        What to send:

        1. Curriculum vitae
        2. Summary of your thesis (two pages at most)
        3. Two references
        """,
        days=6, deadline_in=5, link="https://burs.ornek.example/doktora", levels=(7, 8),
    ),
    Text(
        "scholarship", "Mezunlardan öğrencilere başarı bursu", "Merit scholarship from graduates to students",
        """
        Mezunlarımızın katkısıyla, ikinci sınıf ve üzerindeki öğrencilere dokuz ay boyunca başarı bursu verilecek.
        Çevrenizdeki öğrencilere de iletir misiniz?
        """,
        """
        With the support of our graduates, students from the second year on can apply for a nine-month merit
        scholarship.
        Please pass it on to students you know.
        """,
        days=3, deadline_in=24, link="https://burs.ornek.example/basari", for_students=True,
    ),
    Text(
        "job", "Makine mühendisi: ısıl sistemler", "Mechanical engineer: thermal systems",
        """
        Isıl sistemler ekibine en az iki yıl deneyimli **makine mühendisi** aranıyor.

        - Isı değiştirici tasarımı ve hesapları
        - Sıfırdan deney düzeneği kurma
        - İyi derecede İngilizce
        """,
        """
        The thermal systems team is looking for a **mechanical engineer** with at least two years of experience.

        - Design and calculation of heat exchangers
        - Building test rigs from scratch
        - Good command of English
        """,
        days=4, deadline_in=12, link="https://is.ornek.example/isil-sistemler", department="Makine Mühendisliği",
        by_representative=True, levels=(6, 7),
    ),
    Text(
        "job", "Şantiye şefi, Trabzon", "Site manager, Trabzon",
        """
        Sahil yolu yenileme işi için **şantiye şefi** aranıyor. Başvurular şirketin sayfasından alınıyor; ofis aracılık
        etmez.
        """,
        """
        A **site manager** is wanted for the renewal of the coastal road. Applications go through the company’s page; we
        do not act as a go-between.
        """,
        days=12, deadline_in=3, link="https://is.ornek.example/santiye-sefi", department="İnşaat Mühendisliği",
        provinces=("61", "53", "28", "52", "29"),
    ),
    Text(
        "job", "Yazılım geliştirici, uzaktan", "Software developer, remote",
        """
        Coğrafi veri ürünleri geliştiren bir ekip, uzaktan çalışacak **yazılım geliştirici** arıyor.
        Python ve PostgreSQL bilmeniz bekleniyor.
        """,
        """
        A team that builds geospatial products is looking for a **software developer** to work remotely.
        You are expected to know Python and PostgreSQL.
        """,
        days=60, deadline_in=-20, link="https://is.ornek.example/gelistirici",
    ),
    Text(
        "internship", "Yaz stajı: gemi tasarım bürosu", "Summer internship: ship design office",
        """
        Tersanemizin tasarım bürosunda altı haftalık yaz stajı. Yemek ve servis var.
        """,
        """
        A six-week summer internship in our shipyard's design office. Meals and transport included.
        """,
        days=8, deadline_in=30, link="https://staj.ornek.example/tersane", for_students=True,
    ),
    Text(
        "internship", "Laboratuvarda uzun dönem staj", "Long internship in the laboratory",
        """
        Bölümümüzün yeni mezunları için, motor laboratuvarında altı aylık uzun dönem staj.
        """,
        """
        A six-month internship in the engine laboratory for recent graduates of our department.
        """,
        days=2, deadline_in=18, link="https://staj.ornek.example/motor", department="Makine Mühendisliği",
        by_representative=True, year_from=2022,
    ),
    Text(
        "training", "Bilirkişilik temel eğitimi", "Basic training for expert witnesses",
        """
        Beş hafta sonu süren, uygulamalı temel eğitim. Kontenjan 30 kişi; mezunlarımıza öncelik tanınır.
        """,
        """
        A practical course over five weekends, for 30 people; our graduates are given priority.
        """,
        days=10, event_in=27, event_at=(time(9, 30), time(16, 30)), place="Sürekli Eğitim Merkezi",
        deadline_in=14, link="https://egitim.ornek.example/bilirkisi",
    ),
    Text(
        "event", "1996 mezunları otuzuncu yıl buluşması", "Class of 1996: thirty years on",
        """
        Sayın {ad},

        {bolum} bölümünü {yil} yılında bitirdiniz; otuzuncu yılınızı birlikte kutlayalım.

        - 11.00 Bölüm gezisi
        - 13.00 Öğle yemeği
        - 15.00 Fotoğraf çekimi
        """,
        """
        Dear {ad},

        You graduated from {bolum} in {yil}; let us celebrate thirty years together.

        - 11:00 Tour of the department
        - 13:00 Lunch
        - 15:00 Photograph
        """,
        days=15, event_in=40, event_at=(time(11, 0), time(16, 0)), place="Kanuni Yerleşkesi",
        year_from=1996, year_to=1996,
    ),
    Text(
        "news", "Bölümümüzün laboratuvarı yenilendi", "Our laboratory has been renewed",
        """
        Malzeme laboratuvarımızdaki **çekme düzeneği** mezunlarımızın desteğiyle yenilendi. Yolunuz düşerse uğrayın.
        """,
        """
        The **tensile test rig** in our materials laboratory has been renewed with the support of our graduates. Do come
        and see it.
        """,
        days=22, department="Makine Mühendisliği", by_representative=True,
    ),
    Text(
        "event", "Orman haftası fidan dikimi", "Tree planting in forest week",
        """
        Hava koşulları nedeniyle ertelendi; yeni günü ayrıca duyuracağız.
        """,
        """
        Postponed because of the weather; the new day will be announced.
        """,
        days=30, event_in=-12, place="Zafanos Ormanı", department="Orman Mühendisliği", faculty=FOREST, withdrawn=True,
    ),
    Text(
        "event", "Mezunlar günü", "Alumni day",
        """
        ## Mezunlar günü

        Sayın {ad}, bu yılki mezunlar gününün programı hazırlanıyor.
        """,
        "",
        days=None, event_in=75, place="Atapark Amfi Tiyatro",
    ),
    Text(
        "training", "Mezunlarla teknik söyleşiler", "",
        """
        Her ayın ilk perşembesi, bir mezunumuz mesleğini anlatıyor. Bu ay: **rüzgâr türbinlerinde titreşim**.
        """,
        "",
        days=None, department="Makine Mühendisliği", by_representative=True,
    ),
)  # fmt: skip
