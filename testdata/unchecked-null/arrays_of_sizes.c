/* An array as large as another one is there unless memory runs out; one as
 * large as somebody asks for need not be.
 */
#include <Python.h>

typedef Py_ssize_t npy_intp;
typedef struct PyArrayObject PyArrayObject;
typedef struct PyArray_Descr PyArray_Descr;
#define NPY_FLOAT64 12
extern PyTypeObject PyArray_Type;
extern PyArray_Descr *PyArray_DescrFromType(int type);
extern PyObject *PyArray_Zeros(int nd, const npy_intp *dims,
                               PyArray_Descr *dtype, int fortran);
extern npy_intp PyArray_SIZE(PyObject *array);
extern void *PyArray_DATA(PyObject *array);

PyObject *
doubled(PyObject *Py_UNUSED(self), PyObject *args)
{
    PyObject *o;
    if (!PyArg_ParseTuple(args, "O!", &PyArray_Type, &o))
        return NULL;
    npy_intp n = PyArray_SIZE(o);
    PyObject *out =
        PyArray_Zeros(1, &n, PyArray_DescrFromType(NPY_FLOAT64), 0);
    double *to = PyArray_DATA(out); // RARE unchecked-null
    const double *from = PyArray_DATA(o);
    for (npy_intp i = 0; i < n; i++)
        to[i] = 2 * from[i];
    return out;
}

PyObject *
ramp(PyObject *Py_UNUSED(self), PyObject *args)
{
    npy_intp n;
    if (!PyArg_ParseTuple(args, "n", &n))
        return NULL;
    PyObject *out =
        PyArray_Zeros(1, &n, PyArray_DescrFromType(NPY_FLOAT64), 0);
    double *to = PyArray_DATA(out); // WARN unchecked-null
    for (npy_intp i = 0; i < n; i++)
        to[i] = (double)i;
    return out;
}

static PyMethodDef methods[] = {
    {"doubled", doubled, METH_VARARGS, NULL},
    {"ramp", ramp, METH_VARARGS, NULL},
    {NULL},
};

extern void install(PyMethodDef *table);

void
install_all(void)
{
    install(methods);
}
