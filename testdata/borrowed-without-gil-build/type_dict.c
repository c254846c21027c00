/* The dictionary of a type. */
#include <Python.h>

PyObject *
name_of(PyObject *self)
{
    PyObject *dict = Py_TYPE(self)->tp_dict;
    PyObject *name = PyDict_GetItemString(dict, "label"); // WARN borrowed-without-gil-build
    return name == NULL ? PyUnicode_FromString("?") : PyObject_Str(name);
}
