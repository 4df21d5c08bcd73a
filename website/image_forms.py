"""Uploading a picture: what the camera wrote beside it stays outside, because renditions would carry it to the public."""
from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageOps
from wagtail.images.forms import BaseImageForm

TOLD = frozenset({"exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment"})
QUALITY = 92


class CleanImageForm(BaseImageForm):
    """Wagtail's form of an image; the file is stored without place, device and author, turned upright."""

    def clean_file(self) -> Any:
        """The upload itself when it tells nothing, or was not changed; else a copy of its pixels and colour profile."""
        upload = self.cleaned_data["file"]
        return without_metadata(upload) if isinstance(upload, UploadedFile) else upload


def without_metadata(upload: UploadedFile[bytes]) -> UploadedFile[bytes]:
    """The same picture without metadata, in the same format; a moving picture keeps its frames."""
    upload.seek(0)
    with Image.open(upload) as opened:
        if TOLD.isdisjoint(opened.info):
            upload.seek(0)
            return upload
        kind = opened.format or ""
        moving = getattr(opened, "n_frames", 1) > 1
        profile = opened.info.get("icc_profile")
        picture = opened if moving else ImageOps.exif_transpose(opened)
        for name in TOLD:
            picture.info.pop(name, None)
        target = BytesIO()
        picture.save(target, kind, save_all=moving, icc_profile=profile, quality=QUALITY, exif=b"")
    clean = SimpleUploadedFile(upload.name or "", target.getvalue(), upload.content_type or "")
    clean.image = upload.image  # type: ignore[attr-defined]
    return clean
