/* A deallocator runs with the GIL: what it gives back of its own
 * PyGILState_Ensure() leaves it held, also where nothing but the table of the
 * type, which is filled in while the module is imported, says what it is.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    void *block;
    int ours;
} Cask;

void cask_free(void *block);

PyTypeObject Cask_Type = {PyVarObject_HEAD_INIT(NULL, 0) "cellar.Cask",
                          sizeof(Cask)};

static void
cask_dealloc(Cask *self)
{
    if (self->ours && self->block) {
        PyGILState_STATE state = PyGILState_Ensure();
        cask_free(self->block);
        PyGILState_Release(state);
    }
    Py_TYPE(self)->tp_free((PyObject *)self);
}

int
cask_register(PyObject *module)
{
    Cask_Type.tp_dealloc = (destructor)cask_dealloc;
    Cask_Type.tp_flags = Py_TPFLAGS_DEFAULT;
    if (PyType_Ready(&Cask_Type) < 0)
        return -1;
    return PyModule_AddObjectRef(module, "Cask", (PyObject *)&Cask_Type);
}
