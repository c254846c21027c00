/* Macros of the project around the thread state. */
#include <Python.h>

extern void font_close(void *font);

#define UNLOCK(ts) ((ts) = PyEval_SaveThread())
#define RELOCK(ts) PyEval_RestoreThread(ts)

typedef struct {
    PyObject_HEAD
    void *font;
} Font;

static void
font_dealloc(Font *self)
{
    PyThreadState *ts;
    if (self->font != NULL) {
        UNLOCK(ts); // DOUBT detached-in-finalizer
        font_close(self->font);
        RELOCK(ts);
    }
    PyObject_Free(self);
}

PyTypeObject Font_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "text.Font",
    .tp_basicsize = sizeof(Font),
    .tp_dealloc = (destructor)font_dealloc,
};
