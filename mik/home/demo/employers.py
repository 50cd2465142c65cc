"""Employers nobody will find in a register, and what people of each field do there at each age."""

from dataclasses import dataclass

from mik.home.demo.names import Chance, words

# Places and winds of the region lend their names.
STEMS = words("""
Zigana Kaçkar Uzungöl Sümela Boztepe Ayder Faroz Ganita Değirmendere Hamsiköy Kadırga Soğanlı Harşit Fırtına
Palovit Çambaşı Kıyı Yalı Liman Poyraz Karayel Lodos Gelgit Mavi Yeşilırmak Kemençe Horon Fındıklı Ilıca Işık
Çınar Kartal Martı Yunus Pusula Deniz Yakamoz Kuzey Anadolu Doğa Beyaz Yeditepe Boğaz Marmara Ege Toros Bozkır
Başkent
""")


@dataclass(frozen=True)
class Job:
    """A kind of employer ("{} Yapı" takes a stem; one without stands for itself), its NACE section, and titles."""

    employer: str
    sector: str
    titles: tuple[str, str, str]
    occupation: str


def _jobs(text: str) -> tuple[Job, ...]:
    """Lines of «employer | sector | ISCO-08 group | first, later, senior title»."""
    found = []
    for line in text.strip().splitlines():
        employer, sector, occupation, titles = (part.strip() for part in line.split("|"))
        first, later, senior = (title.strip() for title in titles.split(","))
        found.append(Job(employer, sector, (first, later, senior), occupation))
    return tuple(found)


