/* The memory belongs to the object that the view is asked from. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char pixels[64 * 64];
} Tile;

static PyObject *
ok_pixels(Tile *self, void *closure)
{
    return PyMemoryView_FromMemory(self->pixels, sizeof self->pixels,
                                   PyBUF_WRITE);
}

PyGetSetDef tile_getset[] = {
    {"pixels", (getter)ok_pixels, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
