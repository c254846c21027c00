"""Calls of most of llist's sllist, for mutate.py; see values.py."""
import llist

from llist_views import views
from values import Broken, failing, some, tried


def singly():
    return llist.sllist(some(7))


def nodes():
    a = singly()
    n = a.first
    n.value, n.next, n.owner, a.last.next
    n.value = object()
    tried(setattr, n, "owner", a)
    n(), tried(n, 5)
    repr(n), str(n), tried(repr, llist.sllistnode(Broken()))
    lone = llist.sllistnode(object())
    llist.sllistnode(), llist.sllistnode(value=object())
    tried(llist.sllistnode, 1, 2, 3, 4)
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
    tried(a.insertnodebefore, lone, llist.sllistnode())
    kept = singly().nodeat(3)
    kept.next, kept.owner, kept.value


def changes():
    a = singly()
    a.append(object())
    a.appendleft(object())
    a.appendright(object())
    a.extend(some(3)), a.extendleft(some(3)), a.extendright(some(3))
    a.extend(a), a.extend(singly())
    tried(a.extend, 5), tried(a.extendleft, 5), tried(a.extendright, 5)
    tried(a.extend, failing(2)), tried(a.extendleft, failing(2))
    a.insertbefore(object(), a.first), a.insertafter(object(), a.last)
    a.insertbefore(object(), a.nodeat(4)), a.insertafter(object(), a.nodeat(4))
    tried(a.insertbefore, 5), tried(a.insertafter, 5, 6)
    a.pop(), a.popleft(), a.popright(), a.remove(a.nodeat(2))
    a.nodeat(0), a.nodeat(-1), a.nodeat(len(a) - 2)
    tried(a.nodeat, 1000), tried(a.nodeat, "x")
    a.rotate(3), a.rotate(-3), a.rotate(0), tried(a.rotate, "x")
    a[0], a[-1], a[3]
    tried(a.__setitem__, 0, object())
    tried(a.__setitem__, 1, llist.sllistnode(object()))
    tried(a.__setitem__, -1, llist.sllistnode(object()))
    tried(a.__setitem__, 4, 5)
    tried(a.__delitem__, 0), tried(a.__delitem__, -1)
    tried(a.__getitem__, 1000), tried(a.__getitem__, "x")
    tried(a.__setitem__, 1000, 5), tried(a.__delitem__, 1000)
    a.size, a.first, a.last, len(a)
    a.clear()
    tried(a.pop), tried(a.popleft), a.first, a.last


for function in (nodes, changes, lambda: views(llist.sllist, singly)):
    for _ in range(2):
        function()
