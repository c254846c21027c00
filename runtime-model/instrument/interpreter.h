/* The interpreter as the companion runtime knows it, without its headers: one
 * build serves every version. */
#ifndef REFRT_INTERPRETER_H
#define REFRT_INTERPRETER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- python.c: the interpreter, without its headers --------------------- */

/* Same in every version from 3.8 on, unless free-threaded. */
struct object {
    intptr_t refcnt; /* from 3.12 on only the lower half counts */
    struct type *type;
};

/* A method of PyTypeObject and of the structs behind it. */
typedef void (*function)(void);

struct method {
    const char *name;
    function call;
    int flags;
    const char *doc;
};

struct getset {
    const char *name;
    function get, set;
    const char *doc;
    void *closure;
};

struct type {
    struct object base;
    intptr_t size;
    const char *name;
    intptr_t basicsize, itemsize;
    function dealloc;
    intptr_t vectorcall_offset;
    function getattr, setattr;
    function *as_async;
    function repr;
    function *as_number, *as_sequence, *as_mapping;
    function hash, call, str, getattro, setattro;
    function *as_buffer;
    unsigned long flags;
    const char *doc;
    int (*traverse)(struct object *, int (*)(struct object *, void *), void *);
    function clear, richcompare;
    intptr_t weaklistoffset;
    function iter, iternext;
    struct method *methods;
    void *members;
    struct getset *getset;
    struct type *tp_base;
    struct object *dict;
    function descr_get, descr_set;
    intptr_t dictoffset;
    function init, alloc;
    struct object *(*new)(struct type *, struct object *, struct object *);
    function free;
};

struct module_slot {
    int slot;
    function value;
};

struct module_def {
    struct object base;
    function init;
    intptr_t index;
    struct object *copy;
    const char *name, *doc;
    intptr_t size;
    struct method *methods;
    struct module_slot *slots;
    int (*traverse)(struct object *, int (*)(struct object *, void *), void *);
    int (*clear)(struct object *);
    function free;
};

struct type_slot {
    int slot;
    void *value;
};

struct type_spec {
    const char *name;
    int basicsize, itemsize;
    unsigned flags;
    struct type_slot *slots;
};

enum { TYPE_HEAP = 1 << 9, TYPE_READY = 1 << 12, TYPE_GC = 1 << 14 };

/* What CPython's PyMemAllocatorEx is. */
struct allocator {
    void *ctx;
    void *(*malloc)(void *, size_t);
    void *(*calloc)(void *, size_t, size_t);
    void *(*realloc)(void *, void *, size_t);
    void (*free)(void *, void *);
};

