"""Believable names of people who do not exist, in the fashion of their years of birth; and the one seeded chance."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from mik.common.turkish import fold

T = TypeVar("T")

SEED = 1955  # the year the university was founded; the same demo every time


def words(text: str) -> list[str]:
    """A list of words, kept readable."""
    return text.split()


MEN_OLD = words("""
Ahmet Mehmet Mustafa Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Ömer Halil Süleyman Kemal Cemal Temel Dursun
Yaşar Şükrü Hikmet Rıza Kâzım Nihat Turgut Orhan Necati Recep Ramazan Salih Şaban Muharrem Bayram Cevat Fikret
Hamdi İhsan Kadir Mahmut Nazım Sabri Sami Şevket Tahsin Vahit Ziya Hayrettin Niyazi Rasim
""")
MEN_MIDDLE = words("""
Murat Serkan Hakan Gökhan Volkan Tolga Erkan Ercan Bülent Levent Cem Cenk Alper Erdem Engin Ergin Fatih Ferhat
Hüseyin İlker İlhan Kenan Koray Metin Okan Onur Özgür Özkan Selçuk Serdar Sinan Soner Suat Tamer Tarık Taner
Ufuk Uğur Ümit Yavuz Yılmaz Zafer Çağlar Çetin Oğuz Barış Bora Mesut Mehmet Mustafa Ali Ahmet Hasan İsmail Yusuf
Turgay Gürkan
""")
MEN_YOUNG = words("""
Emre Burak Can Mert Furkan Enes Berkay Kaan Doğukan Ege Arda Çağrı Batuhan Oğuzhan Yiğit Alperen Tunahan Berat
Eren Görkem Halil Kerem Muhammed Ömer Samet Sefa Taha Umut Utku Yasin Yunus Emirhan İbrahim Mehmet Mustafa Ali
Ahmet Hüseyin Hasan Selim Anıl Deniz Doruk Ilgaz Işık Çınar Kutay Ozan Tuğrul Uraz Süleyman Abdullah Bilal
Mücahit
""")
WOMEN_OLD = words("""
Ayşe Fatma Emine Hatice Zeynep Hanife Havva Şerife Zehra Meryem Nuriye Sevim Gülsüm Nermin Türkan Necla Şükran
Saniye Güler Gülizar Hacer Hamide Kadriye Makbule Melahat Müzeyyen Nazmiye Nezahat Perihan Safiye Semiha Sabriye
Şaziye Asiye Aliye Cemile Elmas Feride Hayriye İnci Leman Muazzez Nevin Nimet Suzan Yüksel
""")
WOMEN_MIDDLE = words("""
Sibel Esra Özlem Pınar Ebru Burcu Derya Aysun Aylin Arzu Aslı Ayten Banu Bahar Canan Ceyda Çiğdem Demet Dilek
Duygu Elif Emel Filiz Funda Gamze Gül Gülay Gülşen Hande Hülya Işıl İlknur Jale Meltem Meral Nalan Neslihan
Nihal Nilgün Nurcan Nuray Özge Pelin Reyhan Seda Selda Serpil Sevda Sevgi Songül Şebnem Şule Tuba Yasemin Yeliz
Zuhal
""")
WOMEN_YOUNG = words("""
Elif Zeynep Merve Büşra Kübra Esra Rabia Beyza Şevval İrem Ece Ezgi Gizem Hilal Ceren Cansu Damla Dilara Ebrar
Aleyna Sude Sena Selin Simge Şeyma Tuğba Tuğçe Yağmur Yaren Öykü Özge Nisanur Melike Melisa Meryem İlayda Gözde
Gülsüm Fatmanur Feyza Eda Duru Çağla Betül Berfin Begüm Başak Ayça Aybüke Azra Nur Nehir Nazlı Işıl Ilgın
""")
SECOND_MEN = words(
    "Ali Can Emre Şükrü Kemal Efe Çağlar Kaan Alp Eren Fatih Halil Sinan Cem Furkan Talha Mert Oğuz Enes"
)
SECOND_WOMEN = words("Nur Su Şebnem Gül Işık Naz Ece Sena Nil Deniz Sultan Şule Zehra Rana Beyza Ebrar Berra")

SURNAMES = words("""
Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt
Özkan Şimşek Polat Özcan Korkmaz Çakır Erdoğan Yavuz Can Acar Şen Aktaş Güler Yalçın Güneş Bozkurt Bulut Keskin
Ünal Turan Gül Özer Işık Kaplan Avcı Sarı Tekin Taş Köse Yüksel Ateş Aksoy Uçar Uzun Er İnce Ünsal Güner Ağaoğlu
Yiğit Gümüşdağ Ilgaz Kalaycı Saraç Usta Reis Kalyoncu Kaptan Bayraktar Hacıoğlu İmamoğlu Kadıoğlu Mollaoğlu
Karaoğlu Alioğlu Hasanoğlu Velioğlu Dervişoğlu Çavuşoğlu Bektaşoğlu Kazancıoğlu Terzioğlu Demircioğlu Bakırcı
Kuyumcu Sancaktar Topaloğlu Sarıalioğlu Kömürcüoğlu Çolakoğlu Karahasanoğlu Eyüboğlu Şatıroğlu Müftüoğlu
Hekimoğlu Küçükali Büyükkaya Ofluoğlu Rizeli Sürmeneli Maçkalı Araklı Yomralı Çaykaralı Akçaabatlı Zigana Harşit
Kaçkar Yaylacı Fındıkçı Balıkçı Çaycı Horasan Horon Kemençeci Iğdırlıoğlu Işıklar Ilıca Irmak Çınar Ceylan
Karaca Şahinbaş Kartal Doğanay Bıçakçı Öksüz Özgün Özbay Özsoy Özyurt Öner Öz Ölmez Üstün Ünlü Üçüncü Uğur Uysal
Uyar Ulu Tunç Türk Türkmen Tosun Toprak Temiz Tuna Sönmez Soylu Sezer Sevinç Savaş Sağlam Pehlivan Oral Okur
Nalbant Mutlu Mert Metin Küçük Kuzu Koçak Kırca Karataş Karakuş Karagöz Kaçar Kabaoğlu İpek İslamoğlu İskender
Hamsici Gürsoy Gür Güven Göktaş Gökçe Genç Gedik Fidan Ertürk Ersoy Erol Eren Erdem Engin Ekşi Ekinci Duman
Durmuş Dursun Dinç Dilek Dere Deniz Dağ Çoban Çiftçi Çalık Ceyhan Cengiz Candan Bilgin Bilir Berber Bayrak
Baysal Başaran Başar Baş Balta Bal Aydoğan Ay Atalay Ataman Arıcı Altun Altıntaş Alkan Albayrak Akyüz Akyol Akın
Akgün Akbulut Akbaş Ağır
""")

# Given names (men, women) and surnames by nationality.
ABROAD: dict[str, tuple[str, str, str]] = {
    "AZ": ("Elvin Rəşad Orxan Fuad", "Aygün Günel Nigar Səbinə", "Məmmədov Əliyev Hüseynli Quliyev"),
    "GE": ("Giorgi Levan Irakli Zurab", "Nino Tamar Ketevan Mariam", "Beridze Kapanadze Maisuradze Gelashvili"),
    "TM": ("Serdar Döwran Myrat Batyr", "Ogulgerek Maral Jeren Aýna", "Annayew Gurbanow Orazow Meredow"),
    "KZ": ("Nurlan Aibek Daniyar Ruslan", "Aigerim Dinara Madina Aliya", "Akhmetov Nurpeisov Sadykov Omarov"),
    "SY": ("Omar Yahya Khaled Anas", "Rana Lina Hiba Noor", "Haddad Khatib Al-Hamwi Al-Ahmad"),
    "IQ": ("Hassan Mustafa Karrar Ahmed", "Zahraa Shahad Noor Sara", "Al-Jabbari Bayatli Salihi Hasan"),
    "IR": ("Reza Amir Siavash Behzad", "Narges Maryam Sahar Leila", "Hosseinzadeh Karimi Ahmadi Rezaei"),
    "AF": ("Farhad Zabihullah Najib Mirwais", "Parwana Shukria Laila Zahra", "Rahimi Noori Hashimi Azizi"),
    "SO": ("Abdirahman Mahad Liban Yusuf", "Hodan Ifrah Sahra Amina", "Warsame Abdi Mohamud Farah"),
    "XN": ("Hüseyin Mehmet Kemal Erdem", "Sevgül Fatma Çağıl Emine", "Hasipoğlu Tatlıcı Özgöçmen Kasap"),
    "DE": ("Jonas Lukas Felix Timo", "Lena Katharina Anna Jana", "Müller Weiß Schröder Jäger"),
    "NG": ("Chinedu Ibrahim Musa Emeka", "Amina Ngozi Halima Ada", "Okafor Bello Adeyemi Abubakar"),
}
FREQUENCY = {"AZ": 9, "GE": 4, "TM": 7, "KZ": 3, "SY": 6, "IQ": 4, "IR": 5, "AF": 4, "SO": 3, "XN": 4, "DE": 1, "NG": 1}


class Chance(Random):
    """The same choices at every run; ``likely`` reads better than a comparison."""

    def likely(self, percent: float) -> bool:
        return self.random() * 100 < percent

    def weighted(self, weights: dict[T, float]) -> T:
        return self.choices(list(weights), weights=list(weights.values()))[0]


def given_names(chance: Chance, *, female: bool, born: int) -> str:
    """One name, or two for every seventh person."""
    lists: tuple[Sequence[str], ...] = (
        (WOMEN_OLD, WOMEN_MIDDLE, WOMEN_YOUNG) if female else (MEN_OLD, MEN_MIDDLE, MEN_YOUNG)
    )
    era = 0 if born < 1966 else 1 if born < 1990 else 2
    # Fashion lags: one name in five is that of the generation before.
    first = chance.choice(lists[max(era - 1, 0) if chance.likely(20) else era])
    if not chance.likely(15):
        return first
    second = chance.choice([name for name in (SECOND_WOMEN if female else SECOND_MEN) if name != first])
    return f"{first} {second}"


def surnames(chance: Chance, *, female: bool, years_out: int) -> tuple[str, str]:
    """Surname today and, where marriage changed it after graduation, the one on the diploma."""
    own = chance.choice(SURNAMES)
    if not female:
        return own, ""
    other = chance.choice([name for name in SURNAMES if name != own])
    if years_out > 3 and chance.likely(min(8 + years_out, 32)):
        return (f"{own} {other}" if chance.likely(35) else other), own
    if chance.likely(3):
        return f"{own}-{other}", ""
    return own, ""


def foreign_name(chance: Chance, country: str, *, female: bool) -> tuple[str, str]:
    men, women, families = ABROAD[country]
    given, family = chance.choice((women if female else men).split()), chance.choice(families.split())
    # Surnames in -ov and -ew take an a for women.
    return given, f"{family}a" if female and family.endswith(("ov", "ow", "ev", "ew")) else family


def mail_name(*parts: str) -> str:
    """What stands before the @ of somebody's address: letters without their marks."""
    return ".".join(fold(part).replace(" ", ".") for part in parts if part)
