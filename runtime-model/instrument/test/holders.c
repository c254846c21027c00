/* References that somebody else loses, and references that are kept in ways
 * that no search for pointers can know.  Nothing may ever be found here. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <search.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define ROOM 100000

/* ---- the other side: what a call does with what it gets ----------------- */

static PyObject *
call_with_new(PyObject *self, PyObject *function)
{
    PyObject *dict = PyDict_New();
    if (dict == NULL)
        return NULL;
    PyObject *result = PyObject_CallFunctionObjArgs(function, dict, NULL);
    Py_DECREF(dict);
    return result;
}

/* A pair: what is called, with what. */
static PyObject *
call_with_old(PyObject *self, PyObject *pair)
{
    return PyObject_CallFunctionObjArgs(PyTuple_GET_ITEM(pair, 0),
                                        PyTuple_GET_ITEM(pair, 1), NULL);
}

static PyObject *
call_with_tuple(PyObject *self, PyObject *function)
{
    PyObject *args = Py_BuildValue("([])");
    if (args == NULL)
        return NULL;
    PyObject *result = PyObject_Call(function, args, NULL);
    Py_DECREF(args);
    return result;
}

static PyObject *
store_new(PyObject *self, PyObject *mapping)
{
    PyObject *value = PyList_New(3);
    if (value == NULL)
        return NULL;
    int rc = PyObject_SetItem(mapping, Py_None, value);
    Py_DECREF(value);
    if (rc < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *
method_of_old(PyObject *self, PyObject *object)
{
    PyObject *result = PyObject_CallMethod(object, "keep", "O", object);
    if (result == NULL)
        return NULL;
    Py_DECREF(result);
    Py_RETURN_NONE;
}

static PyObject *
iterate_old(PyObject *self, PyObject *iterable)
{
    PyObject *item, *iterator = PyObject_GetIter(iterable);
    if (iterator == NULL)
        return NULL;
    while ((item = PyIter_Next(iterator)) != NULL)
        Py_DECREF(item);
    Py_DECREF(iterator);
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}

/* ---- addresses in other clothes ----------------------------------------- */

static PyObject *names, *numbers;
PyObject *settings;

static PyObject *
remember(PyObject *where, PyObject *name, PyObject *object)
{
    int rc = name == NULL ? -1 : PyList_Append(where, name);
    Py_XDECREF(name);
    if (rc < 0) {
        Py_DECREF(object);
        return NULL;
    }
    Py_RETURN_NONE; /* the name stands for the reference */
}

static PyObject *
keep_as_number(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    return remember(numbers, PyLong_FromVoidPtr(list), list);
}

static PyObject *
keep_as_hex(PyObject *self, PyObject *arg)
{
    char text[64];
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    snprintf(text, sizeof text, "<object at %p>", (void *)list);
    return remember(names, PyUnicode_FromString(text), list);
}

static PyObject *
keep_as_decimal(PyObject *self, PyObject *arg)
{
    char text[64];
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    snprintf(text, sizeof text, "%zu", (size_t)(uintptr_t)list);
    return remember(names, PyBytes_FromString(text), list);
}

static PyObject *
keep_as_mangled(PyObject *self, PyObject *arg)
{
    char text[64] = "_";
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    const unsigned char *bytes = (const unsigned char *)&list;
    for (size_t i = 0; i < sizeof list; i++)
        snprintf(text + 1 + 2 * i, 3, "%02x", bytes[i]);
    strcat(text, "_p_List");
    return remember(names, PyUnicode_FromString(text), list);
}

static PyObject *
keep_as_double(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    return remember(numbers, PyFloat_FromDouble((double)(uintptr_t)list),
                    list);
}

/* ---- in memory of C, by a rule of our own ------------------------------- */

static volatile uint64_t words[ROOM];
static volatile uint32_t upper[ROOM], lower[ROOM];
static size_t n_words, n_halves;

static PyObject *
keep_word(uint64_t word, PyObject *object)
{
    if (n_words == ROOM) {
        Py_DECREF(object);
        return PyErr_NoMemory();
    }
    words[n_words++] = word;
    Py_RETURN_NONE;
}

static PyObject *
keep_as_offset(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    return keep_word((uint64_t)((uintptr_t)list - (uintptr_t)words), list);
}

static PyObject *
keep_scrambled(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    return keep_word((uintptr_t)list * UINT64_C(0x9E3779B97F4A7C15), list);
}

/* The argument is what is kept. */
static PyObject *
keep_argument_scrambled(PyObject *self, PyObject *arg)
{
    Py_INCREF(arg);
    return keep_word((uintptr_t)arg ^ (n_words << 32) ^ UINT64_C(0x5bd1e995),
                     arg);
}

static PyObject *
keep_halves(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(2);
    if (list == NULL || n_halves == ROOM) {
        Py_XDECREF(list);
        return PyErr_NoMemory();
    }
    upper[n_halves] = (uint32_t)((uintptr_t)list >> 20);
    lower[n_halves++] = (uint32_t)((uintptr_t)list & 0xfffff);
    Py_RETURN_NONE;
}

struct secret {
    struct secret *next;
    uint64_t scrambled;
};

static struct secret *secrets;

static PyObject *
keep_scrambled_in_chain(PyObject *self, PyObject *arg)
{
    struct secret *s = malloc(sizeof *s);
    PyObject *list = s == NULL ? PyErr_NoMemory() : PyList_New(2);
    if (list == NULL) {
        free(s);
        return NULL;
    }
    s->scrambled = (uintptr_t)list * UINT64_C(0x9E3779B97F4A7C15);
    s->next = secrets;
    secrets = s;
    Py_RETURN_NONE;
}

static PyObject *
keep_scrambled_in_block(PyObject *self, PyObject *arg)
{
    uint64_t *s = PyMem_Malloc(2 * sizeof *s);
    PyObject *list = s == NULL ? PyErr_NoMemory() : PyList_New(2);
    if (list == NULL) {
        PyMem_Free(s);
        return NULL;
    }
    s[0] = (uintptr_t)list * UINT64_C(0x9E3779B97F4A7C15);
    s[1] = 0;
    return keep_word((uintptr_t)s, list);
}

/* ---- where the program does not look ------------------------------------ */

static FILE *file, *lines;

static PyObject *
keep_in_file(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    uint64_t word = (uintptr_t)list * 3;
    if (fwrite(&word, sizeof word, 1, file) != 1 || fflush(file) != 0) {
        Py_DECREF(list);
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_RETURN_NONE;
}

static PyObject *
keep_in_timer(PyObject *self, PyObject *arg)
{
    timer_t timer;
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    struct sigevent event = {.sigev_notify = SIGEV_NONE,
                             .sigev_value.sival_ptr = list};
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) {
        Py_DECREF(list);
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_RETURN_NONE;
}

static void
release_at_exit(void *object)
{
    (void)object;
}

int __cxa_atexit(void (*)(void *), void *, void *);

static PyObject *
keep_for_exit(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    if (__cxa_atexit(release_at_exit, list, NULL) != 0) {
        Py_DECREF(list);
        return PyErr_NoMemory();
    }
    Py_RETURN_NONE;
}

static PyObject *
keep_read_only(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    PyObject **page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) {
        Py_DECREF(list);
        return PyErr_NoMemory();
    }
    *page = list;
    mprotect(page, 4096, PROT_READ);
    Py_RETURN_NONE;
}

static PyObject *
keep_hidden_page(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    PyObject **page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) {
        Py_DECREF(list);
        return PyErr_NoMemory();
    }
    *page = list;
    mprotect(page, 4096, PROT_NONE);
    Py_RETURN_NONE;
}

/* ---- blocks that libc grows, keeps or frees ----------------------------- */

static PyObject *
read_line(PyObject *self, PyObject *arg)
{
    size_t size = 8;
    char *line = malloc(size);
    rewind(lines);
    if (line == NULL)
        return PyErr_NoMemory();
    ssize_t n = getline(&line, &size, lines);
    free(line);
    return PyLong_FromSsize_t(n);
}

static PyObject *
keep_in_environment(PyObject *self, PyObject *arg)
{
    char *text = malloc(40);
    if (text == NULL)
        return PyErr_NoMemory();
    snprintf(text, 40, "HOLDERS_%zu=1", n_words++);
    putenv(text);
    Py_RETURN_NONE;
}

static void *tree;

static int
compare_addresses(const void *a, const void *b)
{
    return a < b ? -1 : a > b;
}

static PyObject *
keep_in_tree(PyObject *self, PyObject *arg)
{
    void *p = malloc(24);
    if (p == NULL || tsearch(p, &tree, compare_addresses) == NULL) {
        free(p);
        return PyErr_NoMemory();
    }
    Py_RETURN_NONE;
}

static PyObject *
keep_block_scrambled(PyObject *self, PyObject *arg)
{
    void *p = malloc(24);
    if (p == NULL || n_words == ROOM) {
        free(p);
        return PyErr_NoMemory();
    }
    words[n_words++] = ~(uint64_t)(uintptr_t)p * 7;
    Py_RETURN_NONE;
}

static PyObject *
free_in_other_order(PyObject *self, PyObject *arg)
{
    char *p[5] = {NULL};
    for (int i = 0; i < 5; i++)
        p[i] = malloc(40 + 16 * (size_t)i);
    PyObject *r = PyLong_FromLong(p[0] != NULL);
    for (int i = 4; i >= 0; i--)
        free(p[i]);
    return r;
}

/* Arguments in the registers for numbers, and how many of them there are. */
static PyObject *
pass_numbers(PyObject *self, PyObject *arg)
{
    for (int i = 0; i < 60; i++) {
        double given[4] = {i + 0.25, i + 0.5, -i - 0.5, i * 1e100}, back[4];
        PyObject *t = Py_BuildValue("ddidd", given[0], given[1], i, given[2],
                                    given[3]);
        PyObject *f = PyFloat_FromDouble(given[1]);
        if (t == NULL || f == NULL) {
            Py_XDECREF(t);
            Py_XDECREF(f);
            return NULL;
        }
        int n = -1, ok = PyArg_ParseTuple(t, "ddidd", &back[0], &back[1], &n,
                                          &back[2], &back[3]);
        ok = ok && n == i && memcmp(given, back, sizeof given) == 0 &&
             PyFloat_AsDouble(f) == given[1];
        Py_DECREF(t);
        Py_DECREF(f);
        if (!ok) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_AssertionError, "other numbers");
            return NULL;
        }
    }
    Py_RETURN_NONE;
}

