"""Calls of iterators of iteration_utilities, for mutate.py; see values.py."""
import copy
import operator

from _iteration_utilities import (argmax, argmin, deepflatten, merge, minmax,
                                  partition, split)

from values import Broken, failing, some, tried


class Lists:
    """Gives new lists."""

    def __iter__(self):
        return iter([some(2), [some(1), some(2)]])


def numbered(value):
    return [value]


def wrong(value):
    raise ValueError


def rounded(value):
    """Equal for two that follow one another, and new each time."""
    return float(value // 2 + 5000)


def used(iterator):
    """In each of the states that it goes through."""
    if iterator is None:
        return
    for state in range(4):
        tried(operator.length_hint, iterator)
        tried(repr, iterator)
        parts = tried(iterator.__reduce__)
        if parts is not None and len(parts) > 2:
            again = tried(parts[0], *parts[1])
            if again is not None:
                tried(again.__setstate__, parts[2])
                tried(next, again)
        tried(copy.copy, iterator)
        tried(next, iterator)
    tried(iterator.__setstate__, None)
    tried(iterator.__setstate__, (1, 2))
    tried(iterator.__setstate__, ())
    tried(list, iterator)
    tried(next, iterator)


def merged():
    two = some(4), some(3, 1002)
    used(merge(*two))
    used(merge(*two, some(1)))
    used(merge(*two, reverse=True))
    used(merge(*two, key=numbered))
    used(merge(*two, key=numbered, reverse=True))
    used(merge(two[0], key=wrong))
    used(merge(two[0], [Broken()], [Broken()]))
    used(merge(failing(2), two[0]))
    used(merge(two[0], failing(0), key=numbered))
    used(merge()), used(merge([])), used(merge([], two[0]))
    used(merge((1.5, "text"), (2.5, 3.5)))
    used(merge(*two, key=None))
    tried(merge, 5), tried(merge, two[0], other=3)


def least():
    for call in minmax, argmin, argmax:
        for values in (some(5), some(4)[::-1], some(1), [], failing(4),
                       failing(0), [1.5, "text"], [Broken()] * 2):
            values = list(values) if isinstance(values, list) else values
            tried(call, values)
            if isinstance(values, list):
                tried(call, iter(values)), tried(call, *values)
                tried(call, values, key=numbered), tried(call, values, key=wrong)
                tried(call, values, default=(object(), 1))
                tried(call, values, key=None), tried(call, values, key=5)
                tried(call, *values, default=7)
        tried(call), tried(call, 5), tried(call, [1.5], other=3)


def flattened():
    deep = [some(2), [[some(1)], some(2)], (some(1), "text"), Lists(), 7.5]
    for names in ({}, {"depth": 1}, {"depth": 2}, {"depth": -2}, {"depth": 0},
                  {"types": list}, {"types": (list, tuple)}, {"types": 5},
                  {"ignore": str}, {"ignore": list}, {"ignore": 5},
                  {"ignore": (str, tuple), "types": (list, str)},
                  {"types": None, "ignore": None}, {"depth": "many"}):
        used(tried(deepflatten, deep, **names))
        used(tried(deepflatten, "text", **names))
        used(tried(deepflatten, ["a text", [failing(2)]], **names))
    used(tried(deepflatten, failing(1))), tried(deepflatten, 5)
    tried(deepflatten)
    endless = []
    endless.append(endless)
    iterator = deepflatten(endless)
    tried(next, iterator)


def parted():
    for values in some(5), [], failing(3), [Broken()], [0, [], 1.5]:
        for test in (None, lambda value: value > 1002, wrong, bool, 5):
            tried(partition, values, test)
        tried(partition, values)
    for values in some(6), [], failing(3), [1.5, 2.5, 1.5], [Broken()]:
        for key, names in ((lambda value: value == 1002, {}), (wrong, {}),
                           (1.5, {"eq": True}), (Broken(), {"eq": True}),
                           (lambda value: value == 1003, {"maxsplit": 1}),
                           (lambda value: value == 1003, {"keep": True}),
                           (lambda value: value == 1001, {"keep_before": True}),
                           (lambda value: value == 1001, {"keep_after": True})):
            used(tried(split, values, key, **names))
    tried(split, 5, bool), tried(split, [], bool, maxsplit=-5)
    tried(split, [], bool, keep=True, keep_after=True)


for _ in range(2):
    merged()
    least()
    flattened()
    parted()
