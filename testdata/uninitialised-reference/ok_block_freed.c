/* Blocks that are freed only where they were allocated. */
#include <Python.h>

#include <stdlib.h>

PyObject *
told_by_flag(PyObject *o)
{
    int *numbers, have = 0;
    PyObject *r = NULL;
    Py_ssize_t n = PyObject_Size(o);
    if (n < 0)
        goto done;
    numbers = calloc((size_t)n, sizeof(int));
    if (numbers == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    have = 1;
    r = PyUnicode_FromFormat("%p", numbers);
done:
    if (have)
        free(numbers);
    return r;
}

extern int get_text(char **to, PyObject *o);

PyObject *
filled_elsewhere(PyObject *o)
{
    char *text;
    PyObject *r = NULL;
    if (get_text(&text, o) == 0)
        r = PyUnicode_FromString(text);
    free(text);
    return r;
}

static int
take(char **to, PyObject *o)
{
    if (!PyUnicode_Check(o)) {
        PyErr_SetString(PyExc_TypeError, "text expected");
        return -1;
    }
    *to = malloc(10);
    if (*to == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    (*to)[0] = 0;
    return 0;
}

PyObject *
taken(PyObject *o)
{
    char *text;
    if (take(&text, o) < 0)
        return NULL;
    PyObject *r = PyUnicode_FromString(text);
    free(text);
    return r;
}

PyObject *
each_time(PyObject *o, size_t n)
{
    char *block;
    for (size_t i = 0; i < n; i++) {
        block = malloc(i + 1);
        if (block == NULL)
            return PyErr_NoMemory();
        PyObject *text = PyObject_Repr(o);
        free(block);
        if (text == NULL)
            return NULL;
        Py_DECREF(text);
    }
    Py_RETURN_NONE;
}

PyObject *
asked_twice(PyObject *o, int n)
{
    char *block;
    if (n > 10)
        block = malloc((size_t)n);
    PyObject *r = PyObject_Repr(o);
    if (n > 10)
        free(block);
    return r;
}

static char *
line_of(FILE *file)
{
    char *line = malloc(80);
    if (line == NULL)
        return NULL;
    if (fgets(line, 80, file) == NULL) {
        free(line);
        return NULL;
    }
    return line;
}

static int
give_up(FILE *file, char **a, char **b)
{
    fclose(file);
    free(*a);
    *a = NULL;
    free(*b);
    *b = NULL;
    return -1;
}

/* What it frees where it fails is what it has put there itself. */
static int
read_pair(const char *name, char **a, char **b)
{
    FILE *file = fopen(name, "r");
    *a = NULL;
    *b = NULL;
    if (file == NULL)
        return -1;
    *a = line_of(file);
    if (*a == NULL)
        return give_up(file, a, b);
    *b = line_of(file);
    if (*b == NULL)
        return give_up(file, a, b);
    fclose(file);
    return 0;
}

PyObject *
made_by_helper(PyObject *o, const char *name)
{
    char *a, *b;
    if (read_pair(name, &a, &b) < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    PyObject *r = PyUnicode_FromFormat("%p %p %R", a, b, o);
    free(a);
    free(b);
    return r;
}
