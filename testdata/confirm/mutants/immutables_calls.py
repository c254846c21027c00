"""Calls of most of immutables' extension, for mutate.py; see values.py."""
from immutables._map import Map

from values import tried


class Key:
    def __init__(self, number, value):
        self.number = number
        self.value = value

    def __hash__(self):
        return self.number

    def __eq__(self, other):
        if self.value is None:
            raise ValueError
        return self is other


class Broken:
    def __hash__(self):
        raise ValueError


def pairs(n, last=None):
    for i in range(n):
        yield [Key(i, "k"), float(i)]
    if last is not None:
        raise last


values = [1000.5 + i for i in range(60)]
small = Map(one=values[0], two=values[1])
for _ in range(3):
    more = small.set("three", values[2])
    more.set("three", values[3])
    more.set("three", values[2])
    more["one"]
    more.get("four")
    more.get("four", values[4])
    more.get("two", values[4])
    tried(lambda: more["four"])
    tried(lambda: more[Broken()])
    tried(more.set, Broken(), values[0])
    more.delete("one")
    tried(more.delete, "four")
    tried(more.delete, Broken())
    "one" in more, "four" in more
    tried(lambda: Broken() in more)
    repr(more), hash(more), len(more), str(more.keys())
    more == small, more == Map(more), more != small, more == 5
    more.update({"x": values[5], "y": values[6]})
    more.update([("z", values[7])])
    more.update([["u", values[8]], ["v", values[9]]])
    more.update(small, w=values[10])
    more.update(Map(q=values[11]))
    tried(more.update, [(1, 2, 3)])
    tried(more.update, [5])
    tried(more.update, 5)
    tried(more.update, pairs(2, ValueError()))
    tried(more.update, {Broken(): 1} if False else [(Broken(), 1)])
    more.__reduce__()
    Map({"m": values[12]}, n=values[13])
    Map(more, o=values[14])
    Map([("p", values[15])])
    tried(Map, 5)
    tried(Map, 5, 6)
    tried(Map, [(Broken(), 5)])
    Map.__class_getitem__(int)

keys = [Key(i % 24, i) for i in range(60)]
big = Map()
for key, value in zip(keys, values):
    big = big.set(key, value)
for key, value in zip(keys[:20], values[20:]):
    big.set(key, value)
deep = [Key(5 + (i << 5), i) for i in range(12)]
for key, value in zip(deep, values):
    big = big.set(key, value)
for view in (big.keys(), big.values(), big.items()):
    list(view), len(view), repr(view)
    walk = iter(view)
    for _ in range(30):
        next(walk)
list(big)
big == big.set(keys[0], values[1])
big == Map(big.items())
for key in keys + deep:
    big[key], big.get(key), key in big
    tried(big.delete, Key(key.number, key.value))
    tried(lambda: big[Key(key.number, key.value)])
    big.delete(key)
for key in keys:
    big = big.delete(key)
for key in deep[:-1]:
    big = big.delete(key)

for _ in range(3):
    with more.mutate() as m:
        m["n1"] = values[20]
        m.set("n2", values[21])
        m["n1"], m.get("n1"), m.get("none"), m.get("none", values[22])
        tried(lambda: m["none"])
        m.pop("n1")
        m.pop("none", values[23])
        tried(m.pop, "none")
        tried(m.pop, Broken())
        del m["n2"]
        tried(m.__delitem__, "none")
        m.update(k=values[24])
        m.update({"l": values[25]})
        m.update([("s", values[26])])
        tried(m.update, pairs(2, ValueError()))
        len(m), repr(m), "k" in m, m == more.mutate()
        m.pop("k")
    tried(m.set, "late", values[0])
    tried(m.pop, "late")
    tried(m.__enter__)
    change = Map().mutate()
    for key, value in zip(keys, values):
        change[key] = value
    for key in keys[:50]:
        change.pop(key)
    change.finish()
    tried(change.finish)
