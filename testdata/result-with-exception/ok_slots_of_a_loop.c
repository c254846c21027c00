/* NumPy numbers the slots of its loops in its own way, in a table of
 * PyType_Slot: what stands there is no slot of a type.
 */
#include <Python.h>

enum casting { CASTING_FAILED = -1, CASTING_NO = 0, CASTING_SAFE = 2 };

typedef struct {
    const char *name;
    PyType_Slot *slots;
} LoopSpec;

extern int add_loop(PyObject *ufunc, LoopSpec *spec);
extern PyObject *new_descr(long size);

static enum casting
ok_resolve(PyObject *Py_UNUSED(self), PyObject *Py_UNUSED(types[]),
           PyObject *given[], PyObject *loop[], Py_ssize_t *Py_UNUSED(offset))
{
    Py_INCREF(given[0]);
    loop[0] = given[0];
    loop[1] = PyObject_GetAttrString(given[0], "result");
    if (loop[1] == NULL)
        return CASTING_FAILED;
    return CASTING_SAFE;
}

int
add_loops(PyObject *ufunc)
{
    static PyType_Slot slots[] = {{2, &ok_resolve}, {0, NULL}};
    LoopSpec spec = {.name = "add", .slots = slots};
    return add_loop(ufunc, &spec);
}
