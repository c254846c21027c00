/* The helper gives the number and says by its last argument whether it is
 * one.
 */
#include <Python.h>

extern int parse_angle(PyObject *text, double *number);

static double
to_angle(PyObject *o, double factor, int *status)
{
    double number;
    if (PyNumber_Check(o)) {
        PyObject *f = PyNumber_Float(o);
        if (f == NULL) {
            *status = -1;
            return 0;
        }
        number = PyFloat_AsDouble(f);
        Py_DECREF(f);
        *status = 0;
        return number;
    }
    if (PyUnicode_Check(o)) {
        *status = parse_angle(o, &number);
        return number * factor;
    }
    PyErr_SetString(PyExc_TypeError, "an angle is a number or a text");
    *status = -1;
    return 0;
}

typedef struct {
    PyObject_HEAD
    double angle;
} Star;

static int
star_set_angle(Star *self, PyObject *value, void *closure)
{
    int status;
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "a star has an angle");
        return -1;
    }
    self->angle = to_angle(value, 0.5, &status);
    return status;
}

PyGetSetDef star_getset[] = {
    {"angle", NULL, (setter)star_set_angle, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
