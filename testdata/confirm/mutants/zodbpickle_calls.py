"""Calls of most of zodbpickle's extension, for mutate.py; see values.py."""
import io
import sys

from zodbpickle import _pickle, binary

from values import tried


class Plain:
    def __init__(self, **names):
        self.__dict__.update(names)


class Old:
    def __getinitargs__(self):
        return (1000.5,)

    def __init__(self, *args):
        self.args = args


class Slots:
    __slots__ = "one", "two"


class Stated:
    def __getstate__(self):
        return {"text": "a long text of its own", "n": 1000.25}

    def __setstate__(self, state):
        self.state = state


class Reduced:
    def __init__(self, how):
        self.how = how

    def __reduce__(self):
        return self.how


class Extended:
    def __reduce_ex__(self, protocol):
        return Made, (1000.75, "argument"), {"state": [1.5]}


class Made(list):
    def __new__(cls, *args):
        return list.__new__(cls)

    def __init__(self, *args):
        pass


class Mapped(dict):
    pass


class Newargs(tuple):
    def __new__(cls, *args):
        return tuple.__new__(cls, args)

    def __getnewargs__(self):
        return tuple(self)


class Broken:
    def __reduce__(self):
        raise ValueError

    def __setstate__(self, state):
        raise ValueError


class Setless:
    def __getstate__(self):
        return [1, 2, 3]

    def __setstate__(self, state):
        raise ValueError


def values():
    shared = ["a shared list", 1000.5]
    loop = [1000.5]
    loop.append(loop)
    table = {"key of table": 1000.5}
    table["itself"] = table
    slots = Slots()
    slots.one, slots.two = 1000.5, "a text"
    made = Made()
    made.extend([1000.5] * 3)
    mapped = Mapped(one=1000.5, two="other text")
    yield from (None, True, False, 5, 300, 70000, -70000, 1 << 40, 1 << 300,
                -(1 << 300), 1000.5, "text", "a \u1234 text", "\ud800",
                "t" * 300, b"bytes", b"b" * 300, binary(b"binary one"), (),
                (1000.5,), (1.5, 2.5), (1.5, 2.5, 3.5), (1.5, 2.5, 3.5, 4.5),
                [], [1000.5, 2000.5], list(map(float, range(1500))), {},
                {"one": 1000.5}, {float(i): str(i) for i in range(1500)},
                (shared, shared), loop, table, Plain(one=1000.5), Old(),
                slots, Stated(), made, mapped, Newargs(1.5, "new"),
                Extended(), len, Plain, io.BytesIO, type(None), type(...),
                ..., NotImplemented, set([1.5]), frozenset([2.5]), 1.5 + 2j,
                bytearray(b"array"), range(5),
                Reduced((Plain, ())), Reduced((Plain, (), {"a": 1.5})),
                Reduced((Made, (), None, iter([1.5, 2.5]))),
                Reduced((Mapped, (), None, None, iter([("k", 2.5)]))),
                Reduced("Plain"), Broken(), Setless(), lambda: None,
                Reduced(5), Reduced(()), Reduced((5, ())), Reduced((Plain, 5)),
                Reduced((Plain, (), None, 5)), Reduced("nowhere"),
                [Broken()], {"k": Broken()}, (Broken(), 1.5))


