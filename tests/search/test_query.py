"""The tree of a typed text: pure, no engine."""
import pytest

from search.analysis import Token
from search.query import CatalogueQuery, Correction, TooLong, parse, shorten
from search.synonyms import Rule, SynonymTable
from search.vocabulary import read_rules

TABLE = SynonymTable([
    Rule("жкх", ("жилищно-коммунальное хозяйство", "коммуналка")),
    Rule("тко", ("тбо", "твёрдые коммунальные отходы", "мусор")),
    Rule("отходы", ("тко", "свалка"), narrower=True),
    Rule("пзз", ("правила землепользования и застройки",)),
])


class Words:
    """A lexicon of a few words."""

    def repair(self, raw: str, word: Token) -> tuple[str, ...]:
        return {"збор": ("сбор",), ";r[": ("жкх",), "балон": ("баллон", "балкон")}.get(word.form or raw, ())

    def unfold(self, word: Token) -> tuple[str, ...]:
        return {"несанкц": ("несанкционированные",)}.get(word.form, ())


def shape(text: str, **options) -> list[list[str]]:
    return [[variant.text for variant in segment.variants] for segment in parse(text, TABLE, Words(), **options).segments]


def test_question_words_and_prepositions_are_dropped():
    assert shape("как организовать сход в деревне") == [["организовать"], ["сход"], ["деревне"]]


def test_question_words_alone_are_kept():
    assert shape("что если") == [["что"], ["если"]]


def test_equal_synonyms_find_each_other_in_any_case_form():
    assert shape("в жилищно-коммунальном хозяйстве") == [["жилищно коммунальном хозяйстве", "жилищно коммунальном хозяйстве", "жкх", "коммуналка"]]
    assert shape("тбо") == [["тбо", "тко", "твёрдые коммунальные отходы", "мусор"]]


def test_part_of_a_term_matches_only_itself():
    assert shape("коммунальные") == [["коммунальные"]]


def test_narrower_words_widen_the_term_and_never_the_other_way_round():
    assert shape("отходы") == [["отходы", "тко", "свалка"]]
    assert shape("свалка") == [["свалка"]]


def test_term_with_a_function_word_inside_is_found():
    assert shape("правила землепользования и застройки")[0][-1] == "пзз"


def test_typed_term_may_stand_apart_at_a_lower_weight():
    segment = parse("твёрдые коммунальные отходы", TABLE).segments[0]
    assert [(v.loose, v.weight) for v in segment.variants[:2]] == [(False, 1.0), (True, 0.5)]


@pytest.mark.parametrize("text", ["44-ФЗ", "44 фз", "44ФЗ", "закон 44-фз"])
def test_law_is_a_phrase_however_it_is_typed(text):
    assert [variant.lower() for variant in shape(text)[-1]] == ["44 фз"]


def test_bare_number_is_weak():
    assert [(s.text, s.weak) for s in parse("подобрать участок 10 дней").segments] == [
        ("подобрать", False), ("участок", False), ("10", True), ("дней", False),
    ]


def test_quotes_make_a_strict_phrase_with_its_function_words():
    tree = parse("«вывоз мусора в селе» ночью")
    assert [(s.text, s.strict) for s in tree.segments] == [("вывоз мусора в селе", True), ("ночью", False)]


def test_minus_excludes_and_a_hyphen_does_not():
    tree = parse("парк -платный мастер-план − двор")
    assert [s.text for s in tree.segments] == ["парк", "мастер", "план", "двор"]
    assert [v.text for v in tree.excluded] == ["платный"]


def test_minus_before_a_quoted_phrase_excludes_it():
    assert [v.text for v in parse("парк -«платная парковка»").excluded] == ["платная парковка"]


def test_unknown_word_gets_the_best_reading_beside_it():
    tree = parse("раздельный збор", TABLE, Words())
    assert tree.corrections == (Correction("збор", "сбор"),)
    assert tree.corrected_text == "раздельный сбор"
    assert [v.text for v in tree.segments[1].variants] == ["збор", "сбор"]


def test_literal_leaves_words_as_they_are():
    tree = parse("збор ;r[", TABLE, Words(), literal=True)
    assert (tree.corrections, [s.text for s in tree.segments]) == ((), ["збор", "r"])


def test_abbreviated_word_is_unfolded():
    assert shape("несанкц свалки") == [["несанкц", "несанкционированные"], ["свалки"]]


def test_long_text_is_cut_at_the_last_whole_word():
    text = "благоустройство " * 30
    kept, cut = shorten(text)
    assert (len(kept) <= 256, cut, kept.split()[-1]) == (True, True, "благоустройство")


@pytest.mark.parametrize(("length", "cut"), [(255, False), (256, False), (257, True)])
def test_cut_begins_past_256_characters(length, cut):
    assert shorten("я" * length)[1] is cut


@pytest.mark.parametrize(("count", "cut"), [(15, False), (16, False), (17, True)])
def test_cut_begins_past_16_words(count, cut):
    tree = parse(" ".join(f"слово{chr(1072 + n)}" for n in range(count)))
    assert (len(tree.segments), tree.cut) == (min(count, 16), cut)


@pytest.mark.parametrize("length", [999, 1000])
def test_up_to_1000_characters_are_taken(length):
    assert parse("я" * length).cut


def test_more_than_1000_characters_are_refused():
    with pytest.raises(TooLong):
        parse("я" * 1001)


@pytest.mark.parametrize("text", ["", " ", "()[]{}", "\x00", "—", "«»", '"', "«", "-", "---", "\u0301" * 300, "(" * 1000, "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")])
def test_text_without_words_is_an_empty_tree(text):
    assert not parse(text, TABLE, Words())


def test_without_removes_one_value_a_facet_or_a_range_and_returns_to_the_first_page():
    query = CatalogueQuery(facets={"sector": ("WST", "IMP"), "kind": ("digital",)}, ranges={"cost": (1, None)}, page=3)
    assert query.without("sector", "WST") == CatalogueQuery(facets={"sector": ("IMP",), "kind": ("digital",)}, ranges={"cost": (1, None)})
    assert query.without("kind").facets == {"sector": ("WST", "IMP")}
    assert query.without("cost").ranges == {}


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "other"), [("ЦТП", "центральный тепловой пункт"), ("центральные тепловые пункты", "ЦТП"), ("дом ДТП", "дорожно-транспортное происшествие")])
def test_abbreviation_of_one_meaning_equals_its_long_form(text, other):
    assert other in {one.text for segment in parse(text, SynonymTable(read_rules())).segments for one in segment.variants}


@pytest.mark.django_db
@pytest.mark.parametrize("short", ["УК", "РСО", "ИБ", "ГИС", "ПГС", "МСК", "КСО", "ОМС"])
def test_abbreviation_of_two_meanings_is_not_expanded_and_widens_its_long_forms(short):
    table = SynonymTable(read_rules())
    assert [one.text for segment in parse(short, table).segments for one in segment.variants] == [short]
    long = next(rule.term for rule in read_rules() if rule.narrower and short in rule.synonyms)
    assert short in {one.text for segment in parse(long, table).segments for one in segment.variants}
