"""Which network an address belongs to: one connection's addresses count as one."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_CONNECTION = 64
"""Of an IPv6 address, the bits that are of one connection; its owner picks the rest."""


def parse_address(written: str) -> Address | None:
    """The address, an IPv4 one where it is only dressed as IPv6; None where it is none."""
    try:
        address = ip_address(written.strip())
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def network_of(written: str) -> str:
    """An IPv4 address itself, an IPv6 address's /64; whatever is no address is one network."""
    match parse_address(written):
        case IPv4Address() as address:
            return str(address)
        case IPv6Address() as address:
            return str(IPv6Network((int(address), _CONNECTION), strict=False))
        case _:
            return ""
