#include_next <Python.h>
