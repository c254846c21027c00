"""Calls of most of zope.interface's extension, for mutate.py; see values.py.
"""
from values import Broken, failing, some, tried
from zope.interface import (Interface, Attribute, alsoProvides, classImplements,
                            directlyProvides, implementedBy, implementer,
                            noLongerProvides, provider, providedBy)
from zope.interface.adapter import AdapterRegistry, VerifyingAdapterRegistry
from zope.interface.interface import InterfaceClass, adapter_hooks
import zope.interface._zope_interface_coptimizations as c


class IOne(Interface):
    first = Attribute("the first")

    def method(value):
        "a method"


class ITwo(IOne):
    pass


class IThree(Interface):
    pass


@implementer(IOne)
class One:
    pass


@implementer(ITwo)
class Two:
    pass


@provider(IThree)
class Three:
    pass


class Conforming:
    def __init__(self, what):
        self.what = what

    def __conform__(self, interface):
        if self.what is ValueError:
            raise ValueError
        return self.what


class Denying:
    @property
    def __conform__(self):
        raise KeyError

    @property
    def __provides__(self):
        raise KeyError

    @property
    def __providedBy__(self):
        raise KeyError


class Odd:
    __providedBy__ = 5


class Derived(One):
    def up(self):
        return super()


class Adapter(float):
    pass


def adapted(o):
    return Adapter(7)


def nothing(o):
    return None


def refusing(o):
    raise ValueError


def specifications():
    one, two, three = One(), Two(), Three()
    for o in (one, two, three, Three, One, object(), Odd(), Derived().up(), 5):
        tried(providedBy, o), tried(IOne.providedBy, o)
        tried(implementedBy, o), tried(IOne.implementedBy, o)
        tried(c.getObjectSpecification, o)
    tried(providedBy, Denying()), tried(IOne.providedBy, Denying())
    tried(c.getObjectSpecification, Denying())
    alsoProvides(one, IThree)
    IThree.providedBy(one)
    noLongerProvides(one, IThree)
    directlyProvides(two, IThree)
    two.__provides__, Three.__provides__, tried(getattr, one, "__provides__")
    tried(getattr, Three(), "__provides__")
    ITwo.isOrExtends(IOne), IOne.isOrExtends(ITwo), tried(IOne.isOrExtends, [])
    ITwo.extends(IOne), implementedBy(One)(IOne), implementedBy(One)(ITwo)
    tried(implementedBy(One)), tried(implementedBy(One), [])
    bare = c.SpecificationBase()
    tried(bare.isOrExtends, IOne), tried(bare.providedBy, one)
    tried(bare.implementedBy, One)
    bare._implied = {IOne: ()}
    bare.isOrExtends(IOne), bare.isOrExtends(ITwo)
    bare.providedBy(one), bare._implied
    for name in "_implied _dependents _bases _v_attrs __iro__ __sro__".split():
        setattr(bare, name, some(2))
        getattr(bare, name)
    descr = c.ObjectSpecificationDescriptor()
    descr.__get__(one, One), tried(descr.__get__, None, One)
    tried(descr.__get__, Denying(), Denying), descr.__get__(object(), object)
    lent = c.ClassProvidesBase()
    tried(lent.__get__, None, One)
    lent._cls, lent._implements = One, object()
    lent.__get__(None, One), lent.__get__(one, One)
    tried(lent.__get__, one, Two)

    @implementer(ITwo)
    class Late:
        pass
    classImplements(Late, IThree)
    providedBy(Late())


def adapting(old, by):
    adapter_hooks.append(by)
    try:
        tried(IThree, old), tried(IThree, old, some(2))
        tried(IThree.__adapt__, old)
    finally:
        adapter_hooks.remove(by)


