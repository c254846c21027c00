"""Random extension functions that are right, or wrong in one known way.

While a function is written, a ledger says which variables own a reference.
At the end it is either left as it is or gets exactly one defect; what the
ledger knows then says which rules must speak, and that no other function of
the file gives a reason to.

Levels: 1 straight lines, 2 cleanup labels, 3 branches and loops, 4 helpers,
5 ownership that hangs on a flag, 6 struct fields, 7 aliases, arrays and one
label for both ways out, 8 memory blocks and linked lists, 9 helpers that call
helpers, with several results and ownership told by a flag, 10 calls through
tables and fields, 11 structs on the heap and arrays that grow, 12 labels one
below the other, nested loops, switches.
"""
import random

LEVELS = 12

# Any of these rules finds the defect.
DEFECTS = {
    "leak": {"REF001"},
    "excess": {"REF002"},
    "use-after-release": {"REF003"},
    "use-after-owner": {"REF002", "REF003", "REF005"},
    "no-null-check": {"NUL001", "NUL002"},
    "no-exception": {"EXC001"},
    "released-after-steal": {"REF004", "REF002", "REF003"},
    "borrowed-returned": {"REF005"},
    "returned-released": {"REF002", "REF003", "REF005"},
    "leaked-block": {"MEM003"},
    "freed-twice": {"MEM004", "MEM007"},
    "leak-in-list": {"REF001", "MEM003"},
    "borrowed-released": {"REF002", "REF003", "REF004", "REF005"},
}

# A helper releases what the struct holds that it frees; callers do not know.
STILL_MISSED = {"use-after-owner"}

HEAD = """\
#define PY_SSIZE_T_CLEAN
#include <Python.h>

struct pair {
    PyObject *x, *y;
};

static void
pair_clear(struct pair *p)
{
    Py_CLEAR(p->x);
    Py_CLEAR(p->y);
}

struct node {
    PyObject *value;
    struct node *next;
};

static void
nodes_free(struct node *n)
{
    while (n != NULL) {
        struct node *next = n->next;
        Py_XDECREF(n->value);
        PyMem_Free(n);
        n = next;
    }
}

static int
nodes_push(struct node **head, PyObject *value)
{
    struct node *n = PyMem_Malloc(sizeof *n);
    if (n == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    Py_INCREF(value);
    n->value = value;
    n->next = *head;
    *head = n;
    return 0;
}

static PyObject *
help_make(PyObject *a)
{
    PyObject *text = PyObject_Str(a);
    if (text == NULL)
        return NULL;
    PyObject *made = PyObject_CallObject(a, NULL);
    Py_DECREF(text);
    return made;
}

static int
help_fill(PyObject *a, PyObject **out)
{
    *out = PyNumber_Negative(a);
    return *out == NULL ? -1 : 0;
}

static int
help_take(PyObject *list, PyObject *item)
{
    int status = PyList_Append(list, item);
    Py_DECREF(item);
    return status;
}

static PyObject *
help_peek(PyObject *list)
{
    return PyList_GET_ITEM(list, 0);
}

static PyObject *
help_wrap(PyObject *a, int twice)
{
    PyObject *inner = help_make(a);
    if (inner == NULL || !twice)
        return inner;
    PyObject *outer = PyTuple_Pack(2, inner, inner);
    Py_DECREF(inner);
    return outer;
}

static int
help_two(PyObject *a, PyObject **x, PyObject **y)
{
    *y = NULL;
    *x = help_make(a);
    if (*x == NULL)
        return -1;
    if (help_fill(a, y) < 0) {
        Py_CLEAR(*x);
        return -1;
    }
    return 0;
}

/* *owned: the caller has to release what is returned. */
static PyObject *
help_maybe(PyObject *a, int *owned)
{
    *owned = 0;
    if (PyUnicode_Check(a))
        return a;
    *owned = 1;
    return PyObject_Str(a);
}

static PyObject *
one_text(PyObject *a)
{
    return PyObject_Str(a);
}

static PyObject *
one_negative(PyObject *a)
{
    return PyNumber_Negative(a);
}

struct kind_MODULE {
    PyObject *(*make)(PyObject *);
    int (*take)(PyObject *, PyObject *);
};

static const struct kind_MODULE kinds[] = {
    {one_text, help_take},
    {one_negative, help_take},
};

static const struct kind_MODULE *
kind_of(int i)
{
    return &kinds[i & 1];
}

struct state {
    PyObject *key, *value;
    int busy;
};

static struct state *
state_new(PyObject *a)
{
    struct state *s = PyMem_Malloc(sizeof *s);
    if (s == NULL)
        return (struct state *)PyErr_NoMemory();
    s->busy = 0;
    s->value = NULL;
    s->key = PyObject_Repr(a);
    if (s->key == NULL) {
        PyMem_Free(s);
        return NULL;
    }
    return s;
}

static void
state_free(struct state *s)
{
    if (s == NULL)
        return;
    Py_XDECREF(s->key);
    Py_XDECREF(s->value);
    PyMem_Free(s);
}

"""

