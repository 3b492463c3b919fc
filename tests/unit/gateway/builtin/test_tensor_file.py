import numpy as np
import pytest

from loredesk.gateway.builtin.tensor_file import TensorFile
from tests.fakes.tensor_files import write_tensors


@pytest.fixture
def tensors(tmp_path):
    path = tmp_path / "a.safetensors"
    rows = np.arange(6, dtype=np.float32).reshape(2, 3)
    write_tensors(path, {"rows": rows, "line": np.array([7.5], np.float32)})
    return TensorFile(path)


def test_each_tensor_is_found_by_its_name(tensors):
    np.testing.assert_array_equal(tensors["rows"], [[0, 1, 2], [3, 4, 5]])
    np.testing.assert_array_equal(tensors["line"], [7.5])
    assert tensors["rows"].dtype == np.float32


def test_a_name_that_is_not_there_is_an_error(tensors):
    with pytest.raises(KeyError):
        tensors["columns"]


def test_the_file_cannot_be_changed_through_a_tensor(tensors):
    with pytest.raises(ValueError, match="read-only"):
        tensors["rows"][0, 0] = 1
