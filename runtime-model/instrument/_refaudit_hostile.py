"""What Python code may pass to an extension, but tests seldom do.

The companion runtime repeats calls of the user with one thing other than it
was (vary.c): an argument, something that hangs on an argument, or the whole
call.  All of it is what any Python program could do, so that what then goes
wrong in the extension goes wrong really.  Kinds are numbers that the driver
knows, too: new ones go to the end.
"""
import sys

HEAP_TYPE = 1 << 9
MOST_PLACES = 10
MOST_ITEMS = 24
DEEP_TUPLES = 3
SPECIAL = ["__%s__" % name for name in (
    "index int float complex len length_hint iter next getitem setitem "
    "delitem contains hash eq ne lt le gt ge repr str bool call bytes fspath "
    "add radd sub rsub mul rmul truediv rtruediv floordiv mod pow neg abs "
    "and or xor lshift rshift enter exit trunc instancecheck").split()]
VALUES = (str, int, float, complex, bytes, bytearray, tuple, list, dict, set,
          frozenset)
TEXT = "\udc80"
HUGE = 10 ** 400
NAN = float("nan")


def refuse(*args, **names):
    raise ValueError("refused")


class Refuser:
    for name in SPECIAL:
        locals()[name] = refuse
    __hash__ = __getattr__ = refuse
    __class__ = property(refuse)


def refuser():
    """Made when it is needed: a program that looks at all objects there are
    must not meet it."""
    return Refuser()


foreign = object()


class Questions:
    """Counts what an object is asked; the last answer is no good."""

    all = []

    def __init__(self, number, answer):
        self.number = self.left = number
        self.answer = answer
        Questions.all.append(self)

    def last(self):
        self.left -= 1
        return self.left == 0


def again():
    """Before each call."""
    for q in Questions.all:
        q.left = q.number


def idle():
    """Whether nobody came to the last question."""
    return bool(Questions.all) and all(q.left > 0 for q in Questions.all)


def lie(name):
    return {"__len__": 3, "__hash__": 1, "__bool__": True,
            "__length_hint__": 3}.get(name, foreign)


def asked(questions, name, ask):
    def method(self, *args, **names):
        if questions.last():
            return questions.answer(name)
        return ask(self, name)(*args, **names)
    return method


def methods(o, questions, ask):
    return {name: asked(questions, name, ask) for name in SPECIAL
            if getattr(type(o), name, None) is not None}


def subclass_instance(o, questions):
    """Like `o`, of a class derived from its own."""
    def ask(self, name):
        return getattr(super(made, self), name)

    def look(self, name):
        if name not in ("__class__", "__dict__") and questions.last():
            return questions.answer(name)
        return super(made, self).__getattribute__(name)

    names = dict(methods(o, questions, ask), __getattribute__=look)
    made = type(type(o).__name__, (type(o),), names)
    if type(o).__new__ is object.__new__:
        new = object.__new__(made)
        object.__getattribute__(new, "__dict__").update(o.__dict__)
        return new
    if isinstance(o, VALUES) or hasattr(type(o), "__float__"):
        return made(o)
    return None


def proxy(o, questions):
    def ask(self, name):
        return getattr(o, name)

    def look(self, name):
        if questions.last():
            return questions.answer(name)
        return getattr(o, name)

    names = dict(methods(o, questions, ask), __getattr__=look)
    return type("Proxy", (), names)()


def questioned(o, number, answer):
    questions = Questions(number, answer)
    if isinstance(o, type) or o is None:
        return NotImplemented
    if callable(o) and not hasattr(o, "__dict__") or hasattr(o, "__code__"):
        def instead(*args, **names):
            if questions.last():
                return questions.answer("__call__")
            return o(*args, **names)
        return instead
    try:
        new = subclass_instance(o, questions)
    except Exception:
        new = None
    return proxy(o, questions) if new is None else new


def with_item(o, item, last):
    if type(o) is dict:
        return {**o, TEXT: item} if last else {TEXT: item, **o}
    if type(o) in (list, tuple):
        return type(o)([*o, item] if last else [item, *o])
    return NotImplemented


