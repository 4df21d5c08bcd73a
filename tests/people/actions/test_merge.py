"""Merging two persons and taking it back: every link in its place."""
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.roles import Role
from ops.models import OutboxRow
from people.actions.close_merges import close_merges
from people.actions.erase_person import anonymise_person
from people.actions.merge_persons import UNDO_DAYS, NotMergeable, merge_persons
from people.actions.undo_merge import AlreadyUndone, MergedOn, TooLate, undo_merge
from people.links import links_to_person
from people.models import Merge, Person, Post
from people.rules.merging import UnknownChoice
from people.values import values_of
from school.models import Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.people import PersonFactory, PostFactory
from tests.factories.school import EnrolmentFactory, StreamFactory
from tests.people import someone
from tests.people.tables import strange_tables

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SOON = AT + timedelta(hours=1)


def two(**gone) -> tuple[Person, Person]:
    """A person and the same person misspelt."""
    kept = PersonFactory(family="Соловьёва", given="Пелагея", patronymic="Артёмовна", phone="+7 900 000-00-01")
    return kept, PersonFactory(**{"family": "Соловьева", "given": "Пелагея", "patronymic": "Артемовна", **gone})


def picture() -> dict:
    """Everything that points at anybody, and everybody's values."""
    links = {(link.label, link.field): list(link.model._base_manager.values_list("pk", link.field).order_by("pk")) for link in links_to_person()}
    people = {person.pk: (values_of(person), person.merged_into_id) for person in Person.objects.all()}
    return {"links": links, "people": people}


def test_links_to_person_are_every_foreign_key_of_the_product(db):
    assert {(link.label, link.field) for link in links_to_person()} >= {("people.Post", "person"), ("school.Enrolment", "person")}
    assert all(not link.label.startswith("people.Merge") for link in links_to_person())


def test_merge_then_undo_equals_the_start(db):
    kept, gone = two(birth_date=date(1979, 4, 12), email="p@gorod.invalid", phone="+7 900 000-00-02", user=UserFactory())
    posts = [PostFactory(person=person) for person in (kept, gone, gone)]
    stream = StreamFactory()
    for person in (kept, gone):
        EnrolmentFactory(person=person, stream=stream)
    EnrolmentFactory(person=gone)
    PostFactory(), EnrolmentFactory()
    before = picture()
    merge = merge_persons(kept, gone, {}, someone(Role.PROGRAMME_MANAGER), AT)
    assert set(Post.objects.filter(person=kept)) == set(posts)
    assert picture() != before
    merge = undo_merge(merge, someone(Role.ADMINISTRATOR), SOON)
    assert merge.not_restored == []
    assert picture() == before


def test_merge_takes_the_fuller_values_unless_told_otherwise(db):
    user = UserFactory()
    kept, gone = two(birth_date=date(1979, 4, 12), email="p@gorod.invalid", phone="2", sex="f", user=user)
    merge_persons(kept, gone, {"phone": "gone", "patronymic": "gone"}, None, AT)
    kept.refresh_from_db()
    assert values_of(kept) == {
        "family": "Соловьёва", "given": "Пелагея", "patronymic": "Артемовна", "birth_date": date(1979, 4, 12), "sex": "f",
        "email": "p@gorod.invalid", "phone": "2", "user": user.pk,
    }
    gone.refresh_from_db()
    assert (gone.merged_into, gone.user_id, gone.family) == (kept, None, "Соловьева")


@pytest.mark.parametrize(("choice", "winner"), [("kept", 0), ("gone", 1)])
def test_merge_of_two_accounts_keeps_the_chosen_and_leaves_the_other_with_the_shadow(db, choice, winner):
    users = [UserFactory(), UserFactory()]
    kept, gone = PersonFactory(user=users[0]), PersonFactory(user=users[1])
    merge = merge_persons(kept, gone, {"user": choice}, None, AT)
    assert [Person.objects.get(pk=kept.pk).user, Person.objects.get(pk=gone.pk).user] == [users[winner], users[1 - winner]]
    undo_merge(merge, None, SOON)
    assert [Person.objects.get(pk=kept.pk).user, Person.objects.get(pk=gone.pk).user] == users


def test_merge_never_loses_the_only_account(db):
    user = UserFactory()
    kept, gone = PersonFactory(user=user), PersonFactory()
    merge_persons(kept, gone, {"user": "gone"}, None, AT)
    assert Person.objects.get(user=user) == kept


