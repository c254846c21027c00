/* The old macro names. */
#include <Python.h>

#include <zlib.h>

int
pack(const Bytef *in, uLong n, Bytef *out, uLongf *out_n)
{
    int status;
    Bytef *work;
    Py_BEGIN_ALLOW_THREADS
    work = PyMem_New(Bytef, n); // WARN allocator-without-gil
    status = work == NULL ? Z_MEM_ERROR : compress(out, out_n, in, n);
    Py_END_ALLOW_THREADS
    PyMem_Del(work);
    return status;
}
