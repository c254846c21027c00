"""Calls of most of pytricia's extension, for mutate.py; see values.py."""
import ipaddress
import pickle
import socket

from pytricia import PyTricia

from values import Broken, some, tried

NETS = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "192.168.0.0/16",
        "10.1.2.3"]
WIDE = ["2001:db8::/32", "2001:db8:1::/48", "fe80::/10", "2001:db8:1::7"]
WRONG = ["text", "1.2.3.4.5/8", 5.5, None, b"x", ("a", "b"),
         ("10.0.0.0", 5.5), ("10.0.0.0",), -1, 1 << 200,
         "10.0.0.0/wide", [], Broken(), ("10.0.0.0", 8, 9), b"abcde"]


def keys(wide):
    if wide:
        yield from WIDE
        yield from map(ipaddress.ip_network, WIDE[:2])
        yield ipaddress.ip_address("2001:db8::9")
        yield ipaddress.IPv6Interface("2001:db8:7::/48")
        yield socket.inet_pton(socket.AF_INET6, "2001:db8:8::")
        yield socket.inet_pton(socket.AF_INET6, "2001:db8:8::"), 48
        return
    yield from NETS
    yield from map(ipaddress.ip_network, NETS[:3])
    yield ipaddress.ip_address("10.1.2.9")
    yield ipaddress.IPv4Interface("10.4.0.0/16")
    yield socket.inet_aton("10.5.0.0")
    yield socket.inet_aton("10.6.0.0"), 16
    yield "10.7.0.0", 16
    yield 0x0a080000


def trees():
    yield PyTricia(), False
    yield PyTricia(32), False
    yield PyTricia(128), True
    yield PyTricia(128, socket.AF_INET6), True
    yield PyTricia(32, socket.AF_INET, True), False
    yield PyTricia(128, socket.AF_INET6, True), True


def filled(tree, wide):
    for n, key in enumerate(keys(wide)):
        tried(tree.insert, key, float(1000 + n))
        tried(tree.__setitem__, key, [float(n)])
    if wide:
        tried(tree.insert, "2001:db8:9::", 48, object())
    else:
        tried(tree.insert, "10.9.0.0", 16, object())
        tried(tree.insert, "10.9.0.0", "wide", object())


def asked(tree, wide):
    for key in [*keys(wide), "2002::1" if wide else "10.99.1.1", *WRONG]:
        for call in (tree.has_key, tree.get, tree.get_key, tree.children,
                     tree.parent, tree.__getitem__, tree.__contains__):
            tried(call, key)
        tried(tree.get, key, object())
    len(tree), repr(tree), str(tree), tree.keys()
    for call in tree.insert, tree.get, tree.has_key, tree.delete:
        tried(call)


def walked(tree):
    iterator = iter(tree)
    iter(iterator)
    for _ in range(3):
        tried(next, iterator)
    list(iterator), tried(next, iterator)
    for _ in tree:
        tried(tree.insert, "11.0.0.0/8", 5.5)


def emptied(tree, wide):
    for key in WRONG:
        tried(tree.insert, key, object()), tried(tree.delete, key)
        tried(tree.__setitem__, key, object())
        tried(tree.__delitem__, key)
    for n, key in enumerate(keys(wide)):
        tried(tree.delete if n % 2 else tree.__delitem__, key)
        tried(tree.delete, key)


for _ in range(2):
    for tree, wide in trees():
        filled(tree, wide)
        asked(tree, wide)
        walked(tree)
        tree.freeze(), asked(tree, wide)
        tried(tree.insert, "10.0.0.0/8", object()), tried(tree.freeze)
        tried(pickle.dumps, tree), tree.thaw()
        tried(tree.__reduce__)
        emptied(tree, wide)
    for args in ("wide",), (500,), (32, 999), (-1,), (32, 2, Broken()):
        tried(PyTricia, *args)
    for state in 5, {}, {"frozen": 5}, None:
        tried(PyTricia().__setstate__, state)
