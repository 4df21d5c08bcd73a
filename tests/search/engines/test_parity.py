"""Both engines rank alike: the same ids, the same scores to three digits, the same counts, on freshly built indices of one segment."""
from __future__ import annotations

import os
import random
import uuid

import pytest

from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.query import CatalogueQuery, parse
from search.schema import FACETS
from search.synonyms import Rule, SynonymTable
from tests.search.documents import document

ELASTIC = os.environ.get("SCHOOL_TEST_ELASTIC_URL", "")
pytestmark = pytest.mark.skipif(not ELASTIC, reason="Elasticsearch is absent: make services")
SIZE = 400
TABLE = SynonymTable([Rule("тко", ("тбо", "твёрдые коммунальные отходы")), Rule("двор", ("благоустройство двора",), True)])
NOUNS = "мусор двор дорога автобус котельная вода школа парк площадка отходы тариф заявка житель маршрут ремонт освещение субсидия договор благоустройство".split()
VERBS = "ремонтируют вывозят строят считают согласуют освещают субсидируют открывают закрывают сортируют".split()
OTHER = "твёрдые коммунальные быстрый новый 44-ФЗ 3,5 гос.услуги ЖКХ СНТ г.Пермь 1/2 e-mail PDF roads repair of heating под_чёрк».".split()
QUERIES = [
    "мусор", "вывоз мусора", "ремонт дороги во дворе", "«коммунальные отходы»", "тко двор", "котельная -вода", "44-ФЗ", "г. Пермь", "3,5 тариф", "road repairs",
    "как открыть школу", "двор двор двор", "освещение парка площадки", "«новый двор» ремонт", "госуслуги", "паромоная вода", "жкх", "",
]
STATES = {
    "all": {}, "facets": {"facets": {"sector": ("WST", "IMP"), "year": ("2022", "2023")}}, "range": {"ranges": {"cost": (0, 40_000)}},
    "near": {"near": (("1", "2"), ("3",), (), ("4", "77"), ("5",)), "besides": (5, 6, 7)}, "share": {"sort": "share", "facets": {"national": ("eco",)}},
}
EDGES = (0, 10_000, 50_000, 90_000)


def cards() -> list[dict]:
    """Documents whose fields differ in length, some of them empty."""
    chance = random.Random(7)

    def text(most: int) -> str:
        return " ".join(chance.choice(chance.choice([NOUNS, NOUNS, VERBS, OTHER])) for _ in range(chance.randint(0, most)))

    return [
        document(
            pk, text(8), text(120), summary=text(20), topics=text(5), sector=chance.sample(["WST", "IMP", "TRN", "HCS"], chance.randint(0, 2)),
            region=[chance.choice(["tula", "perm"])], year=[str(chance.randint(2020, 2024))], cost=chance.choice([None, 0, chance.randint(1, 90_000)]),
            weight=chance.choice([100, 100, 95, 90, 85, 80]), municipality=chance.choice([[], [str(chance.randint(1, 9))]]), attachments=text(40),
            national=chance.choice([[], ["eco"], ["home"]]), sort_share=chance.randint(0, 3) << 31 | pk,
        )
        for pk in range(1, SIZE + 1)
    ]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The same documents in both, each in one segment."""
    documents = cards()
    embedded = EmbeddedEngine(tmp_path_factory.mktemp("index"))
    elastic = ElasticEngine(ELASTIC, prefix=f"test-{uuid.uuid4().hex[:8]}", refresh=True)
    for engine in (embedded, elastic):
        engine.rebuild(lambda: [documents])
    elastic.writer.indices.forcemerge(index=elastic.reads, max_num_segments=1)
    yield embedded, elastic
    for name in elastic.client.indices.get(index=f"{elastic.lock.removesuffix('lock')}*"):
        elastic.client.indices.delete(index=name)


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
@pytest.mark.parametrize("text", QUERIES)
def test_both_engines_answer_alike(both, text, state):
    query = CatalogueQuery(text=text, size=50, **state)
    tree = parse(text, TABLE)
    one, other = (engine.search(query, tree, FACETS) for engine in both)
    assert (one.ids, one.total, one.complete, one.facets, one.known, one.documents) == (other.ids, other.total, other.complete, other.facets, other.known, other.documents)
    assert other.scores == pytest.approx(one.scores, abs=1e-3)  # both add in single precision, in another order


def test_both_engines_know_the_same_words(both):
    one, other = both
    assert one.terms("") == other.terms("")
    forms = one.terms("")
    assert one.counts(forms) == other.counts(forms)
    assert [one.frequency(form, form) for form in forms[:40]] == [other.frequency(form, form) for form in forms[:40]]


def test_both_engines_hold_the_same_documents(both):
    one, other = both
    assert (one.ids(), one.health().documents) == (other.ids(), other.health().documents)


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
@pytest.mark.parametrize("text", QUERIES[:6] + [""])
def test_both_engines_walk_and_spread_alike(both, text, state):
    query, tree = CatalogueQuery(text=text, **state), parse(text, TABLE)
    one, other = both
    keys = list(one.walk(query, tree))
    pages = [pk for page in range(1, len(keys) // 50 + 2) for pk in one.search(CatalogueQuery(text=text, size=50, page=page, **state), tree, ()).ids]
    assert keys == list(other.walk(query, tree)) == pages
    assert one.spread(query, tree, "cost", EDGES) == other.spread(query, tree, "cost", EDGES)


@pytest.mark.parametrize("text", [text for text in QUERIES if text])
def test_marks_of_both_engines_results_are_the_same(both, text):
    tree = parse(text, TABLE)
    texts = {card["pk"]: (card["title"], card["summary"], card["body"]) for card in cards()}
    one, other = (engine.search(CatalogueQuery(text=text), tree, ()).ids for engine in both)
    passages = [[tree.marker().passage(texts[pk]) for pk in ids] for ids in (one, other)]
    assert passages[0] == passages[1]
    assert bool(one) == any("<mark>" in passage for passage in passages[0])
