"""Calls of most of llist's extension, for mutate.py; see values.py.

Usage: llist_calls.py dllist | sllist
"""
import sys

import llist

from values import Broken, failing, some, tried

KIND = getattr(llist, sys.argv[1])
NODE = getattr(llist, sys.argv[1] + "node")
DOUBLY = sys.argv[1] == "dllist"


def made():
    return KIND(some(7))


def nodes():
    a = made()
    n = a.first
    n.value, n.next, n.owner, a.last.next
    n.value = object()
    tried(setattr, n, "owner", a)
    n(), tried(n, 5)
    repr(n), str(n), tried(repr, NODE(Broken()))
    lone = NODE(object())
    NODE(), NODE(value=object())
    tried(NODE, 1, 2, 3, 4)
    lone.value, lone.owner, lone.next, repr(lone), lone()
    a.appendnode(lone)
    tried(a.appendnode, lone)
    tried(a.appendnode, 5)
    a.remove(lone)
    a.insertnodebefore(lone, a.nodeat(0))
    a.remove(lone)
    a.insertnodeafter(lone, a.nodeat(-1))
    a.remove(lone)
    tried(a.remove, lone), tried(a.remove, 5)
    tried(a.insertnodebefore, lone, 5), tried(a.insertnodeafter, 5, lone)
    tried(a.insertnodebefore, lone, NODE())
    kept = made().nodeat(3)
    kept.next, kept.owner, kept.value
    if DOUBLY:
        nodes_doubly(a, lone, kept)


def nodes_doubly(a, lone, kept):
    a.first.prev, a.last.prev, kept.prev
    a.insertnode(lone)
    a.remove(lone)
    a.insertnode(lone, a.nodeat(2))
    a.remove(lone)
    tried(a.insertnode, 5), tried(a.insertnode, lone, made().first)


def changes():
    a = made()
    a.append(object())
    a.appendleft(object())
    a.appendright(object())
    a.extend(some(3)), a.extendleft(some(3)), a.extendright(some(3))
    a.extend(a), a.extend(made())
    tried(a.extend, 5), tried(a.extendleft, 5), tried(a.extendright, 5)
    tried(a.extend, failing(2)), tried(a.extendleft, failing(2))
    if DOUBLY:
        a.insert(object()), a.insert(object(), a.nodeat(3))
        a.insert(object(), a.first), a.insert(object(), a.last)
        tried(a.insert, 5, 6), tried(a.insert, object(), made().first)
    a.insertbefore(object(), a.first), a.insertafter(object(), a.last)
    a.insertbefore(object(), a.nodeat(4)), a.insertafter(object(), a.nodeat(4))
    tried(a.insertbefore, 5), tried(a.insertafter, 5, 6)
    a.pop(), a.popleft(), a.popright(), a.remove(a.nodeat(2))
    a.nodeat(0), a.nodeat(-1), a.nodeat(len(a) - 2)
    tried(a.nodeat, 1000), tried(a.nodeat, "x")
    a.rotate(3), a.rotate(-3), a.rotate(0), tried(a.rotate, "x")
    items(a)
    a.size, a.first, a.last, len(a)
    a.clear()
    tried(a.pop), tried(a.popleft), a.first, a.last


def items(a):
    """Those of a sllist are set to nodes only."""
    a[0], a[-1], a[3]
    for at in (0, -1, 4):
        tried(a.__setitem__, at, object())
        tried(a.__setitem__, at, NODE(object()))
    for at in (0, -1, 3):
        tried(a.__delitem__, at)
    tried(a.__getitem__, 1000), tried(a.__getitem__, "x")
    tried(a.__setitem__, 1000, 5), tried(a.__delitem__, 1000)


def views():
    a, b = made(), made()
    a == b, a != b, a < b, a <= b, a > b, a >= b, a == 5
    tried(lambda: a < 5)
    a == KIND(some(3)), a < KIND(some(9, 2000))
    tried(lambda: KIND([Broken()]) == KIND([Broken()]))
    tried(lambda: KIND([Broken()]) < KIND([Broken()]))
    a + b, a * 2, a + KIND()
    tried(lambda: a + 5), tried(lambda: a * "x")
    a += b
    a *= 2
    tried(a.__iadd__, 5)
    hash(a), tried(hash, KIND([Broken()]))
    repr(a), str(a), repr(KIND()), str(KIND([object()]))
    tried(repr, KIND([Broken()])), tried(str, KIND([Broken()]))
    list(a), list(a.iternodes()), list(a.itervalues()), list(reversed(list(a)))
    i = iter(a)
    next(i), next(i)
    del a
    list(i)
    b[0] in b, object() in b
    KIND(), KIND(b), KIND("text")
    tried(KIND, 5), tried(KIND, failing(3))
    again = KIND(some(3))
    again.__init__(some(4))
    inside = KIND()
    inside.append(inside)
    repr(inside)
    del inside[0]


for function in (nodes, changes, views):
    for _ in range(2):
        function()
