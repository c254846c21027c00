"""Calls of most of cbor's extension, for mutate.py; see values.py."""
import io

import _cbor

from values import Broken, failing, some, tried


class Tag:
    """What the package's own module gives to the extension."""

    def __init__(self, tag=None, value=None):
        self.tag, self.value = tag, value

    def __eq__(self, other):
        return (self.tag, self.value) == (other.tag, other.value)


_cbor.Tag = Tag


class Half:
    """A file that gives less than it is asked for, and breaks then."""

    def __init__(self, data, at):
        self.file, self.at = io.BytesIO(data), at

    def read(self, n):
        self.at -= 1
        if self.at < 0:
            raise OSError
        return self.file.read(n)

    def write(self, data):
        self.at -= 1
        if self.at < 0:
            raise OSError


class Odd:
    def read(self, n):
        return 5.5

    def write(self, data):
        return object()


def values():
    yield from some(3)
    yield from (5, 300, 70000, 1 << 40, -7, -300, -70000, -(1 << 40), 1 << 70,
                -(1 << 70), (1 << 64) - 1, -(1 << 64), 0, -1)
    yield from (None, True, False, b"", b"bytes", b"b" * 300, "", "text",
                "\xe9" * 300, "a" * 70000)
    yield some(4), tuple(some(3)), [some(1), [some(2)]], [], ()
    yield {"%d" % n: float(n) for n in range(1000, 1005)}
    yield {1000.5: some(2), 2000.5: {"l": [object]}}
    yield {(0, 1): 3, (1, 2): [4]}
    yield Tag(7, some(2))
    yield Tag(70000, "text")
    yield Tag(1 << 40, {"k": 5.5})
    yield Tag("wrong", 5), Tag(5, object())
    yield object(), [object()], {"k": object()}, {object(): 5}
    yield [Broken()], {"a": Broken()}
    yield set(some(2)), 2j


def nested(value):
    """Tuples of the above are several."""
    return value if isinstance(value, tuple) and value else (value,)


def written():
    for several in values():
        for value in nested(several):
            for names in {}, {"sort_keys": True}, {"sort_keys": 0}:
                data = tried(_cbor.dumps, value, **names)
                out = io.BytesIO()
                tried(_cbor.dump, value, out, **names)
                tried(_cbor.dump, value, Odd(), **names)
                tried(_cbor.dump, value, Half(b"", 0), **names)
                if data is not None:
                    yield data
    tried(_cbor.dumps), tried(_cbor.dump, 5), tried(_cbor.dump, 5, None)


RAW = [
    b"\xf9\x3c\x00", b"\xfa\x3f\x80\x00\x00", b"\xf9\x7c\x00", b"\xf7",
    b"\x5f\x42ab\x41c\xff", b"\x7f\x62ab\x61c\xff", b"\x9f\x01\xf9\x3e\x00\xff",
    b"\xbf\x61a\xfb\x40\x8f\x40\x00\x00\x00\x00\x00\xff",
    b"\x82\xfb\x40\x8f\x40\x00\x00\x00\x00\x00\x41x",
    b"\xa1\x61k\x82\x01\x02", b"\xc2\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00",
    b"\xc3\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00", b"\xc2\x61a", b"\xc2\x81",
    b"\xd9\x01\x00\x82\x01\x02", b"\xd8\x63\x9f\x01\xff",
    b"\xa1\x81\x01\x02", b"\xbf\x81\x01\x02\xff", b"\x61\xff", b"\x7f\x61\xff",
    b"\x5f\x01\xff", b"\x7f\x01\xff", b"\xfc", b"\x1c", b"\xff", b"",
    b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff", b"\x9f\x1c", b"\xbf\x61a\x1c",
    b"\xbf\x1c", b"\x82\x01\x1c", b"\xa1\x61a\x1c", b"\xa1\x1c", b"\xd8\x63\x1c",
]


def read(data):
    tried(_cbor.loads, data)
    tried(_cbor.load, io.BytesIO(data))
    if len(data) > 100:
        return
    for end in range(len(data)):
        tried(_cbor.loads, data[:end])
        tried(_cbor.load, io.BytesIO(data[:end]))
        tried(_cbor.load, Half(data, end))
    tried(_cbor.load, Odd())


for _ in range(2):
    for data in [*written(), *RAW]:
        read(data)
    tried(_cbor.loads, 5), tried(_cbor.loads), tried(_cbor.load, 5)
    tried(_cbor.loads, "text"), tried(_cbor.loads, failing(1))
