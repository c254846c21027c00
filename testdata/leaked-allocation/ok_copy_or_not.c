/* A copy only where the text has to change; in a loop. */
#include <Python.h>
#include <string.h>

const char *name_of_key(int key);

int
ok_copied_in_a_loop(PyObject *dict)
{
    for (int key = 1; key < 100; key++) {
        const char *name = name_of_key(key);
        char *plain;
        if (name[0] == '(') {
            plain = PyMem_Malloc(strlen(name) + 1);
            if (plain == NULL) {
                PyErr_NoMemory();
                return -1;
            }
            char *to = plain;
            for (const char *p = name; *p != '\0'; p++)
                if (*p != '(')
                    *to++ = *p;
            *to = '\0';
        }
        else
            plain = (char *)name;
        int failed = PyDict_SetItemString(dict, plain, Py_None);
        if (plain != name)
            PyMem_Free(plain);
        if (failed)
            return -1;
    }
    return 0;
}

int
ok_text_of_each(PyObject *list, PyObject *dict)
{
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        const char *text = PyUnicode_AsUTF8(PyList_GET_ITEM(list, i));
        if (text == NULL)
            return -1;
        const char *use = text;
        if (*text == '-') {
            use = strdup(text + 1);
            if (use == NULL) {
                PyErr_NoMemory();
                return -1;
            }
        }
        int failed = PyDict_SetItemString(dict, use, Py_None);
        if (use != text)
            free((void *)use);
        if (failed)
            return -1;
    }
    return 0;
}

extern char **environ;

static char **
pairs(Py_ssize_t n)
{
    char **p = PyMem_Malloc((size_t)n * sizeof(char *));
    if (p == NULL)
        PyErr_NoMemory();
    return p;
}

PyObject *
ok_unless_it_is_ours(PyObject *self, PyObject *env)
{
    char **list;
    if (env == Py_None)
        list = environ;
    else {
        list = pairs(10);
        if (list == NULL)
            return NULL;
    }
    PyObject *r = PyLong_FromLong(system("true"));
    if (list != environ)
        PyMem_Free(list);
    return r;
}
