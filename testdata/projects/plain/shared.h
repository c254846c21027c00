#ifndef SHARED_H
#define SHARED_H
#include <Python.h>
#endif
