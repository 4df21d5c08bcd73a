"""File names from strangers, made safe to store, show and send back."""
import re
import unicodedata

LONGEST = 150
EDGES = " .-_"
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def clean_name(raw: str) -> str:
    """The last part of the path, composed, without control, direction and shell-hostile characters; never empty, ≤ 150 characters.

    The extension survives a cut. `расчёт\u202exslx.exe` becomes `расчётxslx.exe`: what decides is the extension that a computer sees.
    """
    name = unicodedata.normalize("NFC", raw.replace("\\", "/").split("/")[-1])
    name = "".join(" " if c in "\t\r\n" else c for c in name if c in "\t\r\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    name = re.sub(r'[<>:"|?*;]', "_", name)
    name = re.sub(r"\s+", " ", name).strip(" .").lstrip(EDGES)
    stem, dot, end = name.rpartition(".")
    if not dot:
        stem, end = name, ""
    stem = stem.strip(" ")
    if not stem or stem.lower() in RESERVED or stem.split(".")[0].lower() in RESERVED:
        stem = f"file {stem}".strip()
    end = end.strip()[:10]
    return f"{stem[: LONGEST - 11].strip()}.{end}" if end else stem[:LONGEST].strip()


def extension(name: str) -> str:
    """Lower-cased last extension without the dot; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
