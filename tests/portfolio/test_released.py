"""A release's document gives back the same text."""
import json
from decimal import Decimal

import pytest

from portfolio.fields import IndicatorFields
from portfolio.models import Practice, PracticeRelease
from portfolio.released import Label, decimal_text, read_document
from portfolio.releases import released_text
from tests.factories.portfolio import live
from tests.factories.taxonomy import NationalProjectFactory, SectorFactory, TagFactory

pytestmark = pytest.mark.django_db


def test_document_round_trip_keeps_every_word_and_number():
    headline = IndicatorFields("Доля", "%", "up", Decimal("0.125"), None, Decimal("0"), None, Decimal("100"), None, "", True)
    live(indicators=(headline,), national_project_id=NationalProjectFactory().pk, tag_ids=(TagFactory().pk,), subsector_ids=(SectorFactory().pk,))
    document = json.loads(json.dumps(PracticeRelease.objects.get().document))
    assert read_document(document) == released_text(Practice.objects.get())
    assert (document["indicators"][0]["baseline"], document["indicators"][0]["actual"], document["cost_krub"]) == ("0.125", "100", "3420.5")


def test_read_document_of_an_older_shape_takes_absent_fields_as_missing():
    live()
    document = PracticeRelease.objects.get().document
    for name in ("lessons", "national_project", "end", "tags", "demo"):
        del document[name]
    text = read_document(document)
    assert (text.lessons, text.national_project, text.end, text.tags, text.demo) == ("", None, None, (), False)


@pytest.mark.parametrize("number, text", [("1.500", "1.5"), ("100", "100"), ("100.000", "100"), ("0.000", "0"), ("1E+2", "100"), ("-0.10", "-0.1")])
def test_decimal_text(number, text):
    assert decimal_text(Decimal(number)) == text


def test_label_in_language_falls_back_to_russian():
    assert (Label("a", "Имя", "Name").in_language("en"), Label("a", "Имя").in_language("en"), Label("a", "Имя", "Name").in_language("ru")) == ("Name", "Имя", "Имя")
