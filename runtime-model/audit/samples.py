"""Objects to call the API with: made anew for every call, and mortal."""
import collections
import contextvars
import datetime
import io
import pickle
import sys
import threading
import types
import weakref

import _audit


class ProbeError(Exception):
    """Raised by Python code that a call runs."""


class Item:
    """Nothing but an identity; running Python code when it dies."""

    def __del__(self):
        pass


class Holder:
    """An ordinary instance with attributes and methods."""

    def __init__(self):
        self.spam = Item()
        self.name = "spam"

    def method(self, *args, **kwargs):
        return Item()


class Slotted:
    __slots__ = ("spam", "__weakref__")


class Sequence:
    """A sequence and mapping in Python code."""

    def __len__(self):
        return 3

    def __getitem__(self, key):
        return Item()

    def __setitem__(self, key, value):
        pass

    def __delitem__(self, key):
        pass

    def __contains__(self, key):
        return True

    def __iter__(self):
        return iter([Item(), Item()])

    def keys(self):
        return ["spam", "eggs"]

    def values(self):
        return [Item(), Item()]

    def items(self):
        return [("spam", Item())]


class Number:
    """A number in Python code."""

    def _new(self, *args):
        return Number()

    def __index__(self):
        return 3

    def __float__(self):
        return 2.5

    def __complex__(self):
        return 1j

    def __eq__(self, other):
        return self is other

    def __lt__(self, other):
        return False

    def __hash__(self):
        return 17

    def __bool__(self):
        return True


OPERATORS = ("add sub mul matmul truediv floordiv mod divmod pow lshift "
             "rshift and or xor").split()
for operator in OPERATORS:
    setattr(Number, f"__{operator}__", Number._new)
    if operator != "divmod":
        setattr(Number, f"__i{operator}__", Number._new)
for operator in ("neg", "pos", "abs", "invert"):
    setattr(Number, f"__{operator}__", Number._new)


def refuse(*args):
    raise ProbeError("asked")


class Hostile:
    """Every question that the interpreter asks raises."""


for name in ("getattribute setattr delattr len getitem setitem delitem "
             "contains iter next index int float complex bool hash repr str "
             "bytes format call enter exit instancecheck subclasscheck get "
             "set delete eq ne lt le gt ge await aiter anext fspath "
             "length_hint dir neg pos abs invert").split():
    setattr(Hostile, f"__{name}__", refuse)
for operator in OPERATORS:
    for prefix in ("", "r", "i"):
        setattr(Hostile, f"__{prefix}{operator}__", refuse)


class Buffered(bytearray):
    """Exports a buffer and has attributes."""


class Path:
    def __fspath__(self):
        return "".join(["/", "tmp"])


class Descriptor:
    def fileno(self):
        return 0

    def write(self, text):
        return len(text)

    def readline(self, *args):
        return "".join(["li", "ne\n"])


class AsyncIterator:
    def __aiter__(self):
        return self

    async def __anext__(self):
        return 1

    def __await__(self):
        return iter([])


class Meta(type):
    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, other):
        return True


def make_type():
    return type("Made", (), {"spam": Item(), "__doc__": "documented"})


def make_metaclassed():
    return Meta("Made", (), {})


def make_base_type():
    return type("Made", (list,), {})


def make_function():
    cell = Item()

    def function(a=1, *args, b: "int" = 2, **kwargs):
        cell
        return Item()
    return function


def make_code():
    return compile("def f(a, *b):\n return a\nx = 1", "".join(["na", "me"]),
                   "exec")


def make_expression():
    return compile("1 + 1", "".join(["na", "me"]), "eval")


def make_frame():
    def function():
        local = Item()
        local
        return sys._getframe()
    return function()


def make_traceback():
    try:
        raise ValueError("spam")
    except ValueError as error:
        return error.__traceback__


def make_generator():
    item = Item()
    yield item
    yield item


async def coroutine():
    return Item()


async def asyncgen():
    yield Item()


def make_coroutine():
    made = coroutine()
    # It would complain when it goes unawaited.
    made.close()
    return made


def make_exception():
    return ValueError("".join(["sp", "am"]))


def make_chained():
    error = ValueError("".join(["sp", "am"]))
    error.__cause__ = KeyError("eggs")
    error.__context__ = IndexError("ham")
    error.__traceback__ = make_traceback()
    return error


def make_method_type():
    return type("Made", (), {"method": lambda self: Item()})


