/* The capsule of another module has another name: no pointer. */
#include <Python.h>

typedef struct {
    int version;
    int flags;
} c_api;

int
api_version(PyObject *capsule)
{
    c_api *api = PyCapsule_GetPointer(capsule, "other._C_API");
    return api->version; // WARN unchecked-null "'api'"
}
