"""robots.txt, security.txt, sitemap, images."""
from datetime import UTC, datetime

import pytest
from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction


def test_robots_closes_the_desks_and_names_the_map(client, db):
    text = client.get("/robots.txt").text
    assert ("Disallow: /desk/\n" in text, "Disallow: /en/desk/\n" in text, "Sitemap: http://testserver/sitemap.xml" in text) == (True, True, True)


def test_security_term_is_ahead(client, db):
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").text.splitlines())
    until = datetime.fromisoformat(lines["Expires"].replace("Z", "+00:00"))
    assert (until > datetime.now(UTC), lines["Contact"][:7]) == (True, "mailto:")


def test_favicon_leads_to_the_brand_mark(client, db):
    assert client.get("/favicon.ico").url == "/static/icons/favicon.png"


@pytest.fixture
def rendition(db):
    file = get_test_image_file(filename="cover.png", colour="teal", size=(40, 30))
    image = get_image_model().objects.create(title="Обложка", file=ImageFile(file.file, name="cover.png"))
    return image.get_rendition("fill-20x20")


def test_image_rendition_is_public(client, rendition):
    answer = client.get(rendition.url)
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"], "immutable" in answer["Cache-Control"]) == (200, "image/png", "nosniff", True)


def test_image_original_is_served_by_nobody(client, rendition):
    assert client.get(rendition.image.file.url).status_code == 404


@pytest.mark.parametrize("name", ["..%2f..%2fdb.sqlite3", "nothing.png", "cover.svg"])
def test_image_other_names_are_absent(client, db, name):
    assert client.get(f"/media/images/{name}").status_code == 404


def test_image_of_a_restricted_collection_is_absent(client, rendition):
    collection = Collection.get_first_root_node().add_child(name="Закрытая")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    rendition.image.collection = collection
    rendition.image.save()
    assert client.get(rendition.url).status_code == 404


def test_image_file_that_is_gone_is_absent(client, rendition):
    rendition.file.storage.delete(rendition.file.name)
    assert client.get(rendition.url).status_code == 404


@pytest.mark.parametrize("path", ["/media/images/%00.png", "/%00/", "/territories/oktmo/%00/", "/en/about/%00/"])
def test_address_with_a_nul_is_refused_on_both_databases(client, db, path):
    assert client.get(path).status_code == 400