def make_module():
    module = types.ModuleType("".join(["ma", "de"]))
    module.spam = Item()
    module.__file__ = "".join(["fi", "le"])
    return module


def make_context_token():
    return contextvars.ContextVar("spam").set(Item())


def make_context_var():
    var = contextvars.ContextVar("spam")
    ITEMS.append(Item())
    var.set(ITEMS[-1])
    return var


def make_cell():
    item = Item()
    return (lambda: item).__closure__[0]


def make_dead_reference():
    return weakref.ref(Item())


ITEMS = []


def make_reference():
    ITEMS.append(Item())
    return weakref.ref(ITEMS[-1])


def make_proxy():
    ITEMS.append(Holder())
    return weakref.proxy(ITEMS[-1])


def text(s):
    """A str that nobody else has."""
    return "".join(list(s)) if len(s) > 1 else s


def make_named_type():
    return type("Made", (tuple,), {"__slots__": ()})


SAMPLES = {
    "item": Item,
    "instance": Holder,
    "slotted": Slotted,
    "hostile": Hostile,
    "sequence": Sequence,
    "number": Number,
    "list": lambda: [Item(), Item(), Item()],
    "empty_list": list,
    "ints": lambda: [3, 1, 2],
    "strs": lambda: [text("spam"), text("eggs")],
    "tuple": lambda: tuple([Item(), Item(), Item()]),
    "empty_tuple": tuple,
    "strs_tuple": lambda: tuple([text("spam"), text("eggs")]),
    "spam_tuple": lambda: tuple([text("spam")]),
    "bytes_tuple": lambda: tuple([bytes(bytearray(b"spam"))]),
    "none_tuple": lambda: tuple([None]),
    "int_tuple": lambda: tuple([len(ITEMS) + 10 ** 6]),
    "pair": lambda: tuple([Item(), Item()]),
    "pairs": lambda: [(text("a"), Item()), (text("b"), Item())],
    "dict": lambda: {text("spam"): Item(), text("eggs"): Item()},
    "int_dict": lambda: {1: Item(), 300: Item()},
    "empty_dict": dict,
    "globals": lambda: {"__builtins__": __builtins__, "spam": Item()},
    "odict": lambda: collections.OrderedDict([(text("spam"), Item())]),
    "proxy_dict": lambda: types.MappingProxyType({"spam": Item()}),
    "keys": lambda: {"spam": 1}.keys(),
    "values": lambda: {"spam": 1}.values(),
    "items": lambda: {"spam": 1}.items(),
    "set": lambda: {text("spam"), Item()},
    "empty_set": set,
    "frozenset": lambda: frozenset([text("spam"), Item()]),
    "str": lambda: text("spam"),
    "eggs": lambda: text("eggs"),
    "absent": lambda: text("absent"),
    "str_wide": lambda: text("sp\u20acm"),
    "str_latin": lambda: text("sp\xe4m"),
    "str_surrogate": lambda: text("sp\udc80m"),
    "str_null": lambda: text("sp\0m"),
    "str_digits": lambda: text("1234567"),
    "str_format": lambda: text("%s spam"),
    "str_name": lambda: text("os"),
    "str_dotted": lambda: text("os.path"),
    "str_path": lambda: text("/tmp"),
    "str_spaces": lambda: text(" a b  a\nb "),
    "letter": lambda: text("a"),
    "bytes": lambda: bytes(bytearray(b"spam")),
    "bytes_path": lambda: bytes(bytearray(b"/tmp")),
    "bytes_null": lambda: bytes(bytearray(b"sp\0m")),
    "bytearray": lambda: bytearray(b"spam"),
    "memoryview": lambda: memoryview(bytearray(b"spam")),
    "buffered": lambda: Buffered(b"spam"),
    "pickle_buffer": lambda: pickle.PickleBuffer(bytearray(b"spam")),
    "int": lambda: int("1234567890"),
    "big": lambda: 10 ** 22 + len(ITEMS),
    "negative": lambda: -int("1234567890"),
    "small": lambda: 3,
    "one": lambda: 1,
    "zero": lambda: 0,
    "float": lambda: float("2.5"),
    "infinity": lambda: float("inf"),
    "complex": lambda: complex(1.5, 2.5),
    "true": lambda: True,
    "none": lambda: None,
    "ellipsis": lambda: Ellipsis,
    "function": make_function,
    "builtin": lambda: [].append,
    "len": lambda: len,
    "bound": lambda: Holder().method,
    "refusing": lambda: (lambda *args, **kwargs: refuse()),
    "type": make_type,
    "metaclassed": make_metaclassed,
    "list_type": make_base_type,
    "method_type": make_method_type,
    "static_type": lambda: int,
    "list_static": lambda: list,
    "object_type": lambda: object,
    "tuple_static": lambda: tuple,
    "exception_type": lambda: type("Made", (ValueError,), {}),
    "warning_type": lambda: type("Made", (UserWarning,), {}),
    "module": make_module,
    "slice": lambda: slice(0, 2, 1),
    "open_slice": lambda: slice(None, None, None),
    "range": lambda: range(10 ** 10),
    "iterator": lambda: iter([Item(), Item()]),
    "spent_iterator": lambda: iter([]),
    "call_iterator": lambda: iter(make_function(), None),
    "sequence_iterator": lambda: iter(Sequence()),
    "generator": make_generator,
    "coroutine": make_coroutine,
    "asyncgen": asyncgen,
    "async_iterator": AsyncIterator,
    "code": make_code,
    "expression": make_expression,
    "frame": make_frame,
    "traceback": make_traceback,
    "exception": make_exception,
    "chained": make_chained,
    "decode_error": lambda: UnicodeDecodeError("utf-8", b"spam", 1, 2, "bad"),
    "encode_error": lambda: UnicodeEncodeError("utf-8", "spam", 1, 2, "bad"),
    "translate_error": lambda: UnicodeTranslateError("spam", 1, 2, "bad"),
    "closure_cell": make_cell,
    "metatype": lambda: type,
    "capsule": lambda: _audit.make("capsule"),
    "new_str": lambda: _audit.make("new str"),
    "untracked": lambda: _audit.make("untracked"),
    "stateful": lambda: _audit.make("stateful"),
    "stateful_type": lambda: _audit.make("stateful type"),
    "heap_type": lambda: _audit.make("heap type"),
    "sequence_type": lambda: _audit.make("sequence type"),
    "new_sequence": lambda: _audit.make("sequence"),
    "map_str": lambda: "".join(map(chr, range(256))),
    "null_path": lambda: text("/dev/null"),
    "method_name": lambda: text("method"),
    "method_instance": Holder,
    "local": lambda: text("local"),
    "import_error": lambda: type("Made", (ImportError,), {}),
    "tuple_of_ints": lambda: tuple([len(ITEMS) + 10 ** 9, text("a")]),
    "wrapper": lambda: int.__add__,
    "reloadable": lambda: __import__("colorsys"),
    "reference": make_reference,
    "dead_reference": make_dead_reference,
    "proxy": make_proxy,
    "date": lambda: datetime.date(2001, 2, 3),
    "datetime": lambda: datetime.datetime(2001, 2, 3, 4, 5, 6, 7),
    "time": lambda: datetime.time(1, 2, 3, 4),
    "delta": lambda: datetime.timedelta(1, 2, 3),
    "hour": lambda: datetime.timedelta(0, 3600),
    "timezone": lambda: datetime.timezone(datetime.timedelta(0, 3600)),
    "aware": lambda: datetime.datetime(
        2001, 2, 3, tzinfo=datetime.timezone(datetime.timedelta(0, 60))),
    "aware_time": lambda: datetime.time(
        1, tzinfo=datetime.timezone(datetime.timedelta(0, 60))),
    "timestamp": lambda: tuple([86400 * 365]),
    "context": contextvars.copy_context,
    "context_var": make_context_var,
    "unset_var": lambda: contextvars.ContextVar("spam"),
    "token": make_context_token,
    "namespace": lambda: types.SimpleNamespace(spam=Item()),
    "struct_sequence": lambda: sys.float_info,
    "static_method": lambda: staticmethod(make_function()),
    "class_method": lambda: classmethod(make_function()),
    "instance_method": lambda: _audit.make("instance method"),
    "property": lambda: property(make_function()),
    "descriptor": lambda: list.append,
    "stream": io.StringIO,
    "file_like": Descriptor,
    "path": Path,
    "lock": threading.Lock,
    "spec": lambda: types.SimpleNamespace(
        name="made", loader=None, parent="", origin=None,
        submodule_search_locations=None),
    "encode_map": lambda: {i: i for i in range(128)},
    "decode_map": lambda: {ord("a") + i: text("bb") for i in range(26)},
}
