"""Calls of most of persistent's extensions, for mutate.py; see values.py."""
from persistent import Persistent, PickleCache
from persistent import cPersistence

from values import Broken, some, tried

numbers = iter(range(1000, 1 << 20))


class Jar:
    """Loads objects with what they are asked for."""

    def __init__(self):
        self.cache = PickleCache(self, 5)
        self.seen = []

    def setstate(self, o):
        tried(o.__setstate__, {"value": [object()], "other": some(2)})

    def register(self, o):
        self.seen.append(o)

    def readCurrent(self, o):
        self.seen.append(o)


class Refusing(Jar):
    def setstate(self, o):
        raise KeyError(o)

    def register(self, o):
        raise KeyError(o)


class Thing(Persistent):
    kind = 1000.5

    def __init__(self, value=None):
        self.value = value
        self._v_volatile = object()

    def method(self):
        return [self.value]


class Slotted(Persistent):
    __slots__ = "one", "two", "_v_three", "__weakref__"


class Hooked(Persistent):
    def __getattr__(self, name):
        return [name]

    def __getnewargs__(self):
        return (object(),)

    def __setattr__(self, name, value):
        if not self._p_setattr(name, value):
            super().__setattr__(name, value)

    def __delattr__(self, name):
        if not self._p_delattr(name):
            super().__delattr__(name)

    def __getattribute__(self, name):
        if Persistent._p_getattr(self, name):
            return Persistent.__getattribute__(self, name)
        return Persistent.__getattribute__(self, name)


def oid():
    return b"%08d" % next(numbers)


def ghost(jar, kind=Thing):
    o = kind.__new__(kind)
    jar.cache.new_ghost(oid(), o)
    return o


def stored(jar, kind=Thing):
    o = kind()
    o._p_jar = jar
    o._p_oid = oid()
    jar.cache[o._p_oid] = o
    return o


def fields():
    jar = Jar()
    o = Thing(object())
    o._p_jar, o._p_oid, o._p_serial, o._p_mtime, o._p_changed, o._p_state
    o._p_status, o._p_sticky, o._p_estimated_size
    tried(setattr, o, "_p_sticky", True)
    o._p_jar = jar
    tried(setattr, o, "_p_jar", Jar())
    o._p_oid = oid()
    tried(setattr, o, "_p_oid", oid())
    o._p_serial = b"00001234"
    tried(setattr, o, "_p_serial", b"123"), tried(setattr, o, "_p_serial", 5)
    o._p_mtime, o._p_serial
    o._p_estimated_size = 1000
    tried(setattr, o, "_p_estimated_size", -1)
    tried(setattr, o, "_p_estimated_size", "x")
    o._p_sticky = True
    tried(setattr, o, "_p_changed", None)
    o._p_sticky = False
    o._p_changed = True
    o._p_changed = False
    del o._p_changed
    o._p_status, o._p_state
    tried(delattr, o, "_p_serial")
    fresh = Thing()
    fresh._p_jar = jar
    tried(delattr, fresh, "_p_oid")
    tried(delattr, fresh, "_p_jar")
    repr(o), repr(fresh), repr(Thing()), repr(Slotted())


def states():
    jar = Jar()
    for kind in Thing, Hooked, Slotted:
        o = ghost(jar, kind)
        repr(o), o._p_status
        o._p_activate()
        o._p_deactivate()
        tried(getattr, o, "value"), tried(getattr, o, "nothing")
        tried(setattr, o, "value", object())
        tried(setattr, o, "other", object())
        tried(delattr, o, "other"), tried(delattr, o, "nothing")
        o._p_deactivate()
        o._p_invalidate()
        tried(setattr, o, "value", object())
        o._p_getattr("value"), o._p_getattr("_p_oid"), o._p_getattr("_v_x")
        tried(o._p_getattr, 5)
        o._p_setattr("_p_changed", False), o._p_setattr("more", object())
        tried(o._p_setattr, 5, 6), tried(o._p_setattr, "x")
        o._p_delattr("more"), tried(o._p_delattr, 5)
        o._p_invalidate()
        o._p_activate()
    for refusing in (Refusing(),):
        o = ghost(refusing)
        tried(o._p_activate), tried(getattr, o, "value")
        tried(setattr, o, "value", 1), tried(repr, o)
        o = stored(refusing)
        tried(setattr, o, "value", 1), tried(delattr, o, "value")
        tried(setattr, o, "_p_changed", True)


