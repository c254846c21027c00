/* A conditional token, and a return that forgets it. */
#include <Python.h>

extern int convert(void *p, int n);

#define BEGIN_IF(cond)                                                        \
    if (cond)                                                                 \
        save = PyEval_SaveThread();
#define END                                                                   \
    if (save != NULL)                                                         \
        PyEval_RestoreThread(save);

PyObject *
convert_all(void *p, int n)
{
    PyThreadState *save = NULL;
    BEGIN_IF(n > 500)
    if (convert(p, n) < 0)
        return NULL; // WARN unbalanced-thread-state
    END
    Py_RETURN_NONE;
}
