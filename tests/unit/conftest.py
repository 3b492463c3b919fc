import sys

import pytest


@pytest.fixture
def break_onnxruntime(tmp_path_factory, monkeypatch):
    """Puts an onnxruntime in the place of the installed one that cannot be loaded.

    The function returns its file.
    """

    def broken():
        folder = tmp_path_factory.mktemp("site")
        file = folder / "onnxruntime" / "__init__.py"
        file.parent.mkdir()
        file.write_text("raise ImportError('DLL load failed')")
        monkeypatch.syspath_prepend(folder)
        monkeypatch.delitem(sys.modules, "onnxruntime", raising=False)
        return file

    return broken
