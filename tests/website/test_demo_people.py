"""The demo's people."""
from django.utils import timezone

from people.models import Duplicate, Person, Post
from website.demo.people import PEOPLE, TWINS, seed_people


def test_seed_people_makes_six_pairs_that_are_found_once(db, reference):
    for _ in range(2):
        seed_people(timezone.now())
    assert Person.objects.count() == PEOPLE + len(TWINS)
    assert Post.objects.values("person").distinct().count() == PEOPLE + len(TWINS)
    twins = set(Person.objects.order_by("-pk").values_list("pk", flat=True)[:len(TWINS)])
    pairs = list(Duplicate.objects.values_list("first", "second"))
    assert (len(pairs), {second for _first, second in pairs}) == (len(TWINS), twins)
    assert len(set(Person.objects.values_list("search_key", flat=True))) >= PEOPLE