FIELDS: dict[str, tuple[Job, ...]] = {
    "civil": _jobs("""
        {} İnşaat A.Ş. | F | 21 | Saha Mühendisi, Şantiye Şefi, Proje Müdürü
        {} Yapı Denetim | N | 21 | Yapı Denetim Mühendisi, Denetçi Mühendis, Şirket Ortağı
        {} Altyapı ve Tünel | F | 21 | Saha Mühendisi, Kıdemli Mühendis, Şantiye Müdürü
        {} Mühendislik Müşavirlik | N | 21 | Statik Proje Mühendisi, Proje Yöneticisi, Teknik Müdür
        Karayolları Bölge Müdürlüğü | P | 21 | Mühendis, Kontrol Mühendisi, Başmühendis
        Su İşleri Bölge Müdürlüğü | P | 21 | Mühendis, Kontrol Mühendisi, Şube Müdürü"""),
    "machine": _jobs("""
        {} Makina Sanayi | C | 21 | Tasarım Mühendisi, Kıdemli Tasarım Mühendisi, AR-GE Müdürü
        {} Otomotiv | C | 21 | Üretim Mühendisi, Üretim Planlama Uzmanı, Fabrika Müdürü
        {} Çay Sanayi | C | 21 | Bakım Mühendisi, Bakım Şefi, Bakım Müdürü
        {} Enerji | D | 21 | İşletme Mühendisi, Santral Şefi, Genel Müdür Yardımcısı
        {} Isıtma Soğutma | F | 21 | Satış Mühendisi, Proje Mühendisi, Satış Müdürü
        {} Savunma Sistemleri | C | 21 | AR-GE Mühendisi, Sistem Mühendisi, Program Yöneticisi"""),
    "electric": _jobs("""
        {} Elektrik Dağıtım | D | 21 | Elektrik Mühendisi, İşletme Şefi, Bölge Müdürü
        {} Elektronik | C | 21 | Donanım Mühendisi, Kıdemli Donanım Mühendisi, AR-GE Müdürü
        {} Haberleşme | K | 21 | Ağ Mühendisi, Şebeke Planlama Uzmanı, Bölge Müdürü
        {} Otomasyon | C | 21 | Otomasyon Mühendisi, Proje Mühendisi, Teknik Müdür"""),
    "software": _jobs("""
        {} Yazılım | K | 25 | Yazılım Geliştirici, Kıdemli Yazılım Geliştirici, Yazılım Mimarı
        {} Bilişim | K | 25 | Sistem Uzmanı, Takım Lideri, Bilgi Teknolojileri Müdürü
        {} Oyun Stüdyosu | J | 25 | Oyun Geliştirici, Teknik Sanatçı, Yapımcı
        {} Katılım Bankası | L | 25 | Veri Analisti, Veri Mühendisi, Yazılım Müdürü"""),
    "forest": _jobs("""
        Orman Bölge Müdürlüğü | P | 21 | Orman Mühendisi, İşletme Şefi, İşletme Müdürü
        {} Fidancılık | A | 21 | Ziraat ve Orman Danışmanı, Üretim Sorumlusu, Genel Müdür
        {} Orman Ürünleri | C | 21 | Üretim Mühendisi, Kalite Sorumlusu, Fabrika Müdürü
        Millî Parklar Şube Müdürlüğü | P | 21 | Mühendis, Saha Sorumlusu, Şube Müdürü"""),
    "earth": _jobs("""
        {} Madencilik | B | 21 | Maden Mühendisi, Vardiya Amiri, İşletme Müdürü
        {} Zemin Etüt | N | 21 | Jeoloji Mühendisi, Proje Mühendisi, Şirket Ortağı
        {} Harita ve Kadastro | N | 21 | Harita Mühendisi, Proje Sorumlusu, Şirket Ortağı
        Tapu ve Kadastro Bölge Müdürlüğü | P | 21 | Kontrol Mühendisi, Kadastro Müdür Yardımcısı, Kadastro Müdürü"""),
    "architecture": _jobs("""
        {} Mimarlık | N | 21 | Mimar, Kıdemli Mimar, Kurucu Ortak
        {} Peyzaj ve Tasarım | N | 21 | Tasarımcı, Proje Sorumlusu, Kurucu Ortak
        {} Belediyesi | P | 21 | Plancı, İmar Şefi, İmar Müdürü"""),
    "marine": _jobs("""
        {} Denizcilik | H | 31 | Vardiya Zabiti, İkinci Kaptan, Uzakyol Kaptanı
        {} Tersanesi | C | 21 | Gemi İnşa Mühendisi, Blok Sorumlusu, Tersane Müdürü
        {} Su Ürünleri | A | 21 | Üretim Mühendisi, Tesis Sorumlusu, Tesis Müdürü"""),
    "science": _jobs("""
        {} Laboratuvarları | N | 21 | Analist, Laboratuvar Sorumlusu, Laboratuvar Müdürü
        {} Kimya | C | 21 | Kalite Kontrol Uzmanı, AR-GE Uzmanı, AR-GE Müdürü
        {} Fen Lisesi | Q | 23 | Öğretmen, Zümre Başkanı, Okul Müdürü
        {} Sigorta | L | 21 | Aktüer Yardımcısı, Aktüer, Risk Müdürü"""),
    "business": _jobs("""
        {} Bankası | L | 24 | Uzman Yardımcısı, Şube Yöneticisi, Bölge Müdürü
        {} Bağımsız Denetim | N | 24 | Denetçi Yardımcısı, Denetçi, Ortak
        {} Dış Ticaret | G | 33 | Dış Ticaret Uzmanı, Satış Müdürü, Genel Müdür
        {} Gıda Pazarlama | G | 24 | Pazarlama Uzmanı, Ürün Müdürü, Pazarlama Direktörü
        {} Kaymakamlığı | P | 24 | Şef, Uzman, Yazı İşleri Müdürü
        Vergi Dairesi Başkanlığı | P | 24 | Gelir Uzmanı, Vergi Müfettişi, Grup Müdürü"""),
    "letters": _jobs("""
        {} Yayınları | J | 26 | Editör Yardımcısı, Editör, Yayın Yönetmeni
        {} Anadolu Lisesi | Q | 23 | Öğretmen, Zümre Başkanı, Müdür Yardımcısı
        {} Çeviri | N | 26 | Çevirmen, Redaktör, Kurucu Ortak
        {} Müzesi | S | 26 | Müze Araştırmacısı, Uzman, Müze Müdürü"""),
    "health": _jobs("""
        {} Devlet Hastanesi | R | 22 | Pratisyen Hekim, Uzman Hekim, Başhekim Yardımcısı
        {} Tıp Merkezi | R | 22 | Hekim, Uzman Hekim, Mesul Müdür
        {} Araştırma Hastanesi | R | 22 | Asistan Hekim, Uzman Hekim, Klinik Şefi"""),
    "dental": _jobs("""
        {} Ağız ve Diş Sağlığı Merkezi | R | 22 | Diş Hekimi, Diş Hekimi, Başhekim
        {} Diş Kliniği | R | 22 | Diş Hekimi, Ortodonti Uzmanı, Klinik Sahibi"""),
    "pharmacy": _jobs("""
        {} Eczanesi | G | 22 | Eczacı, Eczacı, Eczane Sahibi
        {} İlaç | C | 22 | Ruhsatlandırma Uzmanı, Ürün Müdürü, Medikal Müdür"""),
    "nursing": _jobs("""
        {} Devlet Hastanesi | R | 22 | Hemşire, Sorumlu Hemşire, Başhemşire
        {} Yaşam Hastanesi | R | 32 | Sağlık Uzmanı, Birim Sorumlusu, Hizmetler Müdürü"""),
    "teaching": _jobs("""
        {} Ortaokulu | Q | 23 | Öğretmen, Öğretmen, Müdür Yardımcısı
        {} Anadolu Lisesi | Q | 23 | Öğretmen, Zümre Başkanı, Okul Müdürü
        {} Koleji | Q | 23 | Öğretmen, Bölüm Başkanı, Akademik Direktör"""),
    "law": _jobs("""
        {} Hukuk Bürosu | N | 26 | Avukat, Kıdemli Avukat, Kurucu Ortak
        {} Holding | N | 26 | Hukuk Müşaviri Yardımcısı, Hukuk Müşaviri, Baş Hukuk Müşaviri"""),
    "technician": _jobs("""
        {} Makina Sanayi | C | 31 | Tekniker, Vardiya Amiri, Atölye Şefi
        {} Elektrik | F | 31 | Elektrik Teknikeri, Saha Sorumlusu, Şirket Ortağı
        {} Bilgisayar | K | 35 | Destek Uzmanı, Sistem Sorumlusu, Bilgi İşlem Şefi"""),
    "care": _jobs("""
        {} Devlet Hastanesi | R | 32 | Sağlık Teknikeri, Sorumlu Tekniker, Birim Sorumlusu
        {} Tıbbi Görüntüleme | R | 32 | Teknisyen, Kıdemli Teknisyen, Birim Sorumlusu"""),
    "clerk": _jobs("""
        {} Muhasebe | N | 43 | Muhasebe Elemanı, Muhasebe Uzmanı, Serbest Muhasebeci
        {} Otel | I | 42 | Resepsiyon Görevlisi, Ön Büro Şefi, Otel Müdürü
        {} Lojistik | H | 41 | Operasyon Görevlisi, Operasyon Uzmanı, Operasyon Müdürü"""),
}
# What a word in a programme's name says about the field; the first that fits.
WORDS = (
    ("İnşaat Müh", "civil"), ("Gemi", "marine"), ("Deniz", "marine"), ("Balık", "marine"), ("Su Ürün", "marine"),
    ("Yazılım", "software"), ("Bilgisayar", "software"), ("Bilişim", "software"), ("Yapay", "software"),
    ("Elektr", "electric"), ("Öğretmen", "teaching"), ("Eğitim", "teaching"), ("Makine", "machine"),
    ("Endüstri Müh", "machine"), ("Metalurji", "machine"), ("Enerji", "machine"), ("Harita", "earth"),
    ("Jeo", "earth"), ("Maden", "earth"), ("Orman", "forest"), ("Yaban", "forest"), ("Lif", "forest"),
    ("Mimar", "architecture"), ("Peyzaj", "architecture"), ("Şehir", "architecture"), ("Diş", "dental"),
    ("Eczac", "pharmacy"), ("Tıp", "health"), ("Anatomi", "health"), ("Hemşire", "nursing"), ("Sağlık", "nursing"),
    ("Fizyo", "nursing"), ("Beslenme", "nursing"), ("Hukuk", "law"), ("Matematik", "science"), ("Fizik", "science"),
    ("Kimya", "science"), ("Biyo", "science"), ("İşletme", "business"), ("İktisat", "business"),
    ("Maliye", "business"), ("Ekono", "business"), ("Yönetim", "business"), ("Uluslararası", "business"),
)  # fmt: skip


def field_of(programme: str, *, associate: bool) -> str:
    if associate:
        technical = ("Elektr", "Makine", "Bilgisayar", "Mekatronik", "Gemi", "Harita", "Kaynak", "Motor")
        caring = ("Sağlık", "Tıbbi", "İlk ve Acil", "Eczane", "Laborant", "Yaşlı")
        if any(word in programme for word in caring):
            return "care"
        return "technician" if any(word in programme for word in technical) else "clerk"
    return next((field for word, field in WORDS if word in programme), "letters")


def employer_name(chance: Chance, job: Job) -> str:
    return job.employer.format(chance.choice(STEMS))
