"""Calls of most of llist's extension, for mutate.py; see values.py."""
import llist

from llist_views import views
from values import Broken, failing, some, tried


def doubly():
    return llist.dllist(some(7))


def nodes():
    a = doubly()
    n = a.first
    n.value, n.next, n.prev, n.owner, a.last.prev, a.last.next
    n.value = object()
    tried(setattr, n, "owner", a)
    n(), tried(n, 5)
    repr(n), str(n), tried(repr, llist.dllistnode(Broken()))
    lone = llist.dllistnode(object())
    llist.dllistnode(), llist.dllistnode(value=object())
    tried(llist.dllistnode, 1, 2, 3, 4)
    lone.value, lone.owner, lone.next, repr(lone), lone()
    a.appendnode(lone)
    tried(a.appendnode, lone)
    tried(a.appendnode, 5)
    a.remove(lone)
    a.insertnode(lone)
    a.remove(lone)
    a.insertnode(lone, a.nodeat(2))
    a.remove(lone)
    a.insertnodebefore(lone, a.nodeat(0))
    a.remove(lone)
    a.insertnodeafter(lone, a.nodeat(-1))
    a.remove(lone)
    tried(a.remove, lone), tried(a.remove, 5)
    tried(a.insertnode, 5), tried(a.insertnode, lone, doubly().first)
    tried(a.insertnodebefore, lone, 5), tried(a.insertnodeafter, 5, lone)
    tried(a.insertnodebefore, lone, llist.dllistnode())
    kept = doubly().nodeat(3)
    kept.next, kept.owner, kept.value


def changes():
    a = doubly()
    a.append(object())
    a.appendleft(object())
    a.appendright(object())
    a.extend(some(3)), a.extendleft(some(3)), a.extendright(some(3))
    a.extend(a), a.extend(doubly())
    tried(a.extend, 5), tried(a.extendleft, 5), tried(a.extendright, 5)
    tried(a.extend, failing(2)), tried(a.extendleft, failing(2))
    a.insert(object()), a.insert(object(), a.nodeat(3))
    a.insert(object(), a.first), a.insert(object(), a.last)
    a.insertbefore(object(), a.first), a.insertafter(object(), a.last)
    a.insertbefore(object(), a.nodeat(4)), a.insertafter(object(), a.nodeat(4))
    tried(a.insert, 5, 6), tried(a.insertbefore, 5), tried(a.insertafter, 5, 6)
    tried(a.insert, object(), doubly().first)
    a.pop(), a.popleft(), a.popright(), a.remove(a.nodeat(2))
    a.nodeat(0), a.nodeat(-1), a.nodeat(len(a) - 2)
    tried(a.nodeat, 1000), tried(a.nodeat, "x")
    a.rotate(3), a.rotate(-3), a.rotate(0), tried(a.rotate, "x")
    a[0], a[-1], a[3]
    a[0] = object()
    a[-1] = object()
    a[4] = object()
    del a[0], a[-1], a[3]
    tried(a.__getitem__, 1000), tried(a.__getitem__, "x")
    tried(a.__setitem__, 1000, 5), tried(a.__delitem__, 1000)
    a.size, a.first, a.last, len(a)
    a.clear()
    tried(a.pop), tried(a.popleft), a.first, a.last


for function in (nodes, changes, lambda: views(llist.dllist, doubly)):
    for _ in range(2):
        function()
