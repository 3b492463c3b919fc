import re

from loredesk.storage.vectors.space import VectorSpace


def test_the_collection_has_a_name_chroma_allows_whatever_the_model_is_called():
    for model in ("", "a", "nomic-embed-text:latest", "Modèle d essai / 7B", "x" * 2000):
        name = VectorSpace(model=model, dimension=384).collection

        assert re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]", name)


def test_every_model_and_every_dimension_has_a_collection_of_its_own():
    spaces = [VectorSpace(model=m, dimension=d) for m in ("one", "two") for d in (384, 1024)]

    assert len({space.collection for space in spaces}) == 4
