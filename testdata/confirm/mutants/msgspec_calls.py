"""Calls of most of msgspec's extension, for mutate.py; see values.py."""
import collections
import copy
import dataclasses
import datetime
import decimal
import enum
import pickle
import typing
import uuid

from msgspec import _core
from msgspec._core import (Field, JSONDecoder, JSONEncoder, Meta, MsgpackDecoder,
                           MsgpackEncoder, NODEFAULT, Raw, Struct, UNSET,
                           UnsetType, convert, defstruct, json_decode,
                           json_encode, json_format, msgpack_decode,
                           msgpack_encode, to_builtins)

from values import tried


class Colour(enum.Enum):
    RED = "a long red"
    GREEN = "a long green"


class Number(enum.IntEnum):
    ONE = 100001
    TWO = 100002


class Point(Struct):
    x: float
    y: float = 2000.5
    name: str = "a name that is long"


class Frozen(Struct, frozen=True, order=True):
    a: float
    b: str


class Tagged(Struct, tag="tagged", tag_field="kind"):
    value: float


class Other(Struct, tag="other", tag_field="kind"):
    value: str


class Listed(Struct, array_like=True):
    one: float
    two: str = "the second is long"


class Sparse(Struct, omit_defaults=True, rename="camel", kw_only=True,
             forbid_unknown_fields=True, weakref=True, dict=True):
    first_one: float
    second_one: typing.List[float] = []
    third_one: typing.Union[float, UnsetType] = UNSET


class Posted(Struct):
    value: float

    def __post_init__(self):
        if self.value < 0:
            raise ValueError("less than nothing")


class Made(Struct):
    items: list = Field(default_factory=list)
    other: dict = Field(default_factory=lambda: {"a long key": 1000.5})


@dataclasses.dataclass
class Data:
    a: float
    b: typing.Optional["Data"] = None
    c: list = dataclasses.field(default_factory=list)


class Named(typing.NamedTuple):
    a: float
    b: str = "the default is long"


class Typed(typing.TypedDict, total=False):
    a: float
    b: str


class Own:
    def __init__(self, value):
        self.value = value


T = typing.TypeVar("T")


class Generic(Struct, typing.Generic[T]):
    value: T


def hook_out(o):
    if isinstance(o, Own):
        return [o.value]
    raise NotImplementedError


def hook_in(type_, o):
    return Own(o)


def broken(*args):
    raise ValueError


values = [1000.5 + i for i in range(40)]
texts = ["text number %d is long" % i for i in range(30)]
moment = datetime.datetime(2020, 5, 6, 7, 8, 9, 1000,
                           datetime.timezone(datetime.timedelta(hours=2)))
