"""Calls of most of fastcache's extension, for mutate.py; see values.py."""
import warnings

from _lrucache import clru_cache

from values import Broken, some, tried


class Unequal:
    def __eq__(self, other):
        raise ValueError

    def __hash__(self):
        return 7


def plain(*args, **names):
    """What is cached."""
    return [args, names]


def wrong(*args):
    raise ValueError


def ways():
    yield clru_cache()
    yield clru_cache(maxsize=None)
    yield clru_cache(maxsize=0)
    yield clru_cache(maxsize=-5)
    yield clru_cache(3)
    yield clru_cache(maxsize=3, typed=True)
    yield clru_cache(state=some(2), typed=True)
    yield clru_cache(state={"%d" % n: float(n) for n in range(1000, 1003)})
    yield clru_cache(state={1000.5: "x", "y": 2000.5})
    yield clru_cache(maxsize=2, unhashable="ignore")
    yield clru_cache(maxsize=2, unhashable="warning")
    yield clru_cache(maxsize=2, unhashable="error")


def refused():
    tried(clru_cache, "many")
    tried(clru_cache, 5, 6, 7, 8, 9)
    tried(clru_cache, state=5.5)
    tried(clru_cache, unhashable="never")
    one = clru_cache()
    tried(one), tried(one, 5.5), tried(one, Broken())


def calls(cached):
    for value in some(5):
        tried(cached, value), tried(cached, value)
        tried(cached, value, name=object()), tried(cached, value, name=5.5)
        tried(cached, value, name=5.5)
        tried(cached, "%s" % value, other=value, name=value)
    tried(cached, [5.5]), tried(cached, name=[5.5]), tried(cached)
    tried(cached, Broken()), tried(cached, Broken(), name=5.5)
    if cached.cache_info().maxsize in (None, 128):  # full, it dies of these
        tried(cached, Unequal()), tried(cached, Unequal())
        tried(cached, Unequal(), name=5.5)


def shown(cached):
    cached.cache_info()
    cached.__doc__, cached.__dict__, cached.__name__, cached.__module__
    cached.__wrapped__, cached.__qualname__, cached.__annotations__
    cached.mark = object()
    cached.__get__(None, plain), cached.__get__(object(), plain)
    cached.cache_clear()
    cached.cache_info()


def everything():
    refused()
    for way in ways():
        cached = way(plain)
        calls(cached)
        shown(cached)
    for way in ways():
        calls(way(wrong))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        calls(clru_cache(unhashable="warning")(plain))


class Kept:
    @clru_cache(maxsize=2)
    def method(self, value):
        return [self, value]


warnings.simplefilter("ignore")
for _ in range(2):
    everything()
    for value in some(4):
        Kept().method(value)
