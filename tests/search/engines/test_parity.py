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


def cards() -> list[dict]:
    """Documents whose fields differ in length, some of them empty."""
    chance = random.Random(7)

    def text(most: int) -> str:
        return " ".join(chance.choice(chance.choice([NOUNS, NOUNS, VERBS, OTHER])) for _ in range(chance.randint(0, most)))

    return [
        document(
            pk, text(8), text(120), summary=text(20), topics=text(5), sector=chance.sample(["WST", "IMP", "TRN", "HCS"], chance.randint(0, 2)),
            region=[chance.choice(["tula", "perm"])], year=[str(chance.randint(2020, 2024))], cost=chance.choice([None, 0, chance.randint(1, 90_000)]),
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


@pytest.mark.parametrize("state", [{}, {"facets": {"sector": ("WST", "IMP"), "year": ("2022", "2023")}}, {"ranges": {"cost": (0, 40_000)}}], ids=["all", "facets", "range"])
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
