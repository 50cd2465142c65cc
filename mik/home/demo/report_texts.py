"""What the demo's office wrote into its reports. Every number is a placeholder: it comes from the records."""

FOREWORD = """Mezunlarımızla bağımız, üniversitemizin en değerli birikimlerinden biridir. Bu rapor, \
Koordinatörlüğümüzün {year} yılındaki çalışmalarını Mezun Platformu’nun kayıtlarına dayanarak özetlemektedir.

Yıl sonunda kütükte {{kayitli_mezun}} mezunumuz, platformda {{uye}} üyemiz bulunmaktadır. Bölümlerimizde görev \
yapan {{temsilci_sayisi}} mezun temsilcisine emekleri için teşekkür ederiz."""

MISSION = """**Misyonumuz**, Karadeniz Teknik Üniversitesi mezunlarıyla iletişimi sürekli kılmak; mezunların \
birbirleriyle, öğrencilerle ve üniversiteyle bağını güçlendirmektir.

**Vizyonumuz**, her mezunun üniversitesiyle yaşam boyu bağ kurduğu, deneyimini öğrencilerle paylaştığı ve \
üniversitesinin gelişimine katkı verdiği bir mezun topluluğudur."""

RESOURCES = """Mezun verileri Mezun Platformu’nda tutulur. Kişisel veriler şifreli saklanır; her değişiklik ve her \
görüntüleme kayıt altındadır. Yetkiler görevlendirmelere bağlıdır ve görev süresiyle sona erer."""

STAFF = """Koordinatörlük; Koordinatör, Koordinatör Yardımcısı ve personelden oluşan ekiple çalışmaktadır. Mezunu \
olan bölümlerde temsilcisi bulunanların oranı {{temsilcili_bolum_orani}} olup toplam {{temsilci_sayisi}} mezun \
temsilcisi görevdedir."""

ACTIVITIES = """Yıl içinde kütüğe {{yeni_mezun}} mezun eklendi, {{yeni_uye}} mezun platforma katıldı. Bölümlerden \
ve Öğrenci İşleri’nden gelen listeler kütükle karşılaştırılarak aktarıldı; yinelenen kayıtlar birleştirildi.

Mezunların iletişim bilgileri, mezun temsilcilerinin çalışmalarıyla güncellendi. Yaşadığı yer bilinen mezunlar \
{{ulke_sayisi}} ülkeye dağılmaktadır."""

RESULTS = """Göstergeler, yıl sonu değerleriyle aşağıda verilmiştir. Değerler Mezun Platformu’nun kayıtlarından \
kendiliğinden alınır; elle değiştirilemez."""

ASSESSMENT = """Kütüğün büyümesi sürmektedir. Güncel kayıt oranının {{guncel_kayit}} düzeyinde olması, iletişim \
bilgilerinin düzenli doğrulanmasına öncelik verilmesi gerektiğini göstermektedir. Üyelik oranı {{uyelik_orani}} \
olmuştur."""

STRENGTHS = """- Bütün mezunları kapsayan, bölüm ve düzey ayrımında izlenebilen bir kütük
- Bölümlerde görevli mezun temsilcileri ve açık görev tanımları
- Kişisel verilerin korunmasına uygun, izne dayalı iletişim"""

WEAKNESSES = """- Eski mezunların iletişim bilgilerinin büyük bölümünün güncelliğini yitirmiş olması
- Temsilcisi bulunmayan bölümler
- Bağış ve burs kayıtlarının henüz platformda tutulmaması"""

CAPACITY = """Kütük ve platform, Koordinatörlüğün görevlerini yerine getirmesi için yeterli bir temel sunmaktadır. \
Kapasitenin artırılması, temsilcisi olmayan bölümlerde görevlendirme yapılmasına ve iletişim bilgilerinin güncel \
tutulmasına bağlıdır."""

PROPOSALS = """1. Temsilcisi olmayan bölümlerde mezun temsilcisi görevlendirilmesi
2. Mezuniyet işlemleri sırasında iletişim bilgisi ve iletişim izninin alınması
3. İletişim bilgisi eskimiş mezunlar için bölümlerle ortak güncelleme çalışması yapılması
4. Bağış ve burs kayıtlarının platformda izlenmesi"""

TEXTS = {
    "foreword": FOREWORD,
    "mission": MISSION,
    "resources": RESOURCES,
    "staff": STAFF,
    "finance": "",
    "activities": ACTIVITIES,
    "results": RESULTS,
    "assessment": ASSESSMENT,
    "strengths": STRENGTHS,
    "weaknesses": WEAKNESSES,
    "capacity": CAPACITY,
    "proposals": PROPOSALS,
    "annexes": "",
}


def text_of(code: str, year: int) -> str:
    """``{{name}}`` in the texts above becomes the placeholder ``{name}``."""
    return TEXTS[code].format(year=year)
