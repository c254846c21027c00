/* The token lies in a variable of the caller, and stays there when used. */
#include <Python.h>

typedef void *SectionCookie;

extern int codec_run(void *codec, int level);

void
section_enter(SectionCookie *cookie)
{
    *cookie = (PyThreadState *)PyEval_SaveThread();
}

void
section_leave(SectionCookie *cookie)
{
    PyEval_RestoreThread((PyThreadState *)*cookie);
}

PyObject *
codec_encode(void *codec, int level)
{
    SectionCookie cookie;
    section_enter(&cookie);
    int ok = codec_run(codec, level);
    section_leave(&cookie);
    if (!ok) {
        PyErr_SetString(PyExc_RuntimeError, "the encoder failed");
        return NULL;
    }
    Py_RETURN_NONE;
}