plain = [
    {texts[0]: values[0], texts[1]: [values[1], None, True, False]},
    (values[2], texts[2]), {texts[3]}, frozenset({values[3]}),
    2 ** 62, -2 ** 40, 2 ** 64 - 1, b"some bytes that are long",
    bytearray(b"others that are long"), memoryview(b"a view that is long"),
    moment, moment.date(), moment.time(), datetime.timedelta(seconds=1000.5),
    uuid.UUID(int=12345678901234567890), decimal.Decimal("1000.25"),
    Colour.RED, Number.ONE, Point(values[4]), Frozen(values[5], texts[4]),
    Listed(values[6]), Sparse(first_one=values[7]), Data(values[8]),
    Data(values[8], Data(values[9])), Named(values[9]), Tagged(values[10]),
    Raw(b"[1000.5]"), {100000: values[11]}, {values[12]: texts[5]}, UNSET,
    Own(values[13]), Posted(values[14]), Made(), float("inf"), float("nan"),
    "\u20ac and a text", {Colour.RED: values[15]}, {moment: values[16]},
    Generic(values[17]), collections.OrderedDict({texts[6]: values[18]}),
]
types = [
    (float, b"1000.5"), (int, b"1000000"), (str, b'"a text that is long"'),
    (bool, b"true"), (None, b"null"), (bytes, b'"YWJjZGVmZ2hpamtsbW5v"'),
    (Colour, b'"a long red"'), (Number, b"100002"),
    (Point, b'{"x": 1000.5, "y": 1001.5, "name": "long text \\u20ac"}'),
    (Point, b'{"x": 1000.5, "unknown": [1000.5, {"a": null}]}'),
    (Frozen, b'{"a": 1000.5, "b": "text that is long"}'),
    (Listed, b'[1000.5, "text that is long"]'), (Listed, b"[1000.5]"),
    (Sparse, b'{"firstOne": 1000.5, "secondOne": [1000.5]}'),
    (Sparse, b'{"firstOne": 1000.5, "bad": [1000.5]}'),
    (Data, b'{"a": 1000.5, "b": {"a": 1001.5, "c": [1000.5]}}'),
    (Named, b'[1000.5, "text that is long"]'), (Named, b"[1000.5]"),
    (Typed, b'{"a": 1000.5, "b": "text that is long"}'),
    (typing.Union[Tagged, Other], b'{"kind": "other", "value": "long text"}'),
    (typing.Union[Tagged, Other], b'{"value": 1000.5, "kind": "tagged"}'),
    (typing.Union[Tagged, Other], b'{"kind": "third", "value": 1000.5}'),
    (typing.List[float], b"[1000.5, 1001.5]"),
    (typing.Set[float], b"[1000.5]"), (typing.FrozenSet[str], b'["a text"]'),
    (typing.Tuple[float, str], b'[1000.5, "a text that is long"]'),
    (typing.Tuple[float, ...], b"[1000.5, 1001.5, 1002.5]"),
    (typing.Dict[str, float], b'{"a long key": 1000.5, "another": 5.5}'),
    (typing.Dict[int, float], b'{"100000": 1000.5}'),
    (typing.Dict[Colour, float], b'{"a long red": 1000.5}'),
    (typing.Optional[float], b"null"), (typing.Any, b'[{"a": [1000.5]}]'),
    (datetime.datetime, b'"2020-05-06T07:08:09.001+02:00"'),
    (datetime.date, b'"2020-05-06"'), (datetime.time, b'"07:08:09.5"'),
    (datetime.timedelta, b'"P1DT2H3.5S"'),
    (uuid.UUID, b'"00000000-0000-0000-ab54-a98ceb1f0ad2"'),
    (decimal.Decimal, b'"1000.25"'), (Raw, b"[1000.5]"),
    (typing.Literal["a long one", "a long two"], b'"a long two"'),
    (typing.Literal[100000, 100001], b"100001"),
    (typing.Annotated[float, Meta(ge=0.5, le=5000.5)], b"1000.5"),
    (typing.Annotated[str, Meta(pattern="^a", min_length=3)], b'"a text"'),
    (typing.Annotated[list, Meta(max_length=1)], b"[1000.5]"),
    (Own, b"[1000.5]"), (Posted, b'{"value": 1000.5}'),
    (Posted, b'{"value": -1000.5}'), (Made, b"{}"),
    (Generic[float], b'{"value": 1000.5}'),
    (typing.Dict[str, typing.List[Point]], b'{"a key": [{"x": 1000.5}]}'),
]
wrong = (b'"a wrong text that is long"', b"[[1000.5], {}]", b"{", b"1000",
         b'{"a": [1000.5}', b"")