static PyObject *
give_type_counted(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    Py_INCREF(Py_TYPE(arg));
    PyList_SET_ITEM(list, 0, (PyObject *)Py_TYPE(arg));
    return list;
}

static PyTypeObject *met[128];

static PyObject *
keep_type(PyObject *self, PyObject *arg)
{
    size_t i = 0;
    while (i < sizeof met / sizeof *met && met[i] != NULL)
        i++;
    if (i == sizeof met / sizeof *met)
        Py_RETURN_NONE;
    met[i] = Py_TYPE(arg);
    Py_INCREF(met[i]);
    return PyUnicode_FromString(met[i]->tp_name);
}

#define METHOD(name) {#name, name, METH_O, NULL}

static PyMethodDef methods[] = {METHOD(call_with_new),
                                METHOD(call_with_old),
                                METHOD(call_with_tuple),
                                METHOD(pass_numbers),
                                METHOD(store_new),
                                METHOD(method_of_old),
                                METHOD(iterate_old),
                                METHOD(keep_as_number),
                                METHOD(keep_as_hex),
                                METHOD(keep_as_decimal),
                                METHOD(keep_as_mangled),
                                METHOD(keep_as_double),
                                METHOD(keep_as_offset),
                                METHOD(keep_scrambled),
                                METHOD(keep_argument_scrambled),
                                METHOD(keep_halves),
                                METHOD(keep_scrambled_in_chain),
                                METHOD(keep_scrambled_in_block),
                                METHOD(keep_in_file),
                                METHOD(keep_in_timer),
                                METHOD(keep_for_exit),
                                METHOD(keep_read_only),
                                METHOD(keep_hidden_page),
                                METHOD(read_line),
                                METHOD(keep_in_environment),
                                METHOD(keep_in_tree),
                                METHOD(keep_block_scrambled),
                                METHOD(free_in_other_order),
                                METHOD(give_type_counted),
                                METHOD(keep_type),
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, .m_name = "holders",
                                    .m_size = -1, .m_methods = methods};

PyMODINIT_FUNC
PyInit_holders(void)
{
    settings = PyDict_New(); /* stays when the import fails */
    if (settings == NULL)
        return NULL;
    names = PyList_New(0);
    numbers = PyList_New(0);
    file = tmpfile();
    lines = tmpfile();
    if (names == NULL || numbers == NULL || file == NULL || lines == NULL)
        return NULL;
    for (int i = 0; i < 300; i++)
        fputc(i % 300 == 299 ? '\n' : 'a', lines);
    return PyModule_Create(&module);
}
