"""Objects to call NumPy with."""
import numpy as np

from kinds import Hostile, Item, Number, refuse, text


class ArrayLike:
    """Becomes an array, in Python code."""

    def __array__(self, *args, **kwargs):
        return np.arange(6.0)


class RefusingLike:
    def __array__(self, *args, **kwargs):
        refuse()


class InterfaceLike:
    """Tells where its numbers are, in Python code."""

    def __init__(self):
        self.memory = np.arange(6.0)

    @property
    def __array_interface__(self):
        return self.memory.__array_interface__


class BadInterface:
    @property
    def __array_interface__(self):
        return {"shape": 3}


class StructLike:
    def __init__(self):
        self.memory = np.arange(6.0)

    @property
    def __array_struct__(self):
        return self.memory.__array_struct__


class TypeLike:
    """Has a dtype, in Python code."""

    @property
    def dtype(self):
        return np.dtype("<f8")


class RefusingTypeLike:
    @property
    def dtype(self):
        refuse()


class Arrays:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        if i > 1:
            raise IndexError(i)
        return np.arange(6.0)


def objects(make):
    made = np.empty(6, dtype=object)
    for i in range(6):
        made[i] = make()
    return made


NUMPY_SAMPLES = {
    "array": lambda: np.arange(6.0),
    "array_2d": lambda: np.arange(6.0).reshape(2, 3),
    "view": lambda: np.arange(6.0)[1:],
    "objects": lambda: objects(Item),
    "number_objects": lambda: objects(Number),
    "hostile_objects": lambda: objects(Hostile),
    "records": lambda: np.zeros(6, dtype=[("a", "<f8"), ("b", "O")]),
    "scalar_array": lambda: np.array(2.5),
    "no_array": Item,
    "array_like": ArrayLike,
    "refusing_like": RefusingLike,
    "interface_like": InterfaceLike,
    "bad_interface": BadInterface,
    "struct_like": StructLike,
    "arrays": lambda: [np.arange(6.0), np.arange(6.0)],
    "iterable_arrays": Arrays,
    "mixed_arrays": lambda: [np.arange(6.0), np.eye(2)],
    "dtype": lambda: np.dtype([("a", "<f8")]),
    "dtype_double": lambda: np.dtype("<f8").newbyteorder("S"),
    "dtype_like": TypeLike,
    "bad_dtype_like": RefusingTypeLike,
    "mask": lambda: np.array([True, False] * 3),
    "choice": lambda: np.array([0, 1, 0, 1, 0, 1]),
    "indices": lambda: np.array([2, 1, 0, 3, 5, 4]),
    "nested": lambda: [[1.0, 2.0], [3.0, 4.0]],
    "floats": lambda: [float(i) for i in range(6)],
    "shape_list": lambda: [3, 2],
    "array_type": lambda: np.ndarray,
    "float_type": lambda: np.float64,
    "scalar": lambda: np.float64(2.5),
    "buffer_8": lambda: bytearray(8 * 6),
    "nested_shape": lambda: [3, 2],
    "one": lambda: float(text("1")),
    "five": lambda: float(text("5")),
    "less_text": lambda: text("<"),
    "kind_text": lambda: text("quicksort"),
    "side_text": lambda: text("left"),
    "order_text": lambda: text("C"),
    "casting_text": lambda: text("unsafe"),
}
