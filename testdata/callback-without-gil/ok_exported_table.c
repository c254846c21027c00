/* Tables for other modules: one of their functions may be called from any
 * thread and takes the GIL itself; the others are called with it.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

struct block_api {
    void *(*allocate)(size_t n);
    void (*notify)(int n);
};

static void *
api_allocate(size_t n)
{
    return PyMem_Malloc(n);
}

static void
api_notify(int n)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PySys_WriteStdout("%d\n", n);
    PyGILState_Release(gil);
}

static const struct block_api block_table = {api_allocate, api_notify};

PyObject *
export_blocks(void)
{
    return PyCapsule_New((void *)&block_table, "demo._blocks", NULL);
}

typedef struct {
    const char *(*text)(PyObject *o);
    void (*complain)(const char *name);
    void (*forget)(void *cell);
} object_api;

extern void share_objects(const object_api *api);

static const char *
api_text(PyObject *o)
{
    return PyUnicode_AsUTF8(o);
}

static void
api_complain(const char *name)
{
    PyErr_Format(PyExc_TypeError, "no %s", name);
}

static void
api_forget(void *cell)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    Py_CLEAR(*(PyObject **)cell);
    PyGILState_Release(gil);
}

static const object_api object_table = {api_text, api_complain, api_forget};

void
install_objects(void)
{
    share_objects(&object_table);
}