def pickles():
    for o in Thing(object()), Hooked(), Slotted():
        tried(o.__reduce__), tried(o.__getstate__)
    o = Slotted()
    o.one, o._v_three = object(), object()
    state = o.__getstate__()
    Slotted().__setstate__(state), tried(Slotted().__setstate__, (None, {}))
    tried(Slotted().__setstate__, 5), tried(Slotted().__setstate__, (5, 6))
    thing = Thing(object())
    thing._v_more, thing._p_more = object(), object()
    thing.x, thing.y = object(), object()
    state = thing.__getstate__()
    Thing().__setstate__(state), tried(Thing().__setstate__, [5])
    Thing().__setstate__(None), Thing().__setstate__({"new": object()})
    tried(Thing().__setstate__, {5: 6})
    jar = Jar()
    ghost(jar).__getstate__(), ghost(jar).__reduce__()
    ghost(jar).__setstate__(state)
    tried(lambda: ghost(Refusing()).__getstate__())
    for name in "simple_new", "_simple_new":
        make = getattr(cPersistence, name, None)
        tried(make, Thing), tried(make, 5), tried(make, int)


def caches():
    jar = Jar()
    cache = jar.cache
    kept = [stored(jar) for _ in range(8)] + [ghost(jar) for _ in range(3)]
    first = kept[0]._p_oid
    cache[first], cache.get(first), cache.get(first, 5), cache.get(b"nothing")
    cache.get(b"nothing", object()), tried(cache.get), tried(cache.get, [])
    tried(lambda: cache[b"nothing"]), len(cache), tried(lambda: cache[[]])
    tried(cache.__setitem__, first, kept[0])
    tried(cache.__setitem__, first, kept[1])
    tried(cache.__setitem__, 5, kept[1]), tried(cache.__setitem__, oid(), 5)
    tried(cache.__setitem__, oid(), Thing())
    tried(cache.__delitem__, b"nothing"), tried(cache.__delitem__, 5)
    cache.items(), cache.lru_items(), cache.klass_items(), cache.debug_info()
    cache.cache_data, cache.ringlen(), cache.cache_size
    cache.update_object_size_estimation(first, 1000)
    tried(cache.update_object_size_estimation, first)
    cache.update_object_size_estimation(b"nothing", 10)
    cache.invalidate(first), cache.invalidate([kept[1]._p_oid, b"nothing"])
    cache.invalidate({kept[2]._p_oid: object(), b"nothing": 5})
    tried(cache.invalidate, 5)
    tried(cache.new_ghost, oid(), 5)
    tried(cache.new_ghost, oid(), kept[4]), tried(cache.new_ghost, 5)
    cache.incrgc(), cache.full_sweep(), cache.minimize()
    tried(cache.incrgc, 1), tried(cache.full_sweep, 1), tried(cache.minimize, 1)
    tried(cache.incrgc, "x"), tried(cache.minimize, "x")
    kept[5].value, kept[6].value
    cache.cache_drain_resistance = 2
    cache.incrgc()
    del cache[kept[7]._p_oid]
    del kept[:4]
    cache.items()
    tried(PickleCache), tried(PickleCache, jar, "x"), PickleCache(jar, 5, 10)
    tried(PickleCache, Broken())


def classes():
    jar = Jar()

    class Meta(type):
        _p_oid = _p_jar = None

        def _p_invalidate(cls):
            pass

    made = Meta("Made", (), {})
    key = oid()
    jar.cache.new_ghost(key, made)
    jar.cache[key], jar.cache.klass_items(), jar.cache.items()
    jar.cache.invalidate(key)
    other = Meta("Other", (), {})
    other._p_oid, other._p_jar = oid(), jar
    jar.cache[other._p_oid] = other
    jar.cache.invalidate([other._p_oid])
    tried(jar.cache.__delitem__, other._p_oid)


for round_ in range(3):
    fields()
    states()
    pickles()
    caches()
    classes()
