"""What is written down as ONNX is what ONNX Runtime computes."""

from __future__ import annotations

import numpy as np
import pytest

from lunarcore_studio.vae.onnx_bytes import GraphWriter

onnxruntime = pytest.importorskip("onnxruntime")


def run(graph: bytes, **inputs: np.ndarray) -> list[np.ndarray]:
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    return session.run(None, inputs)


def test_numbers_texts_and_lists_reach_their_operators() -> None:
    graph = GraphWriter()
    x = graph.input("x", ("N", 4, 1, 1))
    bent = graph.node("LeakyRelu", x, alpha=0.25)
    square = graph.node("DepthToSpace", bent, blocksize=2, mode="CRD")
    turned = graph.node("Transpose", square, perm=(0, 1, 3, 2))
    values = np.array([1, -2, 3, -4], np.float32).reshape(1, 4, 1, 1)
    (result,) = run(graph.model({"y": turned}), x=values)
    assert result.reshape(2, 2).tolist() == [[1, 3], [-0.5, -1]]


def test_operators_with_several_results_and_models_with_several_outputs() -> None:
    graph = GraphWriter()
    x = graph.input("x", (2, "M"))
    first, second = graph.nodes("Split", 2, x, graph.constant(np.array([1, 1])), axis=0)
    values = np.arange(6, dtype=np.float32).reshape(2, 3)
    results = run(graph.model({"b": second, "a": first}), x=values)
    assert [each.tolist() for each in results] == [[[3, 4, 5]], [[0, 1, 2]]]


@pytest.mark.parametrize("shape", [(), (0,), (1,), (127,), (128, 1), (3, 0, 2), (300, 7), (5000, 30)])
def test_constants_of_any_shape_come_back(shape: tuple[int, ...]) -> None:
    constant = np.random.default_rng(0).standard_normal(shape).astype(np.float32)
    graph = GraphWriter()
    total = graph.node("Add", graph.constant(constant), graph.input("x", ()))
    assert np.array_equal(run(graph.model({"y": total}), x=np.array(0, np.float32))[0], constant)


def test_negative_numbers() -> None:
    graph = GraphWriter()
    x = graph.input("x", ("N", 2))
    joined = graph.node("Concat", x, x, axis=-1)
    taken = graph.node("Gather", joined, graph.constant(np.array([-1, -4])), axis=-1)
    assert run(graph.model({"y": taken}), x=np.array([[5, 7]], np.float32))[0].tolist() == [[7, 5]]


def test_only_float32_and_int64_can_be_said() -> None:
    with pytest.raises(KeyError):
        GraphWriter().constant(np.zeros(2, np.float64))
