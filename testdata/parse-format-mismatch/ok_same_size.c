/* Names of types differ, sizes do not. */
#include <Python.h>
#include <stdint.h>
#include <sys/types.h>

enum mode { MODE_R, MODE_W };

PyObject *
place(PyObject *self, PyObject *args)
{
    enum mode mode;
    size_t count;
    off_t offset;
    int64_t stamp;
    uint8_t level;
    uint16_t port;
    if (!PyArg_ParseTuple(args, "inLlbH", &mode, &count, &offset, &stamp,
                          &level, &port))
        return NULL;
    return PyLong_FromLongLong(offset + stamp + level + port + (int)mode);
}
