"""Pictures lose what the camera wrote, at the editor's own door, before a rendition can carry it on."""
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images.models import Image

from accounts.roles import Role
from tests.people import someone
from website.image_forms import without_metadata

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def photo(kind: str = "JPEG", told: bool = True, size: tuple[int, int] = (40, 20), **options) -> SimpleUploadedFile:
    """A picture with place, device and „turn me by 90°“ in its metadata."""
    target, exif = BytesIO(), Picture.Exif()
    if told:
        exif[MAKE], exif[ORIENTATION] = "Камера".encode().decode("latin1"), 6
        exif[GPS] = {1: "N", 2: (56.0, 14.0, 0.0)}
    Picture.new("RGB", size, "#0a5a66").save(target, kind, **({"exif": exif} if told else {}), **options)
    return SimpleUploadedFile(f"photo.{'jpg' if kind == 'JPEG' else kind.lower()}", target.getvalue(), f"image/{kind.lower()}")


def told_by(data: bytes) -> dict:
    """What the metadata of these bytes still says."""
    with Picture.open(BytesIO(data)) as picture:
        return dict(picture.getexif())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_without_metadata_picture_is_silent_upright_and_of_its_format(kind):
    upload = photo(kind)
    upload.image = None
    clean = without_metadata(upload)
    with Picture.open(BytesIO(clean.read())) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == (kind, (20, 40), {})
    assert clean.name == upload.name


def test_without_metadata_silent_picture_is_the_same_upload():
    upload = photo(told=False)
    before = upload.read()
    assert without_metadata(upload) is upload
    assert upload.read() == before


def test_without_metadata_colour_profile_is_kept():
    upload = photo(icc_profile=b"profile")
    upload.image = None
    with Picture.open(BytesIO(without_metadata(upload).read())) as picture:
        assert picture.info["icc_profile"] == b"profile"


def test_without_metadata_moving_picture_keeps_its_frames():
    target, exif = BytesIO(), Picture.Exif()
    exif[MAKE] = "x"
    frames = [Picture.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:], exif=exif)
    upload = SimpleUploadedFile("moving.webp", target.getvalue(), "image/webp")
    upload.image = None
    with Picture.open(BytesIO(without_metadata(upload).read())) as picture:
        assert (picture.n_frames, dict(picture.getexif())) == (3, {})


def test_upload_by_an_editor_original_and_rendition_tell_nothing(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = Client()
    client.force_login(someone(Role.ADMINISTRATOR))
    assert told_by(photo().read()) != {}
    answer = client.post(reverse("wagtailimages:add"), {"title": "Двор", "file": photo(), "collection": 1})
    assert answer.status_code == 302
    image = Image.objects.get(title="Двор")
    assert (image.width, image.height) == (20, 40)
    files = [tmp_path / image.file.name, tmp_path / image.get_rendition("width-10").file.name]
    assert [told_by(path.read_bytes()) for path in files] == [{}, {}]
