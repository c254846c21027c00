"""Calls every function of a test module once, each in a process of its own:
some of them harm the process that they run in."""
import ctypes
import operator
import os
import sys


def types_(m):
    slots = m.Slots()
    key = "".join(["a key ", "nobody else has"])

    def set_item():
        slots.item = key

    yield "careless_new", lambda: m.Careless()
    yield "heavy_new", lambda: m.Heavy()
    yield "untraversed", lambda: m.Untraversed()
    yield "slots_get_item", lambda: slots.item
    yield "slots_set_item", set_item
    yield "slots_item", lambda: m.Sequence()[1]
    yield "slots_contains", lambda: key in slots
    yield "slots_subscript", lambda: slots[key]
    yield "slots_assign", lambda: operator.setitem(slots, key, key)
    yield "slots_add", lambda: slots + slots
    yield "slots_bool", lambda: bool(slots)
    yield "slots_hash", lambda: hash(slots)
    yield "slots_repr", lambda: repr(slots)
    yield "slots_call", lambda: slots(key)
    yield "slots_init", lambda: m.Slots()
    yield "slots_next", lambda: next(slots)
    yield "slots_compare", lambda: slots == key
    yield "slots_getattro", lambda: m.Attributes().__class__
    yield "method_fast", lambda: slots.fast(1, key)
    yield "method_fast_keywords", lambda: slots.fast_keywords(1, a=key)
    yield "method_keywords", lambda: slots.keywords(value=key)
    yield "method_of_class", lambda: m.Heavy.of_class()
    yield "method_static", lambda: m.Slots.static(key)
    yield "make_without_gil", lambda: m.make_without_gil(1)
    yield "make_without_gil_later", lambda: m.make_without_gil_later(1)


def ends(m):
    key = "".join(["a key ", "nobody else has"])
    for name in ("Kept", "LetGo", "Direct", "Final", "Plain", "Telling",
                 "Saving"):
        yield "holder_new", getattr(m, name)
    ring = m.Ring(None)
    ring.__init__(ring.__init__)
    del ring  # is found at the end
    yield "ring_init", lambda: m.Ring([key])
    yield "link_init", lambda: m.Link([key])
    yield "holder_new", m.Undead
    for name in ("track_early", "track_in_time", "track_never",
                 "locked_list", "unlocked_dict"):
        yield name, lambda f=getattr(m, name): f([key])
    yield "forgetful_init", lambda: m.Forgetful([key])
    yield "careful_init", lambda: m.Careful([key])
    class Own:
        pass

    yield "give_type", lambda: m.give_type(Own())
    yield "lose_type_of_item", lambda: m.lose_type_of_item([Own()])
    for name in ("repr_after_failure", "str_after_clear", "wasteful"):
        yield name, lambda f=getattr(m, name): f(key)


def shapes(m):
    node, heap, pooled = m.Node(1, 2), m.Heap(), m.Pooled()
    stateful = m.Stateful()
    heap.push(node)

    def set_item():
        node.item = [1]

    def init_again():
        for i in range(5):
            node.__init__(i)

    def from_file():
        with open(__file__, "rb", buffering=0) as f:
            first = m.read_descriptor(f.fileno())
            second = m.read_descriptor(f.fileno())
        assert first == b'"""C' and second == b"alls", (first, second)

    def from_pipe():
        r, w = os.pipe()
        os.write(w, b"abcdefgh")
        assert m.read_descriptor(r) == b"abcd"
        assert m.read_descriptor(r) == b"efgh"

    def strict():
        m.Strict(1)
        try:
            m.Strict()
        except TypeError:
            return
        raise AssertionError("a slot is not what it was")

    yield "strict_new", strict
    yield "node_new", lambda: m.Node(3)
    yield "node_init", init_again
    yield "node_get_item", lambda: node.item
    yield "node_set_item", set_item
    yield "node_get_cache", lambda: node.cache
    yield "node_make_child", lambda: node.make_child()
    yield "node_self", lambda: node.self()
    yield "node_request", lambda: node.request()
    yield "pooled_new", lambda: [m.Pooled() for i in range(30)]
    yield "pooled_item", lambda: pooled[2]
    yield "pooled_length", lambda: len(pooled)
    yield "member_new", lambda: m.Member()
    yield "stateful_new", lambda: m.Stateful()
    yield "stateful_length", lambda: len(stateful)
    yield "heap_push", lambda: heap.push(node)
    yield "heap_pop", lambda: heap.pop()
    yield "heap_iter", lambda: list(heap)
    yield "heap_compare", lambda: heap == node
    yield "heap_type", lambda: m.Heap()
    yield "from_file", from_file
    yield "from_pipe", from_pipe


def holders(m):
    def lose(*args):
        for o in args:
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(o))

    class Loser:
        def __setitem__(self, key, value):
            lose(value)

        def keep(self, o):
            lose(o)

        def __iter__(self):
            lose(self)
            return iter([1.5, [2]])

    # What 3.11 and 3.12 lose when they have no memory for the cell.
    def captured(o):
        def later():
            return o
        return later

    old = ["an object", "that was there before"]
    yield "call_with_new captured", lambda: m.call_with_new(captured)
    yield "call_with_new", lambda: m.call_with_new(lose)
    yield "call_with_old captured", lambda: m.call_with_old((captured, old))
    yield "call_with_old", lambda: m.call_with_old((lose, old))
    yield "call_with_tuple captured", lambda: m.call_with_tuple(captured)
    yield "call_with_tuple", lambda: m.call_with_tuple(lose)
    yield "store_new", lambda: m.store_new(Loser())
    yield "method_of_old", lambda: m.method_of_old(Loser())
    yield "iterate_old", lambda: m.iterate_old(Loser())
    for name, call in functions(m):
        if not name.startswith(("call_", "store_", "method_", "iterate_")):
            yield name, call


def functions(m):
    """All of a module that has nothing but functions of one argument."""
    for name in sorted(dir(m)):
        f = getattr(m, name)
        if name[0] != "_" and type(f).__name__.startswith("builtin"):
            yield name, lambda f=f: f("".join(["an argument ",
                                               "nobody else has"]))


def run(module, only):
    scenes = {"types_": types_, "shapes": shapes, "ends": ends,
              "holders": holders}.get(module.__name__,
                                                      functions)
    failed = 0
    for name, call in scenes(module):
        if only not in name:
            continue
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            status = 0
            try:
                call()
            except AssertionError as error:
                print(name, error, file=sys.stderr)
                status = 7
            except Exception as error:
                print(name, type(error).__name__, error)
            sys.stdout.flush()
            os._exit(status)
        # What harms may crash; what was harmed by us must not.
        status = os.waitpid(pid, 0)[1]
        failed += os.WIFEXITED(status) and os.WEXITSTATUS(status) == 7
    sys.exit(failed != 0)
