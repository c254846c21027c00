"""Calls of most of cnamedtuple's extension, for mutate.py; see values.py."""
import _namedtuple

from values import Broken, failing, some, tried

namedtuple = _namedtuple.namedtuple


class Unnamed:
    def __str__(self):
        raise ValueError


def name(text):
    """One that nobody else has."""
    return "".join(["name ", text]).replace(" ", "_")


def types():
    yield namedtuple(name("One"), [name("a")])
    yield namedtuple(name("Two"), "%s, %s" % (name("a"), name("b")))
    yield namedtuple(name("Three"), (name("a"), name("b"), name("c")))
    yield namedtuple(name("None"), ())
    yield namedtuple(name("Other"), [name("a"), "class", "_x", "a!"],
                     rename=True)
    yield namedtuple(name("Twice"), [name("a"), name("a")], rename=True)


def refused():
    for wrong in ("", "5x", "x!", "class", "_x"):
        tried(namedtuple, wrong, [name("a")])
        tried(namedtuple, name("Wrong"), [name("a"), wrong])
        tried(namedtuple, name("Wrong"), [wrong, name("a")], rename=True)
    tried(namedtuple, name("Wrong"), [name("a"), name("a")])
    tried(namedtuple, name("Wrong"), 5), tried(namedtuple, 5, 6)
    tried(namedtuple, name("Wrong"), [5.5, Unnamed()])
    tried(namedtuple, Unnamed(), [name("a")])
    tried(namedtuple, name("Wrong"), failing(2))
    tried(namedtuple), tried(namedtuple, name("Wrong"), "a", rename=Broken())


def made(t):
    names = t._fields
    full = t(*some(len(names)))
    t(**dict(zip(names, some(len(names)))))
    t(*some(len(names) - 1), **{n: 5.5 for n in names[-1:]}) if names else t()
    tried(t, *some(len(names) + 1)), tried(t, **{"other": 5.5})
    tried(t, *some(len(names)), **{n: 5.5 for n in names[:1]})
    tried(t, *some(max(len(names) - 1, 0)))
    t._make(some(len(names))), tried(t._make, 5), tried(t._make)
    tried(t._make, failing(2)), tried(t._make, some(9))
    return full


def used(o):
    names = o._fields
    repr(o), str(o), o.__slots__, type(o).__slots__, type(o)._fields
    for n in names:
        getattr(o, n), getattr(type(o), n)
        tried(getattr(type(o), n).__get__, 5.5)
    tried(repr, type(o)(*[Broken() for _ in names]))
    o._asdict(), o.__dict__, o.__getnewargs__(), o.__getstate__()
    o.__reduce_ex__(2), o._replace()
    o._replace(**{n: object() for n in names[:1]})
    o._replace(**{n: object() for n in names})
    tried(o._replace, 5), tried(o._replace, other=5)


def everything():
    refused()
    for t in types():
        used(made(t))


def wrong_dict(pairs):
    raise ValueError


def own_dict(pairs):
    return list(pairs)


for _ in range(2):
    everything()
for make in (own_dict, wrong_dict, dict):
    _namedtuple._register_asdict(make)
    t = namedtuple(name("Kept"), [name("a"), name("b")])
    o = t(*some(2))
    tried(o._asdict), tried(lambda: o.__dict__)
