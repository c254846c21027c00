/* The attribute says what the instances of a type are. */
#include <Python.h>

#ifdef WITH_CPYCHECKER_TYPE_OBJECT_FOR_TYPEDEF_ATTRIBUTE
#define INSTANCES(name)                                                       \
    __attribute__((cpychecker_type_object_for_typedef(name)))
#else
#define INSTANCES(name)
#endif

typedef struct {
    PyObject_HEAD
    long address;
} Symbol;

typedef struct {
    PyObject_HEAD
    double value;
} Value;

extern PyTypeObject symbol_type INSTANCES("Symbol");

PyObject *
address_of(PyObject *self, PyObject *args)
{
    Symbol *symbol;
    Value *value;
    PyObject *any;
    if (PyTuple_GET_SIZE(args) == 1) {
        if (!PyArg_ParseTuple(args, "O!", &symbol_type, &value)) // WARN parse-format-mismatch "Symbol **"
            return NULL;
        return PyFloat_FromDouble(value->value);
    }
    if (!PyArg_ParseTuple(args, "O!O!", &symbol_type, &symbol, &symbol_type,
                          &any))
        return NULL;
    return PyLong_FromLong(symbol->address);
}
