"""Files for the tests of imports: made here, never read from elsewhere."""
import io
import zipfile

from openpyxl import Workbook


def workbook(path, rows, sheet="Практики", more=()):
    """An XLSX of these rows."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    for name in more:
        book.create_sheet(name)
    book.save(path)
    return path


def with_entries(path, entries, method=zipfile.ZIP_DEFLATED):
    """Append entries (name → bytes) to an archive."""
    with zipfile.ZipFile(path, "a", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def minimal_book(entries=None, rows=(("Название",), ("Ёлка",))):
    """Bytes of a workbook with more entries in it."""
    buffer = io.BytesIO()
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_STORED) as archive:
        for name, content in (entries or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()
