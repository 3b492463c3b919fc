"""What is written is read by onnxruntime, and computes what it says."""

import numpy as np
import pytest

from loredesk.gateway.builtin.onnx_model import FUSED, OnnxModel
from loredesk.gateway.builtin.quick_network import session_of

ROWS = np.array([[[1.0, -2.0, 3.0, 4.0], [0.5, 0.0, -1.0, 2.0]]], np.float32)


def run(model: OnnxModel, gives: str, shape: tuple[int | str, ...]):
    written = model.finished(takes=("rows", (1, "tokens", 4)), gives=(gives, shape))
    return session_of(written).run(None, {"rows": ROWS})[0]


def test_constants_and_nodes_are_joined_by_their_names():
    model = OnnxModel()
    twice = model.node("Mul", "rows", model.constant(np.array([2.0], np.float32)))
    more = model.node("Add", twice, model.constant(np.full(4, 0.5, np.float32)))

    np.testing.assert_array_equal(run(model, more, (1, "tokens", 4)), 2 * ROWS + 0.5)


def test_a_node_may_give_several_tensors_and_take_whole_numbers_as_settings():
    model = OnnxModel()
    sizes = model.constant(np.array([1, 3], np.int64))
    first, _rest = model.nodes("Split", "rows", sizes, gives=2, axis=-1)

    np.testing.assert_array_equal(run(model, first, (1, "tokens", 1)), ROWS[..., :1])


@pytest.mark.parametrize("slope", [0.25, 300.0])
def test_a_setting_may_be_a_fraction(slope):
    model = OnnxModel()
    leaky = model.node("LeakyRelu", "rows", alpha=slope)

    expected = np.where(ROWS < 0, slope * ROWS, ROWS)
    np.testing.assert_allclose(run(model, leaky, (1, "tokens", 4)), expected)


def test_fused_operators_are_known_and_an_empty_name_leaves_an_input_out():
    model = OnnxModel()
    identity = np.eye(4, dtype=np.float32)[:, None] * 127 + 128  # one block of each row
    numbers = np.pad(identity, ((0, 0), (0, 0), (0, 12)), constant_values=128).astype(np.uint8)
    product = model.node(
        "MatMulNBits",
        "rows",
        model.constant(numbers),
        model.constant(np.full((4, 1), 1 / 127, np.float32)),
        "",
        "",
        model.constant(np.full(4, 10.0, np.float32)),
        domain=FUSED,
        K=4,
        N=4,
        bits=8,
        block_size=16,
        accuracy_level=1,
    )

    result = run(model, product, (1, "tokens", 4))
    np.testing.assert_allclose(result, ROWS + 10, rtol=1e-5)