MAKERS = ["PyObject_Str(a)", "PyObject_Repr(a)", "PyNumber_Negative(a)",
          "PyObject_GetAttrString(a, \"x\")", "PyObject_CallObject(a, NULL)",
          "PyNumber_Add(a, a)"]


class Function:
    """One function, statement by statement."""

    def __init__(self, r, name, level):
        self.r = r
        self.name = name
        self.level = level
        self.goto = level >= 2 and r.random() < 0.6
        self.lines = []       # (indent, text)
        self.variables = []   # of the function's own block
        self.owned = []       # the ledger, in order
        self.pairs = []       # struct variables
        self.blocks = []      # of memory, that are live
        self.nodes = []       # lists that are live
        self.held = set()     # in a container, too
        self.failed_with = set()  # owned at some `goto fail`
        self.edits = []       # (defect, how to make it): see damage()
        self.indent = 1

    # ---- writing ----

    def put(self, text):
        self.lines.append((self.indent, text))
        return len(self.lines) - 1

    def variable(self):
        name = "v%d" % len(self.variables)
        self.variables.append(name)
        return name

    def release(self, name, last=False):
        """Py_DECREF where the variable is known to own."""
        clear = self.goto and not last
        if clear and self.r.random() < 0.5:
            at = self.put("Py_CLEAR(%s);" % name)
            self.edits.append(("leak", ("drop", at, "%s = NULL;" % name)))
            return
        at = self.put("Py_DECREF(%s);" % name)
        self.edits.append(("leak", ("drop", at, "")))
        self.edits.append(("excess", ("twice", at)))
        if name not in self.held:
            self.edits.append(("use-after-release", (
                "after", at, "n += (int)Py_TYPE(%s)->tp_basicsize;" % name)))
        if clear:
            self.put("%s = NULL;" % name)

    def free_blocks(self):
        for name in reversed(self.blocks):
            at = self.put("PyMem_Free(%s);" % name)
            self.edits.append(("leaked-block", ("drop", at, "")))
            self.edits.append(("freed-twice", ("twice", at)))
        for name in reversed(self.nodes):
            at = self.put("nodes_free(%s);" % name)
            self.edits.append(("leak-in-list", ("drop", at, "")))

    def fail(self, also=()):
        """The way out with an exception set; `also` owns besides."""
        self.free_blocks()
        for name in also:
            at = self.put("Py_DECREF(%s);" % name)
            self.edits.append(("leak", ("drop", at, "")))
            self.edits.append(("excess", ("twice", at)))
        if self.goto:
            self.failed_with.update(self.owned)
            self.put("goto fail;")
            return
        for name in reversed(self.owned):
            at = self.put("Py_DECREF(%s);" % name)
            self.edits.append(("leak", ("drop", at, "")))
            self.edits.append(("excess", ("twice", at)))
        for name in self.pairs:
            self.put("pair_clear(&%s);" % name)
        self.put("return NULL;")

    def fail_if(self, condition, also=()):
        begin = self.put("if (%s) {" % condition)
        self.indent += 1
        self.fail(also)
        self.indent -= 1
        end = self.put("}")
        return begin, end

    def check_null(self, name, also=()):
        edit = ("no-null-check", None)
        begin, end = self.fail_if("%s == NULL" % name, also)
        self.edits.append((edit[0], ("unchecked", begin, end, name)))

    # ---- steps ----

    def new(self):
        name = self.variable()
        self.put("%s = %s;" % (name, self.r.choice(MAKERS)))
        self.check_null(name)
        self.owned.append(name)
        return name

    def step_new(self):
        self.new()

    def step_test(self):
        self.fail_if("PyObject_IsTrue(a) < 0")

    def step_drop(self):
        if self.owned:
            name = self.r.choice(self.owned)
            self.owned.remove(name)
            self.release(name)

    def container(self, call):
        name = self.variable()
        self.put("%s = %s;" % (name, call))
        self.check_null(name)
        self.owned.append(name)
        return name

    def step_append(self):
        item = self.new()
        into = self.container("PyList_New(0)")
        self.fail_if("PyList_Append(%s, %s) < 0" % (into, item))
        self.held.add(item)
        if self.r.random() < 0.5:
            self.owned.remove(item)
            self.release(item)

    def step_dict(self):
        into = self.container("PyDict_New()")
        item = self.new()
        self.fail_if("PyDict_SetItemString(%s, \"k\", %s) < 0" % (into, item))
        self.held.add(item)

    def stolen(self, name):
        at = len(self.lines) - 1
        self.owned.remove(name)
        self.edits.append(("released-after-steal",
                           ("after", at, "Py_DECREF(%s);" % name)))
        if self.goto:
            self.put("%s = NULL;" % name)

    def step_steal(self):
        item = self.new()
        into = self.container("PyTuple_New(1)")
        self.put("PyTuple_SET_ITEM(%s, 0, %s);" % (into, item))
        self.stolen(item)

    def step_build(self):
        item = self.new()
        into = self.variable()
        self.put("%s = Py_BuildValue(\"(Ni)\", %s, n);" % (into, item))
        self.stolen(item)
        self.check_null(into)
        self.owned.append(into)

    def when_true(self):
        """A condition that only the caller's object knows."""
        self.put("i = PyObject_IsTrue(a);")
        self.fail_if("i < 0")
        self.put("if (i) {")
        self.indent += 1

    def step_branch(self):
        self.when_true()
        name = self.new()
        self.owned.remove(name)
        self.release(name)
        self.indent -= 1
        self.put("}")

    def step_loop(self):
        self.put("for (i = 0; i < %d; i++) {" % self.r.choice([2, 3, 5]))
        self.indent += 1
        name = "t%d" % len(self.lines)
        self.put("PyObject *%s = %s;" % (name, self.r.choice(MAKERS)))
        self.check_null(name)
        self.fail_if("PyObject_IsTrue(%s) < 0" % name, [name])
        if self.r.random() < 0.4:
            self.put("if (i == 1) {")
            self.indent += 1
            at = self.put("Py_DECREF(%s);" % name)
            self.edits.append(("leak", ("drop", at, "")))
            self.put(self.r.choice(["continue;", "break;"]))
            self.indent -= 1
            self.put("}")
        at = self.put("Py_DECREF(%s);" % name)
        self.edits.append(("leak", ("drop", at, "")))
        self.edits.append(("excess", ("twice", at)))
        self.put("n++;")
        self.indent -= 1
        self.put("}")

    def step_help_make(self):
        name = self.variable()
        self.put("%s = help_make(a);" % name)
        self.check_null(name)
        self.owned.append(name)

    def step_help_fill(self):
        name = self.variable()
        self.fail_if("help_fill(a, &%s) < 0" % name)
        self.owned.append(name)

    def step_help_take(self):
        into = self.container("PyList_New(0)")
        item = self.new()
        self.put("if (help_take(%s, %s) < 0) {" % (into, item))
        self.owned.remove(item)
        self.indent += 1
        if self.goto:
            self.put("%s = NULL;" % item)
        self.fail()
        self.indent -= 1
        at = self.put("}")
        self.edits.append(("released-after-steal",
                           ("after", at, "Py_DECREF(%s);" % item)))
        if self.goto:
            self.put("%s = NULL;" % item)
        if self.r.random() < 0.5:
            self.put("n += Py_REFCNT(help_peek(%s)) > 1;" % into)

    def step_flag(self):
        name = "b%d" % len(self.lines)
        flag = "own%d" % len(self.lines)
        self.put("PyObject *%s = a;" % name)
        self.put("int %s = 0;" % flag)
        self.when_true()
        self.put("%s = %s;" % (name, self.r.choice(MAKERS)))
        self.check_null(name)
        self.put("%s = 1;" % flag)
        self.indent -= 1
        self.put("}")
        self.put("if (PyObject_IsTrue(%s) < 0) {" % name)
        self.indent += 1
        self.put("if (%s)" % flag)
        at = self.put("    Py_DECREF(%s);" % name)
        self.edits.append(("leak", ("drop", at, "    ;")))
        self.fail()
        self.indent -= 1
        self.put("}")
        self.put("if (%s)" % flag)
        at = self.put("    Py_DECREF(%s);" % name)
        self.edits.append(("leak", ("drop", at, "    ;")))
        self.edits.append(("excess", ("after", at,
                                      "Py_DECREF(%s);" % name)))

    def step_pair(self):
        pair = "p%d" % len(self.pairs)
        self.pairs.append(pair)
        for field in ("x", "y"):
            place = "%s.%s" % (pair, field)
            self.put("%s = %s;" % (place, self.r.choice(MAKERS)))
            self.check_null(place)
        if self.r.random() < 0.5:
            at = self.put("Py_CLEAR(%s.y);" % pair)
            self.edits.append(("leak", ("drop", at,
                                        "%s.y = NULL;" % pair)))

    def step_joint(self):
        first, second = self.variable(), self.variable()
        for name in (first, second):
            self.put("%s = %s;" % (name, self.r.choice(MAKERS)))
            if name == first:
                # The second call must not run with an exception set.
                self.check_null(first)
                self.owned.append(first)
        self.put("if (%s == NULL || %s == NULL) {" % (first, second))
        self.indent += 1
        self.fail()
        self.indent -= 1
        self.put("}")
        self.owned.append(second)

    def step_choice(self):
        self.put("i = PyObject_IsTrue(a);")
        self.fail_if("i < 0")
        name = self.variable()
        self.put("if (i)")
        self.put("    %s = %s;" % (name, self.r.choice(MAKERS)))
        self.put("else {")
        self.put("    Py_INCREF(a);")
        self.put("    %s = a;" % name)
        self.put("}")
        self.check_null(name)
        self.owned.append(name)

    def step_alias(self):
        name = self.new()
        other = "w%d" % len(self.lines)
        self.put("PyObject *%s = %s;" % (other, name))
        self.fail_if("PyObject_IsTrue(%s) < 0" % other)
        self.owned.remove(name)
        at = self.put("Py_DECREF(%s);" % other)
        self.edits.append(("leak", ("drop", at, "")))
        self.edits.append(("excess", ("twice", at)))
        if self.goto:
            self.put("%s = NULL;" % name)

    def step_array(self):
        many = self.r.choice([2, 3, 4])
        name, k = "m%d" % len(self.lines), "k%d" % len(self.lines)
        self.put("PyObject *%s[%d];" % (name, many))
        self.put("int %s;" % k)
        self.put("for (%s = 0; %s < %d; %s++) {" % (k, k, many, k))
        self.indent += 1
        self.put("%s[%s] = %s;" % (name, k, self.r.choice(MAKERS)))
        self.put("if (%s[%s] == NULL) {" % (name, k))
        self.indent += 1
        self.put("while (%s > 0)" % k)
        at = self.put("    Py_DECREF(%s[--%s]);" % (name, k))
        self.edits.append(("leak", ("drop", at, "    --%s;" % k)))
        self.fail()
        self.indent -= 1
        self.put("}")
        self.indent -= 1
        self.put("}")
        self.put("for (%s = 0; %s < %d; %s++)" % (k, k, many, k))
        at = self.put("    Py_DECREF(%s[%s]);" % (name, k))
        self.edits.append(("leak", ("drop", at, "    ;")))

    def step_block(self):
        name = "c%d" % len(self.lines)
        self.put("char *%s = PyMem_Malloc(40);" % name)
        self.put("if (%s == NULL) {" % name)
        self.indent += 1
        self.put("PyErr_NoMemory();")
        self.fail()
        self.indent -= 1
        self.put("}")
        self.blocks.append(name)
        self.put("%s[0] = 'x';" % name)
        self.r.choice([Function.step_new, Function.step_test,
                       Function.step_branch])(self)
        self.blocks.remove(name)
        at = self.put("PyMem_Free(%s);" % name)
        self.edits.append(("leaked-block", ("drop", at, "")))
        self.edits.append(("freed-twice", ("twice", at)))

    def step_nodes(self):
        head = "h%d" % len(self.lines)
        self.put("struct node *%s = NULL;" % head)
        self.nodes.append(head)
        self.put("for (i = 0; i < 3; i++) {")
        self.indent += 1
        name = "t%d" % len(self.lines)
        self.put("PyObject *%s = %s;" % (name, self.r.choice(MAKERS)))
        self.check_null(name)
        self.fail_if("nodes_push(&%s, %s) < 0" % (head, name), [name])
        at = self.put("Py_DECREF(%s);" % name)
        self.edits.append(("leak", ("drop", at, "")))
        self.indent -= 1
        self.put("}")
        self.step_test()
        self.nodes.remove(head)
        at = self.put("nodes_free(%s);" % head)
        self.edits.append(("leak-in-list", ("drop", at, "")))

    def step_wrap(self):
        name = self.variable()
        self.put("%s = help_wrap(a, %s);" % (name, self.r.choice(
            ["0", "1", "n & 1"])))
        self.check_null(name)
        self.owned.append(name)

    def step_two(self):
        first, second = self.variable(), self.variable()
        self.fail_if("help_two(a, &%s, &%s) < 0" % (first, second))
        self.owned += [first, second]

    def step_maybe(self):
        name, flag = "y%d" % len(self.lines), "own%d" % len(self.lines)
        self.put("int %s;" % flag)
        self.put("PyObject *%s = help_maybe(a, &%s);" % (name, flag))
        self.check_null(name)
        self.put("if (PyObject_IsTrue(%s) < 0) {" % name)
        self.indent += 1
        self.put("if (%s)" % flag)
        at = self.put("    Py_DECREF(%s);" % name)
        self.edits.append(("leak", ("drop", at, "    ;")))
        self.fail()
        self.indent -= 1
        self.put("}")
        self.put("if (%s)" % flag)
        at = self.put("    Py_DECREF(%s);" % name)
        self.edits.append(("leak", ("drop", at, "    ;")))

    def step_field_call(self):
        name = self.variable()
        kind = self.r.choice(["kinds[0].make(a)", "kinds[n & 1].make(a)",
                              "kind_of(n)->make(a)"])
        self.put("%s = %s;" % (name, kind))
        self.check_null(name)
        self.owned.append(name)

    def step_pointer_take(self):
        into = self.container("PyList_New(0)")
        item = self.new()
        self.put("if (kind_of(n)->take(%s, %s) < 0) {" % (into, item))
        self.owned.remove(item)
        self.indent += 1
        if self.goto:
            self.put("%s = NULL;" % item)
        self.fail()
        self.indent -= 1
        at = self.put("}")
        self.edits.append(("released-after-steal",
                           ("after", at, "Py_DECREF(%s);" % item)))
        if self.goto:
            self.put("%s = NULL;" % item)

    def step_state(self):
        name = "s%d" % len(self.lines)
        self.put("struct state *%s = state_new(a);" % name)
        self.fail_if("%s == NULL" % name)
        self.put("%s->value = %s;" % (name, self.r.choice(MAKERS)))
        self.put("if (%s->value == NULL) {" % name)
        self.indent += 1
        at = self.put("state_free(%s);" % name)
        self.edits.append(("leak-in-list", ("drop", at, "")))
        self.fail()
        self.indent -= 1
        self.put("}")
        if self.r.random() < 0.5:
            other = self.variable()
            self.put("%s = %s->value;" % (other, name))
            at = self.put("%s->value = NULL;" % name)
            self.edits.append(("use-after-owner", ("drop", at, "")))
            self.owned.append(other)
        at = self.put("state_free(%s);" % name)
        self.edits.append(("leak-in-list", ("drop", at, "")))

    def step_grow(self):
        name, count = "g%d" % len(self.lines), "c%d" % len(self.lines)
        self.put("PyObject **%s = NULL;" % name)
        self.put("Py_ssize_t %s = 0;" % count)
        self.put("for (i = 0; i < 3; i++) {")
        self.indent += 1
        self.put("PyObject **more = PyMem_Realloc(%s,"
                 " (%s + 1) * sizeof *more);" % (name, count))
        self.put("PyObject *made = more == NULL ? PyErr_NoMemory() : %s;"
                 % self.r.choice(MAKERS))
        self.put("%s = more != NULL ? more : %s;" % (name, name))
        self.put("if (made == NULL) {")
        self.indent += 1
        self.put("while (%s > 0)" % count)
        at = self.put("    Py_DECREF(%s[--%s]);" % (name, count))
        self.edits.append(("leak", ("drop", at, "    --%s;" % count)))
        at = self.put("PyMem_Free(%s);" % name)
        self.edits.append(("leaked-block", ("drop", at, "")))
        self.fail()
        self.indent -= 1
        self.put("}")
        self.put("%s[%s++] = made;" % (name, count))
        self.indent -= 1
        self.put("}")
        self.put("while (%s > 0)" % count)
        at = self.put("    Py_DECREF(%s[--%s]);" % (name, count))
        self.edits.append(("leak", ("drop", at, "    --%s;" % count)))
        at = self.put("PyMem_Free(%s);" % name)
        self.edits.append(("leaked-block", ("drop", at, "")))

    def step_ladder(self):
        """Labels one below the other, in a block of their own."""
        n = len(self.lines)
        x, y, bad = "x%d" % n, "y%d" % n, "bad%d" % n
        self.put("PyObject *%s, *%s;" % (x, y))
        self.put("int %s = 1;" % bad)
        self.put("%s = %s;" % (x, self.r.choice(MAKERS)))
        self.put("if (%s == NULL)" % x)
        self.put("    goto none%d;" % n)
        self.put("%s = %s;" % (y, self.r.choice(MAKERS)))
        self.put("if (%s == NULL)" % y)
        self.put("    goto one%d;" % n)
        self.put("if (PyObject_IsTrue(%s) < 0)" % y)
        jump = self.put("    goto two%d;" % n)
        self.edits.append(("leak", ("drop", jump, "    goto one%d;" % n)))
        self.put("%s = 0;" % bad)
        self.lines.append((0, "two%d:" % n))
        at = self.put("Py_DECREF(%s);" % y)
        self.edits.append(("leak", ("drop", at, ";")))
        self.edits.append(("excess", ("twice", at)))
        self.lines.append((0, "one%d:" % n))
        at = self.put("Py_DECREF(%s);" % x)
        self.edits.append(("leak", ("drop", at, ";")))
        self.lines.append((0, "none%d:" % n))
        self.fail_if(bad)

    def step_nested(self):
        """The inner loop leaves by break, the outer one looks why."""
        n = len(self.lines)
        name, bad, k = "t%d" % n, "bad%d" % n, "k%d" % n
        self.put("int %s = 0;" % bad)
        self.put("for (i = 0; i < 3 && !%s; i++) {" % bad)
        self.indent += 1
        self.put("PyObject *%s = %s;" % (name, self.r.choice(MAKERS)))
        self.put("int %s;" % k)
        self.check_null(name)
        self.put("for (%s = 0; %s < 2; %s++)" % (k, k, k))
        self.put("    if (PyObject_IsTrue(%s) < 0) {" % name)
        self.put("        %s = 1;" % bad)
        self.put("        break;")
        self.put("    }")
        at = self.put("Py_DECREF(%s);" % name)
        self.edits.append(("leak", ("drop", at, "")))
        self.edits.append(("excess", ("twice", at)))
        self.indent -= 1
        self.put("}")
        self.fail_if(bad)

    def step_switch(self):
        name = self.variable()
        self.put("i = PyObject_IsTrue(a);")
        self.put("switch (i) {")
        self.put("case 0:")
        self.put("    %s = %s;" % (name, self.r.choice(MAKERS)))
        self.put("    break;")
        self.put("case 1:")
        at = self.put("    Py_INCREF(a);")
        self.put("    %s = a;" % name)
        self.put("    break;")
        self.put("default:")
        self.put("    %s = NULL;" % name)
        self.put("    break;")
        self.put("}")
        self.check_null(name)
        self.owned.append(name)
        self.edits.append(("borrowed-released", ("drop", at, "")))

    STEPS = [
        [step_new, step_new, step_test, step_drop, step_append, step_steal],
        [step_new, step_append, step_steal, step_build, step_dict],
        [step_branch, step_loop, step_loop],
        [step_help_make, step_help_fill, step_help_take],
        [step_flag],
        [step_pair],
        [step_joint, step_choice, step_alias, step_array],
        [step_block, step_nodes],
        [step_wrap, step_two, step_maybe],
        [step_field_call, step_field_call, step_pointer_take],
        [step_state, step_grow],
        [step_ladder, step_nested, step_switch],
    ]

    # ---- the whole ----

    def write(self):
        own = self.STEPS[self.level - 1]
        below = [s for steps in self.STEPS[:self.level] for s in steps]
        self.r.choice(own)(self)
        for _ in range(self.r.randrange(1, 5)):
            self.r.choice(own if self.r.random() < 0.4 else below)(self)
        self.finish()

    def finish(self):
        if self.goto and self.level >= 7 and self.r.random() < 0.5:
            self.finish_together()
            return
        result = None
        if self.owned and self.r.random() < 0.8:
            result = self.r.choice(self.owned)
            self.owned.remove(result)
        for name in reversed(self.owned):
            self.release(name, last=True)
        for name in self.pairs:
            at = self.put("pair_clear(&%s);" % name)
            self.edits.append(("leak", ("drop", at, "")))
        odd = len(self.lines)
        if result is None:
            at = self.put("Py_INCREF(a);")
            self.put("return a;")
            self.edits.append(("borrowed-returned", ("drop", at, "")))
        else:
            self.put("return %s;" % result)
        release = ["Py_DECREF(%s);" % result] if result else []
        self.edits.append(("no-exception",
                           ("before", odd,
                            ["if (a == self) {",
                             *["    " + x for x in release],
                             "    return NULL;", "}"])))
        if self.goto:
            self.finish_label()

    def finish_together(self):
        """One label for success and failure."""
        odd = len(self.lines)
        self.edits.append(("no-exception",
                           ("before", odd, ["if (a == self)",
                                            "    goto fail;"])))
        if self.owned:
            result = self.r.choice(self.owned)
            self.owned.remove(result)
            self.put("result = %s;" % result)
            at = self.put("%s = NULL;" % result)
            self.edits.append(("returned-released", ("drop", at, "")))
        else:
            self.put("Py_INCREF(a);")
            self.put("result = a;")
        self.failed_with.update(self.owned)
        self.lines.append((0, "fail:"))
        for name in self.variables:
            at = self.put("Py_XDECREF(%s);" % name)
            if name in self.failed_with:
                self.edits.append(("leak", ("drop", at, "")))
        for name in self.pairs:
            self.put("pair_clear(&%s);" % name)
        self.put("return result;")

    def finish_label(self):
        if not any(text == "goto fail;" for _, text in self.lines):
            return
        self.lines.append((0, "fail:"))
        for name in self.variables:
            at = self.put("Py_XDECREF(%s);" % name)
            if name in self.failed_with:
                self.edits.append(("leak", ("drop", at, "")))
        for name in self.pairs:
            at = self.put("pair_clear(&%s);" % name)
        self.put("return NULL;")

    def text(self, lines):
        out = ["PyObject *", "%s(PyObject *self, PyObject *a)" % self.name,
               "{", "    int i = 0, n = 0;"]
        out.append("    PyObject *result = NULL;")
        begin = " = NULL" if self.goto else ""
        out += ["    PyObject *%s%s;" % (v, begin) for v in self.variables]
        out += ["    struct pair %s = {NULL, NULL};" % p for p in self.pairs]
        out += ["    (void)%s;" % name for name in ("self", "result", "i", "n")]
        out += ["    " * indent + line for indent, line in lines]
        return "\n".join(out + ["}", "", ""])

    def damage(self, edit):
        """The lines with the defect."""
        lines = list(self.lines)
        how, at = edit[0], edit[1]
        indent = lines[at][0]
        if how == "drop":
            lines[at:at + 1] = [(indent, edit[2])] if edit[2] else []
        elif how == "twice":
            lines.insert(at, lines[at])
        elif how == "after":
            lines.insert(at + 1, (indent, edit[2]))
        elif how == "before":
            lines[at:at] = [(indent, text) for text in edit[2]]
        elif how == "unchecked":
            lines[at:edit[2] + 1] = [
                (indent, "n += (int)Py_TYPE(%s)->tp_basicsize;" % edit[3])]
        return lines


