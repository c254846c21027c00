/* Each list is held by the one around it, and that one by the caller's. */
#include <Python.h>

static int
next_token(const char *s, Py_ssize_t *at, char **token)
{
    char c = s[*at];
    if (c == '\0')
        return 0;
    *at += 1;
    if (c == '{')
        return 1;
    if (c == '}')
        return 2;
    *token = (char *)&s[*at];
    return 3;
}

int
scan(const char *s, PyObject *list)
{
    PyObject *stack[8];
    size_t depth = 0;
    Py_ssize_t at = 0;
    char *token;

    for (;;) {
        token = NULL;
        int kind = next_token(s, &at, &token);
        if (kind == 0)
            return 0;
        if (kind == 3) {
            PyObject *item = PyUnicode_FromString(token);
            if (item == NULL)
                return -1;
            int rc = PyList_Append(list, item);
            Py_DECREF(item);
            if (rc < 0)
                return -1;
        }
        else if (kind == 1) {
            PyObject *inner = PyList_New(0);
            if (inner == NULL)
                return -1;
            int rc = PyList_Append(list, inner);
            Py_DECREF(inner);
            if (rc < 0 || depth == 8)
                return -1;
            stack[depth++] = list;
            list = inner;
        }
        else {
            if (depth == 0)
                return -1;
            list = stack[--depth];
        }
    }
}
