/* Whether there is a key is asked again, by the opposite test: no way has it
 * at one time and not at the other, as long as nobody sets it anew.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *source, *key, *seen;
} Unique;

static int
add_if_new(PyObject *seen, PyObject *o)
{
    int there = PySequence_Contains(seen, o);
    if (there != 0)
        return there;
    return PyList_Append(seen, o) < 0 ? -1 : 0;
}

PyObject *
unique_next(Unique *self)
{
    PyObject *item, *by;
    while ((item = PyIter_Next(self->source)) != NULL) {
        if (self->key == NULL) {
            by = item;
        }
        else {
            by = PyObject_CallOneArg(self->key, item);
            if (by == NULL) {
                Py_DECREF(item);
                return NULL;
            }
        }
        int there = add_if_new(self->seen, by);
        if (self->key != NULL)
            Py_DECREF(by);
        if (there == 0)
            return item; // DOUBT returned-borrowed-reference
        Py_DECREF(item); // DOUBT excess-release
        if (there < 0)
            return NULL;
    }
    return NULL;
}

static PyTypeObject Unique_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "unique.Unique",
    .tp_basicsize = sizeof(Unique),
    .tp_iternext = (iternextfunc)unique_next,
};
