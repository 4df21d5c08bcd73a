"""Screens of people: who is let in, what they do, how many queries they cost."""
from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import ReadLog
from accounts.roles import Role
from ops.forms import issue_key
from ops.models import Job
from ops.outbox import drain_once
from people.actions.find_duplicates import propose, search_everybody
from people.actions.merge_persons import merge_persons
from people.models import Duplicate, Merge, Organisation, Person, Post
from territories.models import TerritoryRole
from tests.factories.people import OrganisationFactory, PersonFactory, PostFactory
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import someone

STAFF = (Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER, Role.SELECTION_OFFICER)
MERGERS = (Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER)
SIGNED_IN = [role for role in Role if role != Role.VISITOR]


@pytest.fixture
def rows(db):
    """Two rows of one person, a post, a pair and a merge of two others."""
    kept = PersonFactory(family="Соловьёва", given="Пелагея", patronymic="Артёмовна", birth_date=date(1979, 4, 12), email="p@gorod.invalid")
    gone = PersonFactory(family="Соловьева", given="Пелагея", patronymic="Артемовна", birth_date=date(1979, 4, 12))
    post = PostFactory(person=kept)
    propose([kept, gone], timezone.now())
    merge = merge_persons(PersonFactory(family="Кедров"), PersonFactory(family="Кидров"), {}, None, timezone.now())
    return {"kept": kept, "gone": gone, "post": post, "pair": Duplicate.objects.get(), "merge": merge}


def addresses(rows) -> dict[str, tuple[str, tuple[Role, ...]]]:
    """Every screen that is read, and the roles that may."""
    kept, gone, post = rows["kept"].public_id, rows["gone"].public_id, rows["post"].public_id
    return {
        "people": (reverse("people:people"), (*STAFF, Role.REGIONAL_COORDINATOR)),
        "xlsx": (reverse("people:people-file", args=["xlsx"]), (*STAFF, Role.REGIONAL_COORDINATOR)),
        "csv": (reverse("people:people-file", args=["csv"]), (*STAFF, Role.REGIONAL_COORDINATOR)),
        "new": (reverse("people:person-new"), STAFF), "person": (reverse("people:person", args=[kept]), STAFF),
        "edit": (reverse("people:person-edit", args=[kept]), STAFF), "post-new": (reverse("people:post-new", args=[kept]), STAFF),
        "post": (reverse("people:post-edit", args=[kept, post]), STAFF), "same": (reverse("people:same", args=[kept]), MERGERS),
        "duplicates": (reverse("people:duplicates"), MERGERS), "merge": (reverse("people:merge", args=[kept, gone]), MERGERS),
        "merges": (reverse("people:merges"), MERGERS),
    }


@pytest.mark.parametrize("role", SIGNED_IN)
def test_screens_open_to_their_roles_and_are_absent_for_the_others(client, rows, role):
    client.force_login(someone(role))
    got = {name: client.get(url).status_code for name, (url, _roles) in addresses(rows).items()}
    assert got == {name: 200 if role in roles else 404 for name, (_url, roles) in addresses(rows).items()}


def test_screens_send_a_visitor_to_sign_in(client, rows):
    for url, _roles in addresses(rows).values():
        answer = client.get(url)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_person_is_seen_by_oneself_without_contacts_of_others(client, rows):
    me = someone(Role.CANDIDATE)
    mine = PersonFactory(user=me)
    client.force_login(me)
    assert client.get(reverse("people:person", args=[mine.public_id])).status_code == 200
    assert client.get(reverse("people:person", args=[rows["kept"].public_id])).status_code == 404
    assert client.get(reverse("people:person-edit", args=[mine.public_id])).status_code == 404
    assert ReadLog.objects.count() == 0


def test_coordinator_sees_who_works_in_the_own_region_now(client, rows):
    region, coordinator = RegionFactory(), someone(Role.REGIONAL_COORDINATOR)
    TerritoryRole.objects.create(
        user=coordinator, role=Role.REGIONAL_COORDINATOR, territory=region.territory, since=date(2020, 1, 1), given_at=timezone.now(),
    )
    here = PostFactory(municipality=MunicipalityFactory(region=region)).person
    left = PostFactory(municipality=MunicipalityFactory(region=region), ended_on=date(2021, 1, 1)).person
    works = PostFactory(municipality=None, organisation=OrganisationFactory(region=region)).person
    client.force_login(coordinator)
    assert {person for person, _posts in client.get(reverse("people:people")).context["rows"]} == {here, works}
    got = [client.get(reverse("people:person", args=[person.public_id])).status_code for person in (here, works, left, rows["kept"])]
    assert got == [200, 200, 404, 404]


