"""The plot of growth is an SVG that a browser can read."""

import xml.etree.ElementTree as ET  # our own output

import pytest

from bench.plot import plot


def test_lines_are_drawn_from_left_to_right_with_their_names() -> None:
    picture = ET.fromstring(plot({"query": [(10, 1), (1000, 90)]}, x="turns", y="ms"))  # noqa: S314
    texts = [element.text for element in picture.iter() if element.tag.endswith("text")]
    assert {"query", "turns", "ms", "10", "1,000", "100"} <= set(texts)
    circles = [element for element in picture.iter() if element.tag.endswith("circle")]
    assert float(circles[0].attrib["cx"]) < float(circles[1].attrib["cx"])
    assert float(circles[0].attrib["cy"]) > float(circles[1].attrib["cy"])


def test_one_size_is_no_growth() -> None:
    with pytest.raises(ValueError, match="two sizes"):
        plot({"query": [(10, 1)]}, x="turns", y="ms")


def test_linear_axes_begin_at_nought_and_are_marked() -> None:
    line = [(0.3, 0.0), (1.6, 42.0)]
    picture = ET.fromstring(plot({"hers": line}, x="s", y="%", linear=True))  # noqa: S314
    texts = [element.text for element in picture.iter() if element.tag.endswith("text")]
    assert {"0", "0.5", "1.5", "20", "40"} <= set(texts)
