"""E-mail addresses on pages that anybody with a link may open."""


def masked(address: str) -> str:
    """`z***@town.example`: enough for its owner, too little for others."""
    name, _, host = address.partition("@")
    return f"{name[:1]}***@{host}" if host else ""
