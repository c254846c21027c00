/* Calls of the user with one argument exchanged for what Python code could
 * pass as well: text that has no UTF-8, numbers of no size, objects that
 * refuse every question.  What then fails in the extension fails really. */
#include "rt.h"

#include <stdlib.h>

#define MOST_ARGS 64

static const char refuser[] =
    "class Refuser:\n"
    "    def refuse(self, *args, **names):\n"
    "        raise ValueError('refused')\n"
    "    for name in ('index int float complex len iter next getitem setitem "
    "'\n"
    "                 'delitem contains hash eq ne lt le gt ge repr str bool "
    "'\n"
    "                 'call bytes fspath add radd sub rsub mul rmul truediv "
    "'\n"
    "                 'pow neg enter exit').split():\n"
    "        locals()['__%s__' % name] = refuse\n"
    "    def __getattr__(self, name):\n"
    "        raise ValueError('refused')\n"
    "refuser = Refuser()\n"
    "text = '\\udc80'\n"
    "huge = 10 ** 400\n"
    "negative = -1\n"
    "none = None\n"
    "plain = object()\n"
    "def holds(o):\n"
    "    if type(o) is dict:\n"
    "        return {**o, '\\udc80': refuser}\n"
    "    return type(o)([refuser, *o]) if type(o) in (list, tuple) else "
    "None\n";

static const char *const kinds[] = {"refuser",  "text", "huge", "holds",
                                    "negative", "none", "plain"};

enum { KINDS = sizeof kinds / sizeof *kinds };

static struct object *
names_make(void)
{
    struct object *builtins = py.PyImport_ImportModule("builtins");
    struct object *exec = NULL, *names = py.PyDict_New(), *args;
    if (builtins != NULL)
        exec = py.PyObject_GetAttrString(builtins, "exec");
    args = py.Py_BuildValue("(sO)", refuser, names);
    if (exec != NULL && args != NULL)
        py.Py_DecRef(py.PyObject_CallObject(exec, args));
    py.Py_DecRef(args);
    py.Py_DecRef(exec);
    py.Py_DecRef(builtins);
    py.PyErr_Clear();
    return names;
}

/* NULL: nothing of that kind can stand for it. */
static struct object *
instead_of(struct object *o, unsigned kind)
{
    struct object *key, *value, *names = names_make(), *found = NULL;
    intptr_t place = 0;
    while (names != NULL && py.PyDict_Next(names, &place, &key, &value)) {
        const char *name = py.PyUnicode_AsUTF8(key);
        if (name != NULL && strcmp(name, kinds[kind]) == 0)
            found = value;
    }
    if (found != NULL && strcmp(kinds[kind], "holds") == 0) {
        struct object *args = py.Py_BuildValue("(O)", o);
        found = args == NULL ? NULL : py.PyObject_CallObject(found, args);
        bool none = found != NULL && found->type != o->type;
        found = none ? NULL : found;
    }
    py.PyErr_Clear();
    py.Py_IncRef(found);
    return found;
}

static bool
vary_tuple(intptr_t *arg, unsigned position, unsigned kind)
{
    struct object *old = (struct object *)*arg;
    intptr_t n = py.PyTuple_Size(old);
    if ((intptr_t)position >= n)
        return false;
    struct object *new = py.PyTuple_New(n);
    struct object *o = instead_of(py.PyTuple_GetItem(old, position), kind);
    for (intptr_t i = 0; new != NULL &&i < n; i++) {
        struct object *item = i == (intptr_t)position
                                  ? o
                                  : py.PyTuple_GetItem(old, i);
        py.Py_IncRef(item);
        py.PyTuple_SetItem(new, i, item);
    }
    *arg = (intptr_t)new;
    return new != NULL &&o != NULL;
}

static bool
vary_array(intptr_t *args, unsigned position, unsigned kind, bool keywords)
{
    static struct object *copy[MOST_ARGS];
    intptr_t n = args[1];
    if (keywords && args[2] != 0)
        n += py.PyTuple_Size((struct object *)args[2]);
    if ((intptr_t)position >= n || n > MOST_ARGS)
        return false;
    memcpy(copy, (void *)args[0], (size_t)n * sizeof *copy);
    copy[position] = instead_of(copy[position], kind);
    args[0] = (intptr_t)copy;
    return copy[position] != NULL;
}

static bool
takes_tuple(const struct hook *h, const intptr_t *args)
{
    static const char *const names[] = {"method", "tp_new", "tp_init",
                                        "tp_call"};
    const struct object *o = (const struct object *)args[1];
    bool takes = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        takes |= strcmp(h->entry->name, names[i]) == 0;
    return takes && o != NULL && o->type == py.tuple_type;
}

/* The arguments are counted from 0, without what the call is made on. */
bool
vary(const struct hook *h, intptr_t *args, unsigned number)
{
    const char *kind = h->entry->args;
    unsigned position = number / KINDS, k = 1;
    if (h->entry->once || kind[0] == '\0' || kind[1] == '\0')
        return false;
    const char *array = strchr(kind, 'a');
    if (array != NULL)
        return vary_array(args + (array - kind), position, number % KINDS,
                          array[1] == 'k');
    if (kind[1] == 'o' && takes_tuple(h, args))
        return vary_tuple(&args[1], position, number % KINDS);
    k += position;
    if (k >= strlen(kind) || kind[k] != 'o' || args[k] == 0)
        return false;
    args[k] = (intptr_t)instead_of((struct object *)args[k], number % KINDS);
    return args[k] != 0;
}
