"""The drawings of `ui/*.ui` as code, written by `packaging/compile_forms.py`; never edited."""
