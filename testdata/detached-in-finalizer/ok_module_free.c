/* The end of a module is not that of an object in use. */
#include <Python.h>

extern void lib_shutdown(void);

static void
module_free(void *module)
{
    Py_BEGIN_ALLOW_THREADS
    lib_shutdown();
    Py_END_ALLOW_THREADS
}

struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT,
    .m_name = "lib",
    .m_size = -1,
    .m_free = module_free,
};
