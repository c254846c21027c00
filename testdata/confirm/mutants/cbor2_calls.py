"""Calls of most of cbor2's extension, for mutate.py; see values.py."""
import datetime
import decimal
import email.message
import fractions
import io
import ipaddress
import re
import uuid
from collections import OrderedDict, defaultdict

import cbor2
import _cbor2
from values import Broken, some, tried

PAYLOADS = """00 01 0a 17 1818 1819 1864 1903e8 1a000f4240 1b000000e8d4a51000
1bffffffffffffffff c249010000000000000000 3bffffffffffffffff
c349010000000000000000 20 29 3863 3903e7 c24100 c3 c2
40 4401020304 5f42010243030405ff 60 6161 6449455446 62225c 62c3bc 63e6b0b4
64f0908591 7f657374726561646d696e67ff 7f61c3ff 62ffff 7f62ffffff 7f00ff 5f00ff
80 83010203 8301820203820405 98190102030405060708090a0b0c0d0e0f1011121314151617
18181819 9fff 9f018202039f0405ffff 83018202039f0405ff 9f0102 830102
a0 a201020304 a26161016162820203 826161a161626163 bf61610161629f0203ffff
bf6346756ef563416d7421ff a1 a101 bf01 bf01ff a1800102
f0 f8ff f820 e0 f4 f5 f6 f7 f818 f803 fc ff f9 fa00
f90000 f98000 f93c00 fb3ff199999999999a f93e00 f97bff fa47c35000 f97c00 f97e00
fa7f800000 fa7fc00000 fb7ff0000000000000 fb7e37e43c8800759c f9c400
c074323031332d30332d32315432303a30343a30305a c0 c000 c06161
c07818323031332d30332d32315432303a30343a30302e3338305a c07819
c07819323031332d30332d32315432323a30343a30302b30323a3030
c07819323031332d30332d32315432323a30343a30302d30323a3030
c11a514b67b0 c1fb41d452d9ec200000 c16161 c11bffffffffffffffff
c482211904d2 c48100 c46161 c4826161fb3ff199999999999a c4826161626262
d81e820105 d81e8101 d81e82016161 d81e01 d81e820100
c5822003 c58120 c56161 c5826161a0 c58201fb3ff199999999999a
d823666162632a6465 d8236128 d82301
d8245843436f6e74656e742d547970653a20746578742f706c61696e0a0a68656c6c6f
d82478194d494d452d56657273696f6e3a20312e300a0a68656c6c6f d82401
d825505eaffac8b51e480581277fdcc7842faf d82540 d82501
d9010444c00a0a01 d90104450000000000 d9010446010203040506 d9010401
d9010450fe800000000000000202b3fffe1e8329
d90105a144c0a800641818 d90105a144c0a800001818 d90105a0 d9010501 d90105a1416161
d81c81d81d00 d81ca26161016162d81d00 d81d00 d81d05 d81d6161 d81c8101
82d81c8101d81d00 d81c82d81d0001 d81cd9010283d81d000102
d9010083646161616164626262626474616161d81900d81901
d90100836461616161d8190064616161616101 d81900 d9010082d819056161 d819f5
d9010283010203 d90102830101a0 d9010201 d90102818101 d90102a0
d9d9f700 d9d9f78201a0 d9176e83010203 d9177065487261 c6a101a0 da000f424001
d9d9f7 1c 3d 5c 7c 9c bc dc fd fe ffff 8201 6261 4261 5a00ffffff61""".split()


def tagged(decoder, tag):
    return [tag, decoder.immutable]


def hooked(decoder, value):
    return OrderedDict(value)


def failed(decoder, value):
    raise ValueError


def shared():
    one, two = [float(1)], {}
    one.append(one)
    two["me"], two["list"] = two, one
    return [one, one, two, "a text here", "a text here", "a text here"]


HOOKS = ({}, {"tag_hook": tagged}, {"object_hook": hooked},
         {"tag_hook": failed, "object_hook": failed},
         {"str_errors": "replace"}, {"str_errors": "ignore"})


