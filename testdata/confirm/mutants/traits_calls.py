"""Calls of most of traits' extension, for mutate.py; see values.py."""
import copy
import pickle
import sys

sys.modules["numpy"] = None  # large, and not needed

from traits.api import (Any, Bool, CFloat, CInt, Complex, Constant, Delegate,
                        Dict, Either, Enum, Event, Float, HasTraits, Instance,
                        Int, List, Map, Property, PrototypedFrom, Range,
                        ReadOnly, Set, Str, Tuple, Type, Undefined, Union,
                        This, on_trait_change)
from traits import ctraits
from traits.ctrait import CTrait
from traits.trait_base import Uninitialized

from values import tried


class Number:
    def __init__(self, value):
        self.value = value

    def __float__(self):
        return self.value

    def __complex__(self):
        return complex(self.value)

    def __index__(self):
        return 100000


class Broken:
    def __float__(self):
        raise ValueError

    def __complex__(self):
        raise ValueError

    def __index__(self):
        raise ValueError


class Parent(HasTraits):
    last = Str("a last name that is long")
    other = Float(1000.5)


class Child(HasTraits):
    mother = Instance(Parent)
    last = Delegate("mother")
    other = PrototypedFrom("mother")
    number = Int(100000)
    real = Float(1000.25)
    loose = CFloat(1000.125)
    small = Range(0.0, 5000.0, 10.5)
    few = Range(0, 500000, 100000)
    colour = Enum("a long red", "a long green")
    names = List(Str)
    table = Dict(Str, Float)
    some = Set(Float)
    pair = Tuple(Float, Str)
    either = Either(None, Float)
    both = Union(None, Int, Str)
    mapped = Map({"one": 1000.5, "two": 2000.5}, default_value="one")
    kind = Type(Parent)
    same = This
    fixed = Constant([1000.5])
    once = ReadOnly
    fired = Event(Float)
    free = Any
    flag = Bool
    wide = Complex(1 + 2j)
    cast = CInt(100000)
    made = Property(Float)
    _made = Float(1000.75)

    def _get_made(self):
        return self._made

    def _set_made(self, value):
        self._made = value

    def _free_default(self):
        return [1000.5]

    def _number_changed(self, old, new):
        self.trait_setq(free=[old, new])

    @on_trait_change("real")
    def seen(self, name, new):
        self.trait_setq(free=[name, new])


def told(*args):
    return [args]


