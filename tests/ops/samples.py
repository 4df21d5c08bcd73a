"""Files of every kind, honest and not, made here so that none lies in the repository."""
from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"


def picture(kind: str, size: tuple[int, int] = (4, 3)) -> bytes:
    """A small picture of Pillow's kind."""
    out = io.BytesIO()
    Image.new("RGB", size, (10, 90, 60)).save(out, kind)
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A PNG that claims this size in its header and holds no pixels."""
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"")) + part(b"IEND", b"")


def package(parts: dict[str, bytes]) -> bytes:
    """A zip with these parts in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for name, data in parts.items():
            pack.writestr(name, data)
    return out.getvalue()


def office(main: str, **more: bytes) -> bytes:
    """The least that makes an Office package."""
    return package({"[Content_Types].xml": b"<Types/>", main: b"<x/>", **more})


DOCX, XLSX, PPTX = office("word/document.xml"), office("xl/workbook.xml"), office("ppt/presentation.xml")
ODS = package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
CSV = "Код;Название\n1;Чистый двор\n".encode()
EVERY = {"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "jpg", "jpeg", "png", "webp"}

GOOD = {
    "отчёт.pdf": PDF, "смета.docx": DOCX, "карточки.xlsx": XLSX, "доклад.pptx": PPTX, "таблица.ods": ODS, "список.csv": CSV,
    "cp1251.csv": "Код;Название;Ёлка\n1;Двор\n".encode("cp1251"), "bom.txt": b"\xef\xbb\xbf" + "Ёж".encode(), "СКАН.PDF": PDF,
    "двор.jpg": picture("JPEG"), "двор.jpeg": picture("JPEG"), "двор.png": picture("PNG"), "двор.webp": picture("WEBP"),
    "BMW.txt": b"BMW and MZ begin words, not only pictures and programs",
}

BAD = {
    "страница.jpg.html": b"<html>", "значок.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>", "код.js": b"alert(1)", "данные.xml": b"<?xml version='1.0'?>",
    "архив.zip": package({"a.txt": b"a"}), "программа.exe": b"MZ\x90\x00", "без-расширения": PDF, "": PDF, ".pdf": b"", "макросы.xlsm": XLSX,
    "pdf.exe.": b"MZ", "письмо.pdf\u202e\u2066.exe": PDF, "нуль.pdf\x00.html": PDF, "нуль.html\x00": b"<html>",
    "страница.csv": b"<!DOCTYPE html><script>alert(1)</script>", "страница.txt": b"  \n<ScRiPt>alert(1)</script>", "рисунок.txt": b"<svg onload=alert(1)>",
    "с-bom.txt": b"\xef\xbb\xbf<html>", "оболочка.txt": b"#!/bin/sh\nrm -rf /\n", "двоичный.csv": b"a;b\n\x00\x01\x02", "utf16.csv": "a;b".encode("utf-16"),
    "поздний-нуль.txt": b"a" * 200_000 + b"\x00", "pdf-как.txt": PDF, "gif-js.txt": b"GIF89a=1;alert(1)", "gif-js.jpg": b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)//",
    "png-как.jpg": picture("PNG"), "jpg-как.png": picture("JPEG"), "обрезан.png": picture("PNG")[:40], "хвост.jpg": b"\xff\xd8\xff\xe0" + b"<script>alert(1)</script>",
    "огромный.png": huge_png(5001, 5000), "html.pdf": b"<html>%PDF-1.7 %%EOF", "без-конца.pdf": b"%PDF-1.7\n<script>alert(1)</script>",
    "сдвиг.pdf": b"\n" + PDF, "старый.xlsx": OLD, "старый.docx": OLD, "архив-как.xlsx": package({"a.txt": b"a"}), "docx-как.xlsx": DOCX, "xlsx-как.docx": XLSX,
    "макросы.xlsx": office("xl/workbook.xml", **{"xl/vbaProject.bin": b"x"}), "выход.xlsx": office("xl/workbook.xml", **{"../../etc/cron.d/x": b"x"}),
    "программа.docx": office("word/document.xml", **{"word/run.exe": b"MZ"}), "gif-zip.xlsx": b"GIF89a" + XLSX, "порван.xlsx": XLSX[:60], "не-тот.odt": ODS,
    "без-mimetype.ods": package({"content.xml": b"<x/>"}), "txt.png": b"not a picture at all",
}
