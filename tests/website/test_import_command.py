"""The command door, with the real projects of a city."""
import gzip
import io
import re
import time
import tracemalloc
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from ops.models import ImportBatch
from portfolio.importing.template import write_template
from portfolio.models import Practice
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import someone
from tests.portfolio.importing.tables import GOOD, csv_text, places

NYC = Path(__file__).parents[1] / "data" / "nyc-capital-projects"


def run(*args, **options):
    out = io.StringIO()
    call_command("import_practices", *map(str, args), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def nyc(tmp_path, db):
    """The file, and the invented town of the map."""
    MunicipalityFactory(name="Новоречье", region=RegionFactory(name="Нижегородская область"), oktmo="", demo=True)
    path = tmp_path / "projects_2017_04.csv"
    path.write_bytes(gzip.decompress((NYC / "projects_2017_04.csv.gz").read_bytes()))
    return path


def test_city_projects_create_9558_and_refuse_425_by_their_causes(nyc):
    by = someone(Role.CONTENT_EDITOR)
    started = time.process_time()
    told = run(nyc, "--map", NYC / "map.toml", by=by.email)
    print(f"{(time.process_time() - started) / 9_983 * 1000:.2f} CPU ms a row")
    assert re.findall(r"(?:create|change|same|refuse) \d+|refused, \w+: \d+|drafts \d+, live \d+, failed \d+", told) == [
        "create 9558", "change 0", "same 0", "refuse 425", "refused, negative: 319", "refused, key_twice: 106", "drafts 9558, live 0, failed 0",
    ]
    assert Practice.objects.filter(source="nyc-2017-04").count() == 9_558
    practice = Practice.objects.get(source_key="40·SCA17")
    assert (practice.title, practice.language, str(practice.cost_krub)) == ("SCA17", "en", "3256598.0")


def test_memory_of_the_dry_run_does_not_grow_with_the_file(nyc):
    by = someone(Role.CONTENT_EDITOR)
    lines = nyc.read_text().splitlines(keepends=True)
    peaks = []
    for count in (1_000, 4_000):
        nyc.write_text("".join(lines[: count + 1]))
        tracemalloc.start()
        run(nyc, "--map", NYC / "map.toml", "--dry-run", by=by.email)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + 2_000_000


def test_template_is_a_file_that_can_be_imported_and_published(db, tmp_path):
    MunicipalityFactory(name="Новомосковск", region=RegionFactory(name="Тульская область"), oktmo="70724000")
    write_template(tmp_path / "образец.xlsx")
    told = run(tmp_path / "образец.xlsx", publish=True, by=someone(Role.ADMINISTRATOR).email)
    assert re.findall(r"create \d+|refuse \d+|drafts \d+, live \d+, failed \d+", told) == ["create 1", "refuse 0", "drafts 0, live 1, failed 0"]
    assert Practice.objects.get().live is True


def test_first_administrator_is_taken_where_nobody_is_named(db, tmp_path):
    places()
    path = tmp_path / "a.csv"
    path.write_text(csv_text([GOOD]))
    with pytest.raises(CommandError, match="no active account of an administrator"):
        run(path)
    admin = someone(Role.ADMINISTRATOR)
    run(path)
    assert ImportBatch.objects.get().by == admin


def test_person_file_and_map_are_refused_with_their_cause(db, tmp_path):
    places()
    path = tmp_path / "a.csv"
    path.write_text(csv_text([GOOD]))
    by, stranger = someone(Role.CONTENT_EDITOR), someone(Role.MENTOR)
    for args, options, cause in [
        ([tmp_path / "none.csv"], {"by": by.email}, "There is no file"),
        ([path], {"by": stranger.email}, "may not import"),
        ([path], {"by": "nobody@people.invalid"}, "no active account nobody@people.invalid"),
        ([path, "--map", tmp_path / "none.toml"], {"by": by.email}, "The map"),
        ([path, "--limit", "0"], {"by": by.email}, "0"),
    ]:
        with pytest.raises(CommandError, match=cause):
            run(*args, **options)


def test_limit_of_rows_under_at_over(db, tmp_path):
    places()
    by = someone(Role.CONTENT_EDITOR)
    path = tmp_path / "a.csv"
    path.write_text(csv_text([{**GOOD, "Код": f"К{n}"} for n in range(3)]))
    for limit in (4, 3):
        assert "create 3" in run(path, "--limit", limit, "--dry-run", by=by.email)
    with pytest.raises(CommandError, match="2"):
        run(path, "--limit", 2, "--dry-run", by=by.email)
    assert (Practice.objects.count(), ImportBatch.objects.filter(state="checked").count()) == (0, 0)


@pytest.mark.parametrize("text", ["[columns\n", 'colour = "red"', '[columns]\na = "Нет такого"', '[factors]\na = "много"', '[constants]\n"Нет" = "x"'])
def test_map_that_says_what_cannot_be_is_refused(db, tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(csv_text([GOOD]))
    (tmp_path / "map.toml").write_text(text)
    with pytest.raises(CommandError, match="The map"):
        run(path, "--map", tmp_path / "map.toml", by=someone(Role.CONTENT_EDITOR).email)
