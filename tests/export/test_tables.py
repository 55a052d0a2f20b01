"""Tables give back the very numbers that went in."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from latentlab.export.formats import points_file
from latentlab.export.steps import result_of
from latentlab.export.table import PointTable

_FLOATS = st.floats(-1e6, 1e6, width=32)


def _table(codes: np.ndarray, errors: bool) -> PointTable:
    count = len(codes)
    rng = np.random.default_rng(count)
    return PointTable(
        points=rng.normal(size=(count, 2)).astype(np.float32),
        indices=rng.permutation(70_000)[:count],
        labels=rng.integers(0, 2, count).astype(np.uint8),
        classes=('a "quoted", name', "ō"),
        codes=codes,
        errors=rng.random(count).astype(np.float32) if errors else None,
        about={"method": "umap", "kl": float("nan"), "parameters": {"neighbours": 15}},
    )


@settings(max_examples=40)
@given(
    codes=hnp.arrays(np.float32, st.tuples(st.integers(0, 40), st.integers(1, 5)), elements=_FLOATS),
    errors=st.booleans(),
)
def test_a_csv_reads_back_exactly(codes: np.ndarray, errors: bool) -> None:
    table = _table(codes, errors)
    rows = list(csv.DictReader(StringIO(result_of(points_file(".csv", table)).decode())))
    assert len(rows) == len(codes)
    columns = {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
    if rows:
        axes = [f"z{i + 1}" for i in range(codes.shape[1])]
        names = ["index", "label", "class", "x", "y", *axes, *(["error"] if errors else [])]
        assert list(rows[0]) == names
        assert [int(value) for value in columns["index"]] == table.indices.tolist()
        assert columns["class"] == [table.classes[label] for label in table.labels]
        read = np.array([columns[name] for name in ("x", "y", *axes)], np.float32).T
        np.testing.assert_array_equal(read, np.concatenate([table.points, codes], axis=1))
        if errors:
            np.testing.assert_array_equal(np.array(columns["error"], np.float32), table.errors)


def test_a_csv_says_in_columns_how_far_the_map_can_be_trusted() -> None:
    table = _table(np.zeros((3, 2), np.float32), errors=True)
    quality = {"against": "codes", "k": 15, "trustworthiness": {"value": 0.875, "se": 0.01},
               "knn_recall": {"value": 0.25, "se": 0.01}}  # fmt: skip
    judged = replace(table, about={**table.about, "quality": quality})
    rows = list(csv.DictReader(StringIO(result_of(points_file(".csv", judged)).decode())))
    assert list(rows[0])[-3:] == ["error", "map_trustworthiness", "map_knn_recall"]
    assert [row["map_trustworthiness"] for row in rows] == ["0.875"] * 3
    assert [row["map_knn_recall"] for row in rows] == ["0.25"] * 3


@settings(max_examples=10)
@given(
    codes=hnp.arrays(np.float32, st.tuples(st.integers(0, 40), st.integers(1, 5)), elements=_FLOATS),
    errors=st.booleans(),
)
def test_an_npz_reads_back_exactly_without_pickles(codes: np.ndarray, errors: bool) -> None:
    table = _table(codes, errors)
    with np.load(BytesIO(result_of(points_file(".npz", table))), allow_pickle=False) as arrays:
        for name in ("points", "codes", "labels", "indices"):
            np.testing.assert_array_equal(arrays[name], getattr(table, name))
        assert tuple(arrays["classes"]) == table.classes
        assert ("errors" in arrays) == errors
        about = json.loads(str(arrays["about"]))
    assert about == {"method": "umap", "kl": None, "parameters": {"neighbours": 15}}
