/* A result that nobody asks for does no harm. */
#include <Python.h>

static int
thing_free(void *p)
{
    return p != NULL;
}

static PyModuleDef def = {
    PyModuleDef_HEAD_INIT,
    .m_name = "thing",
    .m_free = (freefunc)thing_free,
};

PyMODINIT_FUNC
PyInit_thing(void)
{
    return PyModuleDef_Init(&def);
}
