/* Objects to call the API with that Python code cannot make. */
#include "audit.h"

#include <string.h>

static PyObject *
make_capsule(void)
{
    return PyCapsule_New("pointer", "capsule", NULL);
}

/* Of five characters, none of them set by anybody else. */
static PyObject *
make_str(void)
{
    PyObject *text = PyUnicode_New(5, 127);
    if (text != NULL && PyUnicode_Fill(text, 0, 5, 'x') < 0)
        Py_CLEAR(text);
    return text;
}

static PyObject *
make_untracked(void)
{
    PyObject *list = PyList_New(0);
    if (list != NULL)
        PyObject_GC_UnTrack(list);
    return list;
}

static PyObject *
make_instance_method(void)
{
    PyObject *builtins = PyEval_GetBuiltins();
    PyObject *function = PyDict_GetItemString(builtins, "len");
    return function == NULL ? NULL : PyInstanceMethod_New(function);
}

static PyObject *
make_stateful(void)
{
    static struct PyModuleDef def = {
        PyModuleDef_HEAD_INIT, "made", NULL, 64, NULL, NULL, NULL, NULL, NULL,
    };
    return PyModule_Create(&def);
}

/* A type that belongs to the module, which is consumed. */
static PyObject *
make_type_of(PyObject *module)
{
#if PY_VERSION_HEX >= 0x03090000
    static PyType_Slot slots[] = {{Py_tp_doc, "documented"}, {0, NULL}};
    static PyType_Spec spec = {"made.Heap", sizeof(PyObject), 0,
                               Py_TPFLAGS_DEFAULT, slots};
    if (module == NULL)
        return NULL;
    PyObject *type = PyType_FromModuleAndSpec(module, &spec, NULL);
    Py_DECREF(module);
    return type;
#else
    Py_XDECREF(module);
    PyErr_SetString(PyExc_NotImplementedError, "since 3.9");
    return NULL;
#endif
}

static PyObject *
make_heap_type(void)
{
    return make_type_of(PyModule_New("made"));
}

static PyObject *
make_stateful_type(void)
{
    return make_type_of(make_stateful());
}

static PyObject *
make_sequence_type(void)
{
    static PyStructSequence_Field fields[] = {
        {"one", NULL}, {"two", NULL}, {NULL, NULL}};
    static PyStructSequence_Desc sequence = {"made.Pair", NULL, fields, 2};
    return (PyObject *)PyStructSequence_NewType(&sequence);
}

static PyObject *
make_sequence(void)
{
    PyObject *type = make_sequence_type();
    if (type == NULL)
        return NULL;
    PyObject *sequence = PyStructSequence_New((PyTypeObject *)type);
    Py_DECREF(type);
    if (sequence == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < 2; i++) {
        PyObject *item = PyList_New(0);
        if (item == NULL) {
            Py_DECREF(sequence);
            return NULL;
        }
        PyStructSequence_SetItem(sequence, i, item);
    }
    return sequence;
}

PyObject *
object_make(const char *name)
{
    static const struct {
        const char *name;
        PyObject *(*make)(void);
    } makers[] = {{"capsule", make_capsule},
                  {"new str", make_str},
                  {"untracked", make_untracked},
                  {"instance method", make_instance_method},
                  {"heap type", make_heap_type},
                  {"stateful", make_stateful},
                  {"stateful type", make_stateful_type},
                  {"sequence type", make_sequence_type},
                  {"sequence", make_sequence}};
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (strcmp(makers[i].name, name) == 0)
            return makers[i].make();
    return PyErr_Format(PyExc_KeyError, "no object '%s'", name);
}
