"""The network an address belongs to: what limits go by, since a village may have one address."""

from ipaddress import IPv6Address, ip_address

_KEPT_BYTES = {4: 3, 6: 7}
"""/24, and /56 of IPv6: what one household or one hall has at most."""


def network(address: str) -> str:
    """The beginning of an address that its whole network has; what isn't one is its own.

    An IPv4 address written as IPv6 is an IPv4 address.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return found.packed[: _KEPT_BYTES[found.version]].hex()