def test_merge_leaves_what_would_stand_twice_with_the_shadow(db):
    kept, gone = two()
    stream = StreamFactory()
    mine, twin, other = EnrolmentFactory(person=kept, stream=stream), EnrolmentFactory(person=gone, stream=stream), EnrolmentFactory(person=gone)
    merge = merge_persons(kept, gone, {}, None, AT)
    assert list(Enrolment.objects.filter(person=kept).order_by("pk")) == [mine, other]
    assert list(Enrolment.objects.filter(person=gone)) == [twin]
    links = set(merge.links.values_list("model", "object_pk", "is_moved"))
    assert links == {("school.Enrolment", str(twin.pk), False), ("school.Enrolment", str(other.pk), True)}


@pytest.mark.parametrize("choices", [{"nothing": "kept"}, {"family": "left"}, {"merged_into": "gone"}])
def test_merge_with_an_unknown_choice_is_refused(db, choices):
    kept, gone = two()
    with pytest.raises(UnknownChoice):
        merge_persons(kept, gone, choices, None, AT)
    assert Merge.objects.count() == 0


def test_merge_of_one_row_a_shadow_or_an_erased_row_is_refused(db):
    kept, gone = two()
    third, erased = PersonFactory(), PersonFactory()
    anonymise_person(erased, AT)
    merge_persons(kept, gone, {}, None, AT)
    for pair in ((kept, kept), (kept, gone), (gone, kept), (third, gone), (gone, third), (third, erased), (erased, third)):
        with pytest.raises(NotMergeable):
            merge_persons(*pair, {}, None, AT)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER)])
def test_merge_and_undo_are_for_two_roles_only(db, role):
    kept, gone = two()
    merge = merge_persons(kept, gone, {}, None, AT)
    with pytest.raises(PermissionDenied):
        merge_persons(kept, PersonFactory(), {}, someone(role), AT)
    with pytest.raises(PermissionDenied):
        undo_merge(merge, someone(role), SOON)


def test_merge_announces_itself_in_its_transaction(db):
    kept, gone = two()
    merge_persons(kept, gone, {}, None, AT)
    assert list(OutboxRow.objects.filter(event="person_saved").values_list("key", flat=True)) == [str(kept.pk)]


@pytest.mark.parametrize(("late", "open_"), [(-timedelta(seconds=1), True), (timedelta(0), True), (timedelta(seconds=1), False)])
def test_undo_is_open_for_thirty_days(db, late, open_):
    merge = merge_persons(*two(), {}, None, AT)
    at = AT + timedelta(days=UNDO_DAYS) + late
    if open_:
        assert undo_merge(merge, None, at).undone_at == at
    else:
        with pytest.raises(TooLate):
            undo_merge(merge, None, at)
        assert not Person.objects.get(pk=merge.gone_id).is_current


def test_undo_twice_is_refused_and_a_new_merge_is_possible(db):
    kept, gone = two()
    merge = merge_persons(kept, gone, {}, None, AT)
    undo_merge(merge, None, SOON)
    with pytest.raises(AlreadyUndone):
        undo_merge(merge, None, SOON)
    assert merge_persons(gone, kept, {}, None, SOON).kept == gone


def test_undo_under_a_later_merge_of_the_kept_person_waits_for_that(db):
    (kept, gone), third = two(), PersonFactory()
    before = picture()
    first = merge_persons(kept, gone, {}, None, AT)
    second = merge_persons(third, kept, {}, None, AT)
    with pytest.raises(MergedOn):
        undo_merge(first, None, SOON)
    undo_merge(second, None, SOON)
    undo_merge(first, None, SOON)
    assert picture() == before


def test_undo_says_what_cannot_go_back_and_why(db):
    kept, gone = two(birth_date=date(1979, 4, 12), email="p@gorod.invalid")
    deleted, moved_on, changed = (PostFactory(person=gone) for _ in range(3))
    stranger = PersonFactory()
    merge = merge_persons(kept, gone, {}, None, AT)
    deleted_pk = deleted.pk
    deleted.delete()
    Post.objects.filter(pk=moved_on.pk).update(person=stranger)
    Post.objects.filter(pk=changed.pk).update(title="Глава округа")
    added = PostFactory(person=kept)
    Person.objects.filter(pk=kept.pk).update(email="new@gorod.invalid")
    merge = undo_merge(merge, None, SOON)
    assert sorted(merge.not_restored, key=str) == sorted([
        {"model": "people.Person", "field": "email", "pk": "", "why": "changed"},
        {"model": "people.Post", "field": "person", "pk": str(deleted_pk), "why": "deleted"},
        {"model": "people.Post", "field": "person", "pk": str(moved_on.pk), "why": "moved_on"},
    ], key=str)
    assert list(Post.objects.filter(person=gone).values_list("pk", "title")) == [(changed.pk, "Глава округа")]
    assert list(Post.objects.filter(person=kept)) == [added]
    kept.refresh_from_db()
    assert (kept.email, kept.birth_date) == ("new@gorod.invalid", None)


