/* A copy of the same size is turned: the helper, which asks for that, has
 * nothing to complain of.  Of an image that came from outside it may.
 */
#include <Python.h>

typedef struct {
    int mode;
    int width, height;
    char *pixels;
} Image;

extern Image *image_new(int mode, int width, int height);

typedef struct {
    PyObject_HEAD
    Image *image;
} ImageObject;

static Image *
image_flip(Image *out, const Image *in)
{
    if (!out || !in || in->mode != out->mode) {
        PyErr_SetString(PyExc_ValueError, "mode");
        return NULL;
    }
    if (in->width != out->width || in->height != out->height) {
        PyErr_SetString(PyExc_ValueError, "size");
        return NULL;
    }
    for (int y = 0; y < in->height; y++)
        out->pixels[in->height - 1 - y] = in->pixels[y];
    return out;
}

static PyObject *
flip(ImageObject *self, PyObject *Py_UNUSED(ignored))
{
    Image *in = self->image;
    Image *out = image_new(in->mode, in->width, in->height);
    if (out != NULL)
        (void)image_flip(out, in);
    return PyCapsule_New(out, NULL, NULL); // DOUBT result-with-exception
}

static PyObject *
flip_into(ImageObject *self, PyObject *other)
{
    image_flip(((ImageObject *)other)->image, self->image);
    Py_RETURN_NONE; // WARN result-with-exception "image_flip"
}

static PyMethodDef methods[] = {
    {"flip", (PyCFunction)flip, METH_NOARGS, NULL},
    {"flip_into", (PyCFunction)flip_into, METH_O, NULL},
    {NULL},
};

extern void install(PyMethodDef *table);

void
install_all(void)
{
    install(methods);
}
