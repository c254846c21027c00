/* A helper makes an image where it is given none; one that names an array of
   the image it is given is given one. */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    char mode[8];
    int size;
    char *data;
} Image;

typedef struct {
    PyObject_HEAD
    Image *image;
} ImageObject;

static PyTypeObject Image_Type;

static Image *
image_new(const char *mode, int size)
{
    Image *im = malloc(sizeof(Image));
    if (im == NULL)
        return (Image *)PyErr_NoMemory();
    im->size = size;
    im->mode[0] = mode[0];
    return im;
}

static Image *
image_for(const char *mode, Image *out, Image *in)
{
    if (out == NULL)
        return image_new(mode, in->size);
    if (out->mode[0] != mode[0] || out->size != in->size) {
        PyErr_SetString(PyExc_ValueError, "mismatch");
        return NULL;
    }
    return out;
}

static Image *
convert(Image *out, Image *in, const char *mode)
{
    out = image_for(mode, out, in);
    if (out == NULL)
        return NULL;
    out->data[0] = in->data[0];
    return out;
}

Image *
convert_into(Image *out, Image *in)
{
    return convert(out, in, out->mode);
}

static PyObject *
convert2(PyObject *self, PyObject *args)
{
    ImageObject *a, *b;
    if (!PyArg_ParseTuple(args, "O!O!", &Image_Type, &a, &Image_Type, &b))
        return NULL;
    if (!convert_into(a->image, b->image))
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"convert2", convert2, METH_VARARGS, NULL},
                                {NULL, NULL, 0, NULL}};
struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "image", NULL, 0, methods,
                             NULL, NULL, NULL, NULL};
