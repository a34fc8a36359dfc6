"""scale: bars and round numbers."""

from decimal import Decimal

import pytest

from kg.export.scale import Bar, Scale, interval


def of(*intervals):
    def decimal(bound):
        return None if bound is None else Decimal(str(bound))

    return Scale.of([(decimal(low), decimal(high)) for low, high in intervals])


@pytest.mark.parametrize(
    ("intervals", "expected"),
    [
        pytest.param([(23, 23)], ["15", "20", "25", "30"], id="one-number"),
        pytest.param([(3, 3)], ["2", "3", "4"], id="no-fractions-of-people"),
        pytest.param([(14, None), (20, 25), (31, None)], ["15", "20", "25", "30"], id="open"),
        pytest.param([(0, 1000000)], ["0", "500,000", "1,000,000"], id="large"),
        pytest.param([(2.5, 2.7)], ["2.5", "2.55", "2.6", "2.65", "2.7"], id="fractions"),
        pytest.param([(-5, 5)], ["-5", "0", "5"], id="below-zero"),
        pytest.param([(3, 3), (12000, None)], ["10", "100", "1,000", "10,000"], id="powers-of-ten"),
        pytest.param([(0, 0)], ["0", "1"], id="nothing"),
    ],
)
def test_scales_have_round_numbers(intervals, expected):
    assert [text for _, text in of(*intervals).ticks] == expected


def test_round_numbers_lie_on_the_scale():
    assert all(0 <= at <= 100 for at, _ in of((3, 3800), (92, None)).ticks)


def test_no_bound_no_scale():
    assert of((None, None)) is None


def test_bars_keep_their_order_and_stay_inside():
    scale = of((10, 20), (15, 40))
    first, second = scale.bar((Decimal(10), Decimal(20))), scale.bar((Decimal(15), Decimal(40)))
    assert 0 < first.start < second.start < first.start + first.width
    assert second.start + second.width < 100


def test_an_open_bar_reaches_the_edge():
    bar = of((10, 20)).bar((Decimal(10), None))
    assert bar.open_above and not bar.open_below
    assert bar.start + bar.width == 100


def test_an_exact_number_is_a_point():
    assert of((10, 10)).bar((Decimal(10), Decimal(10))) == Bar(
        start=50.0, width=0.0, open_below=False, open_above=False
    )


def test_no_bound_no_bar():
    assert of((10, 20)).bar((None, None)) is None


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [("4", "4", "4"), ("4", None, "≥ 4"), (None, "1E+3", "≤ 1,000"), ("0.50", "2", "0.5–2")],
)
def test_intervals_are_written_plainly(low, high, expected):
    assert interval(low and Decimal(low), high and Decimal(high)) == expected