def both(value, protocol, **names):
    text = tried(_pickle.dumps, value, protocol, **names)
    if text is not None:
        tried(_pickle.loads, text)
        tried(_pickle.loads, text, encoding="bytes")
        tried(_pickle.loads, text[:-3])
        tried(_pickle.loads, text[:len(text) // 2] + b".")
        tried(_pickle.Unpickler(io.BytesIO(text)).noload)


class Persistent(_pickle.Pickler):
    def persistent_id(self, value):
        if isinstance(value, float):
            return "id of %s" % value
        if value == "broken":
            raise ValueError
        return None


class Loading(_pickle.Unpickler):
    def persistent_load(self, name):
        if "2.5" in str(name):
            raise ValueError
        return [name]

    def find_class(self, module, name):
        return super().find_class(module, name)


def persistent():
    for protocol in range(4):
        for value in (1.5, [1.5, "text"], [2.5], ["broken"]):
            f = io.BytesIO()
            tried(Persistent(f, protocol).dump, value)
            f.seek(0)
            tried(Loading(f).load)
            f.seek(0)
            tried(_pickle.Unpickler(f).load)
            f.seek(0)
            tried(Loading(f).noload)


def objects():
    f = io.BytesIO()
    p = _pickle.Pickler(f, 2)
    value = [1000.5, {"key of it": "value of it"}]
    p.dump(value)
    p.dump(value)
    memo = p.memo
    copy = memo.copy()
    memo.__reduce__()
    p.memo = copy
    p.memo = memo
    tried(setattr, p, "memo", 5)
    tried(setattr, p, "memo", {1: 5})
    tried(setattr, p, "memo", {"x": (1, value)})
    p.clear_memo()
    memo.clear()
    p.fast = True
    p.dump(value)
    p.fast = False
    p.bin
    p.persistent_id = lambda value: None
    p.persistent_id
    tried(setattr, p, "persistent_id", 5)
    p.dump(value)
    p.dispatch_table = {Plain: lambda value: (Plain, ())}
    p.dump(Plain(one=1.5))
    tried(p.dump), tried(_pickle.Pickler), tried(_pickle.Pickler, 5)
    tried(_pickle.Pickler, f, 99)
    p.__init__(f, protocol=2, fix_imports=False)
    f.seek(0)
    u = _pickle.Unpickler(f, encoding="latin-1", errors="strict")
    u.load(), u.load()
    memo = u.memo
    copy = memo.copy()
    memo.__reduce__()
    u.memo = copy
    u.memo = memo
    tried(setattr, u, "memo", 5)
    tried(setattr, u, "memo", {"x": 5})
    memo.clear()
    u.persistent_load = lambda name: [name]
    u.persistent_load
    tried(setattr, u, "persistent_load", 5)
    tried(u.load), tried(u.load), tried(u.load)
    u.find_class("io", "BytesIO")
    tried(u.find_class, "io", "nothing"), tried(u.find_class, "x", "y")
    u.__init__(f)
    tried(_pickle.Unpickler), tried(_pickle.Unpickler, 5)
    f.seek(0)
    tried(_pickle.load, f)
    _pickle.dump(value, f), _pickle.dump(value, f, 0)
    tried(_pickle.dump, value, 5), tried(_pickle.load, 5)
    tried(_pickle.loads, 5)


TEXTS = (b"", b".", b"cos\nnothing\n.", b"(lp0\nF1.5\na.", b"(dp0\nS'k'\nF1.5\ns.",
         b"(I1\nI2\nt.", b"(F1.5\nF2.5\nl.", b"(S'k'\nF2.5\nd.", b"V text\n.",
         b"L1000000L\n.", b"I01\n.", b"I00\n.", b"Ix\n.", b"Fx\n.", b"Sx\n.",
         b"(ccollections\nOrderedDict\no.", b"(icollections\nOrderedDict\n.",
         b"ccollections\nOrderedDict\n(tR.", b"Pname\n.", b"g5\n.", b"h\x05.",
         b"F1.5\n2t.", b"F1.5\n0.", b"(F1.5\n1.", b"]F1.5\na.", b"](F1.5\ne.",
         b"}F1.5\nF2.5\ns.", b"}(F1.5\nF2.5\nu.", b"}(F1.5\nu.", b"F1.5\nb.",
         b"\x80\x02.", b"\x80\x63.", b"\x8a\x02\xff\x7f.", b"\x8a\xff.",
         b"\x82\x01.", b"\x83\x01\x00.", b"U\x03abc.", b"T\x03\0\0\0abc.",
         b"X\x03\0\0\0abc.", b"B\x03\0\0\0abc.", b"C\x03abc.", b"M\xff\x7f.",
         b"J\xff\xff\xff\x7f.", b"G?\xf8\0\0\0\0\0\0.", b"F1.5\np7\ng7\n\x86.",
         b"F1.5\nF2.5\n\x86.", b"F1.5\nF2.5\nF3.5\n\x87.", b"F1.5\n\x85q\x01h\x01\x86.",
         b"ccollections\nOrderedDict\n)\x81.", b"cio\nBytesIO\n)\x81(l0.")


def main():
    for value in values():
        for protocol in range(4):
            both(value, protocol)
    both({"k": len}, 2, fix_imports=False)
    for text in TEXTS:
        tried(_pickle.loads, text)
        tried(_pickle.Unpickler(io.BytesIO(text)).noload)
    persistent()
    objects()


main()
