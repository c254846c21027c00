"""Calls of most of multidict's extension, for mutate.py; see values.py."""
import copy
import pickle

from multidict._multidict import (CIMultiDict, CIMultiDictProxy, MultiDict,
                                  MultiDictProxy, getversion, istr)

from values import tried


class Text(str):
    pass


class Broken:
    def __eq__(self, other):
        raise ValueError

    def __hash__(self):
        raise ValueError


class Keyed:
    def __init__(self, pairs):
        self.pairs = dict(pairs)

    def keys(self):
        return list(self.pairs)

    def __getitem__(self, key):
        return self.pairs[key]


keys = ["Key number %d is long" % i for i in range(40)]
values = [1000.5 + i for i in range(40)]
pairs = list(zip(keys, values))
for round_ in range(2):
    for class_, proxy in ((MultiDict, MultiDictProxy),
                          (CIMultiDict, CIMultiDictProxy)):
        d = class_(pairs[:6])
        class_(), class_({keys[0]: values[0]}), class_(d), class_(proxy(d))
        tried(class_, Keyed(pairs[:3])), class_(pairs[:2], extra=values[2])
        class_([(Text(keys[3]), values[3]), [istr(keys[4]), values[4]]])
        tried(class_, 5), tried(class_, [5]), tried(class_, [(1, 2)])
        tried(class_, [(keys[0],)]), tried(class_, [(keys[0], 1, 2)])
        tried(class_, pairs, pairs), tried(class_, Broken())
        d.add(keys[6], values[6]), d.add(Text(keys[6]), values[7])
        tried(d.add, values[0], values[1])
        d[keys[7]] = values[8]
        d[istr(keys[7])] = values[9]
        tried(d.__setitem__, values[0], values[1])
        d[keys[6]], d.get(keys[6]), d.get(keys[30]), d.get(keys[30], values[10])
        d.getone(keys[6]), d.getone(keys[30], values[11])
        tried(d.getone, keys[30]), tried(lambda: d[keys[30]])
        d.getall(keys[6]), d.getall(keys[30], values[12])
        tried(d.getall, keys[30]), tried(d.getall, values[0])
        keys[6] in d, keys[30] in d, values[0] in d
        d.setdefault(keys[8], values[13]), d.setdefault(keys[8], values[14])
        tried(d.setdefault, values[0])
        d.extend(pairs[8:11]), d.extend({keys[9]: values[15]})
        d.extend(more=values[16]), tried(d.extend, 5)
        tried(d.extend, [(keys[0], values[0]), 5])
        d.update(pairs[10:13]), d.update(proxy(d.copy())), d.update(a=values[17])
        tried(d.update, Keyed(pairs[13:15])), tried(d.update, [5])
        d.merge(pairs[15:17]) if hasattr(d, "merge") else None
        del d[keys[11]]
        tried(d.__delitem__, keys[30])
        d.pop(keys[12]), d.pop(keys[30], values[18]), tried(d.pop, keys[30])
        d.popone(keys[6]), d.popall(keys[6]), d.popall(keys[30], values[19])
        tried(d.popone, keys[30]), tried(d.popall, keys[30])
        d.popitem(), tried(class_().popitem)
        len(d), repr(d), getversion(d), d.copy(), copy.copy(d)
        d == class_(d), d == dict(pairs), d != class_(), d == values[0]
        d == {keys[0]: Broken()}, tried(lambda: d < d)
        pickle.loads(pickle.dumps(d)), d.__sizeof__()
        p = proxy(d)
        p[keys[0]], p.get(keys[30]), p.getall(keys[0]), p.getone(keys[0])
        len(p), repr(p), p == d, keys[0] in p, p.copy(), list(p)
        tried(proxy, 5), tried(proxy), tried(pickle.dumps, p)
        tried(lambda: p[keys[30]]), tried(p.getall, keys[30])
        list(p.keys()), list(p.items()), list(p.values())
        list(d), list(d.keys()), list(d.values()), list(d.items())
        repr(d.keys()), repr(d.values()), repr(d.items()), len(d.items())
        other = class_(pairs[2:9])
        for a, b in ((d.keys(), other.keys()), (d.items(), other.items())):
            a & b, a | b, a - b, a ^ b
            a == b, a != b, a < b, a <= b, a > b, a >= b
            a.isdisjoint(b), a & list(b), a | list(b), a - list(b), a ^ list(b)
            list(b) & a, list(b) | a, list(b) - a, list(b) ^ a
            tried(lambda: a & 5), tried(lambda: a | 5), tried(lambda: a - 5)
            tried(lambda: a ^ 5), tried(lambda: 5 & a), tried(a.isdisjoint, 5)
            tried(lambda: a & [values[0]]), tried(lambda: a | [values[0]])
            tried(lambda: a - [values[0]]), tried(lambda: a ^ [values[0]])
        keys[3] in d.keys(), (keys[3], values[3]) in d.items()
        (keys[3], values[0]) in d.items(), values[0] in d.keys()
        (keys[3],) in d.items(), (values[0], values[1]) in d.items()
        values[3] in d.values()
        tried(lambda: (keys[3], Broken()) in d.items())
        walk = iter(d.items())
        next(walk)
        d.add(keys[20], values[20])
        tried(next, walk)
        for start in d.keys(), d.values(), d:
            walk = iter(start)
            next(walk), walk.__length_hint__()
        for number in range(40):
            d.add(keys[number], [values[number]])
        for number in range(35):
            tried(d.popone, keys[number])
        d.clear(), d.clear()
        tried(class_.__class_getitem__, int)
    istr(), istr("A Text That Is Long"), istr(values[0])
    istr(b"some bytes", "ascii"), tried(istr, "a", "b", "c", "d")
    pickle.loads(pickle.dumps(istr("A Text")))
