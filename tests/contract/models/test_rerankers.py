"""What every reranker keeps."""

import math

TEXTS = ("a lamp in a tower", "", "salted herring", "złoty smok 龍", "word " * 2000)


async def test_each_text_has_one_score_that_is_a_number(reranker):
    scores = await reranker.rerank("Who lit the lamp?", TEXTS)

    assert len(scores) == len(TEXTS)
    assert all(isinstance(score, float) and math.isfinite(score) for score in scores)


async def test_the_scores_stand_in_the_order_of_the_texts(reranker):
    scores = await reranker.rerank("the lamp in the tower", TEXTS)

    assert max(scores) == scores[0]


async def test_no_texts_have_no_scores_and_an_empty_query_is_one(reranker):
    assert await reranker.rerank("Who?", ()) == ()
    assert len(await reranker.rerank("", TEXTS)) == len(TEXTS)
