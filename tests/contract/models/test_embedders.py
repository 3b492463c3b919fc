"""What every embedder keeps."""

import numpy as np

TEXTS = ("a lamp in a tower", "", "salted herring", "złoty smok 龍", "word " * 2000)


async def test_each_text_becomes_one_unit_vector_of_single_precision(embedder):
    vectors = await embedder.embed(TEXTS, purpose="document")

    assert vectors.dtype == np.float32
    assert vectors.shape[0] == len(TEXTS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


async def test_the_order_and_the_company_of_texts_do_not_change_their_vectors(embedder):
    together = await embedder.embed(TEXTS, purpose="document")
    alone = np.concatenate([await embedder.embed([text], purpose="document") for text in TEXTS])

    assert np.allclose(together, alone, atol=1e-4)


async def test_no_texts_are_no_vectors(embedder):
    vectors = await embedder.embed([], purpose="query")

    assert len(vectors) == 0


async def test_an_embedder_says_which_vectors_it_makes(embedder):
    assert embedder.info.model
    assert embedder.info.description
