"""Calls of most of simplejson's extension, for mutate.py; see values.py."""
import decimal

import simplejson as json

from values import tried


class ForJson:
    def for_json(self):
        return {"a long name": 1234.5}


class AsDict:
    def _asdict(self):
        return {"another name": 1234.5}


class Text(str):
    pass


def number():
    return 1000.25


LONG = "a text that is long enough to be an object of its own \u00e9"
DOCUMENTS = [
    {"first": 1.5, "second": [1, 2, {"none": None, "true": True}],
     LONG: LONG},
    [1, [2, [3, [LONG]]], (4, LONG), "\u2028\ud834\udd20\"\\\n"],
    {"deep": {"deeper": {"deepest": [decimal.Decimal("1.25"), 10 ** 30]}}},
    {1000: 3, 2.5: 3, None: 4, True: 5, 10 ** 20: 6, LONG: 7},
    [],
    {},
    [LONG] * 300,
]
OPTIONS = [
    {}, {"sort_keys": True}, {"use_decimal": True}, {"skipkeys": True},
    {"for_json": True}, {"bigint_as_string": True},
    {"iterable_as_array": True}, {"namedtuple_as_object": False},
    {"item_sort_key": lambda pair: str(pair[0])}, {"tuple_as_array": False},
    {"encoding": None}, {"int_as_string_bitcount": 2},
    {"ensure_ascii": False}, {"ignore_nan": True}, {"check_circular": False},
    {"default": lambda o: 1234.5}, {"separators": (",", ":")},
]
for document in DOCUMENTS:
    for options in OPTIONS:
        tried(json.dumps, document, **options)
    text = json.dumps(document, skipkeys=True)
    for options in ({}, {"parse_float": lambda s: 1234.5},
                    {"parse_int": lambda s: 1234.5}, {"object_hook": dict},
                    {"object_pairs_hook": list}, {"use_decimal": True},
                    {"parse_constant": lambda s: 1234.5}):
        tried(json.loads, text, **options)
    tried(json.loads, text.encode())
for text in ('{"a":', "[1,", '"\\ud834', '{"a" 1}', "[1 2]", '"\\x"', "nul",
             "{1:2}", "-", '"abc', '{"a":1,}', "[NaN, Infinity, -Infinity]",
             '"\\u00e9\\ud834\\udd20 tail"', "[1.5e3, -2, 12345678901234567890]",
             '{"same": 1, "same": 2}', '"\u00e9 plain"', '"\x01"', ""):
    tried(json.loads, text)
    tried(json.loads, text.encode())
    tried(json.loads, text, strict=False)
for value in (ForJson(), [ForJson()], {"k": ForJson()}):
    tried(json.dumps, value, for_json=True)
for value in (AsDict(), [AsDict()], object(), [object()], {"a": object()},
              {(1, 2): 3}, {object(): 3}, b"bytes of some length", Text(LONG),
              {b"bytes of some length": LONG}, {Text(LONG): 1}):
    tried(json.dumps, value)
    tried(json.dumps, value, skipkeys=True)
    tried(json.dumps, value, default=lambda o: LONG)
for _ in range(3):
    tried(json.dumps, (n for n in (1000.5, 1001.5)), iterable_as_array=True)
    tried(json.dumps, [iter([LONG])], iterable_as_array=True)
ring = []
ring.append(ring)
tried(json.dumps, ring)
ring = {}
ring["ring"] = ring
tried(json.dumps, ring)
for value in ("nan", "inf", "-inf"):
    tried(json.dumps, float(value), allow_nan=True)
    tried(json.dumps, [float(value)], allow_nan=False)
    tried(json.dumps, float(value), ignore_nan=True)
tried(json.dumps, 10 ** 30, int_as_string_bitcount=31)
tried(json.dumps, json.RawJSON('{"raw": 1}'))
tried(json.dumps, [json.RawJSON('{"raw": 1}')])
