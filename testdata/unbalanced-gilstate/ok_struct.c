/* The state is kept where the other function finds it. */
#include <Python.h>

struct session {
    PyGILState_STATE gil;
};

void
session_enter(struct session *s)
{
    s->gil = PyGILState_Ensure();
}

void
session_leave(struct session *s)
{
    PyGILState_Release(s->gil);
}