def generate(seed, n, clean_share=0.5, levels=range(1, LEVELS + 1)):
    """The text of a file, and [(function, level, defect or None)]."""
    r = random.Random(seed)
    out, ledger = [HEAD], []
    levels = list(levels)
    for i in range(n):
        f = Function(r, "f%d" % i, r.choice(levels))
        f.write()
        defect, lines = None, f.lines
        if r.random() >= clean_share:
            kinds = sorted({kind for kind, _ in f.edits})
            defect = r.choice(kinds)
            lines = f.damage(r.choice([e for k, e in f.edits if k == defect]))
        out.append(f.text(lines))
        ledger.append((f.name, f.level, defect))
    return "".join(out) + table(ledger), ledger


def table(ledger):
    rows = "".join('    {"%s", %s, METH_O, NULL},\n' % (f, f)
                   for f, _, _ in ledger)
    return ("static PyMethodDef methods[] = {\n%s    {NULL, NULL, 0, NULL},\n"
            "};\n\nstatic struct PyModuleDef module = {\n"
            "    PyModuleDef_HEAD_INIT, \"MODULE\", NULL, -1, methods,\n"
            "    NULL, NULL, NULL, NULL,\n};\n\n"
            "PyMODINIT_FUNC\nPyInit_MODULE(void)\n{\n"
            "    return PyModule_Create(&module);\n}\n" % rows)
