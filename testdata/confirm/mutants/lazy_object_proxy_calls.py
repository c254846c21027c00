"""Calls of most of lazy-object-proxy's extension, for mutate.py; see
values.py."""
import operator

from lazy_object_proxy.cext import Proxy

from values import Broken, tried


class Thing:
    """What is made late."""

    kind = 1000.5

    def __init__(self, value=None):
        self.value = value

    def method(self, a, b=None):
        return [a, b]

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None

    def __len__(self):
        return 3

    def __getitem__(self, key):
        return [key]

    def __setitem__(self, key, value):
        self.last = key, value

    def __delitem__(self, key):
        self.last = key

    def __contains__(self, key):
        return key == 5

    def __iter__(self):
        return iter([object()])

    def __call__(self, *args, **names):
        return [args, names]

    def __await__(self):
        return iter([object()])

    def __aiter__(self):
        return self

    def __anext__(self):
        return self

    def __index__(self):
        return 100000

    def __bytes__(self):
        return b"some bytes"


def late(value):
    return Proxy(lambda: value)


def refusing():
    raise ValueError


binary = (operator.add, operator.sub, operator.mul, operator.mod,
          operator.truediv, operator.floordiv, divmod, pow, operator.matmul)
whole = (operator.lshift, operator.rshift, operator.and_, operator.or_,
         operator.xor)
inplace = (operator.iadd, operator.isub, operator.imul, operator.imod,
           operator.itruediv, operator.ifloordiv, operator.ipow)
inplace_whole = (operator.ilshift, operator.irshift, operator.iand,
                 operator.ixor)  # ior leaves an exception behind


def made():
    p = late(Thing(object()))
    p.__factory__, p.__resolved__, p.__wrapped__, p.__resolved__
    tried(getattr, p, "__target__")
    p.__factory__ = lambda: Thing(object())
    p.__wrapped__ = Thing(object())
    del p.__wrapped__
    p.value
    tried(delattr, p, "__factory__"), tried(delattr, p, "__target__")
    tried(Proxy), tried(Proxy, 5), tried(Proxy, factory=Thing)
    tried(lambda: Proxy(5).value), tried(lambda: Proxy(refusing).value)
    tried(lambda: Proxy.__new__(Proxy).value)
    tried(p.__init__, Thing)


def attributes():
    p = late(Thing(object()))
    p.value, p.kind, p.__class__, p.__doc__, p.__module__, p.__dict__
    tried(getattr, p, "__name__"), tried(getattr, p, "__qualname__")
    tried(getattr, p, "__annotations__")
    p.__doc__ = "another text that is long"
    p.__module__ = "another name that is long"
    f = late(lambda x: x)
    f.__name__ = "another name"
    f.__qualname__ = "a.longer.name"
    f.__annotations__ = {"x": object()}
    f.__name__, f.__qualname__, f.__annotations__, f.__module__
    tried(setattr, f, "__name__", 5), tried(setattr, f, "__qualname__", 5)
    tried(setattr, p, "__class__", Thing), tried(setattr, p, "__dict__", {})
    p.other = object()
    del p.other
    tried(getattr, p, "nothing"), tried(delattr, p, "nothing")
    repr(p), str(p), hash(p), dir(p), bool(p), len(p), repr(late(5))
    tried(repr, late(Broken())), tried(hash, late(Broken()))
    tried(bool, late(Broken())), tried(str, late(Broken()))
    p.method(object(), b=object()), p(object(), x=object())
    with p as inner:
        inner
    tried(late(5).__enter__), tried(late(5).__exit__)
    p.__reduce__(), p.__reduce_ex__(2), tried(p.__reduce_ex__)
    isinstance(p, Thing), bytes(p), reversed(late([object()]))
    tried(p.__bytes__), tried(p.__round__), tried(p.__reversed__)
    tried(operator.index, p), tried(operator.index, late("x"))
    late(Thing()).__await__(), late(Thing()).__aiter__()
    late(Thing()).__anext__(), tried(late(5).__aiter__)
    tried(lambda: late(5).__await__()), tried(late(5).__anext__)
    tried(lambda: late(Thing()).__fspath__()), late("x").__fspath__()


def contents():
    p = late(Thing())
    p[object()], object() in p, 5 in p, list(p)
    p[object()] = object()
    del p[object()]
    for f in (len, list, lambda x: x[0], lambda x: x in x):
        tried(f, late(5))
        tried(f, Proxy(refusing))
    late([object()])[0], late((object(),))[0:1], late("text")[0]
    p == Thing(), p != Thing(), tried(lambda: p < p), p == p
    tried(lambda: late(5) < late(6)), tried(lambda: Proxy(refusing) == 5)


def numbers():
    number, integer = late(1000.5), late(100000)
    for f in binary + whole:
        for a, b in ((number, 2000.5), (2000.5, number), (number, number),
                     (integer, 3), (300000, integer), (integer, "text")):
            tried(f, a, b)
    for f in inplace + inplace_whole:
        tried(f, late(1000.5), 2000.5)
        tried(f, late([object()]), [object()])
        tried(f, late({100000}), {200000})
        tried(f, late(100000), 3)
        tried(f, late(100000), "text")
        tried(f, late(100000), late(3))
    operator.ior(late({100000}), {200000})
    for f in (operator.neg, operator.pos, abs, operator.invert, int, float,
              complex, round, bool, operator.index):
        tried(f, number), tried(f, integer), tried(f, Proxy(refusing))
        tried(f, late("text"))
    tried(pow, integer, 2, 7), tried(pow, 2, integer, 7)


for round_ in range(3):
    made()
    attributes()
    contents()
    numbers()