def without_items(o):
    if isinstance(o, VALUES) and o:
        return type(o)()
    return NotImplemented


def part(o, end):
    if isinstance(o, (str, bytes, bytearray, tuple, list)) and len(o) > 1:
        return o[:end]
    return NotImplemented


def zero(o):
    if hasattr(type(o), "__index__") or hasattr(type(o), "__float__"):
        return type(o)(0)
    return NotImplemented


def another(o):
    """Of the same class, as it is before anything is done with it."""
    if isinstance(o, VALUES + (type,)) or o is None or callable(o):
        return NotImplemented
    try:
        return type(o)()
    except Exception:
        return type(o).__new__(type(o))


def twice(o):
    if isinstance(o, (str, bytes, bytearray, tuple, list)) and o:
        return o + o
    return NotImplemented


def sliced(o):
    return slice(o.start, HUGE, o.step) if type(o) is slice else NotImplemented


def number(n):
    return (lambda o: questioned(o, n, refuse)), (
            lambda o: questioned(o, n, lie))


ARGUMENTS = [
    lambda o: refuser(),
    lambda o: TEXT,
    lambda o: HUGE,
    lambda o: with_item(o, refuser(), False),
    lambda o: -1,
    lambda o: None,
    lambda o: foreign,
    lambda o: with_item(o, refuser(), True),
    without_items,
    number(1)[0], number(2)[0], number(3)[0], number(4)[0], number(6)[0],
    number(1)[1], number(2)[1], number(3)[1],
    lambda o: part(o, -1), lambda o: part(o, 2), zero,
    lambda o: 1, lambda o: 1.5, lambda o: NAN, lambda o: 1j, lambda o: "a",
    lambda o: b"a", another, twice, sliced,
]


def argument(kind, o):
    """What stands for it, or NotImplemented."""
    again()
    try:
        new = ARGUMENTS[kind](o)
    except Exception:
        new = NotImplemented
    again()
    return new


# ---- what hangs on the arguments


def plain_data(name, value):
    return name not in ("__module__", "__doc__", "__dict__", "__weakref__",
                        "__slots__", "__qualname__", "__new__", "__init__",
                        "__class__", "__hash__")


def class_places(o):
    for c in (o if isinstance(o, type) else type(o)).__mro__:
        if c.__flags__ & HEAP_TYPE and c is not Refuser:
            for name, value in list(vars(c).items()):
                if plain_data(name, value):
                    yield "class", c, name


def own_places(o):
    if type(o) is dict:
        for key in list(o):
            yield "item", o, key
    elif type(o) is list:
        for i in range(len(o)):
            yield "item", o, i
    elif not isinstance(o, type):
        fields = getattr(o, "__dict__", None)
        if type(fields) is dict:
            for name in list(fields):
                yield "item", fields, name


def ways_into(o, depth):
    """Of a tuple, to its items and to those of tuples in it."""
    for k in range(len(o)):
        yield (k,)
    for k, item in enumerate(o):
        if type(item) is tuple and depth > 1:
            for way in ways_into(item, depth - 1):
                yield (k, *way)


def tuple_places(args):
    for i, o in enumerate(args):
        if type(o) is tuple:
            for way in ways_into(o, DEEP_TUPLES):
                yield "tuple", (args, i), way