def test_person_read_by_staff_is_noted(client, rows):
    reader = someone(Role.SELECTION_OFFICER)
    client.force_login(reader)
    client.get(reverse("people:person", args=[rows["kept"].public_id]))
    assert list(ReadLog.objects.values_list("reader", "subject", "what")) == [(reader.public_id, rows["kept"].public_id, "Card of a person")]


def test_file_notes_everybody_and_hides_formulas(client, db):
    PersonFactory(family="=СУММ(1)", given="Игнат")
    client.force_login(someone(Role.SELECTION_OFFICER))
    text = b"".join(client.get(reverse("people:people-file", args=["csv"])).streaming_content).decode()
    assert "'=СУММ(1)" in text
    assert ReadLog.objects.count() == 1


def test_list_filters_by_what_stands_in_the_address(client, rows):
    client.force_login(someone(Role.SELECTION_OFFICER))
    url = reverse("people:people")

    def found(query: str) -> list[str]:
        return [person.family for person, _posts in client.get(f"{url}?{query}").context["rows"]]

    assert found("q=соловьева") == ["Соловьёва", "Соловьева"]
    assert found("q=пелагея+соловьёва&gap=email") == ["Соловьева"]
    assert found("q=p@gorod") == ["Соловьёва"]
    assert found("category=deputy") == ["Соловьёва"]
    assert found("category=head") == []
    assert found(f"region={rows['post'].municipality.region.slug}") == ["Соловьёва"]
    assert found("sort=-name")[-1] == "Кедров"
    assert found("category=nonsense&sort=nonsense&gap=nonsense&page=nonsense") == ["Кедров", "Соловьёва", "Соловьева"]


@pytest.mark.parametrize("name", ["people", "duplicates", "merges"])
def test_lists_cost_the_same_queries_at_one_row_and_at_a_hundred(client, db, django_assert_max_num_queries, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(someone(Role.ADMINISTRATOR))

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(f"people:{name}")).status_code == 200
        return len(seen)

    def more(n: int) -> None:
        for _ in range(n):
            twins = [PersonFactory(family=f"Лосев-{Person.objects.count()}", patronymic="Ильич", given="Влас")]
            twins.append(PersonFactory(family=twins[0].family, given="Влас", patronymic="Ильич"))
            for person in twins:
                PostFactory(person=person)
            propose(twins, timezone.now())
            merge_persons(PersonFactory(), PersonFactory(), {}, None, timezone.now())

    more(1)
    cost()
    one = cost()
    more(99)
    assert cost() == one


def test_new_person_shows_a_likely_twin_first_and_adds_on_wish(client, rows):
    user = someone(Role.PROGRAMME_MANAGER)
    client.force_login(user)
    url = reverse("people:person-new")
    data = {"key": issue_key("people-new", user), "family": "Соловьёва", "given": "Пелагея", "patronymic": "Артёмовна", "phone": "1"}
    before = Person.objects.count()
    answer = client.post(url, data)
    assert (answer.status_code, len(answer.context["alike"]), Person.objects.count()) == (200, 2, before)
    assert 'value="Пелагея"' in answer.content.decode()
    for _ in range(2):
        assert client.post(url, {**data, "anyway": "1"}).status_code == 302
    assert Person.objects.count() == before + 1


def test_new_person_with_faults_keeps_what_was_typed(client, rows):
    user = someone(Role.SELECTION_OFFICER)
    client.force_login(user)
    data = {"key": issue_key("people-new", user), "family": "Кедров", "given": "", "birth_date": "2999-01-01"}
    answer = client.post(reverse("people:person-new"), data)
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, ["birth_date", "given"])
    assert 'value="Кедров"' in answer.content.decode()


def test_edit_links_an_account_only_for_those_who_merge(client, rows):
    account = someone(Role.CANDIDATE)
    for role, linked in ((Role.SELECTION_OFFICER, None), (Role.PROGRAMME_MANAGER, account)):
        user = someone(role)
        client.force_login(user)
        data = {"key": issue_key("people-edit", user), "family": "Соловьёва", "given": "Пелагея", "account": account.email}
        assert client.post(reverse("people:person-edit", args=[rows["kept"].public_id]), data).status_code == 302
        assert Person.objects.get(pk=rows["kept"].pk).user == linked


