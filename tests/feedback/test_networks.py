"""Which addresses share a limit and a delay."""

import pytest

from feedback_api.networks import network


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("203.0.113.7", "203.0.113.99"),
        ("203.0.113.7", "::ffff:203.0.113.99"),
        ("2001:db8:1:200::1", "2001:db8:1:2ff::2"),
        ("2001:DB8::1", "2001:db8:0:0::1"),
    ],
)
def test_addresses_of_one_network_count_as_one(one: str, other: str) -> None:
    assert network(one) == network(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("203.0.113.7", "203.0.114.7"),
        ("2001:db8:1:2ff::1", "2001:db8:1:300::1"),
        ("nonsense", "-"),
    ],
)
def test_addresses_of_two_networks_count_apart(one: str, other: str) -> None:
    assert network(one) != network(other)
