"""Foreign keys follow the order of the rooms; import-linter can't see string references."""
from django.apps import apps

from tests.architecture.test_layers import ROOT, declared

USER = "accounts"


def ranks() -> dict[str, int]:
    """Room → rank, lowest first; rooms that share a layer share the rank."""
    import tomllib

    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = (c["layers"] for c in contract if c["id"] == "layers")
    return {name.strip(): len(layers) - place for place, layer in enumerate(layers) for name in layer.split("|")}


def relations():
    """(room, other room, text) of every foreign key and many-to-many between our rooms."""
    ours = {name for name in declared() if "." not in name}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if not (field.is_relation and (field.many_to_one or field.one_to_one or field.many_to_many) and not field.auto_created):
                continue
            target = field.related_model
            if target is None or not hasattr(target, "_meta"):
                continue
            room, other = model._meta.app_label, target._meta.app_label
            if room in ours and other in ours and room != other:
                yield room, other, f"{model.__name__}.{field.name} → {target.__name__}"


def test_relations_never_point_up():
    rank = ranks()
    assert [text for room, other, text in relations() if other != USER and rank[other] >= rank[room]] == []


def test_relations_are_seen():
    assert ("portfolio", "territories", "PracticePlace.municipality → Municipality") in set(relations())