def decoding():
    for text in PAYLOADS:
        data = bytes.fromhex(text)
        for names in HOOKS:
            tried(cbor2.loads, data, **names)
        tried(cbor2.load, io.BytesIO(data))
        d = cbor2.CBORDecoder(io.BytesIO(data))
        tried(d.decode), tried(d.decode_from_bytes, data)
        for again in range(3):
            tried(d.decode_from_bytes, b"\x82" + data + data)
            tried(d.decode_from_bytes, b"\xa1" + data + data)
            tried(d.decode_from_bytes, b"\xd9\x01\x02\x81" + data)
            tried(d.decode_from_bytes, b"\xd8\x1c" + data)


def decoders():
    d = cbor2.CBORDecoder(io.BytesIO(b"\x83\x01\x02\x03" * 9))
    d.fp, d.tag_hook, d.object_hook, d.str_errors, d.immutable
    d.tag_hook = tagged
    d.object_hook = hooked
    d.str_errors = "replace"
    d.tag_hook, d.object_hook, d.str_errors
    d.tag_hook = d.object_hook = None
    for name in ("fp", "tag_hook", "object_hook", "str_errors"):
        tried(setattr, d, name, 5), tried(setattr, d, name, None)
        tried(delattr, d, name), tried(setattr, d, name, "a text")
    d.fp = io.BytesIO(b"\x61a" * 50)
    d.set_shareable(object()), d.read(2), tried(d.read, "x"), tried(d.read, 999)
    tried(d.read, -1)
    tried(cbor2.CBORDecoder, 5), tried(cbor2.CBORDecoder)
    tried(cbor2.CBORDecoder, io.BytesIO(), tag_hook=5)
    tried(cbor2.CBORDecoder, io.BytesIO(), object_hook=5)
    tried(cbor2.CBORDecoder, io.BytesIO(), str_errors=5)
    d.__init__(io.BytesIO(b"\x81\x05"), tagged, hooked, "strict")

    class Short:
        def read(self, n):
            return b"x" * (n - 1)

    class Bad(Short):
        def read(self, n):
            raise ValueError
    for fp in (Short(), Bad()):
        tried(cbor2.CBORDecoder(fp).decode), tried(cbor2.load, fp)
    for name in dir(d):
        if name.startswith("decode_") and name != "decode_from_bytes":
            for data in (b"\x82\x01\x02", b"\x63abc", b"\x42ab", b"\xf9\x3c\0"):
                d.fp = io.BytesIO(data)
                tried(getattr(d, name)), tried(getattr(d, name), 24)
                tried(getattr(d, name), 2), tried(getattr(d, name), 31)


VALUES = [1, 24, 70000, 2**40, 2**70, -1, -2**40, -2**70, 1.5, float("nan"),
          float("inf"), 1e300, "text", "x" * 30, b"bytes", bytearray(b"array"),
          True, False, None, cbor2.undefined, [1, [2.5]], (1, 2), {"a": 1.5},
          OrderedDict([("b", 1)]), defaultdict(list, a=[1]), {1.5, 2.5},
          frozenset((1.5,)), decimal.Decimal("14.123"), decimal.Decimal("NaN"),
          decimal.Decimal("-Infinity"), decimal.Decimal("Infinity"),
          fractions.Fraction(2, 5), re.compile("a.b"), uuid.UUID(int=5),
          ipaddress.ip_address("10.0.0.1"), ipaddress.ip_network("10.0.0.0/30"),
          ipaddress.ip_address("::1"), ipaddress.ip_network("fe80::/126"),
          datetime.datetime(2013, 3, 21, 20, 4, 0, tzinfo=datetime.timezone.utc),
          datetime.datetime(2013, 3, 21, 20, 4, 0, 500),
          datetime.date(2013, 3, 21), cbor2.CBORTag(6000, "a text here"),
          cbor2.CBORSimpleValue(99), cbor2.FrozenDict({"a": 1.5}),
          email.message.EmailMessage(), object(), Broken(), [Broken()],
          {1: object()}, {"x": {"y": [1.5, {2.5: "z"}]}}, range(3), "\ud800"]
