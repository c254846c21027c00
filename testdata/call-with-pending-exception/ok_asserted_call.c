/* What an assertion calls does not raise: a release build does not even call
 * it.
 */
#include <Python.h>

static PyObject *map;

static int
init(void)
{
    map = PyDict_New();
    if (map == NULL)
        return -1;
#define ADD(T, C)                                                             \
    do {                                                                      \
        PyObject *code = PyLong_FromLong(C);                                  \
        assert(PyObject_IsSubclass(PyExc_##T, PyExc_OSError));                \
        if (code == NULL || PyDict_SetItem(map, code, PyExc_##T) < 0) {       \
            Py_XDECREF(code);                                                 \
            return -1;                                                        \
        }                                                                     \
        Py_DECREF(code);                                                      \
    } while (0)
    ADD(BlockingIOError, 3);
    ADD(BrokenPipeError, 4);
    ADD(ChildProcessError, 5);
    return 0;
}

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "m"};

PyMODINIT_FUNC
PyInit_m(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    if (init() < 0) {
        Py_DECREF(m);
        return NULL;
    }
    return m;
}
