/* A callback puts the object that a library hands back into a tuple first and
 * takes the reference for it afterwards. */
#include <Python.h>

struct sound;
void *sound_get_private(struct sound *);

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Element;

int
element_event(struct sound *sound)
{
    Element *e = sound_get_private(sound);
    PyObject *args, *r;
    int res = 0;

    if (e == NULL || e->callback == NULL)
        return -1;
    PyGILState_STATE state = PyGILState_Ensure();
    args = PyTuple_New(1);
    if (args != NULL) {
        PyTuple_SET_ITEM(args, 0, (PyObject *)e);
        Py_INCREF(e);
        r = PyObject_CallObject(e->callback, args);
        Py_DECREF(args);
        if (r != NULL) {
            Py_DECREF(r);
        }
        else {
            PyErr_Print();
            res = -5;
        }
    }
    PyGILState_Release(state);
    return res;
}
