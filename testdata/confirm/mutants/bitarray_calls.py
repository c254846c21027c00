"""Calls of most of bitarray's main extension, for mutate.py; see values.py."""
import io

from bitarray._bitarray import bitarray, decodetree, get_default_endian

from values import tried


class Index:
    def __init__(self, value):
        self.value = value
    def __index__(self):
        return self.value


class BadIndex:
    def __index__(self):
        raise ValueError


class BadFile:
    def read(self, n):
        raise ValueError
    def write(self, data):
        raise ValueError


class Strange:
    def read(self, n):
        return 5


class Sub(bitarray):
    pass


def bits(n, last=None):
    for i in range(n):
        yield i % 2
    if last is not None:
        raise last


code = {"a": bitarray("0"), "b": bitarray("10"), "c": bitarray("11")}
floats = {1000.5: bitarray("0"), 1001.5: bitarray("10"),
          1002.5: bitarray("11")}

for _ in range(3):
    a = bitarray("0110100")
    b = bitarray("1100110")
    for value in (5, "010", [1, 0, 1], (1, 0), b"\x05", bits(9), a, None,
                  Index(7)):
        tried(bitarray, value)
    tried(bitarray, "012")
    tried(bitarray, [1, 2])
    tried(bitarray, bits(4, ValueError()))
    tried(bitarray, 5, "middle")
    tried(bitarray, -1)
    tried(bitarray, 1.5)
    tried(bitarray, BadIndex())
    bitarray("01", "little"), bitarray(a, "little"), bitarray(endian="big")
    bitarray(buffer=b"abc"), tried(bitarray, buffer=5)
    Sub("0101"), Sub(5), Sub("01") + a
    a.all(), a.any(), a.count(), a.count(0), a.count(1, 1, 5), a.buffer_info()
    a.count(bitarray("01")), tried(a.count, 2), tried(a.count, "x")
    a.copy(), a.tolist(), a.to01(), a.tobytes(), a.endian
    tried(a.to01, 2, " ")
    tried(a.to01, sep=5)
    repr(a), str(a), len(a), hash(tried(lambda: a)) if False else None
    a.__reduce__(), a.__sizeof__(), a.__copy__(), a.__deepcopy__({})
    c = a.copy()
    c.append(1), c.append(True), tried(c.append, 2), tried(c.append, "1")
    c.bytereverse(), c.reverse(), c.invert(), c.invert(2), c.sort()
    c.sort(reverse=True), c.setall(1), c.fill(), c.insert(2, 1), c.pop()
    tried(c.invert, 1000)
    tried(c.invert, slice(1, 4))
    c.pop(0), tried(c.pop, 1000), c.extend([1, 0]), c.extend("01")
    c.extend(bits(5)), c.extend(b), tried(c.extend, 5)
    tried(c.extend, bits(3, ValueError()))
    tried(c.extend, "012")
    tried(c.extend, [1, "x"])
    c.frombytes(b"abc"), c.pack(b"\x00\x01"), c.unpack(), c.unpack(b"0", b"1")
    tried(c.unpack, zero=b"xx")
    tried(c.frombytes, 5)
    tried(c.pack, 5)
    c.remove(1), tried(bitarray("0").remove, 1), c.clear()
    c = bitarray(a)
    c.find(1), c.find(bitarray("10")), tried(c.find, 2), c.index(1)
    c.find(1, 0, 3, True), tried(c.index, bitarray("11111"))
    tried(c.index, bitarray("1"), 0, 0)
    list(c.search(1)), list(c.search(bitarray("10"))), tried(c.search, 5)
    list(c.search(bitarray("1"), 1, 5, True)), repr(c.search(1))
    list(c.decode(code)), list(c.decode(floats)), repr(c.decode(code))
    tree = decodetree(code)
    list(c.decode(tree)), tried(lambda: tree.complete()), tree.todict()
    tree.__sizeof__()
    decodetree(floats).todict()
    tried(decodetree, {})
    tried(decodetree, 5)
    tried(decodetree, {"a": bitarray()})
    tried(decodetree, {"a": 5})
    tried(decodetree, {"a": bitarray("0"), "b": bitarray("0")})
    tried(decodetree, {"a": bitarray("0"), "b": bitarray("01")})
    tried(lambda: list(bitarray("0111").decode({"a": bitarray("0")})))
    tried(lambda: list(bitarray("1").decode(code)))
    d = bitarray()
    d.encode(code, "abcab"), d.encode(floats, [1000.5, 1001.5])
    tried(d.encode, code, "abx")
    tried(d.encode, code, 5)
    tried(d.encode, 5, "a")
    tried(d.encode, {"a": 5}, "a")
    tried(d.encode, {"a": bitarray()}, "a")
    tried(d.encode, code, (x for x in bits(2, ValueError())))
    file = io.BytesIO()
    a.tofile(file), file.seek(0), bitarray().fromfile(file)
    file.seek(0), tried(bitarray().fromfile, file, 1000)
    file.seek(0), bitarray().fromfile(file, 1)
    tried(bitarray().fromfile, BadFile())
    tried(bitarray().fromfile, Strange(), 3)
    tried(bitarray().fromfile, 5)
    tried(a.tofile, BadFile())
    tried(a.tofile, 5)
    a & b, a | b, a ^ b, ~a, a + b, a * 3, 3 * a, a << 2, a >> 2
    tried(lambda: a & 5)
    tried(lambda: a & bitarray("1"))
    tried(lambda: a << -1)
    tried(lambda: a << "x")
    tried(lambda: a + 5)
    a + [1, 0], a + "01"
    for name in ("__iand__", "__ior__", "__ixor__", "__iadd__"):
        tried(getattr(bitarray(a), name), b)
        tried(getattr(bitarray(a), name), 5)
    e = bitarray(a)
    e *= 2
    e <<= 1
    e >>= 1
    a == b, a != b, a < b, a <= b, a > b, a >= b, a == 5, tried(lambda: a < 5)
    1 in a, bitarray("10") in a, tried(lambda: 5 in a)
    a[0], a[-1], a[1:4], a[::2], a[bitarray("1010101")], a[[1, 2]]
    tried(lambda: a[100])
    tried(lambda: a["x"])
    tried(lambda: a[bitarray("1")])
    tried(lambda: a[[1, 200]])
    tried(lambda: a[[1, "x"]])
    tried(lambda: a[1, 2])
    for key, value in ((0, 1), (slice(1, 3), 1), (slice(1, 3), b),
                       (slice(0, 6, 2), bitarray("101")), ([1, 2], 1),
                       ([1, 2], bitarray("01")), (bitarray("1010101"), 1),
                       (bitarray("1010101"), bitarray("1011")),
                       (100, 1), (0, 5), (slice(0, 3), 5), ("x", 1),
                       ([1, 200], 1), ([1, 2], bitarray("0")),
                       (bitarray("1"), 1), (slice(0, 6, 2), b)):
        tried(bitarray(a).__setitem__, key, value)
    for key in (0, slice(1, 3), slice(0, 6, 2), [1, 2], bitarray("1010101"),
                100, "x", [1, 200], bitarray("1")):
        tried(bitarray(a).__delitem__, key)
    iter(a), list(a), list(reversed(a)), memoryview(a).tobytes()
    held = bitarray(a)
    view = memoryview(held)
    tried(held.append, 1)
    tried(held.clear)
    view.release()
    shared = bitarray(buffer=bytearray(b"abc"))
    tried(shared.append, 1)
    shared[0] = 1
    get_default_endian()
    state = a.__reduce__()
    tried(lambda: state[0](*state[1]))
    tried(state[0], bitarray, 5, "big", 0, 0)
    tried(state[0], 5, b"a", "big", 0, 0)
    tried(a.freeze) if hasattr(a, "freeze") else None
    tried(a.readonly) if hasattr(a, "readonly") else None
