"""Turkish names by rank: the common ones first, then a long tail.

Given names: the demo's, then those of Faker. Surnames: the demo's, then made the way surnames are made. The shape of
the frequencies is Zipf's with Mandelbrot's shift, which gives the commonest surname 1.5 per cent and the fiftieth
0.2, the commonest given name 4 per cent of its sex and the fiftieth 0.35: about what the civil register publishes.
"""

from functools import cache
from itertools import accumulate, product
from random import Random

from faker.providers.person.tr_TR import Provider

from mik.home.demo import names as demo
from mik.home.demo.names import words

_COMMON = {
    "m": words("Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Murat Yusuf Ömer Ramazan Halil Süleyman"),
    "f": words("Fatma Ayşe Emine Hatice Zeynep Elif Meryem Merve Zehra Esra Özlem Yasemin Hülya Sevgi Büşra Kübra"),
}
_ROOTS = words("""
Ak Kara Sarı Gök Boz Al Kızıl Yeşil Demir Altın Gümüş Çelik Taş Kaya Dağ Deniz Göl Irmak Su Gün Ay Yıldız Yel Bulut
Tan Kut Er Alp Bey Han Kağan Tekin Bay Öz Can Gür Şen Ulu Koç Aslan Kaplan Kurt Doğan Şahin Kartal Kuş Balcı Demirci
Nalbant Terzi Kuyumcu Değirmenci Çoban Odun Hacı Molla İmam Hoca Kadı Usta Reis Kaptan Çavuş Ağa Paşa Ali Veli Hasan
Hüseyin Mehmet Ahmet Osman Ömer Yusuf İbrahim İsmail Halil Salih Musa İsa Süleyman Davut Yakup Bekir Kasım Kemal
""")
_ENDS = words("""
oğlu er türk soy kan man taş dağ demir kaya han tekin bay alp gil lar söz el doğan yürek baş bulut ova pınar tepe
doğdu geldi bilir sever maz gün ışık öz yiğit ata can sal çı lı lıoğlu soylu eri erdem güç at kuş göl su
""")


@cache
def given_names(sex: str) -> tuple[str, ...]:
    """By rank, of one sex."""
    lists = (demo.MEN_MIDDLE, demo.MEN_YOUNG, demo.MEN_OLD) if sex == "m" else (
        demo.WOMEN_MIDDLE, demo.WOMEN_YOUNG, demo.WOMEN_OLD
    )  # fmt: skip
    tail = list(Provider.first_names_male if sex == "m" else Provider.first_names_female)
    known = [name for names in zip(*lists, strict=False) for name in names]
    return tuple(dict.fromkeys([*_COMMON[sex], *known, *_shuffled(tail)]))


@cache
def surnames() -> tuple[str, ...]:
    made = [root + end for root, end in product(_ROOTS, _ENDS) if root.lower() != end]
    return tuple(dict.fromkeys([*demo.SURNAMES, *Provider.last_names, *_shuffled(made)]))


def _shuffled(names: list[str]) -> list[str]:
    names = sorted(set(names))
    Random(1923).shuffle(names)
    return names


class Ranked:
    """Words drawn by their rank: the n-th with the weight (n + shift) to the minus exponent."""

    def __init__(self, values: tuple[str, ...], *, exponent: float, shift: float) -> None:
        self.values = values
        self._weights = list(accumulate((rank + 1 + shift) ** -exponent for rank in range(len(values))))

    def pick(self, chance: Random) -> str:
        return chance.choices(self.values, cum_weights=self._weights)[0]
