"""Which language a text is in: other languages are told, English never is, and doubt is silence."""

from pathlib import Path

import pytest

from flashcards.reading.language import other_language

DECKS = [
    path
    for folder in ("decks", "evaluation")
    for path in sorted((Path(__file__).parents[2] / folder).glob("*.txt"))
]

TEXTS = {
    "German": "Der Wind dreht die Rotorblätter, und die Rotorblätter treiben einen Generator an, der Strom für die Stadt "
    "erzeugt. Wenn es stürmt, wird die Anlage angehalten, weil sich die Flügel sonst zu schnell drehen würden.",
    "French": "Le vent fait tourner les pales, et les pales entraînent un générateur qui produit de l'électricité pour la "
    "ville. Pendant une tempête, la machine est arrêtée, parce que les pales tourneraient trop vite dans ce vent.",
    "Spanish": "El viento hace girar las palas, y las palas mueven un generador que produce electricidad para la ciudad. "
    "Cuando hay una tormenta se detiene la máquina, porque las palas girarían con demasiada velocidad.",
    "Italian": "Il vento fa girare le pale, e le pale muovono un generatore che produce elettricità per la città. Quando "
    "arriva una tempesta la macchina viene fermata, perché le pale girerebbero con una velocità non sicura.",
    "Portuguese": "O vento faz girar as pás, e as pás movem um gerador que produz eletricidade para a cidade. Quando há uma "
    "tempestade a máquina é parada, porque as pás não podem girar com tanta velocidade em um vento assim.",
    "Dutch": "De wind laat de bladen draaien, en de bladen drijven een generator aan die stroom voor de stad maakt. Als het "
    "stormt wordt de molen stilgezet, omdat de bladen anders te snel zouden draaien en er iets kan breken.",
    "Swedish": "Vinden får bladen att snurra, och bladen driver en generator som gör ström till staden. När det stormar "
    "stannar man verket, för att bladen inte ska snurra för fort och för att det är farligt för dem som bor där.",
    "Danish or Norwegian": "Vinden får vingerne til at dreje, og vingerne driver en generator, som laver strøm til byen. "
    "Når det stormer, bliver møllen standset, for at vingerne ikke skal dreje for hurtigt og fordi det er farligt.",
    "Polish": "Wiatr obraca łopaty, a łopaty napędzają generator, który wytwarza prąd dla miasta. Gdy jest burza, to się "
    "zatrzymuje maszynę, bo łopaty nie mogą się obracać za szybko, i może to być groźne dla tych, którzy są na dole.",
    "Finnish": "Tuuli pyörittää lapoja, ja lavat pyörittävät generaattoria, joka tuottaa sähköä kaupungille. Kun on myrsky, "
    "kone pysäytetään, sillä lavat eivät saa pyöriä liian nopeasti, ja se voi olla vaarallista, jos joku on alla.",
    "Turkish": "Rüzgar kanatları döndürür ve kanatlar şehir için elektrik üreten bir jeneratörü çalıştırır. Fırtına olduğu "
    "zaman makine durdurulur, çünkü kanatlar çok hızlı dönebilir ve bu da altında olan herkes için tehlikeli olur.",
    "Indonesian": "Angin memutar baling-baling, dan baling-baling itu memutar generator yang membuat listrik untuk kota. "
    "Ketika ada badai mesin ini dihentikan, karena baling-baling tidak boleh berputar dengan cepat dan itu berbahaya.",
    "Russian or a language near it": "Ветер вращает лопасти, а лопасти вращают генератор, который даёт ток городу.",
    "Greek": "Ο άνεμος γυρίζει τα πτερύγια και αυτά κινούν μια γεννήτρια που παράγει ρεύμα για την πόλη.",
    "Japanese": "風が羽根を回し、羽根が発電機を回して、町のために電気を作る。",
    "Chinese": "风转动叶片，叶片带动发电机，为城市生产电力。",
    "Korean": "바람이 날개를 돌리고 날개는 도시를 위해 전기를 만드는 발전기를 돌린다.",
    "Arabic or Persian": "الريح تدير الشفرات، والشفرات تدير مولدا ينتج الكهرباء للمدينة.",
    "Hebrew": "הרוח מסובבת את הלהבים, והלהבים מניעים גנרטור שמייצר חשמל לעיר.",
    "Hindi or a language near it": "हवा पंखों को घुमाती है और पंखे शहर के लिए बिजली बनाते हैं।",
    "Thai": "ลมหมุนใบพัด และใบพัดหมุนเครื่องกำเนิดไฟฟ้าให้เมือง",
}  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_other_languages_are_told(language):
    assert other_language(TEXTS[language]) == language
    assert other_language(TEXTS[language] * 50) == language


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_english_articles_are_not(path):
    text = path.read_text("utf-8")
    assert other_language(text) == ""
    assert [part for part in text.split("\n\n") if other_language(part)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NMDA AMPA BDNF mTOR GSK-3 IMPase PIP2 SERT " * 20,
        "El Niño, La Niña y el mar.",
        "acetylsalicylic acid, citalopram, escitalopram, fluoxetine, sertraline, paroxetine, venlafaxine "
        * 5,
        "α-synuclein and β-amyloid are proteins; γ-secretase cuts them. Ω is a sign.",
        "The German text began with these words: „Der Wind dreht die Blätter“, and it was read aloud to the class.",
        "12 34 56 78",
    ],
)
def test_where_it_is_not_plain_nothing_is_said(text):
    assert other_language(text) == ""
