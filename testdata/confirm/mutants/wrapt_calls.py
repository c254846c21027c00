"""Calls of most of wrapt's extension, for mutate.py; see values.py."""
import operator

from wrapt._wrappers import (BoundFunctionWrapper, CallableObjectProxy,
                             FunctionWrapper, ObjectProxy,
                             PartialCallableObjectProxy)

from values import tried


class Thing:
    """What is wrapped."""

    kind = 1000.5

    def __init__(self, value):
        self.value = value

    def method(self, a, b=None):
        return [a, b]

    @classmethod
    def made(cls, value):
        return cls(value)

    @staticmethod
    def plain(value):
        return [value]

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
        return iter([1000.5, 1001.5])

    def __call__(self, *args, **names):
        return [args, names]


class Broken:
    def __getattr__(self, name):
        raise ValueError(name)

    def __repr__(self):
        raise ValueError

    def __hash__(self):
        raise ValueError


def add(a, b=2000.5):
    """Adds."""
    return [a, b]


def around(wrapped, instance, args, names):
    return wrapped(*args, **names)


class Own(ObjectProxy):
    def __init__(self, wrapped):
        super().__init__(wrapped)
        self._self_extra = 1000.25


values = [1000.5 + i for i in range(40)]
binary = (operator.add, operator.sub, operator.mul, operator.mod,
          operator.truediv, operator.floordiv, divmod, pow)
whole = (operator.lshift, operator.rshift, operator.and_, operator.or_,
         operator.xor)
inplace = (operator.iadd, operator.isub, operator.imul, operator.imod,
           operator.itruediv, operator.ifloordiv, operator.ipow)
inplace_whole = (operator.ilshift, operator.irshift, operator.iand,
                 operator.ior, operator.ixor)

for round_ in range(3):
    thing = Thing(values[0])
    proxy = ObjectProxy(thing)
    proxy.value, proxy.kind, proxy.__wrapped__, proxy.__class__
    proxy.value = values[1]
    proxy.other = values[2]
    del proxy.other
    tried(getattr, proxy, "nothing")
    tried(delattr, proxy, "nothing")
    tried(lambda: ObjectProxy())
    tried(lambda: ObjectProxy.__new__(ObjectProxy).value)
    tried(lambda: repr(ObjectProxy.__new__(ObjectProxy)))
    proxy.__name__ if hasattr(proxy, "__name__") else None
    proxy.__doc__, proxy.__module__, proxy.__dict__, proxy.__annotations__ \
        if hasattr(proxy, "__annotations__") else None
    proxy.__doc__ = "another text that is long"
    repr(proxy), str(proxy), hash(proxy), dir(proxy), bool(proxy), len(proxy)
    proxy[values[3]], values[4] in proxy, tried(list, proxy), 5 in proxy
    proxy[values[3]] = values[4]
    del proxy[values[3]]
    proxy == thing, proxy != thing, tried(lambda: proxy < thing)
    with proxy as inner:
        inner
    tried(hash, ObjectProxy(Broken()))
    tried(repr, ObjectProxy(Broken()))
    tried(getattr, ObjectProxy(Broken()), "x")
    isinstance(proxy, Thing), proxy.method(values[5], b=values[6])
    tried(lambda: proxy.__reduce__())
    tried(lambda: proxy.__reduce_ex__(2))
    proxy.__wrapped__ = Thing(values[7])
    tried(setattr, proxy, "__class__", Thing)

    number, integer = ObjectProxy(values[8]), ObjectProxy(100000 + round_)
    for f in binary:
        tried(f, number, values[9])
        tried(f, values[9], number)
        tried(f, number, ObjectProxy(values[10]))
        tried(f, number, "text")
    for f in whole:
        tried(f, integer, 3)
        tried(f, 300000, integer)
        tried(f, integer, ObjectProxy(5))
        tried(f, integer, "text")
    for f in inplace:
        tried(f, ObjectProxy(values[11]), values[12])
        tried(f, ObjectProxy([values[13]]), [values[14]])
        tried(f, ObjectProxy(values[11]), "text")
    for f in inplace_whole:
        tried(f, ObjectProxy(100000), 3)
        tried(f, ObjectProxy({values[15]}), {values[16]})
    -number, +number, abs(number), int(number), float(number), round(number)
    ~integer, operator.index(integer), complex(number), bytes(ObjectProxy(b"a"))
    tried(pow, integer, 2, 7)
    tried(operator.matmul, number, number)
    tried(operator.imatmul, ObjectProxy(values[11]), values[12])

    own = Own(thing)
    own._self_extra, own.value
    own._self_more = values[17]
    del own._self_more

    call = CallableObjectProxy(add)
    call(values[18]), call(values[18], b=values[19]), call.__name__
    tried(call)
    call.__name__ = "another name that is long"
    call.__qualname__, call.__module__
    call.__qualname__ = "a qualified name that is long"
    call.__module__ = "a module's name that is long"
    call.__name__ = "add"
    part = PartialCallableObjectProxy(add, values[20])
    part(), part(values[21]), part(b=values[22])
    PartialCallableObjectProxy(add, b=values[23])(values[24])
    tried(PartialCallableObjectProxy)
    tried(PartialCallableObjectProxy, 5)
    tried(part, 1, 2, 3)

    wrapper = FunctionWrapper(add, around)
    wrapper(values[25]), wrapper(values[25], b=values[26])
    tried(wrapper)
    tried(FunctionWrapper, add)
    tried(FunctionWrapper, add, around, None, None, None, None)
    FunctionWrapper(add, around, True)(values[27])
    FunctionWrapper(add, around, lambda: True)(values[27])
    FunctionWrapper(add, around, False)(values[27])
    tried(FunctionWrapper(add, around, lambda: values[0].nothing), values[28])
    FunctionWrapper(wrapped=add, wrapper=around, enabled=None)(values[28])
    wrapper._self_wrapper, wrapper._self_binding, wrapper._self_instance
    wrapper._self_enabled, wrapper._self_parent

    class Holder:
        method = FunctionWrapper(Thing.__dict__["method"], around)
        made = FunctionWrapper(Thing.__dict__["made"], around)
        plain = FunctionWrapper(Thing.__dict__["plain"], around)
        kept = FunctionWrapper(Thing, around)

        def __init__(self, value=None):
            self.value = value

    holder = Holder()
    holder.method(values[29]), holder.method(values[29], b=values[30])
    holder.made(values[31]), Holder.made(values[31])
    holder.plain(values[32]), Holder.plain(values[32])
    Holder.method(holder, values[33])
    tried(Holder.method)
    tried(holder.method)
    holder.kept(values[34])
    bound = holder.method
    isinstance(bound, BoundFunctionWrapper), bound.__wrapped__
    bound._self_parent, bound._self_instance, bound._self_wrapper
    tried(bound.__get__, holder, Holder)
    tried(wrapper.__get__, None, Holder)
    tried(wrapper.__set_name__, Holder, "name")
    tried(isinstance, values[35], FunctionWrapper(Thing, around))
    tried(issubclass, Thing, FunctionWrapper(Thing, around))
    issubclass(Thing, ObjectProxy(Thing))
    isinstance(thing, ObjectProxy(Thing))
