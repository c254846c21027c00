/* Arrays of objects that may not be aligned are read and written with
 * memcpy(): the bytes of the pointer are the reference. */
#include <Python.h>
#include <string.h>
int
replace(char *iptr, char *optr, PyObject *deepcopy, PyObject *visit)
{
    PyObject *itemp, *otemp;
    PyObject *res;
    memcpy(&itemp, iptr, sizeof(itemp));
    memcpy(&otemp, optr, sizeof(otemp));
    Py_XINCREF(itemp);
    res = PyObject_CallFunctionObjArgs(deepcopy, itemp, visit, NULL);
    Py_XDECREF(itemp);
    if (res == NULL)
        return -1;
    Py_XDECREF(otemp);
    memcpy(optr, &res, sizeof(res));
    return 0;
}
int
put(char *optr, PyObject *deepcopy)
{
    PyObject *res = PyObject_CallObject(deepcopy, NULL);
    if (res == NULL)
        return -1;
    memmove(optr, &res, sizeof(res));
    return 0;
}
int
put_perhaps(PyObject **optr, PyObject *deepcopy)
{
    if (optr != NULL) {
        PyObject *res = PyObject_CallObject(deepcopy, NULL);
        if (res == NULL)
            return -1;
        memcpy(optr, &res, sizeof(res));
    }
    return 0;
}

struct pair { PyObject *a, *b; };

struct pair *
pair_of(PyObject *o)
{
    struct pair p, *q;
    p.a = PyObject_Str(o);
    if (p.a == NULL)
        return NULL;
    p.b = PyObject_Repr(o);
    if (p.b == NULL) {
        Py_DECREF(p.a);
        return NULL;
    }
    q = PyMem_Malloc(sizeof(p));
    if (q == NULL) {
        Py_DECREF(p.a);
        Py_DECREF(p.b);
        PyErr_NoMemory();
        return NULL;
    }
    memcpy(q, &p, sizeof(p));
    return q;
}