def interfaces():
    one = One()
    IOne(one), IOne(one, None), IOne.__adapt__(one), IThree.__adapt__(one)
    tried(IThree, one), IThree(one, object()), tried(IThree), tried(IOne, Odd())
    IThree(Conforming(Adapter(3))), tried(IThree, Conforming(None))
    IThree(Conforming(None), object()), tried(IThree, Conforming(ValueError))
    tried(IThree, Denying()), tried(IThree.__adapt__, Denying())
    for by in (adapted, nothing, refusing):
        adapting(one, by), adapting(object(), by)
    made = InterfaceClass("IMade", (Interface,), {}, "docs here", "module here")
    again = InterfaceClass("IMade", (Interface,), {}, "docs here", "module here")
    hash(made), made == again, made != again, made < again, made <= again
    made > IOne, made >= IOne, made == None, made < None, made > None
    tried(lambda: made < 5), made == 5, made != object(), made == made
    made.__name__, made.__module__, made.getName()

    class Named:
        __name__ = property(lambda self: "a name" + " of it")
        __module__ = "some module"
    tried(lambda: made < Named()), made == Named()

    class Unnamed:
        @property
        def __name__(self):
            raise ValueError
    tried(lambda: made < Unnamed()), tried(lambda: made == Unnamed())
    base = c.InterfaceBase("a name", "a module")
    hash(base), base.__name__, base.__module__, base.__adapt__
    base.__init__("other name", "other module")
    tried(c.InterfaceBase, 1, 2, 3), tried(hash, c.InterfaceBase())
    tried(lambda: base < c.InterfaceBase()), tried(base.__call__, one)


class Looked(c.LookupBase):
    answers = None

    def _uncached_lookup(self, required, provided, name=""):
        return self.answer()

    def _uncached_lookupAll(self, required, provided):
        return self.answer()

    def _uncached_subscriptions(self, required, provided):
        return self.answer()

    def answer(self):
        if self.answers is ValueError:
            raise ValueError
        return self.answers


class Verified(c.VerifyingBase):
    _uncached_lookup = Looked._uncached_lookup
    _uncached_lookupAll = Looked._uncached_lookupAll
    _uncached_subscriptions = Looked._uncached_subscriptions
    answer = Looked.answer
    answers = None


class Registry:
    def __init__(self, n):
        self._generation = float(n)
        self.ro = [self]


def look(up, name):
    wanted = providedBy(One())
    for one in (wanted, Broken()):
        for rest in ((), (name,), (name, object()), (5,)):
            for _ in range(2):
                tried(up.lookup, (one,), IOne, *rest)
                tried(up.lookup, [one, one], IOne, *rest)
                tried(up.lookup, failing(1), IOne, *rest)
                tried(up.lookup1, one, IOne, *rest)
                tried(up.queryAdapter, One(), IOne, *rest)
                tried(up.adapter_hook, IOne, Derived().up(), *rest)
                tried(up.adapter_hook, IOne, Denying(), *rest)
                tried(up.lookup1, one, Broken(), *rest)
    for required in ((wanted,), [wanted], failing(1), (Broken(),), 5):
        for _ in range(2):
            tried(up.lookupAll, required, IOne)
            tried(up.subscriptions, required, IOne)
            tried(up.lookupAll, required, Broken())
            tried(up.subscriptions, required, Broken())


def lookups():
    for answers in (adapted, nothing, refusing, None, object(), ValueError):
        for up in (Looked(), Verified()):
            up.answers = answers
            if isinstance(up, Verified):
                tried(up.lookup1, IOne, IOne)
                up._registry = of = Registry(1)
                of.ro = [of, Registry(2)]
                up.changed(None)
            look(up, "a name")
            up.changed(None)
            look(up, "")
            if isinstance(up, Verified):
                of._generation = 1000.5
                tried(up.lookup1, IOne, IOne)
                of.ro.append(5)
                tried(up.lookup1, IOne, IOne), tried(up.changed, None)
                of.ro = 5
                tried(up.changed, None)
                del up._registry
                tried(up.changed, None), tried(up.lookup1, IOne, IOne)


def registries():
    for make in (AdapterRegistry, VerifyingAdapterRegistry):
        base = make()
        r = make((base,))
        r.register([IOne], IThree, "", adapted)
        base.register([ITwo], IThree, "named", nothing)
        r.subscribe([IOne], IThree, adapted)
        for o in (One(), Two(), object()):
            r.queryAdapter(o, IThree), r.queryAdapter(o, IThree, "named")
            r.adapter_hook(IThree, o), r.queryAdapter(o, IThree, "x", some(1))
            required = [providedBy(o)]
            r.lookup(required, IThree), r.lookup1(required[0], IThree)
            r.lookupAll(required, IThree), r.subscriptions(required, IThree)
        base.register([IOne], IThree, "", nothing)
        r.queryAdapter(One(), IThree)


for function in (specifications, interfaces, lookups, registries):
    for _ in range(2):
        function()
