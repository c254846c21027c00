"""Calls of most of cfractions' extension, for mutate.py; see values.py."""
import copy
import numbers
import operator
import pickle
from fractions import Fraction as Plain

from _cfractions import Fraction

from values import Broken, tried

BIG = 10 ** 30


class Ratio(numbers.Rational):
    """Known by its parts alone, which are new each time."""

    def __init__(self, *parts):
        self.parts = parts

    numerator = property(lambda self: self.parts[0] + BIG - BIG)
    denominator = property(lambda self: self.parts[1] + BIG - BIG)

    def other(self, *_):
        return NotImplemented

    __abs__ = __add__ = __ceil__ = __eq__ = __floor__ = __floordiv__ = other
    __le__ = __lt__ = __mod__ = __mul__ = __neg__ = __pos__ = __pow__ = other
    __radd__ = __rfloordiv__ = __rmod__ = __rmul__ = __round__ = other
    __rpow__ = __rtruediv__ = __truediv__ = __trunc__ = other
    __hash__ = object.__hash__


def numbers_made():
    """With factors in common that are no small numbers."""
    three, five = 3 ** 50, 5 ** 40
    yield Fraction(three * 7, five * 11)
    yield Fraction(-three * 5, 7 ** 40)
    yield Fraction(five * 13, three * 17)
    yield Fraction(three)
    yield Fraction(-7, 2)
    yield Fraction(0)
    yield Fraction(1)


def others():
    yield 3 ** 55
    yield -(5 ** 41)
    yield 0
    yield 2.5
    yield 1e300
    yield Plain(3 ** 52, 5 ** 39)
    yield Ratio(3 ** 51, 5 ** 38)
    yield 2 + 3j
    yield "text"
    yield Broken()


def made():
    for args in ((), (BIG,), (BIG * 6, BIG * 4), (-BIG, -3 * BIG), (BIG, 0),
                 (BIG, -BIG - 2), (2.5,), (1e200,), (float("nan"),),
                 (float("inf"),), (Plain(BIG, 7),), (Fraction(BIG, 7),),
                 (Ratio(BIG, 7 * BIG),), (Ratio(BIG, 0),), ("3/4",), (1.5, 2),
                 (2, 1.5), ("%d/%d" % (BIG * 6, BIG * 4),), ("-1.25e3",),
                 ("%d.%d" % (BIG, BIG),), ("wrong",), ("1/0",), (Broken(),),
                 (None,), (1, 2, 3)):
        tried(Fraction, *args)
    tried(Fraction, numerator=BIG)


TWO = (operator.add, operator.sub, operator.mul, operator.truediv,
       operator.floordiv, operator.mod, divmod, operator.eq, operator.ne,
       operator.lt, operator.le, operator.gt, operator.ge)


def calculated():
    for one in numbers_made():
        for other in [*numbers_made(), *others()]:
            for two in TWO:
                tried(two, one, other), tried(two, other, one)
        for power in (3, -3, 0, 1, Fraction(2), Fraction(-2), Fraction(1, 2),
                      Fraction(4), 0.5, Plain(3), Ratio(3, 1), Ratio(1, 3),
                      2j, "text"):
            tried(pow, one, power)
            if abs(one) < 9 and not isinstance(power, (int, float)):
                tried(pow, power, one)
        tried(pow, one, 2, 3)
    for base in 2, BIG, 0, -3, 0.5:
        for power in Fraction(3), Fraction(-3), Fraction(1, 2), Fraction(0):
            tried(pow, base, power)


def shown():
    for one in numbers_made():
        for call in (abs, bool, float, int, operator.pos, operator.neg, hash,
                     repr, str, round, copy.copy, copy.deepcopy, pickle.dumps,
                     Fraction.__ceil__, Fraction.__floor__,
                     Fraction.__trunc__, Fraction.__reduce__,
                     Fraction.as_integer_ratio, Fraction.limit_denominator):
            tried(call, one)
        tried(Fraction.is_integer, one)
        for limit in 1, 10 ** 9, BIG, 0, -BIG, 7 ** 90, 2.5:
            tried(one.limit_denominator, limit)
        for digits in 2, 40, 0, -2, -40, 2.5, "text":
            tried(round, one, digits)
        one.numerator, one.denominator
    tried(float, Fraction(10 ** 400))
    tried(float, Fraction(10 ** 400, 7))


made()
calculated()
shown()
