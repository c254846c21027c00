/* What C code passes to the API besides objects: functions, definitions of
 * methods and types, files, locks. */
#define NEEDS_PY_IDENTIFIER
#include "audit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <structmember.h>
#include <time.h>

/* ---- functions --------------------------------------------------------- */

static void
do_nothing(void *p)
{
    (void)p;
}

static void
capsule_destructor(PyObject *capsule)
{
    (void)capsule;
}

static int
return_zero(void *p)
{
    (void)p;
    return 0;
}

static int
visit_nothing(PyObject *o, void *arg)
{
    (void)o;
    (void)arg;
    return 0;
}

static PyObject *
method_none(PyObject *self, PyObject *arg)
{
    (void)self;
    (void)arg;
    Py_RETURN_NONE;
}

static PyObject *
open_nothing(PyObject *path, void *data)
{
    (void)path;
    (void)data;
    Py_RETURN_NONE;
}

/* For the unit "O&" of parsers: eight bytes for a str. */
static int
convert(PyObject *o, void *out)
{
    if (!PyUnicode_Check(o)) {
        PyErr_SetString(PyExc_TypeError, "not a str");
        return 0;
    }
    memset(out, 0, 8);
    return 1;
}

/* For the unit "O&" of builders. */
static PyObject *
make_from(void *p)
{
    Py_INCREF((PyObject *)p);
    return p;
}

static PyObject *
getter_none(PyObject *self, void *closure)
{
    (void)self;
    (void)closure;
    Py_RETURN_NONE;
}

/* ---- definitions ------------------------------------------------------- */

static PyMethodDef method = {"method", method_none, METH_O, "documented"};
static PyMethodDef class_method = {"method", method_none, METH_O | METH_CLASS,
                                   "documented"};
static PyMethodDef method_list[] = {{"method", method_none, METH_O, NULL},
                                    {NULL, NULL, 0, NULL}};
static PyMemberDef member = {"member", T_INT, sizeof(PyObject), READONLY,
                             "documented"};
static PyMemberDef object_member = {"member", T_OBJECT_EX, sizeof(PyObject), 0,
                                    "documented"};
static PyGetSetDef getset = {"getset", getter_none, NULL, NULL, NULL};
static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT,
    "made",
    NULL,
    -1,
    method_list,
    NULL,
    NULL,
    NULL,
    NULL,
};
static PyType_Slot slots[] = {{Py_tp_doc, "documented"}, {0, NULL}};
static PyType_Spec spec = {"made.Type", sizeof(PyObject), 0,
                           Py_TPFLAGS_DEFAULT, slots};

/* ---- modules with steps of their own ----------------------------------- */

