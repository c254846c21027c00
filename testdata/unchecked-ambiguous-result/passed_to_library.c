/* The number goes to a library right away, which knows nothing of objects and
 * leaves the exception where it is. */
#include <Python.h>

struct motor;
void motor_seek(struct motor *, int position);
void motor_speed(struct motor *, double rpm);
int motor_name(struct motor *, const char *name);

static struct motor *motor;

static PyObject *
seek(PyObject *self, PyObject *arg)
{
    long position = PyLong_AsLong(arg);

    motor_seek(motor, (int)position);
    Py_RETURN_NONE;   // WARN unchecked-ambiguous-result "PyLong_AsLong"
}

static PyObject *
speed(PyObject *self, PyObject *arg)
{
    motor_speed(motor, PyFloat_AsDouble(arg) * 60);
    Py_RETURN_NONE;   // WARN unchecked-ambiguous-result "PyFloat_AsDouble"
}

static PyObject *
rename_motor(PyObject *self, PyObject *arg)
{
    const char *name = PyUnicode_AsUTF8(arg);
    int ok = motor_name(motor, name);

    return PyBool_FromLong(ok);   // WARN result-with-exception
}

static PyMethodDef methods[] = {
    {"seek", seek, METH_O, NULL},
    {"speed", speed, METH_O, NULL},
    {"rename", rename_motor, METH_O, NULL},
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
