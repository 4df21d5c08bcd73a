"""What the room says about one person, and how it is erased."""
from datetime import date

from django.utils import timezone

from accounts.personal import HOLDERS
from people.actions.find_duplicates import propose
from people.actions.merge_persons import merge_persons
from people.models import BlockKey, Duplicate, Merge, Person, Post
from people.queries import person_of
from school.models import Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.people import PersonFactory, PostFactory
from tests.factories.school import EnrolmentFactory

HOLDER = HOLDERS["people"]


def someone_known():
    """A user whose person was merged with another row, with posts, an enrolment and a waiting pair."""
    user = UserFactory()
    person = PersonFactory(user=user, family="Лосева", birth_date=date(1980, 1, 2), phone="+7 900", email="l@gorod.invalid")
    twin = PersonFactory(family="Лосева", given=person.given, birth_date=date(1980, 1, 2))
    PostFactory(person=person), EnrolmentFactory(person=person)
    merge = merge_persons(person, PersonFactory(family="Лосёва", email="old@gorod.invalid"), {}, None, timezone.now())
    propose([person, twin], timezone.now())
    return user, person, merge


def test_collect_gives_person_shadow_and_posts(db):
    user, person, merge = someone_known()
    details, posts = HOLDER.collect(user)
    assert [(row["family"], row["phone"], row["is_merged"]) for row in details.rows] == [("Лосева", "+7 900", False), ("Лосёва", "", True)]
    assert [row["title"] for row in posts.rows] == ["Заместитель главы по ЖКХ"]
    assert list(HOLDER.collect(UserFactory())) == []
    assert person_of(user) == person


def test_erase_empties_every_row_and_keeps_the_links_of_others(db):
    user, person, merge = someone_known()
    at = timezone.now()
    erased = HOLDER.erase(user, at)
    assert (erased.deleted, erased.anonymised) == ({"people.Post": 1}, {"people.Person": 2})
    for row in Person.objects.filter(pk__in=(person.pk, merge.gone_id)):
        assert (row.full_name, row.search_key, row.email, row.phone, row.birth_date, row.user_id) == ("", "", "", "", None, None)
    assert (Merge.objects.get().changes, Merge.objects.get().closed_at) == ("", at)
    left = [Post.objects.filter(person=person).count(), Duplicate.objects.count(), BlockKey.objects.filter(person=person).count()]
    assert (left, Enrolment.objects.get().person) == ([0, 0, 0], person)
    assert list(HOLDER.collect(user)) == []
