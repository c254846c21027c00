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

/* Of a function that nobody else has. */
static PyObject *
make_instance_method(void)
{
    PyObject *globals = PyDict_New(), *method = NULL;
    if (globals == NULL)
        return NULL;
    PyObject *function = PyRun_String("lambda: 0", Py_eval_input, globals,
                                      globals);
    if (function != NULL)
        method = PyInstanceMethod_New(function);
    Py_XDECREF(function);
    Py_DECREF(globals);
    return method;
}

/* Of a generator that has not begun. */
static PyObject *
make_new_frame(void)
{
    PyObject *globals = PyDict_New(), *code = NULL, *frame = NULL;
    if (globals == NULL)
        return NULL;
    PyDict_SetItemString(globals, "__builtins__", PyEval_GetBuiltins());
    code = PyRun_String("compile('1', 'name', 'eval')", Py_eval_input, globals,
                        globals);
    if (code != NULL)
        frame = (PyObject *)PyFrame_New(PyThreadState_Get(),
                                        (PyCodeObject *)code, globals, NULL);
    Py_XDECREF(code);
    Py_DECREF(globals);
    return frame;
}

static PyObject *
make_entered_context(void)
{
    PyObject *context = PyContext_New();
    if (context != NULL && PyContext_Enter(context) < 0)
        Py_CLEAR(context);
    return context;
}

static PyObject *
make_view_of_nothing(void)
{
    static char memory[16];
    return PyMemoryView_FromMemory(memory, sizeof memory, PyBUF_READ);
}

/* ---- an object that runs Python code when its buffer is asked for ------- */

struct exporter {
    PyObject_HEAD bool refuses;
    char memory[16];
};

static int
run_python(void)
{
    PyObject *globals = PyDict_New(), *result = NULL;
    if (globals == NULL)
        return -1;
    result = PyRun_String("(lambda: 0)()", Py_eval_input, globals, globals);
    Py_DECREF(globals);
    if (result == NULL)
        return -1;
    Py_DECREF(result);
    return 0;
}

/* The error of samples.py, which tells whose fault it is. */
static int
refuse(void)
{
    PyObject *module = PyImport_ImportModule("samples");
    if (module == NULL)
        return -1;
    PyObject *result = PyObject_CallMethod(module, "refuse", NULL);
    Py_DECREF(module);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

static int
exporter_get(PyObject *self, Py_buffer *view, int flags)
{
    struct exporter *e = (struct exporter *)self;
    view->obj = NULL;
    if ((e->refuses ? refuse() : run_python()) < 0)
        return -1;
    return PyBuffer_FillInfo(view, self, e->memory, sizeof e->memory, 0,
                             flags);
}

static void
exporter_release(PyObject *self, Py_buffer *view)
{
    PyObject *type, *value, *trace;
    (void)self;
    (void)view;
    PyErr_Fetch(&type, &value, &trace);
    if (run_python() < 0)
        PyErr_Clear();
    PyErr_Restore(type, value, trace);
}

static PyBufferProcs exporter_procs = {exporter_get, exporter_release};
static PyTypeObject exporter_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "made.Exporter",
    .tp_basicsize = sizeof(struct exporter),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_as_buffer = &exporter_procs,
};

static PyObject *
make_exporter_that(bool refuses)
{
    if (PyType_Ready(&exporter_type) < 0)
        return NULL;
    struct exporter *e = PyObject_New(struct exporter, &exporter_type);
    if (e != NULL) {
        e->refuses = refuses;
        memset(e->memory, 'x', sizeof e->memory);
    }
    return (PyObject *)e;
}

static PyObject *
make_exporter(void)
{
    return make_exporter_that(false);
}

static PyObject *
make_refusing_exporter(void)
{
    return make_exporter_that(true);
}

/* ---- a builtin method that is told its class ---------------------------- */

#if PY_VERSION_HEX >= 0x03090000
static PyObject *
cmethod(PyObject *self, PyTypeObject *class, PyObject *const *args, size_t n,
        PyObject *names)
{
    (void)self;
    (void)class;
    (void)args;
    (void)n;
    (void)names;
    Py_RETURN_NONE;
}

/* By way of a pointer that fits any function. */
static PyMethodDef cmethod_def = {
    "cmethod", (PyCFunction)(void (*)(void))cmethod,
    METH_METHOD | METH_FASTCALL | METH_KEYWORDS, NULL};
#endif

static PyObject *
make_cmethod(void)
{
#if PY_VERSION_HEX >= 0x03090000
    PyObject *type = object_make("heap type");
    if (type == NULL)
        return NULL;
    PyObject *method = PyCMethod_New(&cmethod_def, NULL, NULL,
                                     (PyTypeObject *)type);
    Py_DECREF(type);
    return method;
#else
    PyErr_SetString(PyExc_NotImplementedError, "since 3.9");
    return NULL;
#endif
}

PyModuleDef *
stateful_definition(void)
{
    static struct PyModuleDef def = {
        PyModuleDef_HEAD_INIT, "made", NULL, 64, NULL, NULL, NULL, NULL, NULL,
    };
    return &def;
}

static PyObject *
make_stateful(void)
{
    return PyModule_Create(stateful_definition());
}

static PyObject *
make_bare_builtin(void)
{
    static PyMethodDef def = {"made", NULL, METH_NOARGS | METH_STATIC, NULL};
    return PyCFunction_New(&def, NULL);
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
make_unset_sequence(void)
{
    PyObject *type = make_sequence_type();
    if (type == NULL)
        return NULL;
    PyObject *sequence = PyStructSequence_New((PyTypeObject *)type);
    Py_DECREF(type);
    return sequence;
}

static PyObject *
make_sequence(void)
{
    PyObject *sequence = make_unset_sequence();
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
                  {"sequence", make_sequence},
                  {"unset sequence", make_unset_sequence},
                  {"entered context", make_entered_context},
                  {"view of nothing", make_view_of_nothing},
                  {"exporter", make_exporter},
                  {"refusing exporter", make_refusing_exporter},
                  {"bare builtin", make_bare_builtin},
                  {"new frame", make_new_frame},
                  {"cmethod", make_cmethod}};
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (strcmp(makers[i].name, name) == 0)
            return makers[i].make();
    return PyErr_Format(PyExc_KeyError, "no object '%s'", name);
}