def places(args):
    """Where Python code could put something else; the nearest first."""
    found, reached = [], list(args)
    for o in reached:
        for place in own_places(o):
            found.append(place)
            if len(reached) < 8 * MOST_PLACES:
                reached.append(place[1][place[2]])
        if len(found) >= MOST_PLACES:
            break
    of_class = [p for o in args for p in class_places(o)]
    within = [p for _, c, name in of_class if type(vars(c)[name]) in
              (list, dict) for p in own_places(vars(c)[name])]
    found[MOST_PLACES // 2:] = (of_class[:MOST_PLACES // 2] + within +
                                of_class[MOST_PLACES // 2:] +
                                found[MOST_PLACES // 2:])
    return found[:MOST_PLACES] + list(tuple_places(args))[:MOST_ITEMS]


GONE = object()


class Anew:
    """As an attribute of a class: something else each time."""

    def __get__(self, o, owner):
        return object()

    def __set__(self, o, value):
        pass


def placed(kind):
    makes = (lambda: foreign, lambda: TEXT, refuser, lambda: GONE, lambda: -1,
             Anew)
    return makes[kind]()


def replaced(o, way, value):
    """The tuple with something else there."""
    k = way[0]
    if len(way) > 1:
        item = (replaced(o[k], way[1:], value),)
    else:
        item = () if value is GONE else (value,)
    return o[:k] + item + o[k + 1:]


def put(what, holder, name, value):
    if what == "tuple":
        args, i = holder
        args[i] = replaced(args[i], name, value)
    elif what == "class" and value is GONE:
        type.__delattr__(holder, name)
    elif what == "class":
        type.__setattr__(holder, name, value)
    elif value is GONE:
        del holder[name]
    else:
        holder[name] = value


def place(args, where, kind):
    """False when there is no such place."""
    found = places(args)
    if where >= len(found):
        return False
    value = placed(kind)
    if type(value) is Anew and found[where][0] != "class":
        return True  # there the call is the user's own, too
    try:
        put(*found[where], value)
    except TypeError:
        pass  # then the call is the user's own
    return True


# ---- what the call asks for by its name


def named_places(args, name):
    reached = list(args)
    for o in reached:
        for place in own_places(o):
            if type(place[2]) is str and place[2] == name:
                yield place
            if len(reached) < 8 * MOST_PLACES:
                reached.append(place[1][place[2]])
        for c in (o if isinstance(o, type) else type(o)).__mro__:
            if name in vars(c) and c.__flags__ & HEAP_TYPE:
                yield "class", c, name


def attribute_place(o, name):
    holder = attribute_holder(o, name)
    if type(holder) is dict:
        return "item", holder, name
    if holder is not None:
        return "class", holder, name
    if not isinstance(o, type) and type(o).__flags__ & HEAP_TYPE:
        return "class", type(o), name  # hides what is there
    fields = getattr(o, "__dict__", None)
    if type(fields) is dict and o is not sys:
        return "item", fields, name
    return None


def asked(args, o, name, kind):
    """False when Python code cannot change it."""
    value = placed(kind)
    if o is args:
        found = next(named_places(args, name), None)
    elif type(value) is Anew and type(o).__flags__ & HEAP_TYPE:
        found = "class", type(o), name
    else:
        found = attribute_place(o, name)
    if found is None or found[1] is vars(sys):
        return False
    if type(value) is Anew and found[0] != "class":
        return False
    try:
        put(*found, value)
    except (KeyError, AttributeError, TypeError):
        return False
    return True


# ---- the whole call


def called(*args, **names):
    return args[0] if args else None


NAMED = [foreign, called, TEXT, "a"]


def named(kind):
    """The value of a keyword that the call has and does not use."""
    return NAMED[kind]


def offered(name, kind):
    """Something that has nothing but that attribute."""
    answer = refuse if kind else lambda *args, **names: foreign
    return type("Offer", (), {name: answer})()


def warnings_raise():
    import warnings
    warnings.resetwarnings()
    warnings.simplefilter("error")


# ---- what a call of the API looks for is not there


def attribute_holder(o, name):
    fields = vars(o) if type(o) is type(sys) else getattr(o, "__dict__", None)
    if type(fields) is dict and name in fields:
        return fields
    for c in (o if isinstance(o, type) else type(o)).__mro__:
        if name in vars(c):
            return c if c.__flags__ & HEAP_TYPE else None
    return None


def hide(o, name):
    """Takes the attribute away; what brings it back, or None."""
    holder = attribute_holder(o, name)
    if type(holder) is dict:
        value = holder.pop(name)
        return lambda: holder.__setitem__(name, value)
    if holder is None:
        return None
    value = vars(holder)[name]
    type.__delattr__(holder, name)
    return lambda: type.__setattr__(holder, name, value)


def forbid(name):
    """The module cannot be imported, until what this gives is called."""
    known = name in sys.modules
    module = sys.modules.get(name)
    sys.modules[name] = None

    def allow():
        if known:
            sys.modules[name] = module
        else:
            sys.modules.pop(name, None)
    return allow
