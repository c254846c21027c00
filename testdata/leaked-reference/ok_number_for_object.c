/* A number in place of an object says how it went: who finds it has no
 * object. */
#include <Python.h>
#include <assert.h>

#define VALID ((PyObject *)1)
#define INVALID ((PyObject *)2)

struct input {
    const char *at, *end;
    int make;
};

static PyObject *
read_one(struct input *in)
{
    if (in->at == in->end)
        return in->make ? NULL : INVALID;
    char c = *in->at++;
    if (c == 'n')
        return in->make ? Py_NewRef(Py_None) : VALID;
    if (c == 'l')
        return in->make ? PyList_New(0) : VALID;
    return in->make ? PyUnicode_FromStringAndSize(&c, 1) : VALID;
}

int
is_valid(const char *text, size_t size)
{
    struct input in = {text, text + size, 0};
    PyObject *result = read_one(&in);
    assert(result == VALID || result == INVALID);
    return result == VALID && in.at == in.end;
}
