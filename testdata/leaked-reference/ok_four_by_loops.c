/* A few items are made one by one and released one by one, where several ways
   come in: which of them a round releases may be known in part only. */
#include <Python.h>

static PyObject *
four_texts(PyObject *self, PyObject *a)
{
    int i, k;
    PyObject *texts[4];
    int truth = PyObject_IsTrue(a);
    if (truth < 0)
        return NULL;
    if (truth) {
        PyObject *negative = PyNumber_Negative(a);
        if (negative == NULL)
            return NULL;
        Py_DECREF(negative);
    }
    for (k = 0; k < 4; k++) {
        texts[k] = PyObject_Repr(a);
        if (texts[k] == NULL) {
            while (k > 0)
                Py_DECREF(texts[--k]);
            return NULL;
        }
    }
    for (k = 0; k < 4; k++)
        Py_DECREF(texts[k]);
    for (i = 0; i < 3; i++) {
        PyObject *answer = PyObject_CallObject(a, NULL);
        if (answer == NULL)
            return NULL;
        Py_DECREF(answer);
    }
    Py_INCREF(a);
    return a;
}

static PyMethodDef methods[] = {
    {"four_texts", four_texts, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "texts",
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_texts(void)
{
    return PyModule_Create(&module);
}