def test_post_is_added_with_a_new_organisation_and_removed(client, rows):
    user = someone(Role.SELECTION_OFFICER)
    client.force_login(user)
    data = {
        "key": issue_key("people-post", user), "title": "Директор", "category": "organisation", "organisation": "МУП «Водоканал»",
        "inn": "7707083893", "started_on": "2020-01-01", "subordinates": "0", "is_managerial": "on", "budget_krub": "12,5",
    }
    url = reverse("people:post-new", args=[rows["gone"].public_id])
    assert client.post(url, {**data, "inn": "7707083894"}).status_code == 422
    assert client.post(url, {**data, "ended_on": "2019-01-01"}).status_code == 422
    assert client.post(url, data).status_code == 302
    post = Post.objects.get(person=rows["gone"])
    assert (post.title, post.organisation, post.subordinates, str(post.budget_krub)) == ("Директор", Organisation.objects.get(), 0, "12.5")
    remove = reverse("people:post-remove", args=[rows["gone"].public_id, post.public_id])
    assert client.post(reverse("people:post-remove", args=[rows["kept"].public_id, post.public_id])).status_code == 404
    assert client.post(remove).status_code == 302
    assert Post.objects.filter(pk=post.pk).exists() is False


def test_merge_on_the_screen_and_undo_from_the_list(client, rows):
    user = someone(Role.PROGRAMME_MANAGER)
    client.force_login(user)
    kept, gone = rows["kept"], rows["gone"]
    url = reverse("people:merge", args=[kept.public_id, gone.public_id])
    assert client.get(url).context["links"] == [("Люди", "должности", 1, 0, 1)]
    data = {"key": issue_key("people-merge", user), "family": "gone"}
    assert client.post(url, data)["Location"] == reverse("people:person", args=[kept.public_id])
    kept.refresh_from_db()
    assert kept.family == "Соловьева"
    assert client.get(reverse("people:person", args=[gone.public_id]))["Location"] == reverse("people:person", args=[kept.public_id])
    merge = Merge.objects.get(gone=gone)
    assert client.post(reverse("people:merge-undo", args=[merge.public_id])).status_code == 302
    assert client.get(reverse("people:person", args=[gone.public_id])).status_code == 200
    kept.refresh_from_db()
    assert kept.family == "Соловьёва"


def test_dismissed_pair_is_remembered_and_can_be_put_back(client, rows):
    client.force_login(someone(Role.ADMINISTRATOR))
    url, queue = reverse("people:duplicate-decide", args=[rows["pair"].public_id]), reverse("people:duplicates")
    client.post(url)
    propose([rows["kept"], rows["gone"]], timezone.now())
    assert (client.get(queue).context["waiting"], client.get(f"{queue}?show=dismissed").context["decided"]) == (0, 1)
    client.post(url, {"reopen": "1"})
    assert client.get(queue).context["waiting"] == 1


@pytest.mark.parametrize("role", [role for role in SIGNED_IN if role not in MERGERS])
def test_deciding_is_closed_to_others(client, rows, role):
    client.force_login(someone(role))
    targets = [
        reverse("people:duplicate-decide", args=[rows["pair"].public_id]), reverse("people:duplicates-search"),
        reverse("people:merge-undo", args=[rows["merge"].public_id]), addresses(rows)["merge"][0],
    ]
    assert [client.post(url).status_code for url in targets] == [404] * 4
    assert (Duplicate.objects.get().state, Job.objects.count(), Merge.objects.filter(undone_at=None).count()) == ("proposed", 0, 1)


def test_search_of_the_whole_list_finds_what_nobody_proposed(client, rows):
    Duplicate.objects.all().delete()
    user = someone(Role.ADMINISTRATOR)
    client.force_login(user)
    for _ in range(2):
        client.post(reverse("people:duplicates-search"), {"key": issue_key("people-search", user)})
    assert Job.objects.count() == 1
    while drain_once().taken:
        pass
    job = Job.objects.get()
    assert (job.state, job.done, job.result, search_everybody.__name__) == ("done", 3, {"found": 1, "crowded": 0}, "search_everybody")
