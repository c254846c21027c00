/* 'n' writes eight bytes over a struct member of four. */
#include <Python.h>

struct window {
    int first, last;
    const char *title;
};

int
window_read(struct window *w, PyObject *args)
{
    return PyArg_ParseTuple(args, "ni", &w->first, &w->last) ? 0 : -1; // WARN parse-format-mismatch "'n'"
}