values = [1000.5 + i for i in range(60)]
texts = ["text number %d is long" % i for i in range(20)]
whole = [100000 + i for i in range(20)]
for round_ in range(3):
    parent = Parent(last=texts[0], other=values[0])
    child = Child(mother=parent, number=whole[0])
    child.last, child.other
    child.last = texts[1]
    child.other = values[1]
    tried(setattr, child, "last", values[2])
    child.number = whole[1]
    tried(setattr, child, "number", texts[2])
    tried(setattr, child, "number", Broken())
    child.number = Number(values[2])
    child.real = values[3]
    child.real = whole[2]
    child.real = Number(values[4])
    tried(setattr, child, "real", Broken())
    tried(setattr, child, "real", texts[3])
    child.loose = "1234.5"
    tried(setattr, child, "loose", texts[4])
    child.small = values[5]
    tried(setattr, child, "small", 9000.5)
    tried(setattr, child, "small", texts[5])
    child.few = whole[3]
    tried(setattr, child, "few", 900000)
    child.colour = "a long green"
    tried(setattr, child, "colour", texts[6])
    child.names = [texts[7], texts[8]]
    child.names.append(texts[9])
    tried(setattr, child, "names", [values[6]])
    child.table = {texts[10]: values[7]}
    child.table[texts[11]] = values[8]
    child.some = {values[9]}
    child.pair = (values[10], texts[12])
    child.pair = (whole[4], texts[12])
    tried(setattr, child, "pair", (texts[12], values[10]))
    tried(setattr, child, "pair", (values[10],))
    child.either = values[11]
    child.either = None
    tried(setattr, child, "either", texts[13])
    child.both = whole[5]
    child.both = texts[14]
    tried(setattr, child, "both", values[12])
    child.mapped = "two"
    child.mapped_
    tried(setattr, child, "mapped", texts[15])
    child.kind = Parent
    tried(setattr, child, "kind", Child)
    child.same = Child()
    tried(setattr, child, "same", parent)
    tried(setattr, child, "mother", child)
    child.fixed
    tried(setattr, child, "fixed", values[13])
    child.once = values[14]
    child.once
    tried(setattr, child, "once", values[15])
    child.fired = values[16]
    tried(getattr, child, "fired")
    child.free
    child.free = values[17]
    del child.free
    child.free
    child.flag = True
    tried(setattr, child, "flag", texts[16])
    child.wide = Number(values[18])
    tried(setattr, child, "wide", Broken())
    child.cast = "100007"
    tried(setattr, child, "cast", texts[17])
    child.made, child._made
    child.made = values[19]
    tried(setattr, child, "made", texts[18])
    child.unknown = values[20]
    child.unknown
    del child.unknown
    tried(delattr, child, "unknown")
    tried(getattr, child, "absent")
    tried(getattr, child, values[0])
    tried(setattr, child, values[0], values[1])

    child.on_trait_change(told, "real")
    child.real = values[21]
    child.on_trait_change(told, "real", remove=True)
    child.on_trait_change(told)
    child.real = values[22]
    child.on_trait_change(told, remove=True)
    child.observe(told, "number")
    child.number = whole[6]
    child.observe(told, "number", remove=True)
    child.trait_property_changed("made", values[23], values[24])
    child.trait_property_changed("made", values[25])
    child._trait_change_notify(False)
    child.real = values[26]
    child._trait_change_notify(True)
    child._trait_veto_notify(True)
    child.real = values[27]
    child._trait_veto_notify(False)
    child.traits_inited(), child._notifiers(True), child._notifiers(False)
    child._instance_traits(), child._class_traits()
    child._trait("real", 0), child._trait("real", 2), child._trait("real", -2)
    child._trait("last", 0), child._trait("last", -1)
    tried(child._trait, "nothing", -2)
    tried(child._trait, values[0], 0)
    tried(child.trait_items_event, "names_items", child.names,
          child.trait("names"))
    tried(child.trait_items_event, "what_items", child.names, parent)
    child.add_trait("more", Float(values[28]))
    child.more = values[29]
    child.remove_trait("more")
    child.trait_get("real"), child.trait_set(real=values[30])
    child.clone_traits()
    copy.copy(child)
    pickle.loads(pickle.dumps(parent))
    tried(Child, real=texts[19])

    trait = CTrait(0)
    trait.handler = [values[48]]
    tried(CTrait, 50)
    tried(CTrait, texts[0])
    trait.set_default_value(0, values[31])
    trait.default_value(), trait.default_value_for(child, "real")
    trait.set_default_value(7, (list, ([values[32]],), None))
    trait.default_value_for(child, "real")
    trait.set_default_value(8, lambda o: values[33])
    trait.default_value_for(child, "real")
    trait.set_default_value(5, [values[34]])
    tried(trait.default_value_for, child, "real")
    trait.set_default_value(6, {texts[0]: values[34]})
    tried(trait.default_value_for, child, "real")
    tried(trait.set_default_value, 99, values[35])
    tried(trait.set_default_value, 7, values[35])
    trait.get_validate()
    for validate, good, bad in (
            (lambda o, n, v: v, values[36], values[36]),
            ((1, Parent), parent, child), ((1, None, Parent), None, child),
            ((4, 0.5, 5000.5, 0), values[37], 9000.5),
            ((5, (values[38], values[39])), values[38], values[0]),
            ((6, {values[40]: 1}), values[40], values[0]),
            ((11, float, None, int), whole[7], texts[0]),
            ((12, float), whole[8], texts[0]),
            ((0, float), values[41], texts[0]), ((0, None, float), None, 5),
            ((20,), whole[9], texts[0]), ((21,), whole[9], texts[0]),
            ((7, ((0, float), (0, str))), values[42], [])):
        tried(trait.set_validate, validate)
        trait.get_validate()
        tried(trait.validate, child, "real", good)
        tried(trait.validate, child, "real", bad)
    tried(trait.set_validate, (0, 0, 0, 0))
    tried(trait.set_validate, values[43])
    trait.delegate("name long", "prefix long", 1, True)
    trait.delegate("name long", "prefix long", 3, False)
    trait._get_property()
    trait._set_property(lambda o: values[44], 1, lambda o, v: None, 2,
                        lambda o, n, v: v, 3)
    trait._get_property()
    tried(trait._set_property, values[45], 1, None, 1, None, 1)
    trait.clone(CTrait(1))
    trait._notifiers(True), trait._notifiers(False)
    trait.__dict__
    trait.some = values[46]
    trait.some, trait.absent
    trait.__dict__ = {texts[1]: values[47]}
    trait.handler = [values[48]]
    trait.handler
    trait.post_setattr = lambda o, n, v: None
    trait.post_setattr
    trait.post_setattr = None
    tried(setattr, trait, "post_setattr", values[49])
    trait.comparison_mode = 1
    trait.comparison_mode
    tried(setattr, trait, "comparison_mode", 77)
    trait.is_property, trait.modify_delegate, trait.is_mapped
    trait.modify_delegate = True
    trait.setattr_original_value = True
    trait.post_setattr_original_value = True
    trait.is_mapped = False
    state = CTrait(0).__getstate__()
    CTrait(0).__setstate__(state)
    tried(CTrait(0).__setstate__, (values[50],))
    child.add_trait("bare", CTrait(0))
    child.bare = values[51]
    child.bare

    for n in values[52], whole[10], Number(values[53]), Broken(), texts[2]:
        tried(ctraits._validate_float, n)
        tried(ctraits._validate_complex_number, n)
    class Late(HasTraits):
        one = Float(values[54])
        two = Int

        def __prefix__(self, name):
            return name

        def _one_fired(self, new):
            raise ValueError

    late = Late()
    late.one = values[55]
    late.two = whole[11]
    Late.class_traits()
    Undefined, Uninitialized