/* Every function of the interpreter that the runtime itself calls. */
#define PYTHON_FUNCTIONS(X)                                                   \
    X(struct object *, PyModule_Create2, (struct module_def *, int))          \
    X(struct object *, PyImport_ImportModule, (const char *))                 \
    X(struct object *, PyObject_GetAttrString,                                \
      (struct object *, const char *))                                        \
    X(struct object *, PyObject_CallObject,                                   \
      (struct object *, struct object *))                                     \
    X(struct object *, PyObject_Call,                                         \
      (struct object *, struct object *, struct object *))                    \
    X(struct object *, Py_BuildValue, (const char *, ...))                    \
    X(struct object *, PyErr_Occurred, (void))                                \
    X(struct object *, PyErr_NoMemory, (void))                                \
    X(void, PyErr_Clear, (void))                                              \
    X(void, PyErr_SetString, (struct object *, const char *))                 \
    X(void, PyErr_Fetch,                                                      \
      (struct object **, struct object **, struct object **))                 \
    X(void, PyErr_Restore,                                                    \
      (struct object *, struct object *, struct object *))                    \
    X(void, Py_IncRef, (struct object *))                                     \
    X(void, Py_DecRef, (struct object *))                                     \
    X(int, PyList_Append, (struct object *, struct object *))                 \
    X(int, PyThreadState_SetAsyncExc, (unsigned long, struct object *))       \
    X(unsigned long, PyThread_get_thread_ident, (void))                       \
    X(const char *, PyUnicode_AsUTF8, (struct object *))                      \
    X(struct object *, PyUnicode_FromString, (const char *))                  \
    X(struct object *, PyLong_FromLong, (long))                               \
    X(long, PyLong_AsLong, (struct object *))                                 \
    X(struct object *, PyList_New, (intptr_t))                                \
    X(struct object *, PyDict_New, (void))                                    \
    X(struct object *, PyFloat_FromDouble, (double))                          \
    X(struct object *, PyTuple_New, (intptr_t))                               \
    X(int, PyTuple_SetItem, (struct object *, intptr_t, struct object *))     \
    X(int, PyDict_SetItem,                                                    \
      (struct object *, struct object *, struct object *))                    \
    X(int, PyDict_SetItemString,                                              \
      (struct object *, const char *, struct object *))                       \
    X(intptr_t, PyTuple_Size, (struct object *))                              \
    X(struct object *, PyTuple_GetItem, (struct object *, intptr_t))          \
    X(intptr_t, PyList_Size, (struct object *))                               \
    X(struct object *, PyList_GetItem, (struct object *, intptr_t))           \
    X(int, PyDict_Next,                                                       \
      (struct object *, intptr_t *, struct object **, struct object **))      \
    X(void *, PyModule_GetState, (struct object *))                           \
    X(struct module_def *, PyModule_GetDef, (struct object *))                \
    X(int, PyModule_ExecDef, (struct object *, struct module_def *))          \
    X(struct object *, PyModule_FromDefAndSpec2,                              \
      (struct module_def *, struct object *, int))                            \
    X(void, PyOS_BeforeFork, (void))                                          \
    X(void, PyOS_AfterFork_Child, (void))                                     \
    X(void, PyOS_AfterFork_Parent, (void))                                    \
    X(void, PyMem_GetAllocator, (int, struct allocator *))                    \
    X(void, PyMem_SetAllocator, (int, struct allocator *))                    \
    X(void *, _PyThreadState_UncheckedGet, (void))                            \
    X(void *, PyGILState_GetThisThreadState, (void))                          \
    X(void *, PyInterpreterState_Head, (void))                                \
    X(void *, PyInterpreterState_Next, (void *))                              \
    X(const char *, Py_GetVersion, (void))

struct python {
#define MEMBER(result, name, args) result(*name) args;
    PYTHON_FUNCTIONS(MEMBER)
#undef MEMBER
    struct type *type_type, *module_type, *def_type, *tuple_type, *list_type,
        *dict_type, *float_type, *weakref_type, *proxy_type,
        *callable_proxy_type;
    /* Whose instances the collector may not know. */
    struct type *plain[7];
    struct object *None, *False, *NotImplemented;
    struct object **PyExc_KeyboardInterrupt;
    /* NULL before 3.10: then a limit that was met is no limit for a while. */
    int (*Py_EnterRecursiveCall)(const char *);
    void (*Py_LeaveRecursiveCall)(void);
    uintptr_t variables, variables_end; /* its own, in its own memory */
    struct object *gc_collect;
    int minor; /* of 3.x */
    bool debug;
};

extern struct python py;

/* False with a text in *why when this interpreter is none that we know. */
bool python_begin(const char **why);
/* gc.NAME(), its result dropped; an exception that is set stays set. */
void python_gc(const char *name);
/* How many objects it found that nobody refers to; 0 when it failed. */
long python_collect(void);
bool object_immortal(const struct object *o);
intptr_t object_references(const struct object *o);
/* The collector knows it. */
bool object_tracked(const struct object *o);
void object_pin(struct object *o, intptr_t n);
bool memory_readable(const void *p); /* eight bytes */
/* Whether what lies there reads like an object; safe for every address. */
bool object_valid(const void *p);
/* The same of a word that may be anything: a struct that begins with a number
 * and a type reads like an object, too, and must not be written to. */
bool object_certain(const void *p);
/* Its type's name without the module, "?" when that cannot be read. */
const char *object_type_name(const struct object *o);
/* Instances of it name an object in their third word, and own nothing. */
bool type_weak(const struct type *t);
/* What lies before an object in its block. */
size_t type_presize(const struct type *t);

#endif