for round_ in range(2):
    encoders = JSONEncoder(enc_hook=hook_out), MsgpackEncoder(enc_hook=hook_out)
    bare = JSONEncoder(), MsgpackEncoder()
    special = (JSONEncoder(decimal_format="number", uuid_format="hex",
                           order="sorted"),
               MsgpackEncoder(decimal_format="number", uuid_format="bytes",
                              order="deterministic"))
    for value in plain:
        for e in encoders + special:
            tried(e.encode, value)
        tried(bare[0].encode, value)
        tried(encoders[0].encode_lines, [value, value])
        tried(encoders[1].encode_into, value, bytearray(5), 0)
        tried(to_builtins, value, enc_hook=hook_out)
        tried(to_builtins, value, builtin_types=(datetime.datetime,),
              str_keys=True)
    tried(json_encode, plain[0]), tried(msgpack_encode, plain[0])
    tried(json_encode, Own(values[20]), enc_hook=broken)
    tried(json_format, b'{"a": [1000.5, {}, []], "b": "text"}', indent=2)
    tried(json_format, '{"a": ', indent=2)
    for type_, data in types:
        decoder = tried(JSONDecoder, type_, dec_hook=hook_in)
        if decoder is None:
            continue
        value = tried(decoder.decode, data)
        for other in wrong:
            tried(decoder.decode, other)
        tried(decoder.decode_lines, data + b"\n" + data)
        tried(json_decode, data, type=type_, strict=False)
        packed = tried(msgpack_encode, tried(json_decode, data))
        second = tried(MsgpackDecoder, type_, dec_hook=hook_in)
        tried(second.decode, packed)
        tried(second.decode, packed[:-1])
        tried(second.decode, b"\xc1")
        tried(msgpack_decode, packed, type=type_)
        tried(convert, tried(json_decode, data), type_, dec_hook=hook_in)
        tried(convert, value, type_, dec_hook=hook_in)
        tried(convert, Own(data), type_, from_attributes=True)
        tried(convert, values[21], type_), tried(convert, texts[7], type_)
        repr(decoder), decoder.type, decoder.strict, decoder.dec_hook
    tried(JSONDecoder, typing.Union[Point, Data])
    tried(JSONDecoder, 5), tried(MsgpackDecoder, dec_hook=5)
    tried(MsgpackDecoder(ext_hook=lambda c, d: [c, d]).decode,
          b"\xc7\x03\x05abc")
    tried(msgpack_decode, b"\xc7\x03\x05abc")
    tried(msgpack_encode, _core.Ext(5, b"some data that is long"))

    point = Point(values[22], values[23], texts[8])
    Point(values[22], name=texts[9])
    tried(Point), tried(Point, 1, 2, 3, 4), tried(Point, 1, x=2)
    tried(Point, values[0], unknown=1)
    point.x = values[24]
    point.x, point.name, repr(point), point == Point(values[22]), copy.copy(point)
    tried(lambda: point.absent), tried(setattr, point, "absent", 1)
    tried(delattr, point, "x")
    point.x = values[24]
    pickle.loads(pickle.dumps(point))
    frozen = Frozen(values[25], texts[10])
    hash(frozen), frozen < Frozen(values[26], texts[10]), frozen == frozen
    tried(setattr, frozen, "a", values[27])
    tried(hash, point), tried(hash, Frozen([values[28]], texts[11]))
    sparse = Sparse(first_one=values[29])
    sparse.more = values[30]
    tried(lambda: sparse.__dict__), tried(lambda: list(sparse.__rich_repr__()))
    tried(_core.replace, point, x=values[31])
    tried(_core.replace, point, absent=values[31])
    tried(_core.asdict, point), tried(_core.astuple, point)
    tried(_core.asdict, values[0]), tried(_core.force_setattr, frozen, "a", 5.5)
    Posted(values[32]), tried(Posted, -1000.5)
    Made(), Made([values[33]])
    defstruct("Defined", [("a", float), ("b", str, texts[12]), "c",
                          ("d", list, Field(default_factory=list))],
              bases=(Struct,), module="module", namespace={"e": values[34]},
              kw_only=True)
    tried(defstruct, "Defined", [("a", float), 5])
    tried(defstruct, 5, [])
    tried(lambda: type(Struct)("Bad", (Struct,), {"__annotations__": {
        "__class__": int}}))
    Point.__struct_fields__, Point.__struct_defaults__, Point.__struct_config__
    Point.__match_args__, tried(lambda: Point.__signature__)
    tried(defstruct, "Tag", ["a"], tag=lambda name: name + texts[13])
    tried(defstruct, "Rename", ["a_b"], rename={"a_b": texts[14]})
    tried(defstruct, "Rename", ["a_b"], rename=lambda name: name.upper() + "x")
    tried(defstruct, "Rename", ["a_b"], rename=broken)

    meta = Meta(gt=values[35], title=texts[15], examples=[values[36]],
                extra={"a": values[37]}, extra_json_schema={"b": values[38]})
    repr(meta), meta == Meta(gt=values[35]), hash(Meta(pattern=texts[16]))
    meta.gt, meta.title, meta.examples, meta.extra
    tried(Meta, gt=values[0], ge=values[1]), tried(Meta, pattern="(")
    field = Field(default=values[39])
    field.default, field.name, Field(name=texts[17]).name
    tried(Field, default=1, default_factory=list)
    raw = Raw(b"[1000.5, 1001.5]")
    raw.copy(), bytes(raw), raw == Raw(b"[]"), len(raw)
    pickle.loads(pickle.dumps(raw))
    Raw("a text that is long"), tried(Raw, 5)
    ext = _core.Ext(6, bytearray(b"data that is long"))
    ext.code, ext.data, ext == _core.Ext(6, b""), pickle.dumps(ext)
    repr(NODEFAULT), repr(UNSET), bool(UNSET), pickle.dumps(UNSET)
    encoders[0].enc_hook, encoders[1].decimal_format, encoders[1].uuid_format
