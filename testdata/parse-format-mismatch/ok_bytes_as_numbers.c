/* The bytes of a table of numbers, for which somebody says how many they are.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
checksum(PyObject *Py_UNUSED(module), PyObject *args)
{
    const unsigned char *data;
    const unsigned short *table;
    Py_ssize_t n, size;
    unsigned short crc;
    if (!PyArg_ParseTuple(args, "y#Hy#", &data, &n, &crc, &table, &size))
        return NULL;
    if (size != 256 * (Py_ssize_t)sizeof *table) {
        PyErr_SetString(PyExc_ValueError, "a table of another size");
        return NULL;
    }
    while (n-- > 0)
        crc = (unsigned short)(table[(crc ^ *data++) & 0xff] ^ (crc >> 8));
    return PyLong_FromLong(crc);
}

static PyMethodDef methods[] = {
    {"checksum", checksum, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "checksums", .m_size = -1,
    .m_methods = methods};

PyMODINIT_FUNC
PyInit_checksums(void)
{
    return PyModule_Create(&module);
}
