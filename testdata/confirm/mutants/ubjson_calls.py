"""Calls of most of py-ubjson's extension, for mutate.py; see values.py."""
import decimal
import io
import struct

from _ubjson import dump, dumpb, load, loadb

from values import Broken, failing, some, tried


class Written:
    def __init__(self, most=1000):
        self.most = most

    def write(self, chunk):
        self.most -= 1
        if self.most < 0:
            raise ValueError
        return len(chunk) + 1000


class Read:
    def __init__(self, result):
        self.result = result

    def read(self, n):
        if self.result is None:
            raise ValueError
        return self.result


class Items(dict):
    def items(self):
        return [(5.5, 6.5, 7.5)]


class Infinite(decimal.Decimal):
    def is_finite(self):
        raise ValueError


class Unwritten(decimal.Decimal):
    def __str__(self):
        raise ValueError


class Items2(dict):
    def items(self):
        return failing(1)


class Sequence:
    def __len__(self):
        return 3

    def __getitem__(self, n):
        if n > 2:
            raise IndexError
        return float(n)


class Short(Sequence):
    def __getitem__(self, n):
        raise ValueError


def around():
    one = some(3)
    one.append(one)
    return one


def around2():
    one = {"a": 5.5}
    one["b"] = one
    return one


VALUES = [
    None, True, False, 0, 5, 200, -5, -200, 3000, -40000, 70000, 2 ** 31,
    -2 ** 31 - 1, 2 ** 40, 2 ** 62, 2 ** 63, 2 ** 80, -2 ** 80, 0.0, 1.5,
    1e300, 1e-320, float("inf"), decimal.Decimal("1.5"),
    decimal.Decimal("NaN"), "", "x", "text", "text" * 300, b"", b"x",
    b"bytes" * 100, bytearray(b"some"), [], (), some(3), tuple(some(70)),
    [some(2), [some(1)]], {}, {"name": 5.5}, {"x%d" % n: n for n in range(70)},
    {"a": {"b": [{"c": "d" * 80}]}}, [None] * 5, {"a": None, "b": True},
    ["text", "more"], [[], {}], Sequence(), list(range(40)),
]
WRONG = [
    object(), Broken(), [object()], {"a": object()}, {5: 6}, {5.5: 6.5},
    Items(a=1), Items2(a=1), "\ud800", ["\ud800"], {"\ud800": 1},
    Infinite("1.5"), Unwritten("2.5"), Short(), [Short()],
]


def encoded():
    for value in VALUES + WRONG:
        tried(dumpb, value)
        tried(dumpb, value, container_count=1)
        tried(dumpb, value, sort_keys=1, no_float32=0)
        tried(dump, value, Written()), tried(dump, value, Written(0))
        tried(dump, value, Written(1), container_count=1)
    for make in (around, around2):
        tried(dumpb, make()), tried(dump, make(), Written())
    tried(dumpb, {"a": 1, "b": 2}, sort_keys=1)
    tried(dumpb), tried(dump, 5), tried(dump, 5, 6), tried(dumpb, 5, 6, 7, 8, 9)


def pairs(them):
    return list(them)


def wrong_pairs(them):
    raise ValueError


def read_back(data):
    tried(loadb, data), tried(load, io.BytesIO(data))
    tried(loadb, data, no_bytes=1), tried(loadb, bytearray(data))
    tried(loadb, data, object_pairs_hook=pairs)
    tried(load, io.BytesIO(data), object_pairs_hook=pairs)
    tried(loadb, data, object_pairs_hook=wrong_pairs)
    tried(loadb, data, object_pairs_hook=None)


TYPED = [
    b"[$i#i\x03abc", b"[$U#i\x03abc", b"[$Z#i\x03", b"[$T#i\x03",
    b"[$F#i\x02", b"[$d#i\x02" + struct.pack(">ff", 1.5, 2.5),
    b"[$S#i\x02i\x01ai\x02bc", b"[$C#i\x03abc", b"[#i\x02i\x05i\x06",
    b"[$[#i\x02i\x01]i\x02]", b"[NNi\x05N]", b"{$i#i\x02i\x01a\x05i\x01b\x06",
    b"{$Z#i\x02i\x01ai\x01b", b"{#i\x01i\x01ai\x05", b"{i\x01aNNi\x05}",
    b"{$T#i\x01i\x01a", b"{$S#i\x01i\x01ai\x03abc", b"[$I#i\x02abcd",
    b"{i\x01a[i\x05]i\x01b{i\x01cZ}}", b"{N i\x01ai\x05}",
    b"Hi\x03abc", b"Hi\x0312a", b"HI\x00\x0412.5", b"SU\x02\xff\xfe",
    b"C\xff", b"?", b"", b"[", b"{", b"[$", b"[$i", b"[$i#", b"[$i#i",
    b"[$i#i\x05a", b"[$i#i\xff", b"[$?#i\x01", b"[#", b"[#i\x02i\x05",
    b"{$i#i\x02i\x01a", b"{i", b"{i\x01", b"{i\x01a", b"{i\x01ai", b"{S", b"Si",
    b"Si\xff", b"Si\x05ab", b"SS", b"i", b"U", b"I\x00", b"l\x00", b"L\x00",
    b"d\x00", b"D\x00", b"Hi\x05", b"C", b"{i\x01\xffi\x05}", b"[i\x05",
    b"[i", b"{$i#i\x02i\xff", b"[$", b"{$Z#i\x02i\x01a", b"{$i#i\x01i\x01\xff",
    b"Sd\x00\x00\x00\x00", b"[[[i]]]", b"{i\x01a{i\x01b?}}",
]


def decoded():
    for value in VALUES:
        for how in ({}, {"container_count": True}):
            data = dumpb(value, **how)
            read_back(data)
            read_back(data[:-1])
            read_back(data[:len(data) // 2])
    for data in TYPED:
        read_back(data)
    for read in (None, "text", 5.5, b"", b"i\x05", bytearray(b"[i\x05i\x06]")):
        tried(load, Read(read))
    tried(load, Read(5)), tried(load, 5), tried(loadb, 5), tried(loadb, "x")
    tried(loadb), tried(load), tried(loadb, b"Z", 1, 2, 3)


for _ in range(2):
    encoded()
    decoded()
