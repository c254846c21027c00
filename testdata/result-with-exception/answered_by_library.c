/* A library function gets the NULL and tells what it thinks of it.  Of one
 * whose result nobody asks for nothing is known, either, but then nobody says
 * that something failed.
 */
#include <Python.h>

struct engine;
extern int engine_start(struct engine *e);
extern void engine_stop(struct engine *e);

PyObject *
start(PyObject *Py_UNUSED(self), PyObject *capsule)
{
    struct engine *e = PyCapsule_GetPointer(capsule, "demo.engine");
    if (engine_start(e) != 0)
        return NULL;
    Py_RETURN_NONE; // DOUBT result-with-exception
}

PyObject *
stop(PyObject *Py_UNUSED(self), PyObject *capsule)
{
    engine_stop(PyCapsule_GetPointer(capsule, "demo.engine"));
    Py_RETURN_NONE; // WARN result-with-exception "PyCapsule_GetPointer"
}

extern int engine_set(int fast);

PyObject *
set(PyObject *Py_UNUSED(self), PyObject *fast)
{
    if (engine_set(PyObject_IsTrue(fast)) != 0)
        return PyErr_NoMemory();
    Py_RETURN_NONE; // WARN result-with-exception "PyObject_IsTrue"
}

static PyMethodDef methods[] = {
    {"set", set, METH_O, NULL},
    {"start", start, METH_O, NULL},
    {"stop", stop, METH_O, NULL},
    {NULL},
};

extern void install(PyMethodDef *table);

void
install_all(void)
{
    install(methods);
}
