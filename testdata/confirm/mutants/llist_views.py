"""What both kinds of list of llist can be asked for."""
from values import Broken, failing, some, tried


def views(kind, make):
    a, b = make(), make()
    a == b, a != b, a < b, a <= b, a > b, a >= b, a == 5
    tried(lambda: a < 5)
    a == kind(some(3)), a < kind(some(9, 2000))
    tried(lambda: kind([Broken()]) == kind([Broken()]))
    tried(lambda: kind([Broken()]) < kind([Broken()]))
    a + b, a * 2, a + kind()
    tried(lambda: a + 5), tried(lambda: a * "x")
    a += b
    a *= 2
    tried(a.__iadd__, 5)
    hash(a), tried(hash, kind([Broken()]))
    repr(a), str(a), repr(kind()), str(kind([object()]))
    tried(repr, kind([Broken()])), tried(str, kind([Broken()]))
    list(a), list(a.iternodes()), list(a.itervalues()), list(reversed(list(a)))
    i = iter(a)
    next(i), next(i)
    del a
    list(i)
    b[0] in b, object() in b
    kind(), kind(b), kind("text")
    tried(kind, 5), tried(kind, failing(3))
    again = kind(some(3))
    again.__init__(some(4))
    inside = kind()
    inside.append(inside)
    repr(inside)
    del inside[0]
