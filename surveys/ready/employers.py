"""Employer satisfaction: how the graduates an organisation employs do their work.

The five areas follow the graduate attributes of Australia's Employer Satisfaction Survey; the items are our own.
"""

from surveys.ready.building import (
    CONTENTMENT,
    Content,
    aside,
    both,
    matrix,
    multiple,
    page,
    question,
    single,
)

NOT_SEEN = aside("Gözlemedim", "Not observed")


def content() -> Content:
    return {"pages": [_organisation(), _basics(), _together(), _overall()]}


def _organisation() -> Content:
    return page(
        "Kuruluşunuz",
        "Your organisation",
        question("sector", "sector", "Çalıştığınız alan", "What your organisation does"),
        question("place", "place", "İl ya da ülke", "Province or country"),
        single(
            "size",
            "Kaç kişi çalışıyorsunuz?",
            "How many people work with you?",
            [
                ("s1", "1–9", "1–9"),
                ("s10", "10–49", "10–49"),
                ("s50", "50–249", "50–249"),
                ("s250", "250 ve üzeri", "250 or more"),
            ],
            required=True,
        ),
        question(
            "number",
            "graduates",
            "Yaklaşık kaç KTÜ mezunu çalıştırıyorsunuz?",
            "About how many graduates of KTÜ work with you?",
            min=1,
            max=10_000,
            required=True,
        ),
    )


def _basics() -> Content:
    return page(
        "Bilgi ve uyum",
        "Knowledge and adaptability",
        matrix(
            "gas_foundation",
            "Temel beceriler: sizinle çalışan mezunlarımız…",
            "Foundation skills: our graduates who work with you…",
            [
                ("express", "Kendini sözle ve yazıyla iyi anlatır", "Express themselves well, spoken and written"),
                ("numbers", "Sayılarla ve verilerle rahat çalışır", "Are at ease with numbers and data"),
                ("reading", "Kaynakları bulur, tartar ve kullanır", "Find, weigh and use sources"),
                ("learn", "Yeni bilgiyi çabuk öğrenir", "Learn quickly"),
            ],
            apart=[NOT_SEEN],
        ),
        matrix(
            "gas_adaptive",
            "Uyum becerileri: mezunlarımız…",
            "Adaptive skills: our graduates…",
            [
                ("change", "Değişen koşullara uyar", "Adjust to change"),
                ("ideas", "Yeni fikirler getirir", "Bring new ideas"),
                ("transfer", "Bildiğini yeni bir işte kullanır", "Use what they know in new tasks"),
                ("alone", "Kendi başına yol alır", "Get on by themselves"),
            ],
            apart=[NOT_SEEN],
        ),
    )


def _together() -> Content:
    return page(
        "Birlikte çalışma ve meslek",
        "Working together, and the profession",
        matrix(
            "gas_collaborative",
            "Birlikte çalışma: mezunlarımız…",
            "Collaborative skills: our graduates…",
            [
                ("team", "Ekip içinde iyi çalışır", "Work well in a team"),
                ("others", "Başka alanlardan kişilerle anlaşır", "Get on with people of other fields"),
                ("help", "Bilgisini paylaşır, yardım ister ve eder", "Share, ask for and give help"),
            ],
            apart=[NOT_SEEN],
        ),
        matrix(
            "gas_technical",
            "Meslek bilgisi: mezunlarımız…",
            "Technical skills: our graduates…",
            [
                ("knowledge", "Alanının bilgisine sahiptir", "Know their field"),
                ("apply", "Bilgisini işe uygular", "Apply what they know"),
                ("tools", "Mesleğin araç ve yazılımlarını kullanır", "Use the tools and software of the profession"),
                ("standards", "Meslek kurallarına ve güvenliğe uyar", "Keep to professional rules and safety"),
            ],
            apart=[NOT_SEEN],
        ),
        matrix(
            "gas_employability",
            "Çalışma yaşamı: mezunlarımız…",
            "Employability skills: our graduates…",
            [
                ("pressure", "Yoğun dönemlerde işini aksatmaz", "Cope with pressure"),
                ("initiative", "Sorumluluk alır", "Take responsibility"),
                ("business", "Kuruluşun nasıl işlediğini kavrar", "Understand how the organisation works"),
                ("customers", "Müşteri ve paydaşlarla iyi iletişim kurar", "Deal well with customers and partners"),
            ],
            apart=[NOT_SEEN],
        ),
    )


def _overall() -> Content:
    return page(
        "Genel görüşünüz",
        "Your view as a whole",
        single(
            "overall",
            "Sizinle çalışan KTÜ mezunlarından genel olarak ne kadar memnunsunuz?",
            "All in all, how satisfied are you with the KTÜ graduates who work with you?",
            CONTENTMENT,
            required=True,
        ),
        single(
            "hire_again",
            "Yeniden KTÜ mezunu işe alır mısınız?",
            "Would you hire graduates of KTÜ again?",
            [("yes", "Evet", "Yes"), ("maybe", "Belki", "Maybe"), ("no", "Hayır", "No")],
            required=True,
        ),
        multiple(
            "wished_skills",
            "Mezunlarımız hangi konularda daha güçlü gelmeli?",
            "In what should our graduates be stronger?",
            [
                ("language", "Yabancı dil", "Foreign languages"),
                ("digital", "Yazılım ve dijital araçlar", "Software and digital tools"),
                ("practice", "Uygulama ve saha deneyimi", "Practice and field experience"),
                ("communication", "İletişim ve sunum", "Communication and presentation"),
                ("project", "Proje ve zaman yönetimi", "Project and time management"),
                ("law", "Mevzuat ve standartlar", "Regulations and standards"),
                ("sustainability", "Çevre ve sürdürülebilirlik", "Environment and sustainability"),
            ],
        ),
        multiple(
            "cooperation",
            "Üniversiteyle hangi konularda birlikte çalışmak istersiniz?",
            "On what would you like to work with the university?",
            [
                ("internship", "Staj", "Internships"),
                ("recruiting", "İşe alım ve kariyer günleri", "Recruiting and career days"),
                ("projects", "Ortak proje ve araştırma", "Joint projects and research"),
                ("teaching", "Derse konuk olmak", "Guest teaching"),
            ],
        ),
        question(
            "text",
            "wish",
            "Eklemek istedikleriniz",
            "Anything you would like to add",
            help=both("Kişilerin adını yazmayın.", "Please do not name people."),
        ),
    )
