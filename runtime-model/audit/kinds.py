"""Types and makers of the objects that the API is called with."""
import contextvars
import pickle
import sys
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
