/* The initialiser of a struct sets every field of the header. */
#include <Python.h>
#include <string.h>

static struct PyModuleDef shared;

PyMODINIT_FUNC
PyInit_late(void)
{
    struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "late"};
    memcpy(&shared, &def, sizeof def);
    return PyModule_Create(&shared);
}
