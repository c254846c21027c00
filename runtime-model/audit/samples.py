"""Objects to call the API with: made anew for every call, and mortal."""
import builtins
import codecs
import collections
import contextvars
import datetime
import gc
import io
import pickle
import signal
import sys
import threading
import types
import warnings
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


def make_pending():
    """What is set, or handled, before a call; its end runs Python code."""
    error = ZeroDivisionError("was set before")
    error.item = Item()
    return error


def make_type():
    return type("Made", (), {"spam": Item(), "__doc__": "documented"})


def make_metaclassed():
    return Meta("Made", (), {})


def make_base_type():
    return type("Made", (list,), {})


def make_function():
    cell = Item()

    def function(a=Item(), *args, b: Item() = Item(), **kwargs):
        cell
        return Item()
    return function


def make_own_function():
    """Nothing else keeps its code and globals."""
    space = {"__builtins__": __builtins__, "spam": Item(),
             "__name__": text("made")}
    exec("def function(a=[1]): return a", space)
    return space.pop("function")


def make_bare_function():
    function = types.FunctionType(make_expression(), {})
    function.__module__ = None
    return function


def make_method_of_own():
    return types.MethodType(make_own_function(), Item())


class Key:
    """Collides with a str and runs Python code when it is compared."""

    def __init__(self, name, raises=False):
        self.hash, self.raises = hash(name), raises

    def __hash__(self):
        return self.hash

    def __eq__(self, other):
        if self.raises:
            refuse()
        return False


class Unhashable:
    def __hash__(self):
        refuse()


def make_keys(raises):
    return {Key(name, raises): Item()
            for name in ("spam", "eggs", "absent", "made")}


class Iterable:
    def __iter__(self):
        yield text("spam")
        yield text("eggs")


class RefusingIterable:
    def __iter__(self):
        yield text("spam")
        refuse()


class Pairs:
    def __iter__(self):
        yield text("a"), Item()


class Bytes:
    """Numbers in a row, in Python code."""

    def __iter__(self):
        return iter([1, 2, 3])

    def __bytes__(self):
        return b"".join([b"spam"])


class Added(list):
    def __add__(self, other):
        return Item()

    __iadd__ = __add__


class Joined:
    """A sequence only for PySequence_Check(), with + and * of its own."""

    def __len__(self):
        return 1

    def __getitem__(self, i):
        raise IndexError

    def __add__(self, other):
        return Item()

    def __mul__(self, other):
        return Item()

    __iadd__ = __add__
    __imul__ = __mul__


class RefusingJoined(Joined):
    __add__ = __mul__ = __iadd__ = __imul__ = refuse


class Ordered:
    def __lt__(self, other):
        return False


class RefusingOrder:
    __lt__ = refuse


class OnlyItems:
    """An old sequence."""

    def __getitem__(self, i):
        if i > 1:
            raise IndexError
        return Item()


class Table:
    def __getitem__(self, key):
        return ord("b")


class RefusingTable:
    __getitem__ = refuse


class Proper:
    """Attributes in Python code."""

    @property
    def spam(self):
        return Item()

    @spam.setter
    def spam(self, value):
        pass

    @spam.deleter
    def spam(self):
        pass

    @property
    def refusing(self):
        return refuse()

    @refusing.setter
    def refusing(self, value):
        refuse()

    @refusing.deleter
    def refusing(self):
        refuse()


class Spec:
    loader = parent = origin = submodule_search_locations = None
    parent = ""

    @property
    def name(self):
        return text("made")


class RefusingSpec(Spec):
    @property
    def name(self):
        return refuse()


class RefusingMeta(type):
    def __instancecheck__(cls, instance):
        refuse()

    def __subclasscheck__(cls, other):
        refuse()


class Encoder:
    pass


def make_exception_class(raises=False):
    def init(self, *args):
        if raises:
            refuse()
        ValueError.__init__(self, *args)
    return type("Made", (ValueError,), {"__init__": init})


def make_old_values():
    error = make_chained()
    error.__cause__ = ValueError(Item())
    error.__context__ = KeyError(Item())
    error.args = (Item(),)

    def function():
        local = Item()
        local
        raise error
    try:
        function()
    except ValueError:
        pass
    return error


def make_entered():
    return _audit.make("entered context")


def make_finalized():
    class Made:
        def __del__(self):
            LAST[:] = [self]
    Made()
    return LAST.pop()


def make_released_pickle():
    buffer = pickle.PickleBuffer(bytearray(b"spam"))
    buffer.release()
    return buffer


