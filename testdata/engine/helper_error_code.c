/* A helper turns any error number but 0 into an exception: whoever has put 0
 * into the number before is not stopped by it. */
#include <Python.h>
#include <errno.h>

extern int store_fetch(void *handle, long *size);
extern const char *store_message(int code);

#define STORE_GONE (-4101)
#define STORE_SHORT (-4102)

static PyObject *StoreError, *GoneError;

static int
raise_code(int code)
{
    PyObject *type, *args;
    switch (code) {
    case 0:
        return 0;
    case STORE_GONE:
        type = GoneError;
        break;
    case ENOMEM:
        type = PyExc_MemoryError;
        break;
    default:
        type = StoreError;
        break;
    }
    if (type != NULL) {
        args = Py_BuildValue("(is)", code, store_message(code));
        if (args == NULL)
            return 1;
        PyErr_SetObject(type, args);
        Py_DECREF(args);
    }
    return type != NULL;
}

PyObject *
fetch_size(PyObject *self, PyObject *capsule)
{
    PyObject *size = NULL;
    long n = 0;
    void *handle = PyCapsule_GetPointer(capsule, "store");
    if (handle == NULL)
        return NULL;
    int code = store_fetch(handle, &n);
    if (code == STORE_SHORT || !code) {
        size = PyLong_FromLong(n);
        code = 0;
    }
    if (raise_code(code))
        return NULL;
    return size;
}

PyObject *
fetch_size_twice(PyObject *self, PyObject *capsule)
{
    long n = 0;
    void *handle = PyCapsule_GetPointer(capsule, "store");
    if (handle == NULL)
        return NULL;
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    int code = store_fetch(handle, &n);
    if (code) {
        Py_DECREF(list);
        if (raise_code(code))
            return NULL;
    }
    code = store_fetch(handle, &n);
    if (raise_code(code))
        return NULL; // WARN leaked-reference "'list'"
    return list;
}

static struct PyModuleDef store_module = {PyModuleDef_HEAD_INIT, "store", NULL,
                                          -1, NULL};

PyMODINIT_FUNC
PyInit_store(void)
{
    PyObject *m = PyModule_Create(&store_module);
    if (m == NULL)
        return NULL;
    StoreError = NULL;
    StoreError = PyErr_NewException("store.Error", NULL, NULL);
    if (StoreError == NULL)
        goto fail;
    GoneError = PyErr_NewException("store.Gone", StoreError, NULL);
    if (GoneError == NULL)
        goto fail;
    return m;
fail:
    Py_DECREF(m);
    return NULL;
}
