"""Calls of most of lru-dict's extension, for mutate.py; see values.py."""
from lru._lru import LRU

from values import tried


class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return self.number

    def __eq__(self, other):
        return self is other


class Broken:
    def __hash__(self):
        raise ValueError


def gone(key, value):
    pass


keys = [Key(i) for i in range(40)]
values = [1000.5 + i for i in range(40)]
for _ in range(3):
    cache = LRU(4)
    for key, value in zip(keys[:6], values):
        cache[key] = value
    cache[keys[3]] = values[20]
    cache[keys[3]]
    tried(lambda: cache[keys[30]])
    tried(lambda: cache[Broken()])
    tried(cache.__setitem__, Broken(), values[0])
    keys[3] in cache, keys[30] in cache
    cache.has_key(keys[3])
    cache.get(keys[3]), cache.get(keys[30]), cache.get(keys[30], values[21])
    cache.setdefault(keys[3], values[22])
    cache.setdefault(keys[10], values[23])
    cache.keys(), cache.values(), cache.items(), len(cache), repr(cache)
    cache.peek_first_item(), cache.peek_last_item(), cache.get_stats()
    cache.pop(keys[10]), cache.pop(keys[31], values[24])
    tried(cache.pop, keys[31])
    cache.popitem(), cache.popitem(least_recent=False)
    cache.update({keys[11]: values[11]})
    cache.update({}, one=values[12], two=values[13])
    del cache[keys[11]]
    tried(cache.__delitem__, keys[32])
    cache.set_size(2), cache.get_size()
    tried(cache.set_size, 0)
    cache.clear()
    tried(cache.popitem)
    LRU(1).peek_first_item()
    tried(LRU, 0)
    called = LRU(1, callback=gone)
    for key, value in zip(keys[12:15], values):
        called[key] = value
    called.set_callback(None)
    called[keys[16]] = values[16]
    called.set_callback(gone)
    tried(called.set_callback, 5)
    called[keys[17]] = values[17]
