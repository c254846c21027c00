/* Functions elsewhere that may well look at the exception: by their names, or
 * because they deal with objects; and one that has nothing to do with it. */
#include <Python.h>

struct motor;
int position_or_error(long position);
PyObject *motor_object(long position);
void motor_seek(struct motor *, int position);
void motor_flush(struct motor *);

static struct motor *motor;

static PyObject *
seek(PyObject *self, PyObject *arg)
{
    int position = position_or_error(PyLong_AsLong(arg));

    if (position < 0)
        return NULL;
    motor_seek(motor, position);
    Py_RETURN_NONE;
}

static PyObject *
seek_object(PyObject *self, PyObject *arg)
{
    return motor_object(PyLong_AsLong(arg));
}

static PyObject *
seek_slowly(PyObject *self, PyObject *arg)
{
    long position = PyLong_AsLong(arg);

    motor_flush(motor);
    if (position == -1 && PyErr_Occurred())
        return NULL;
    motor_seek(motor, (int)position);
    Py_RETURN_NONE;
}

static PyObject *
seek_after_all(PyObject *self, PyObject *arg)
{
    long position = PyLong_AsLong(arg);

    motor_seek(motor, (int)position);
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"seek", seek, METH_O, NULL},
    {"seek_object", seek_object, METH_O, NULL},
    {"seek_slowly", seek_slowly, METH_O, NULL},
    {"seek_after_all", seek_after_all, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "motor", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_motor(void)
{
    return PyModule_Create(&def);
}