/* The error of samples.py, which tells whose fault it is. */
static int
refuse_exec(PyObject *module)
{
    (void)module;
    PyObject *samples = PyImport_ImportModule("samples");
    if (samples == NULL)
        return -1;
    PyObject *result = PyObject_CallMethod(samples, "refuse", NULL);
    Py_DECREF(samples);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

static int
exec_nothing(PyObject *module)
{
    PyObject *samples = PyImport_ImportModule("samples");
    (void)module;
    if (samples == NULL)
        return -1;
    PyObject *result = PyObject_CallMethod(samples, "text", "s", "spam");
    Py_DECREF(samples);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

static PyObject *
create_module(PyObject *spec, PyModuleDef *def)
{
    (void)spec;
    (void)def;
    return PyModule_New("made");
}

static PyModuleDef_Slot failing_slots[] = {{Py_mod_exec, (void *)refuse_exec},
                                           {0, NULL}};
static PyModuleDef_Slot executing_slots[] = {
    {Py_mod_exec, (void *)exec_nothing}, {0, NULL}};
static PyModuleDef_Slot creating_slots[] = {
    {Py_mod_create, (void *)create_module}, {0, NULL}};
static struct PyModuleDef failing_module = {
    PyModuleDef_HEAD_INIT, .m_name = "made", .m_slots = failing_slots};
static struct PyModuleDef executing_module = {
    PyModuleDef_HEAD_INIT, .m_name = "made", .m_slots = executing_slots};
static struct PyModuleDef creating_module = {
    PyModuleDef_HEAD_INIT, .m_name = "made", .m_slots = creating_slots};
static PyModuleDef_Slot module_slots[] = {{0, NULL}};
static struct PyModuleDef module_def_slots = {
    PyModuleDef_HEAD_INIT, "made", NULL, 0,    method_list,
    module_slots,          NULL,   NULL, NULL,
};
static PyStructSequence_Field fields[] = {
    {"one", NULL}, {"two", NULL}, {NULL, NULL}};
static PyStructSequence_Desc sequence = {"made.Sequence", NULL, fields, 2};
static struct wrapperbase wrapper = {"__repr__", 0, NULL, NULL, NULL, 0, NULL};
static PyCompilerFlags compiler_flags = {0, 8};
static Py_ssize_t shape[] = {4, 1}, strides[] = {1, 1};
static char text_buffer[256] = "text";
static char marshal_none[] = "N";
static char utf8_bad[] = "\xff\xfe\xfd";
static char *keywords[] = {"a", "b", NULL};
static char *keyword_list[] = {"", "", NULL};
static char capsule_name[] = "capsule";
static Py_ssize_t zeros[16];
static Py_complex some_complex = {1.5, 2.5};
static wchar_t argument[] = L"made";
static wchar_t *arguments[] = {argument, NULL};
/* What tool 3 wants; see PyMonitoringState. */
static unsigned char state_on[16] = {8, 0};
static unsigned char event_types[16] = {0, 1, 2};
static char utf16_bad[] = "\x00\xd8"
                          "a";
static char escape_bad[] = "\\xz!";
static char raw_escape_bad[] = "\\uzzzz";
static char marshal_str[] = "z\x03spam";
static wchar_t wide_bad[] = {0x110000, 0x110000, 0x110000, 0x110000, 0};
static wchar_t wide_lone[] = {0xD800, 0};
static PyMethodDef class_taking_method = {"method", method_none, METH_O, NULL};
static PyMemberDef wrong_member = {"member", 99, sizeof(PyObject), 0, NULL};
static struct timeval some_timeval = {1, 2};
static struct timespec some_timespec = {1, 2};

#ifdef _Py_IDENTIFIER
_Py_IDENTIFIER(attribute);
#endif

static void *
make_file_of(const char *text)
{
    FILE *file = tmpfile();
    if (file == NULL)
        return PyErr_SetFromErrno(PyExc_OSError);
    fputs(text, file);
    rewind(file);
    return file;
}

static void *
make_file(void)
{
    return make_file_of("1+1\n");
}

static void *
make_failing_file(void)
{
    return make_file_of("1/0\n");
}

static void *
make_refusing_file(void)
{
    return make_file_of("refuse()\n");
}

static void *
make_empty_file(void)
{
    return make_file_of("");
}

static void *
make_null_file(const char *mode)
{
    FILE *file = fopen("/dev/null", mode);
    return file != NULL ? (void *)file : PyErr_SetFromErrno(PyExc_OSError);
}

static void *
make_write_only(void)
{
    return make_null_file("w");
}

static void *
make_read_only(void)
{
    return make_null_file("r");
}

static void *
make_terminal(void)
{
    int fd = posix_openpt(O_RDWR | O_NOCTTY);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "r+");
    return file != NULL ? (void *)file : PyErr_SetFromErrno(PyExc_OSError);
}

static void *
make_marshal_file(void)
{
    return make_file_of("NN");
}

static void *
make_identifier(void)
{
#ifdef _Py_IDENTIFIER
    return &PyId_attribute;
#else
    return NULL;
#endif
}

static void *
make_thread_key(void)
{
    Py_tss_t *key = PyThread_tss_alloc();
    if (key != NULL && PyThread_tss_create(key) == 0)
        return key;
    return PyErr_NoMemory();
}

/* Memory for an instance that nobody has initialised. */
static void *
make_instance(void)
{
    return PyObject_Calloc(1, 256);
}

static void *
make_member_holder(void)
{
    char *p = PyObject_Calloc(1, 256);
    if (p == NULL)
        return PyErr_NoMemory();
    Py_INCREF(Py_Ellipsis);
    memcpy(p + sizeof(PyObject), &(PyObject *){Py_Ellipsis},
           sizeof(PyObject *));
    return p;
}

static void *
make_new_thread_key(void)
{
    Py_tss_t *key = PyThread_tss_alloc();
    return key != NULL ? (void *)key : PyErr_NoMemory();
}

static void *
make_held_lock(void)
{
    PyThread_type_lock lock = PyThread_allocate_lock();
    if (lock != NULL)
        PyThread_acquire_lock(lock, 1);
    return lock;
}

static void *
make_other_thread_state(void)
{
    return PyThreadState_New(PyThreadState_Get()->interp);
}

/* The second pointer behind the head of a frame object is its frame. */
static void *
make_interpreter_frame(void)
{
#if PY_VERSION_HEX >= 0x030B0000
    char *frame = (char *)PyEval_GetFrame();
    void *p = NULL;
    if (frame != NULL)
        memcpy(&p, frame + sizeof(PyObject) + sizeof(void *), sizeof p);
    return p;
#else
    return NULL;
#endif
}

static void *
make_arena(void)
{
#if PY_VERSION_HEX < 0x030A0000
    return PyArena_New();
#else
    return NULL;
#endif
}

static void *
make_lock(void)
{
    return PyThread_allocate_lock();
}

static void *
make_thread_state(void)
{
    return PyThreadState_Get();
}

/* A number.  The first keys are the interpreter's own. */
static void *
make_key(void)
{
    return (void *)(uintptr_t)PyThread_create_key();
}

static void *
make_interpreter(void)
{
    return PyThreadState_Get()->interp;
}

static void *
thing_make(const char *name)
{
    static const struct {
        const char *name;
        void *(*make)(void);
    } makers[] = {{"file", make_file},
                  {"marshal file", make_marshal_file},
                  {"identifier", make_identifier},
                  {"tss", make_thread_key},
                  {"new tss", make_new_thread_key},
                  {"held lock", make_held_lock},
                  {"key", make_key},
                  {"frame", make_interpreter_frame},
                  {"arena", make_arena},
                  {"other thread state", make_other_thread_state},
                  {"failing file", make_failing_file},
                  {"refusing file", make_refusing_file},
                  {"empty file", make_empty_file},
                  {"write only", make_write_only},
                  {"read only", make_read_only},
                  {"terminal", make_terminal},
                  {"lock", make_lock},
                  {"instance", make_instance},
                  {"instance with member", make_member_holder},
                  {"thread state", make_thread_state},
                  {"interpreter", make_interpreter}};
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (strcmp(makers[i].name, name) == 0)
            return makers[i].make();
    return NULL;
}

void *
thing_find(const char *name)
{
    /* Function pointers as data pointers: POSIX allows it. */
    const struct {
        const char *name;
        void *p;
    } things[] = {
        {"nothing", (void *)do_nothing},
        {"destructor", (void *)capsule_destructor},
        {"zero", (void *)return_zero},
        {"visit", (void *)visit_nothing},
        {"function", (void *)method_none},
        {"method", &method},
        {"class method", &class_method},
        {"method list", method_list},
        {"member", &member},
        {"object member", &object_member},
        {"getset", &getset},
        {"module", &module_def},
        {"module with slots", &module_def_slots},
        {"spec", &spec},
        {"sequence", &sequence},
        {"wrapper", &wrapper},
        {"compiler flags", &compiler_flags},
        {"shape", shape},
        {"strides", strides},
        {"text", text_buffer},
        {"marshalled", marshal_none},
        {"not utf8", utf8_bad},
        {"keywords", keywords},
        {"keyword list", keyword_list},
        {"capsule name", capsule_name},
        {"not utf16", utf16_bad},
        {"bad escape", escape_bad},
        {"bad raw escape", raw_escape_bad},
        {"marshalled str", marshal_str},
        {"bad wide", wide_bad},
        {"lone wide", wide_lone},
        {"class taking method", &class_taking_method},
        {"wrong member", &wrong_member},
        {"failing module", &failing_module},
        {"executing module", &executing_module},
        {"creating module", &creating_module},
        {"stateful", stateful_definition()},
        {"open hook", (void *)open_nothing},
        {"arguments", arguments},
        {"state on", state_on},
        {"state off", zeros},
        {"event types", event_types},
        {"converter", (void *)convert},
        {"maker", (void *)make_from},
        {"complex", &some_complex},
        {"zeros", zeros},
        {"timeval", &some_timeval},
        {"timespec", &some_timespec},
    };
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (strcmp(things[i].name, name) == 0)
            return things[i].p;
    return thing_make(name);
}