OPTIONS = ({}, {"canonical": True}, {"value_sharing": True},
           {"datetime_as_timestamp": True}, {"date_as_datetime": True},
           {"timezone": datetime.timezone.utc}, {"string_referencing": True},
           {"timezone": datetime.timezone.utc, "datetime_as_timestamp": True},
           {"canonical": True, "string_referencing": True})


def default(encoder, value):
    encoder.encode("default: " + type(value).__name__)


def refusing(encoder, value):
    raise ValueError


def encoding():
    for names in OPTIONS:
        for value in VALUES + [shared()]:
            tried(cbor2.dumps, value, **names)
            tried(cbor2.dumps, value, default=default, **names)
        tried(cbor2.dumps, {"bb": 1.5, "a": 2, (1, 2): [3]}, **names)
        tried(cbor2.dumps, {3.5, "a text", b"bytes"}, **names)
        tried(cbor2.dumps, ["twice " * 3, "twice " * 3, b"again " * 3], **names)
    tried(cbor2.dumps, object(), default=refusing)
    tried(cbor2.dump, VALUES[:9], io.BytesIO()), tried(cbor2.dump, 5, 6)


class Sub(dict):
    pass


def encoders():
    out = io.BytesIO()
    e = cbor2.CBOREncoder(out, default=default)
    for name in dir(e):
        tried(getattr, e, name)
    e.default = default
    e.timezone = datetime.timezone.utc
    e.fp = io.BytesIO()
    for name in ("fp", "default", "timezone", "string_namespacing"):
        tried(setattr, e, name, 5), tried(setattr, e, name, None)
        tried(delattr, e, name)
    e.fp = out
    e.encode(Sub(a=some(2))), e.encode(type("T", (list,), {})(some(2)))
    e.encode_to_bytes(some(3)), e.write(b"raw"), tried(e.write, "raw")
    tried(e.encode_to_bytes, Broken()), tried(e.encode_length, 2, 3)
    tried(e.encode_length, 9, "x"), tried(e.encode_length, 2)

    def nested(encoder, value):
        encoder.encode({"inner": some(2)})
    for value in (some(2), {"a": object}, object()):
        tried(cbor2.CBOREncoder(out, default=nested).encode, value)
    shareable = cbor2.shareable_encoder(nested)
    tried(cbor2.CBOREncoder(out, default=shareable).encode, object())
    tried(cbor2.CBOREncoder(out, shareable, value_sharing=True).encode, object())
    tried(cbor2.shareable_encoder, 5)
    with_canon = cbor2.CBOREncoder(out, canonical=True)
    tried(with_canon.encode_canonical_map, {1.5: 2, "a": 3})
    tried(cbor2.CBOREncoder, 5), tried(cbor2.CBOREncoder)
    tried(cbor2.CBOREncoder, out, timezone=5)
    tried(cbor2.CBOREncoder, out, default=5)
    e.__init__(out, default, timezone=datetime.timezone.utc)

    class Bad:
        def write(self, data):
            raise ValueError
    tried(cbor2.CBOREncoder(Bad()).encode, some(2))


def types():
    one, two = cbor2.CBORTag(5, some(2)), cbor2.CBORTag(6, object())
    one == two, one < two, one != one, one >= two, repr(one), one == 5
    one.tag, one.value, tried(cbor2.CBORTag, "x", 1), tried(cbor2.CBORTag)
    tried(lambda: one < 5), tried(hash, one), tried(hash, cbor2.CBORTag(7, "t"))
    one.value = one
    repr(one), tried(hash, one)
    one.value = None
    s = cbor2.CBORSimpleValue(99)
    s == 99, s < 100, s != cbor2.CBORSimpleValue(98), repr(s), hash(s)
    tried(lambda: s < "x"), tried(cbor2.CBORSimpleValue, 5000)
    s.value, bool(cbor2.undefined), repr(cbor2.undefined)
    tried(type(cbor2.undefined), 5), type(cbor2.undefined)()
    tried(repr, cbor2.CBORTag(5, Broken()))
    tried(lambda: cbor2.CBORTag(5, Broken()) == cbor2.CBORTag(5, Broken()))
    tried(_cbor2.CBORTag, 2**70, 5)


for function in (decoding, decoders, encoding, encoders, types):
    for _ in range(2):
        function()
