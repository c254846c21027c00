"""What the scripts here call extensions with, and how they survive it.

Values are objects of their own: small numbers and short strings are made once
and nobody can see who loses a reference to them.
"""


def tried(function, *args, **names):
    try:
        return function(*args, **names)
    except Exception:
        return None


class Broken:
    def __eq__(self, other):
        raise ValueError

    def __lt__(self, other):
        raise ValueError

    def __hash__(self):
        raise ValueError

    def __repr__(self):
        raise ValueError


def some(n, first=1000):
    return [float(first + i) for i in range(n)]


def failing(n):
    yield from some(n)
    raise ValueError
