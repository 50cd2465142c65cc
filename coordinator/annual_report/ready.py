"""Texts to start from where the directive states the facts; the office edits them. In Turkish, as the report is.

Nothing is suggested where only the office can know: a report holds no padding.
"""

ORGANISATION = """Koordinatörlük Rektörlüğe bağlıdır; Koordinatör, Koordinatör Yardımcısı, akademik ve idari \
personelden oluşur (Yönerge m. 7). Koordinatör, Rektör tarafından üç yıllığına görevlendirilir (m. 8/1); \
Koordinatör Yardımcısının görevi Koordinatörünkiyle birlikte sona erer (m. 9/1).

Mezun veren her bölümde görevlendirilen Mezun Temsilcileri, kendi bölümlerinin mezunlarından sorumludur ve \
Koordinatörlükle sürekli iletişim halindedir (m. 11/1). Yıl içinde görevde olan temsilciler eklerde \
gösterilmiştir."""

DUTIES = """Koordinatörlük, Karadeniz Teknik Üniversitesi Mezunlarla İlişkiler Koordinatörlüğü Yönergesi ile 2547 \
sayılı Yükseköğretim Kanununun 14. maddesine ve 47. maddesinin (b) bendine dayanarak çalışır (Yönerge m. 3).

### Koordinatörün görev ve sorumlulukları (m. 8/2)

- Koordinatörlüğü temsil etmek
- Faaliyetlerin düzenli işleyişini sağlamak ve görev alanındaki çalışmaları koordine etmek
- Bilişim sistemleri, veri tabanları, internet sitesi ve sosyal medya sayfalarının içerik ve tasarımını sağlamak
- Etkinlik ve faaliyetlerin duyurulmasını sağlamak
- Yıllık faaliyet raporunu Rektörlüğe sunmak, gerektiğinde Rektörlüğe bilgi vermek
- Personele görev dağılımı yapmak

### Koordinatör Yardımcısının görev ve sorumlulukları (m. 9/2)

- Faaliyetlerin yürütülmesinde Koordinatöre yardımcı olmak
- Koordinatörün olmadığı durumlarda Koordinatörlüğü temsil etmek

### Mezun Temsilcisinin görevleri (m. 11/3)

- Koordinatörlükle iş birliği içinde kendi bölümünün mezunlarıyla iletişime geçmek
- Mezun Platformu’nu kullanarak bölümünün mezun verilerini yönetmek
- Mezunlarla iletişim ve iş birliğinde Koordinatörlüğe yardımcı olmak"""

SERVICES = """Koordinatörlük, Yönergenin 6. maddesinde sayılan alanlarda hizmet verir:

- Mezunların Mezun Platformu’na üyeliğini sağlamak ve platformu yönetmek
- Bölümler, mezun dernekleri ve öbür paydaşlarla iş birliği yapmak
- İş, eğitim ve burs olanaklarını duyurmak; öğrencilere staj ve iş imkânı sağlanmasına çalışmak
- Mezun Kartı’nın basımını ve teminini sağlamak
- Mezunlarla ilgili etkinlik ve haberleri duyurmak
- Mezunların kariyer gelişimini izlemek, başarı hikâyelerini paylaşmak
- Mezunların üniversiteye burs ve bağışla destek vermesine yardımcı olmak
- Mezunların istihdam bilgilerini ve memnuniyetini ölçmek, mezun sayılarını ve eğilimlerini izlemek"""

MANAGEMENT = """Koordinatörlük, çalışmalarını Rektörlüğe bağlı olarak yürütür (Yönerge m. 7) ve her yıl faaliyet \
raporunu Rektörlüğe sunar (m. 8/2-e). Koordinatör ve Koordinatör Yardımcısı üç yıllığına görevlendirilir (m. 8/1, \
9/1); personele görev dağılımını Koordinatör yapar (m. 8/2-f).

Mezun Temsilcileri, yılda en az iki kez Koordinatörün çağrısıyla toplanır; toplantılara ilgili Rektör Yardımcısı \
başkanlık eder (m. 11/2)."""

GOALS = """Koordinatörlüğün amaçları Yönergenin 5. maddesinde belirlenmiştir:

- Üniversiteden mezun kişilerle iletişimi geliştirmek
- Mezun veri bankası oluşturmak
- Mezun Temsilcileri ile iş birliği yapmak ve Mezun Platformu’nu yönetmek
- Mezunların üniversiteyle ve birbirleriyle bağını güçlendirmek
- Üniversite faaliyetlerinin tanıtılması için mezunlarla projeler üretmek
- Mezunlarla öğrencileri buluşturmak, mentorluk ilişkilerine ortam hazırlamak
- Mezunların istihdam edilme imkânlarını artırmak"""

READY = {
    "organisation": ORGANISATION,
    "duties": DUTIES,
    "services": SERVICES,
    "management": MANAGEMENT,
    "goals": GOALS,
}
