"""Graduate employment and satisfaction: what a graduate does one or two years after the diploma, and thinks of it.

The codes of questions and options are what the indicators count by: they never change their meaning.
"""

from surveys.ready.building import (
    AGREEMENT,
    CONTENTMENT,
    SEVEN,
    Content,
    both,
    matrix,
    multiple,
    page,
    question,
    single,
    when,
)
from surveys.ready.graduates_work import WORKS, now, work

SKILLS = (
    ("field", "Alanımın bilgisi", "Knowledge of my field"),
    ("analysis", "Sorun çözme ve analiz", "Analysis and problem solving"),
    ("data", "Sayısal ve dijital araçlar", "Numerical and digital tools"),
    ("writing", "Türkçe yazılı ve sözlü anlatım", "Writing and speaking in Turkish"),
    ("language", "Yabancı dil", "A foreign language"),
    ("team", "Birlikte çalışma", "Working with others"),
    ("planning", "Zamanı ve işi planlama", "Planning time and work"),
    ("learning", "Yeni konuları kendi başına öğrenme", "Learning new things on one’s own"),
)


def content() -> Content:
    return {"pages": [now(), work(), _path(), _skills(), _studies()]}


def _path() -> Content:
    return page(
        "Mezuniyetten ilk işe",
        "From the diploma to the first job",
        single(
            "first_job",
            "Gelir getiren ilk işinizi ne zaman buldunuz?",
            "When did you find your first job for pay or profit?",
            [
                ("before", "Mezun olmadan önce", "Before I graduated"),
                ("after", "Mezun olduktan sonra", "After I graduated"),
                ("never", "Henüz bulmadım", "Not yet"),
            ],
            required=True,
            help=both(
                "Öğrencilikteki geçici işleri değil, mezuniyetten sonra süren işi düşünün.",
                "Leave out student jobs; think of the job that lasted beyond the diploma.",
            ),
        ),
        question(
            "date",
            "first_job_month",
            "O işe ne zaman başladınız?",
            "When did you start in it?",
            help=both("Gününü bilmiyorsanız ayın birini yazın.", "If you do not know the day, give the first."),
            required=True,
            condition=when("first_job", "after"),
        ),
        single(
            "found_by",
            "O işi nasıl buldunuz?",
            "How did you find it?",
            [
                ("advert", "İlan ya da kariyer sitesi", "Advertisement or job site"),
                ("ktu", "KTÜ, hocalarım ya da mezunlar aracılığıyla", "Through KTÜ, my lecturers or graduates"),
                ("internship", "Staj yaptığım yerde", "Where I did my internship"),
                ("public", "Kamu ataması ya da sınavı", "Public appointment or examination"),
                ("people", "Ailem ve tanıdıklarım", "Family and friends"),
                ("own", "Kendi işimi kurdum", "I started my own business"),
                ("other", "Başka", "Other"),
            ],
            condition=when("first_job", "before", "after"),
        ),
    )


def _skills() -> Content:
    return page(
        "Becerileriniz",
        "Your skills",
        matrix(
            "skills_own",
            "Şu anda kendinizi ne düzeyde görüyorsunuz?",
            "At which level are you now, in your own view?",
            SKILLS,
            SEVEN,
        ),
        matrix(
            "skills_needed",
            "İşiniz ne düzeyde istiyor?",
            "Which level does your job need?",
            SKILLS,
            SEVEN,
            condition=WORKS,
        ),
    )


def _studies() -> Content:
    return page(
        "KTÜ’deki öğreniminiz",
        "Your studies at KTÜ",
        matrix(
            "satisfaction",
            "Bu cümlelere ne kadar katılıyorsunuz?",
            "How far do you agree with these?",
            [
                ("prepared", "Aldığım eğitim işime hazırladı", "My studies prepared me for my work"),
                ("ties", "Mezunlarla bağım güçlü", "I am in close touch with fellow graduates"),
                ("internship", "Staj desteği yeterliydi", "Support for internships was sufficient"),
                ("teaching", "Derslerden çok şey öğrendim", "I learnt a lot in my courses"),
                ("facilities", "Laboratuvar, atölye ve kütüphane yeterliydi", "Labs, workshops and library sufficed"),
                ("recommend", "KTÜ’yü tavsiye ederim", "I would recommend KTÜ"),
            ],
            AGREEMENT,
        ),
        single(
            "overall",
            "Bütünüyle bakınca programınızdan ne kadar memnunsunuz?",
            "All in all, how satisfied are you with your programme?",
            CONTENTMENT,
            required=True,
        ),
        single(
            "again",
            "Yeniden seçecek olsanız hangisini seçerdiniz?",
            "If you could choose again, what would you choose?",
            [
                ("same", "KTÜ’de aynı programı", "The same programme at KTÜ"),
                ("elsewhere", "Aynı programı başka bir üniversitede", "The same programme at another university"),
                ("other", "KTÜ’de başka bir programı", "Another programme at KTÜ"),
                ("neither", "Başka bir üniversitede başka bir programı", "Another programme elsewhere"),
                ("none", "Üniversite okumazdım", "No university at all"),
            ],
            required=True,
        ),
        matrix(
            "outcomes",
            "Programınız size bunları ne kadar kazandırdı?",
            "How far did your programme give you these?",
            [
                ("knowledge", "Alanımın temel bilgisini kazandım", "The basics of my field"),
                ("practice", "Öğrendiğimi uygulamayı öğrendim", "Putting what I learnt into practice"),
                (
                    "design",
                    "Bir sorunu araştırıp çözüm tasarlayabiliyorum",
                    "Researching a problem, designing a solution",
                ),
                ("ethics", "Meslek etiğini ve sorumluluğunu öğrendim", "Professional ethics and responsibility"),
                ("lifelong", "Kendimi geliştirmeyi sürdürebiliyorum", "Going on learning by myself"),
            ],
            AGREEMENT,
        ),
        multiple(
            "join_in",
            "Hangilerinde yer almak istersiniz?",
            "Which would you like to take part in?",
            [
                ("mentoring", "Öğrencilere yol göstermek", "Guiding students"),
                ("talks", "Derste ya da söyleşide deneyimimi anlatmak", "Telling of my experience in class"),
                ("internships", "Staj ya da iş olanağı sağlamak", "Offering internships or jobs"),
                ("meetings", "Mezun buluşmaları", "Meetings of graduates"),
                ("advice", "Bölümün danışma kurulu", "The department’s advisory board"),
            ],
        ),
        question(
            "text",
            "wish",
            "Programınızda neyin değişmesini isterdiniz?",
            "What would you change in your programme?",
            help=both("Adınızı ya da başkalarının adını yazmayın.", "Please leave out your name and those of others."),
        ),
    )
