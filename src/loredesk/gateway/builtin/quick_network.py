"""The all-MiniLM-L6-v2 network on onnxruntime: a third of the time of numpy, nearly its vectors.

Importing this module imports the tokenizer, and building a network onnxruntime; only the embedder
does so, and on its own thread.
"""

import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from loredesk.domain.errors import LoredeskError
from loredesk.gateway.builtin.graph_file import GraphFile
from loredesk.gateway.builtin.minilm_graph import ROWS, minilm_graph
from loredesk.gateway.builtin.sentence_tokens import SentenceTokens
from loredesk.gateway.builtin.tensor_file import Tensor, TensorFile
from loredesk.gateway.builtin.weights import DIMENSION, WEIGHTS_FILE

logger = logging.getLogger(__name__)

LEAST_LIKENESS = 0.99
"""A graph whose vectors are less like those of the exact network is not used."""
_ONLY_ERRORS = 3
_TRIAL = (
    "Who told the queen that the bridge had fallen?",
    "The lamplighter mends a lamp in the old tower, and nobody in the valley dares to ask for whom.",
    "“Eleven,” says Bettany. “Eleven bells, and the twelfth is under the ice.”",
)

Compute = Callable[[Sequence[str]], Tensor]


class UnlikeError(LoredeskError):
    """The graph does not compute here what it should."""


class QuickNetwork:
    """Turns texts into unit vectors of 384 numbers, one by one. Not for two threads at once.

    Its graph is taken from *kept*, or built, compared with the exact network and put there.
    """

    def __init__(
        self, folder: Path, *, exact: Callable[[], Compute], kept: GraphFile | None
    ) -> None:
        self._tokens = SentenceTokens(folder)
        tensors = TensorFile(folder / WEIGHTS_FILE)
        prefix = "embeddings."
        self._words = tensors[f"{prefix}word_embeddings.weight"]
        types = tensors[f"{prefix}token_type_embeddings.weight"]
        self._places = tensors[f"{prefix}position_embeddings.weight"] + types[0]
        graph = kept.read() if kept is not None else None
        if graph is not None:
            self._session = session_of(graph)
            self.vectors(_TRIAL)  # what cannot run is to be known now, and the first run is slow
            return
        logger.info("Building the graph of the embedder")
        graph = minilm_graph(tensors)
        self._session = session_of(graph)
        self._compare(exact())
        if kept is not None:
            kept.write(graph)

    def vectors(self, texts: Sequence[str]) -> Tensor:
        """Return one unit row per text; no text has a part in the row of another."""
        rows = [self._row(self._tokens.of(text)) for text in texts]
        return np.concatenate(rows) if rows else np.empty((0, DIMENSION), np.float32)

    def _row(self, tokens: Sequence[int]) -> Tensor:
        rows = self._words[tokens] + self._places[: len(tokens)]
        row: Tensor = self._session.run(None, {ROWS: rows[None]})[0]
        return row

    def _compare(self, exact: Compute) -> None:
        likeness = np.einsum("td,td->t", self.vectors(_TRIAL), exact(_TRIAL)).min()
        # Said this way round because what is no number is not like anything.
        if not likeness >= LEAST_LIKENESS:
            message = f"onnxruntime makes other vectors on this machine (likeness {likeness:.3f})."
            raise UnlikeError(message)


def session_of(graph: bytes) -> Any:  # noqa: ANN401  # an InferenceSession, which has no types
    """Load *graph*; its sums run on the calling thread alone."""
    # Before the import, later is too late: else onnxruntime gives this machine a number, keeps it
    # under the author's home and reports how it is used.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # noqa: PLC0415 - loaded when needed

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _ONLY_ERRORS
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_mem_pattern = False  # a plan for each length of text would be kept for ever
    # More would join sums with what follows them, which is slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
