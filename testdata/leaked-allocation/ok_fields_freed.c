/* Freed through an array of pointers, by a helper, by a foreign library. */
#include <Python.h>

struct tables {
    int *rows, *columns;
};

typedef struct {
    PyObject_HEAD
    struct tables tables;
    char *text, *handle;
} Sheet;

extern void sheet_library_close(char *handle);

static void
free_tables(struct tables *t)
{
    void *all[] = {t->rows, t->columns};
    for (size_t i = 0; i < 2; i++)
        if (all[i] != NULL)
            PyMem_Free(all[i]);
}

static void
sheet_dealloc(Sheet *self)
{
    free_tables(&self->tables);
    if (self->text)
        free(self->text);
    sheet_library_close(self->handle);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int
sheet_init(Sheet *self, PyObject *args, PyObject *kwargs)
{
    if (self->text != NULL)
        return 0;
    self->tables.rows = PyMem_Malloc(80);
    self->tables.columns = PyMem_Malloc(80);
    self->text = malloc(10);
    self->handle = malloc(20);
    return 0;
}

PyTypeObject Sheet_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Sheet",
    .tp_basicsize = sizeof(Sheet),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_init = (initproc)sheet_init,
    .tp_dealloc = (destructor)sheet_dealloc,
    .tp_new = PyType_GenericNew,
};