def test_undo_leaves_a_link_that_would_stand_twice_by_now(db):
    kept, gone = two()
    moved = EnrolmentFactory(person=gone)
    merge = merge_persons(kept, gone, {}, None, AT)
    EnrolmentFactory(person=gone, stream=moved.stream)
    merge = undo_merge(merge, None, SOON)
    assert merge.not_restored == [{"model": "school.Enrolment", "field": "person", "pk": str(moved.pk), "why": "refused"}]
    assert Enrolment.objects.get(pk=moved.pk).person == kept


def test_undo_does_not_take_an_account_that_was_deleted_or_given_away(db):
    user = UserFactory()
    kept, gone = two(user=user)
    merge = merge_persons(kept, gone, {}, None, AT)
    User.objects.get(pk=user.pk).delete()
    assert undo_merge(merge, None, SOON).not_restored == [{"model": "people.Person", "field": "user", "pk": "", "why": "changed"}]


def test_undo_of_a_thousand_links_goes_in_chunks(db):
    kept, gone = two()
    post = PostFactory(person=gone)
    fields = {name: getattr(post, name) for name in ("municipality", "title", "category", "created_at", "updated_at")}
    Post.objects.bulk_create([Post(person=gone, **fields) for _ in range(1000)])
    merge = merge_persons(kept, gone, {}, None, AT)
    assert (gone.posts.count(), merge.links.count()) == (0, 1001)
    undo_merge(merge, None, SOON)
    assert (gone.posts.count(), kept.posts.count()) == (1001, 0)


def test_close_merges_wipes_the_shadow_and_the_old_values_after_thirty_days_only(db):
    kept, gone = two(email="p@gorod.invalid")
    merge = merge_persons(kept, gone, {}, None, AT)
    assert close_merges(merge.undo_until) == 0
    after = merge.undo_until + timedelta(seconds=1)
    assert [close_merges(after), close_merges(after)] == [1, 0]
    merge.refresh_from_db()
    gone.refresh_from_db()
    assert (merge.changes, merge.closed_at, gone.family, gone.email, gone.anonymised_at) == ("", after, "", "", after)
    assert Person.objects.get(pk=kept.pk).email == "p@gorod.invalid"


def test_close_merges_keeps_the_person_of_an_undone_merge(db):
    kept, gone = two()
    merge = merge_persons(kept, gone, {}, None, AT)
    undo_merge(merge, None, SOON)
    assert close_merges(AT + timedelta(days=31)) == 1
    assert Person.objects.get(pk=gone.pk).family == "Соловьева"


def test_merge_and_undo_move_links_of_tables_nobody_told_of(committing_db):
    with strange_tables() as (Badge, Group, Seat):
        kept, gone = two()
        Badge.objects.create(person=kept, text="a")
        Badge.objects.create(person=gone, text="b")
        lonely, third = PersonFactory(), PersonFactory()
        Badge.objects.create(person=lonely, text="c")
        both, only = Group.objects.create(), Group.objects.create()
        both.members.set([kept, gone])
        only.members.set([gone])
        Seat.objects.create(group=both, person=kept)
        Seat.objects.create(group=both, person=gone)
        Seat.objects.create(group=only, person=gone, chair=gone)
        before = picture()
        assert {name for name in before["links"] if name[0].split(".")[1] in ("Badge", "Group_members", "Seat")} == {
            ("people.Badge", "person"), ("people.Group_members", "person"), ("people.Seat", "person"), ("people.Seat", "chair"),
        }
        merge, second = merge_persons(kept, gone, {}, None, AT), merge_persons(third, lonely, {}, None, AT)
        assert list(Badge.objects.order_by("text").values_list("text", "person")) == [("a", kept.pk), ("b", gone.pk), ("c", third.pk)]
        assert [set(group.members.all()) for group in (both, only)] == [{kept, gone}, {kept}]
        assert list(Seat.objects.order_by("pk").values_list("person", "chair")) == [(kept.pk, None), (gone.pk, None), (kept.pk, kept.pk)]
        assert [undo_merge(one, None, SOON).not_restored for one in (second, merge)] == [[], []]
        assert picture() == before


def test_merge_of_an_account_that_is_somebody_elses_by_undo_is_left(db):
    user = UserFactory()
    kept, gone = two(user=user)
    merge = merge_persons(kept, gone, {}, None, AT)
    Person.objects.filter(pk=kept.pk).update(user=None)
    PersonFactory(user=user)
    assert undo_merge(merge, None, SOON).not_restored == [{"model": "people.Person", "field": "user", "pk": "", "why": "changed"}]