class FailingFile:
    def write(self, text):
        raise OSError(28, "asked")

    readline = write


def make_method_module():
    module = make_module()
    module.method = Item()
    return module


def make_named_module():
    module = make_module()
    module.Made = Item()
    return module


class BadHint:
    def __length_hint__(self):
        return "spam"


class BadDir:
    def __dir__(self):
        return 1


class AsyncIterable:
    def __aiter__(self):
        return AsyncIterator()


class EncodeTable:
    def __getitem__(self, key):
        return key % 100


def make_referred():
    held = Holder()
    ITEMS.append(weakref.ref(held, lambda r: None))
    return held


class RefusingMethods:
    method = refuse


class Output:
    """Takes what is printed, in Python code."""

    def write(self, text):
        return len(text)

    def flush(self):
        pass


LAST = []


def make_token_var():
    var = contextvars.ContextVar("spam")
    LAST[:] = [var.set(Item())]
    return var


def make_its_token():
    return LAST[0] if LAST else make_context_token()


def make_own_var():
    var = contextvars.ContextVar("spam")
    var.set(Item())
    return var


def returns(*args):
    yield from ()
    return Item()


def make_locals_frame():
    def function(argument=Item()):
        local = Item()
        local
        return sys._getframe()
    frame = function()
    frame.f_locals
    return frame


def make_deleting_module():
    module = types.ModuleType(text("made"))
    del module.__name__
    return module


def make_doc_module():
    module = make_module()
    module.__doc__ = Item()
    return module


def make_code():
    return compile("def f(a, *b):\n return a\nx = 1", "".join(["na", "me"]),
                   "exec")


def make_expression():
    return compile("1 + 1", "".join(["na", "me"]), "eval")


