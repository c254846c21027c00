/* Each list is kept alive by the one around it, which the stack remembers. */
#include <Python.h>

#define DEPTH 16

int
parse_nested(const char *s, PyObject *list)
{
    PyObject *stack[DEPTH];
    size_t depth = 0;
    for (; *s != '\0'; s++) {
        if (*s == '{') {
            PyObject *sub = PyList_New(0);
            if (sub == NULL)
                return -1;
            int failed = PyList_Append(list, sub) < 0;
            Py_DECREF(sub);
            if (failed || depth == DEPTH)
                return -1;
            stack[depth++] = list;
            list = sub;
        }
        else if (*s == '}') {
            if (depth == 0)
                return -1;
            list = stack[--depth];
        }
        else if (PyList_Append(list, Py_None) < 0) {
            return -1;
        }
    }
    return 0;
}
