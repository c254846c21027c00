"""Calls of most of pyrsistent's extension, for mutate.py; see values.py."""
import copy
import pickle

import pvectorc
from pyrsistent import inc

from values import Broken as Failing, failing, some, tried


class Broken(Failing):
    def __call__(self, value):
        raise ValueError


PVector = type(pvectorc.pvector())


def shapes():
    for n in (1, 5, 33, 70, 1100):
        v = pvectorc.pvector(some(n))
        yield v
    yield pvectorc.pvector(some(40)).append(float(7)).set(3, "a text here")


def plain(v):
    n = len(v)
    v.append(object())
    v.set(0, object())
    v.set(-1, object())
    v.set(n - 1, [1])
    v.set(n, object())
    tried(v.set, n + 5, object())
    tried(v.set, "key", object())
    tried(v.set)
    v.mset(0, object(), n - 1, object())
    tried(v.mset, 0)
    tried(v.mset, "key", object())
    v.extend([object(), object()])
    v.extend(some(40))
    v.extend(pvectorc.pvector(some(3)))
    tried(v.extend, 5)
    tried(v.extend, failing(2))
    v[0], v[-1], v[0:2], v[::2]
    tried(v.__getitem__, n + 3)
    tried(v.__getitem__, "key")
    v.index(v[0]), v.count(v[0])
    tried(v.index, object())
    tried(v.index, Broken())
    tried(v.count, Broken())
    v.tolist()
    v.delete(0)
    v.delete(-1)
    v.delete(0, 1)
    tried(v.delete, "key")
    tried(v.delete, n + 3)
    v.remove(v[0])
    tried(v.remove, object())
    tried(v.remove, Broken())


def operators(v):
    other = pvectorc.pvector(v.tolist())
    v == other, v != other, v < other, v <= other, v > other, v >= other
    v == v.tolist(), v.tolist() == v, v < v.tolist()
    tried(lambda: v < 5)
    v + other, v + v.tolist(), v * 2, v * 0
    tried(lambda: v + 5)
    hash(v), repr(v), str(v), float(1) in v, v[0] in v
    tried(hash, pvectorc.pvector([Broken()]))
    tried(repr, pvectorc.pvector([Broken()]))
    tried(hash, pvectorc.pvector([[1]]))
    tried(lambda: pvectorc.pvector([Broken()]) == pvectorc.pvector([Broken()]))
    list(v), list(reversed(v)), list(iter(v))
    pickle.loads(pickle.dumps(v)) == v
    copy.copy(v), v.__reduce__()


def changes(v):
    v.transform([0], object())
    v.transform([0], inc)
    tried(v.transform, [0], Broken())
    tried(v.transform, [0])
    e = v.evolver()
    e.append(object())
    e.append(object())
    e.extend(some(3))
    e[0] = object()
    e[-1] = object()
    e[len(v)] = object()
    e.set(0, object())
    tried(e.set, len(e) + 9, object())
    tried(e.__setitem__, "key", object())
    e[0], e[-1], e[len(v)], len(e)
    tried(e.__getitem__, len(e) + 9)
    tried(e.__getitem__, "key")
    e.is_dirty()
    w = e.persistent()
    e.is_dirty()
    e.delete(0)
    del e[0]
    tried(e.delete, len(e) + 9)
    tried(e.delete, "key")
    w = e.persistent()
    e[0] = object()
    repr(e)
    return w


def main():
    for v in shapes():
        plain(v)
        operators(v)
        changes(v)
    pvectorc.pvector(), pvectorc.pvector(()), pvectorc.pvector("abc")
    tried(pvectorc.pvector, 5)
    tried(pvectorc.pvector, failing(3))
    tried(pvectorc.pvector, failing(40))


main()
