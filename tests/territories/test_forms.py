"""The field for a municipality, with and without the script."""
import pytest
from django import forms
from django.utils import translation

from territories.forms import MunicipalityField, Place
from tests.factories.territories import MunicipalityFactory, RegionFactory

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    place = MunicipalityField()


class Wide(forms.Form):
    place = MunicipalityField(settlements=True, required=False)


@pytest.fixture
def town():
    return MunicipalityFactory(name="Ефремов", region=RegionFactory(name="Тульская область"), oktmo="70714000")


def posted(text: str, chosen: str = "", form=Form):
    return form({"place": text, "place_id": chosen})


@pytest.mark.parametrize("text", ["Ефремов", "г. Ефремов", "Ефремов, Тульская область", "70714000"])
def test_field_typed_in_full_is_matched(town, text):
    form = posted(text)
    assert form.is_valid()
    assert form.cleaned_data["place"] == town


def test_field_chosen_line_counts(town):
    twin = MunicipalityFactory(name="Ефремов", region=town.region)
    form = posted("Ефремов, Тульская область", str(twin.pk))
    assert form.is_valid()
    assert form.cleaned_data["place"] == twin


@pytest.mark.parametrize("chosen", ["x", "-1", "9" * 30, "999999"])
def test_field_text_changed_or_id_broken_is_matched_by_text(town, chosen):
    other = MunicipalityFactory(name="Ясногорск")
    for id_ in (chosen, str(other.pk)):
        form = posted("Ефремов", id_)
        assert form.is_valid()
        assert form.cleaned_data["place"] == town


@pytest.mark.parametrize(("text", "error"), [
    ("", "Выберите муниципалитет: введите название, регион или ОКТМО."),
    ("   ", "Выберите муниципалитет: введите название, регион или ОКТМО."),
    ("Атлантида", "Такого муниципалитета нет в справочнике. Выберите его из списка или введите ОКТМО."),
    ("Ефримов", "Такого муниципалитета нет в справочнике. Похоже на: Ефремов, Тульская область. Выберите его из списка."),
    ("я" * 201, "Слишком длинно: не больше 200 знаков."),
])
def test_field_error_says_what_to_do(town, text, error):
    with translation.override("ru"):
        assert posted(text).errors["place"] == [error]


def test_field_two_places_of_one_name_names_both(town):
    MunicipalityFactory(name="Ефремов", region=RegionFactory(name="Курская область"))
    with translation.override("ru"):
        assert posted("Ефремов").errors["place"] == [
            "Мест с таким названием несколько: Ефремов, Тульская область; Ефремов, Курская область. "
            "Допишите регион через запятую или введите ОКТМО.",
        ]


def test_field_settlement_is_kept_where_asked_for_and_refused_elsewhere(town):
    form = posted("село Ям, Ефремов", form=Wide)
    assert form.is_valid()
    assert form.cleaned_data["place"] == Place(town, "село Ям")
    assert not posted("село Ям, Ефремов").is_valid()


def test_field_optional_and_empty_is_none():
    form = posted("", form=Wide)
    assert form.is_valid()
    assert form.cleaned_data["place"] is None


def test_field_shows_text_and_id_of_what_is_stored(town):
    for value in (town, town.pk, Place(town)):
        html = str(Form(initial={"place": value})["place"])
        assert 'value="Ефремов, Тульская область"' in html
        assert f'<input type="hidden" name="place_id" value="{town.pk}"' in html
        assert 'data-combobox="/territories/lookup/"' in html
    assert str(Form()["place"].id_for_label) == "id_place_0"


def test_field_disabled_keeps_what_is_stored(town):
    form = Form({"place": "другое"}, initial={"place": town})
    form.fields["place"].disabled = True
    assert form.is_valid()
    assert form.cleaned_data["place"] == town


def test_field_unchanged_text_is_no_change(town):
    assert Form({"place": "Ефремов, Тульская область"}, initial={"place": town}).has_changed() is False
    assert Form({"place": "Ясногорск"}, initial={"place": town}).has_changed() is True