def make_line_table():
    code = make_expression()
    return code.co_linetable if hasattr(code, "co_linetable") else b""


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
    "bytearray_tuple": lambda: tuple([bytearray(b"spam")]),
    "list_tuple": lambda: tuple([[Item()]]),
    "pair_tuple": lambda: tuple([Item()]),
    "byte_tuple": lambda: tuple([250]),
    "minus_tuple": lambda: tuple([-1]),
    "letter_tuple": lambda: tuple([b"a"]),
    "char_tuple": lambda: tuple(["a"]),
    "float_tuple": lambda: tuple([-1.0]),
    "nested_tuple": lambda: tuple([tuple([Item(), Item()])]),
    "new_frame": lambda: _audit.make("new frame"),
    "code_bytes": lambda: make_expression().co_code,
    "line_table": make_line_table,
    "empty_bytes": lambda: b"",
    "bare_builtin": lambda: _audit.make("bare builtin"),
    "old_iterator": lambda: iter(OnlyItems()),
    "added": lambda: Added([Item()]),
    "finalized": make_finalized,
    "one_int": lambda: 1,
    "false": lambda: False,
    "exceptions": lambda: [ValueError(Item())],
    "pickled_exporter": lambda: pickle.PickleBuffer(_audit.make("exporter")),
    "released_pickle": make_released_pickle,
    "refuse_globals": lambda: {"__builtins__": __builtins__, "spam": Item(),
                               "refuse": refuse},
    "failing_file": FailingFile,
    "output_file": Output,
    "method_module": make_method_module,
    "named_module": make_named_module,
    "absent_path": lambda: text("/absent" + str(len(ITEMS))),
    "raising_module": lambda: compile("import samples; samples.refuse()",
                                      "name", "exec"),
    "number_tuple": lambda: tuple([Number()]),
    "far_tuple": lambda: tuple([10 ** 18]),
    "hostile_tuple": lambda: tuple([Hostile()]),
    "year": lambda: datetime.timedelta(365),
    "bad_hint": BadHint,
    "bad_dir": BadDir,
    "plain_dict": dict,
    "refusing_iterator": lambda: iter(RefusingIterable()),
    "async_iterable": AsyncIterable,
    "str_huge": lambda: text("sp\U0001f600m"),
    "letters": lambda: text("abc"),
    "bad_table": lambda: {ord("a"): Item()},
    "encode_table": EncodeTable,
    "last_item": Item,
    "referred": make_referred,
    "refusing_methods": RefusingMethods,
    "own_function": make_own_function,
    "bare_function": make_bare_function,
    "method_of_own": make_method_of_own,
    "key_dict": lambda: {**make_keys(False), text("spam"): Item()},
    "refusing_dict": lambda: make_keys(True),
    "key_odict": lambda: collections.OrderedDict(
        [*make_keys(False).items(), (text("spam"), Item())]),
    "refusing_odict": lambda: collections.OrderedDict(make_keys(True)),
    "key_set": lambda: {*make_keys(False), text("spam")},
    "refusing_set": lambda: set(make_keys(True)),
    "key": lambda: Key("spam"),
    "unhashable": Unhashable,
    "iterable": Iterable,
    "refusing_iterable": RefusingIterable,
    "iterable_pairs": Pairs,
    "iterable_bytes": Bytes,
    "joined": Joined,
    "refusing_joined": RefusingJoined,
    "ordered": lambda: [Ordered(), Ordered()],
    "refusing_order": lambda: [RefusingOrder(), RefusingOrder()],
    "items_only": OnlyItems,
    "table": Table,
    "refusing_table": RefusingTable,
    "proper": Proper,
    "refusing_name": lambda: text("refusing"),
    "python_spec": Spec,
    "refusing_spec": RefusingSpec,
    "refusing_class": lambda: RefusingMeta("Made", (), {}),
    "exception_class": make_exception_class,
    "refusing_exception": lambda: make_exception_class(True),
    "zero_division": lambda: ZeroDivisionError,
    "zero_error": lambda: ZeroDivisionError(text("spam")),
    "value_error": lambda: ValueError,
    "old_values": make_old_values,
    "entered": make_entered,
    "token_var": make_token_var,
    "its_token": make_its_token,
    "own_var": make_own_var,
    "returns": returns,
    "spent_returns": lambda: returns(),
    "number_slice": lambda: slice(Number(), Number(), Number()),
    "hostile_slice": lambda: slice(Hostile(), None, None),
    "zero_slice": lambda: slice(0, 2, 0),
    "str_slice": lambda: slice("a", None, None),
    "empty_cell": types.CellType,
    "empty_str": lambda: "",
    "one_str": lambda: text("spam"),
    "lone": lambda: text("sp\ud800m"),
    "empty_map": dict,
    "noargs": lambda: (lambda: Item()),
    "locals_frame": make_locals_frame,
    "generator_frame": lambda: make_generator().gi_frame,
    "nameless": make_deleting_module,
    "doc_module": make_doc_module,
    "no_module": lambda: type("Made", (), {"__module__": 1}),
    "slotted_type": lambda: type("Made", (), {"__slots__": ()}),
    "tzinfo": datetime.tzinfo,
    "asend": lambda: asyncgen().asend(None),
    "strided": lambda: memoryview(bytearray(8))[::2],
    "exporter": lambda: _audit.make("exporter"),
    "refusing_exporter": lambda: _audit.make("refusing exporter"),
    "plain_view": lambda: _audit.make("view of nothing"),
    "unset_sequence": lambda: _audit.make("unset sequence"),
    "cmethod": lambda: _audit.make("cmethod"),
    "unset_decode_error": lambda: UnicodeDecodeError.__new__(
        UnicodeDecodeError),
    "unset_encode_error": lambda: UnicodeEncodeError.__new__(
        UnicodeEncodeError),
    "unset_translate_error": lambda: UnicodeTranslateError.__new__(
        UnicodeTranslateError),
    "passwd": lambda: text("/etc/passwd"),
    "raising_code": lambda: compile("raise_()", "name", "exec"),
    "raising_globals": lambda: {"__builtins__": __builtins__,
                                "raise_": refuse, "spam": Item()},
    "instance_type": lambda: Holder,
    "frame_proxy": lambda: make_frame().f_locals,
    "long_tuple": lambda: tuple(Item() for _ in range(40)),
    "key_class": lambda: Key,
    "file_stub": Descriptor,
    "refusing_file": lambda: Hostile(),
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

if "numpy" in sys.modules:
    import numpy as np

    SAMPLES.update({
        "array": lambda: np.arange(6.0),
        "array_2d": lambda: np.arange(6.0).reshape(2, 3),
        "view": lambda: np.arange(6.0)[1:],
        "objects": lambda: np.array([Item(), Item()], dtype=object),
        "no_array": Item,
        "dtype": lambda: np.dtype([("a", "<f8")]),
        "dtype_double": lambda: np.dtype("<f8").newbyteorder("S"),
        "mask": lambda: np.array([True, False] * 3),
        "indices": lambda: np.array([2, 1, 0, 3, 5, 4]),
        "nested": lambda: [[1.0, 2.0], [3.0, 4.0]],
        "floats": lambda: [float(i) for i in range(6)],
        "array_type": lambda: np.ndarray,
        "scalar": lambda: np.float64(2.5),
        "buffer_8": lambda: bytearray(8 * 6),
        "nested_shape": lambda: [3, 2],
    })


