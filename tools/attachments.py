"""Makes the files of tests/data/attachments/ anew: a PDF printed by Chromium, a DOCX and an XLSX, each with Russian text. Run it by hand: python -m tools.attachments."""
from __future__ import annotations

import os
import subprocess
import tempfile
import zipfile
from pathlib import Path

from openpyxl import Workbook

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "attachments"
PARAGRAPHS = (
    "Порядок вывоза снега", "Администрация города принимает заявки жителей по телефону и в приложении.",
    "Снег вывозят на площадку снегоплавильной станции; подъёмник работает круглосуточно.",
)
ROWS = (("Показатель", "Было", "Стало"), ("Срок вывоза снега", 94, 31.5), ("Снегоплавильные станции", 0, 2), ("Ёмкость площадки", "не измеряли", "800 м³"))
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def pdf(path: Path) -> None:
    """As a clerk prints a page into a file."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(f'<!doctype html><meta charset="utf-8"><h1>{PARAGRAPHS[0]}</h1>' + "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:]))
        command = [os.environ.get("SCHOOL_TEST_CHROMIUM", "chromium"), "--headless", "--no-sandbox", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile"]
        subprocess.run([*command, f"--print-to-pdf={path}", page.as_uri()], check=True, capture_output=True)


def docx(path: Path) -> None:
    """Two runs in a word, a table, as word processors write them."""
    def paragraph(text: str) -> str:
        return f'<w:p><w:r><w:t xml:space="preserve">{text[:5]}</w:t></w:r><w:r><w:t xml:space="preserve">{text[5:]}</w:t></w:r></w:p>'

    table = "<w:tbl>" + "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(str(cell))}</w:tc>" for cell in row) + "</w:tr>" for row in ROWS) + "</w:tbl>"
    body = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{"".join(map(paragraph, PARAGRAPHS))}{table}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", body)):
            archive.writestr(name, text)


def xlsx(path: Path) -> None:
    """One sheet."""
    book = Workbook()
    book.active.title = "Показатели"
    for row in ROWS:
        book.active.append(row)
    book.save(path)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for kind in (pdf, docx, xlsx):
        kind(FOLDER / f"snow.{kind.__name__}")
