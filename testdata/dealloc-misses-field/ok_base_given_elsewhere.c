/* Another module makes the type ready, with a base that has the field, too,
 * and releases it.
 */
#include <Python.h>

#include <stddef.h>

typedef struct {
    PyObject_HEAD
    PyObject *inst_dict;
} Thing;

struct thing_api {
    void (*register_class)(PyObject *dict, PyTypeObject *type,
                           PyObject *bases);
};

struct thing_api *thing_import(void);

PyTypeObject Plug_Type = {PyVarObject_HEAD_INIT(NULL, 0) "things.Plug",
                          sizeof(Thing)};

static PyObject *
plug_release(Thing *self, PyObject *Py_UNUSED(ignored))
{
    Py_XINCREF(self->inst_dict);
    return self->inst_dict ? self->inst_dict : PyDict_New();
}

static PyMethodDef plug_methods[] = {
    {"release", (PyCFunction)plug_release, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

int
plug_register(PyObject *module)
{
    struct thing_api *api = thing_import();
    Plug_Type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE;
    Plug_Type.tp_methods = plug_methods;
    Plug_Type.tp_dictoffset = offsetof(Thing, inst_dict);
    api->register_class(PyModule_GetDict(module), &Plug_Type, NULL);
    return 0;
}