# ---- what surrounds a call: each makes it so, and returns what undoes it ----

def with_function(owner, name, value):
    old = getattr(owner, name)
    setattr(owner, name, value)
    return lambda: setattr(owner, name, old)


class RefusingOutput(Output):
    write = refuse


def to_output(output):
    def setting():
        old = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = output()

        def undo():
            sys.stdout, sys.stderr = old
        return undo
    return setting


# What the audit hook does; once added it stays.
HOOK = []


def audited(event, args):
    if HOOK and not event.startswith(("import", "object.__del")):
        HOOK[-1]()


def with_hook(answer):
    def setting():
        if not with_hook.added:
            sys.addaudithook(audited)
            with_hook.added = True

        def arm():
            HOOK.append(answer)
        AT_CALL.append(arm)

        def undo():
            AT_CALL.remove(arm)
            HOOK.clear()
        return undo
    return setting


with_hook.added = False


def refuse_once():
    HOOK.clear()
    refuse()


# Run after the arguments are made.
AT_CALL = []


def with_handler(answer):
    def setting():
        old = signal.signal(signal.SIGINT, answer)
        return lambda: signal.signal(signal.SIGINT, old)
    return setting


def with_warnings(answer):
    def setting():
        catcher = warnings.catch_warnings()
        catcher.__enter__()
        warnings.simplefilter("always")
        warnings.showwarning = answer
        return lambda: catcher.__exit__(None, None, None)
    return setting


class Finder:
    @staticmethod
    def find_spec(*args):
        refuse()


def refuse_imports():
    sys.meta_path.insert(0, Finder)
    old = builtins.__import__

    def arm():
        builtins.__import__ = refuse
    AT_CALL.append(arm)

    def undo():
        builtins.__import__ = old
        AT_CALL.remove(arm)
        sys.meta_path.remove(Finder)
    return undo


def fail_imports():
    """The file cannot be read."""
    class Failing:
        @staticmethod
        def find_spec(*args):
            raise OSError(5, "asked")
    sys.meta_path.insert(0, Failing)
    return lambda: sys.meta_path.remove(Failing)


def leave_garbage():
    def arm():
        cycle = [Item()]
        cycle.append(cycle)
    AT_CALL.append(arm)
    return lambda: AT_CALL.remove(arm)


def collect():
    gc.enable()
    return gc.disable


def fail_output():
    class Full(Output):
        def write(self, text):
            raise OSError(28, "asked")
    return to_output(Full)()


def refuse_paths():
    sys.path_hooks.insert(0, refuse)
    return lambda: sys.path_hooks.remove(refuse)


def with_monitoring(answer):
    """All events of one tool go to a function."""
    def setting():
        monitoring, tool = sys.monitoring, 3
        if monitoring.get_tool(tool) is None:
            monitoring.use_tool_id(tool, "audit")
        events = [getattr(monitoring.events, name)
                  for name in dir(monitoring.events) if name.isupper()]
        for event in events:
            if event:
                monitoring.register_callback(tool, event, answer)

        def undo():
            monitoring.free_tool_id(tool)
        return undo
    return setting if hasattr(sys, "monitoring") else (lambda: None)


SETTINGS = {
    "monitoring": with_monitoring(lambda *args: None),
    "refusing monitoring": with_monitoring(refuse),
    "refusing path hooks": refuse_paths,
    "output": to_output(Output),
    "refusing output": to_output(RefusingOutput),
    "full output": fail_output,
    "hook": with_hook(lambda: None),
    "refusing hook": with_hook(refuse_once),
    "warnings": with_warnings(lambda *args, **kwargs: None),
    "refusing warnings": with_warnings(refuse),
    "refusing imports": refuse_imports,
    "failing imports": fail_imports,
    "garbage": leave_garbage,
    "collecting": collect,
}
# C prepares the call further.
HANDLERS = {
    "signal": with_handler(lambda *args: None),
    "refusing signal": with_handler(refuse),
}


def on_error(error):
    return "?", error.end


def register_handlers():
    codecs.register_error("audit", on_error)
    codecs.register_error("refusing", refuse)
    codecs.register(lambda name: refuse() if name == "audit_refusing"
                    else None)


register_handlers()
