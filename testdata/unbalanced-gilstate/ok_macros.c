/* The pair is in macros of the project. */
#include <Python.h>

#define ENTER_PYTHON PyGILState_STATE python_gil = PyGILState_Ensure();
#define LEAVE_PYTHON PyGILState_Release(python_gil);

void
on_close(void *self)
{
    ENTER_PYTHON
    Py_XDECREF((PyObject *)self);
    LEAVE_PYTHON
}
