/* Functions that only look wrong: where references live that no list or field
 * of Python shows.  Nothing may ever be found here, whatever is made to
 * fail. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <byteswap.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <unistd.h>

#define ROOM 100000

/* A list that is new and that nothing in Python refers to. */
static PyObject *
fresh(PyObject *arg)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    Py_INCREF(arg);
    PyList_SET_ITEM(list, 0, arg);
    return list;
}

/* ---- containers and fields ---------------------------------------------- */

static PyObject *all, *memo, *latest;

static PyObject *
make_and_return(PyObject *self, PyObject *arg)
{
    return fresh(arg);
}

static PyObject *
append_to_global(PyObject *self, PyObject *arg)
{
    PyObject *list = fresh(arg);
    if (list == NULL)
        return NULL;
    int rc = PyList_Append(all, list);
    Py_DECREF(list);
    if (rc < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *
grow_memo(PyObject *self, PyObject *arg)
{
    PyObject *key = PyLong_FromSsize_t(1000000 + PyDict_Size(memo));
    PyObject *value = key == NULL ? NULL : fresh(arg);
    int rc = value == NULL ? -1 : PyDict_SetItem(memo, key, value);
    Py_XDECREF(key);
    Py_XDECREF(value);
    if (rc < 0)
        return NULL;
    return PyLong_FromSsize_t(PyDict_Size(memo));
}

/* Its pointer has the look of a hash in a dict: a number comes next. */
static PyObject *
keep_before_number(PyObject *self, PyObject *arg)
{
    PyObject *list = fresh(arg);
    PyObject *pair = list == NULL ? NULL : Py_BuildValue("(Oi)", list, 70000);
    int rc = pair == NULL ? -1 : PyList_Append(all, pair);
    Py_XDECREF(list);
    Py_XDECREF(pair);
    if (rc < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *
replace_latest(PyObject *self, PyObject *arg)
{
    PyObject *list = fresh(arg);
    if (list == NULL)
        return NULL;
    Py_XSETREF(latest, list);
    Py_RETURN_NONE;
}

static PyObject *
count_argument_in_list(PyObject *self, PyObject *arg)
{
    if (PyList_Append(all, arg) < 0)
        return NULL;
    return PyLong_FromSsize_t(PyList_GET_SIZE(all));
}

/* ---- memory of C -------------------------------------------------------- */

static PyObject **array;
static size_t n_array;

static PyObject *
grow_array(PyObject *self, PyObject *arg)
{
    PyObject *list = fresh(arg);
    if (list == NULL)
        return NULL;
    PyObject **more = realloc(array, (n_array + 1) * sizeof *array);
    if (more == NULL) {
        Py_DECREF(list);
        return PyErr_NoMemory();
    }
    array = more;
    array[n_array++] = list;
    Py_RETURN_NONE;
}

struct node {
    struct node *next;
    PyObject *object;
};

static struct node *chain, *raw_chain;

static PyObject *
chain_with_libc(PyObject *self, PyObject *arg)
{
    struct node *n = malloc(sizeof *n);
    if (n == NULL)
        return PyErr_NoMemory();
    n->object = fresh(arg);
    if (n->object == NULL) {
        free(n);
        return NULL;
    }
    n->next = chain;
    chain = n;
    Py_RETURN_NONE;
}

static PyObject *
chain_with_pymem(PyObject *self, PyObject *arg)
{
    struct node *n = PyMem_RawMalloc(sizeof *n);
    if (n == NULL)
        return PyErr_NoMemory();
    n->object = fresh(arg);
    if (n->object == NULL) {
        PyMem_RawFree(n);
        return NULL;
    }
    n->next = raw_chain;
    raw_chain = n;
    Py_RETURN_NONE;
}

/* Only the middle of a block is pointed to. */
static char *volatile middles[ROOM];
static size_t n_middles;

static PyObject *
keep_middle_of_block(PyObject *self, PyObject *arg)
{
    char *p = n_middles < ROOM ? PyMem_Malloc(200) : NULL;
    if (p == NULL)
        return PyErr_NoMemory();
    middles[n_middles++] = p + 64;
    Py_RETURN_NONE;
}

static volatile uintptr_t tagged[ROOM];
static size_t n_tagged;

static PyObject *
keep_tagged(PyObject *self, PyObject *arg)
{
    PyObject *list = n_tagged < ROOM ? fresh(arg) : PyErr_NoMemory();
    if (list == NULL)
        return NULL;
    tagged[n_tagged++] = (uintptr_t)list | 3;
    Py_RETURN_NONE;
}

static volatile uint32_t packed[ROOM];
static volatile uint64_t packed_base;
static size_t n_packed;

static PyObject *
keep_packed(PyObject *self, PyObject *arg)
{
    PyObject *list = n_packed < ROOM ? fresh(arg) : PyErr_NoMemory();
    if (list == NULL)
        return NULL;
    packed_base = (uintptr_t)list >> 4 & ~(uint64_t)UINT32_MAX;
    packed[n_packed++] = (uint32_t)((uintptr_t)list >> 4);
    Py_RETURN_NONE;
}

static volatile uint64_t boxed[ROOM];
static size_t n_boxed;

static PyObject *
keep_boxed(PyObject *self, PyObject *arg)
{
    PyObject *list = n_boxed < ROOM ? fresh(arg) : PyErr_NoMemory();
    if (list == NULL)
        return NULL;
    boxed[n_boxed++] = (uint64_t)(uintptr_t)list | UINT64_C(0xfffc) << 48;
    Py_RETURN_NONE;
}

static PyObject *
keep_shifted(PyObject *self, PyObject *arg)
{
    PyObject *list = n_boxed < ROOM ? fresh(arg) : PyErr_NoMemory();
    if (list == NULL)
        return NULL;
    boxed[n_boxed++] = (uint64_t)(uintptr_t)list << 16 | 77;
    Py_RETURN_NONE;
}

static PyObject *
keep_swapped(PyObject *self, PyObject *arg)
{
    PyObject *list = n_boxed < ROOM ? fresh(arg) : PyErr_NoMemory();
    if (list == NULL)
        return NULL;
    boxed[n_boxed++] = bswap_64((uint64_t)(uintptr_t)list);
    Py_RETURN_NONE;
}

static PyObject *
keep_complement(PyObject *self, PyObject *arg)
{
    PyObject *list = n_boxed < ROOM ? fresh(arg) : PyErr_NoMemory();
    if (list == NULL)
        return NULL;
    boxed[n_boxed++] = ~(uint64_t)(uintptr_t)list;
    Py_RETURN_NONE;
}

struct __attribute__((packed)) record {
    unsigned char kind;
    PyObject *object;
};

static volatile struct record records[ROOM];
static size_t n_records;

static PyObject *
keep_unaligned(PyObject *self, PyObject *arg)
{
    PyObject *list = n_records < ROOM ? fresh(arg) : PyErr_NoMemory();
    if (list == NULL)
        return NULL;
    records[n_records++] = (struct record){1, list};
    Py_RETURN_NONE;
}

static PyObject *
keep_in_bytes(PyObject *self, PyObject *arg)
{
    char text[11] = "abc";
    PyObject *list = fresh(arg);
    if (list == NULL)
        return NULL;
    memcpy(text + 3, &list, sizeof list);
    PyObject *b = PyBytes_FromStringAndSize(text, sizeof text);
    if (b == NULL || PyList_Append(all, b) < 0) {
        Py_XDECREF(b);
        Py_DECREF(list);
        return NULL;
    }
    Py_DECREF(b);
    Py_RETURN_NONE;
}

/* ---- memory from elsewhere ---------------------------------------------- */

static PyObject **
area(int flags)
{
    static PyObject **areas[2];
    int k = (flags & MAP_SHARED) != 0;
    if (areas[k] == NULL) {
        void *p = mmap(NULL, ROOM * sizeof(PyObject *), PROT_READ | PROT_WRITE,
                       flags | MAP_ANONYMOUS, -1, 0);
        areas[k] = p == MAP_FAILED ? NULL : p;
    }
    return areas[k];
}

static PyObject *
keep_in_area(PyObject *arg, int flags)
{
    PyObject **a = area(flags);
    PyObject *list = a == NULL ? PyErr_NoMemory() : fresh(arg);
    size_t i = 0;
    if (list == NULL)
        return NULL;
    while (a[i] != NULL)
        i++;
    a[i] = list;
    Py_RETURN_NONE;
}

static PyObject *
keep_in_mapping(PyObject *self, PyObject *arg)
{
    return keep_in_area(arg, MAP_PRIVATE);
}

static PyObject *
keep_in_shared_mapping(PyObject *self, PyObject *arg)
{
    return keep_in_area(arg, MAP_SHARED);
}

static __thread PyObject *of_thread[64];
static __thread unsigned n_of_thread;

static PyObject *
keep_in_thread_memory(PyObject *self, PyObject *arg)
{
    PyObject *list = fresh(arg);
    if (list == NULL)
        return NULL;
    Py_XSETREF(of_thread[n_of_thread % 64], list);
    n_of_thread++;
    Py_RETURN_NONE;
}

static PyObject *
keep_in_thread_key(PyObject *self, PyObject *arg)
{
    static pthread_key_t keys[60];
    static int n;
    PyObject *list = fresh(arg);
    if (list == NULL)
        return NULL;
    if (n >= 60 || pthread_key_create(&keys[n], NULL) != 0 ||
        pthread_setspecific(keys[n], list) != 0) {
        Py_DECREF(list);
        Py_RETURN_FALSE;
    }
    n++;
    Py_RETURN_TRUE;
}

/* ---- memory of the kernel ----------------------------------------------- */

static PyObject *
keep_in_epoll(PyObject *self, PyObject *arg)
{
    static int epoll = -1;
    int ends[2];
    if (epoll < 0)
        epoll = epoll_create1(EPOLL_CLOEXEC);
    PyObject *list = fresh(arg);
    if (list == NULL)
        return NULL;
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = list};
    if (epoll < 0 || pipe(ends) != 0)
        goto fail;
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &e) == 0)
        Py_RETURN_NONE;
    close(ends[0]);
    close(ends[1]);
fail:
    Py_DECREF(list);
    return PyErr_SetFromErrno(PyExc_OSError);
}

static PyObject *
keep_in_pipe(PyObject *self, PyObject *arg)
{
    static int ends[2] = {-1, -1};
    if (ends[0] < 0 && pipe(ends) != 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    PyObject *list = fresh(arg);
    if (list == NULL)
        return NULL;
    if (write(ends[1], &list, sizeof list) == sizeof list)
        Py_RETURN_NONE;
    Py_DECREF(list);
    return PyErr_SetFromErrno(PyExc_OSError);
}

/* ---- references without a pointer each ---------------------------------- */

static volatile size_t in_flight;

static PyObject *
count_in_flight(PyObject *self, PyObject *arg)
{
    in_flight++;
    Py_INCREF(self);
    Py_RETURN_NONE;
}

/* ---- taking away what is there ------------------------------------------ */

static PyObject *stack[400];
static size_t n_stack;

static PyObject *
pop_own_stack(PyObject *self, PyObject *arg)
{
    if (n_stack == 0) {
        PyErr_SetString(PyExc_IndexError, "empty");
        return NULL;
    }
    return stack[--n_stack]; /* the word stays behind */
}

static PyObject *
pop_own_stack_of_arguments(PyObject *self, PyObject *arg)
{
    static PyObject *mine[64];
    static size_t n;
    if (n == 0) {
        while (n < 64) {
            Py_INCREF(arg);
            mine[n++] = arg;
        }
    }
    Py_DECREF(mine[--n]);
    Py_RETURN_NONE;
}

static PyObject *
pop_global_list(PyObject *self, PyObject *arg)
{
    Py_ssize_t n = PyList_GET_SIZE(all);
    if (n == 0)
        Py_RETURN_NONE;
    if (PyList_SetSlice(all, n - 1, n, NULL) < 0)
        return NULL;
    Py_RETURN_TRUE;
}

/* ---- results in many shapes --------------------------------------------- */

static PyObject *
make_cycle(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    int rc = PyList_Append(list, list);
    Py_DECREF(list);
    if (rc < 0)
        return NULL;
    Py_RETURN_NONE;
}

static void
capsule_free(PyObject *c)
{
    PyMem_Free(PyCapsule_GetPointer(c, "control"));
}

static PyObject *
make_capsule(PyObject *self, PyObject *arg)
{
    char *p = PyMem_Malloc(50);
    if (p == NULL)
        return PyErr_NoMemory();
    PyObject *c = PyCapsule_New(p, "control", capsule_free);
    if (c == NULL)
        PyMem_Free(p);
    return c;
}

static int
make_both(PyObject *arg, PyObject **list, PyObject **text)
{
    *text = NULL;
    *list = fresh(arg);
    if (*list == NULL)
        return -1;
    *text = PyUnicode_FromFormat("%R", *list);
    if (*text != NULL)
        return 0;
    Py_CLEAR(*list);
    return -1;
}

static PyObject *
use_out_parameters(PyObject *self, PyObject *arg)
{
    PyObject *list, *text;
    if (make_both(arg, &list, &text) < 0)
        return NULL;
    return Py_BuildValue("(NN)", list, text);
}

static PyObject *
raise_with_payload(PyObject *self, PyObject *arg)
{
    PyObject *list = fresh(arg);
    if (list == NULL)
        return NULL;
    PyErr_SetObject(PyExc_KeyError, list);
    Py_DECREF(list);
    return NULL;
}

static PyObject *
intern_text(PyObject *self, PyObject *arg)
{
    static unsigned n;
    PyObject *text = PyUnicode_FromFormat("interned_%u", n++);
    if (text == NULL)
        return NULL;
    PyUnicode_InternInPlace(&text);
    return text;
}

static PyObject *
clean_up_with_goto(PyObject *self, PyObject *arg)
{
    PyObject *d = NULL, *k = NULL, *v = NULL, *result = NULL;
    char *buffer = PyMem_Malloc(32);
    if (buffer == NULL)
        return PyErr_NoMemory();
    if ((d = PyDict_New()) == NULL || (k = PyUnicode_FromString("k")) == NULL)
        goto done;
    if ((v = PyFloat_FromDouble(2.5)) == NULL || PyDict_SetItem(d, k, v) < 0)
        goto done;
    Py_INCREF(d);
    result = d;
done:
    PyMem_Free(buffer);
    Py_XDECREF(d);
    Py_XDECREF(k);
    Py_XDECREF(v);
    return result;
}

static PyObject *
swallow_error(PyObject *self, PyObject *arg)
{
    PyObject *o = PyObject_GetAttrString(arg, "no_such_attribute_here");
    if (o == NULL)
        PyErr_Clear();
    Py_XDECREF(o);
    Py_RETURN_NONE;
}

static PyObject *
save_and_restore_error(PyObject *self, PyObject *arg)
{
    PyObject *type, *value, *trace;
    PyErr_SetString(PyExc_ValueError, "to be kept");
    PyErr_Fetch(&type, &value, &trace);
    PyObject *list = fresh(arg);
    Py_XDECREF(list);
    if (list == NULL)
        PyErr_Clear();
    PyErr_Restore(type, value, trace);
    return NULL;
}

static PyObject *
iterate(PyObject *self, PyObject *arg)
{
    PyObject *it = PyObject_GetIter(arg), *item, *sum = PyLong_FromLong(0);
    if (it == NULL || sum == NULL)
        goto fail;
    while ((item = PyIter_Next(it)) != NULL) {
        PyObject *one = PyLong_FromSsize_t(1000);
        Py_DECREF(item);
        PyObject *next = one == NULL ? NULL : PyNumber_Add(sum, one);
        Py_XDECREF(one);
        if (next == NULL)
            goto fail;
        Py_SETREF(sum, next);
    }
    if (PyErr_Occurred())
        goto fail;
    Py_DECREF(it);
    return sum;
fail:
    Py_XDECREF(it);
    Py_XDECREF(sum);
    return NULL;
}

static PyObject *
look_into_buffer(PyObject *self, PyObject *arg)
{
    Py_buffer view;
    PyObject *b = PyByteArray_FromStringAndSize("some bytes", 10);
    if (b == NULL)
        return NULL;
    if (PyObject_GetBuffer(b, &view, PyBUF_SIMPLE) < 0) {
        Py_DECREF(b);
        return NULL;
    }
    Py_ssize_t n = view.len;
    PyBuffer_Release(&view);
    Py_DECREF(b);
    return PyLong_FromSsize_t(n);
}

static PyObject *
grow_buffer(PyObject *self, PyObject *arg)
{
    char *p = PyMem_Malloc(8);
    for (size_t n = 16; p != NULL && n < 4096; n *= 2) {
        char *q = PyMem_Realloc(p, n);
        if (q == NULL) {
            PyMem_Free(p);
            p = NULL;
        }
        else {
            p = q;
        }
    }
    if (p == NULL)
        return PyErr_NoMemory();
    PyMem_Free(p);
    Py_RETURN_NONE;
}

static PyObject *
set_on_module(PyObject *self, PyObject *arg)
{
    PyObject *list = fresh(arg);
    if (list == NULL)
        return NULL;
    int rc = PyObject_SetAttrString(self, "latest", list);
    Py_DECREF(list);
    if (rc < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *
steal_into_tuple(PyObject *self, PyObject *arg)
{
    PyObject *t = PyTuple_New(2);
    if (t == NULL)
        return NULL;
    for (int i = 0; i < 2; i++) {
        PyObject *list = fresh(arg);
        if (list == NULL || PyTuple_SetItem(t, i, list) < 0) {
            Py_DECREF(t);
            return NULL;
        }
    }
    return t;
}

static PyObject *
work_without_gil(PyObject *self, PyObject *arg)
{
    char *p;
    Py_BEGIN_ALLOW_THREADS p = PyMem_RawMalloc(1000);
    Py_END_ALLOW_THREADS if (p == NULL) return PyErr_NoMemory();
    PyMem_RawFree(p);
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *list = fresh(arg);
    PyGILState_Release(state);
    return list;
}

static PyObject *
resize_bytes(PyObject *self, PyObject *arg)
{
    PyObject *b = PyBytes_FromStringAndSize(NULL, 100);
    if (b == NULL)
        return NULL;
    memset(PyBytes_AS_STRING(b), 'x', 100);
    if (_PyBytes_Resize(&b, 10) < 0)
        return NULL;
    return b;
}

static PyObject *
keep_ring(PyObject *self, PyObject *arg)
{
    static PyObject *ring[8];
    static unsigned next;
    PyObject *list = fresh(arg);
    if (list == NULL)
        return NULL;
    Py_XSETREF(ring[next % 8], list);
    next++;
    Py_RETURN_NONE;
}

static PyObject *
make_weak_reference(PyObject *self, PyObject *arg)
{
    PyObject *set = PySet_New(NULL);
    PyObject *w = set == NULL ? NULL : PyWeakref_NewRef(set, NULL);
    Py_XDECREF(set);
    return w;
}

static PyObject *
call_back(PyObject *self, PyObject *arg)
{
    PyObject *f = PyObject_GetAttrString(arg, "upper");
    PyObject *r = f == NULL ? NULL : PyObject_CallObject(f, NULL);
    Py_XDECREF(f);
    return r;
}

/* ---- the table ---------------------------------------------------------- */

#define METHOD(name) {#name, name, METH_O, NULL}

static PyMethodDef methods[] = {METHOD(make_and_return),
                                METHOD(append_to_global),
                                METHOD(grow_memo),
                                METHOD(keep_before_number),
                                METHOD(replace_latest),
                                METHOD(count_argument_in_list),
                                METHOD(grow_array),
                                METHOD(chain_with_libc),
                                METHOD(chain_with_pymem),
                                METHOD(keep_middle_of_block),
                                METHOD(keep_tagged),
                                METHOD(keep_packed),
                                METHOD(keep_boxed),
                                METHOD(keep_shifted),
                                METHOD(keep_swapped),
                                METHOD(keep_complement),
                                METHOD(keep_unaligned),
                                METHOD(keep_in_bytes),
                                METHOD(keep_in_mapping),
                                METHOD(keep_in_shared_mapping),
                                METHOD(keep_in_thread_memory),
                                METHOD(keep_in_thread_key),
                                METHOD(keep_in_epoll),
                                METHOD(keep_in_pipe),
                                METHOD(count_in_flight),
                                METHOD(pop_own_stack),
                                METHOD(pop_own_stack_of_arguments),
                                METHOD(pop_global_list),
                                METHOD(make_cycle),
                                METHOD(make_capsule),
                                METHOD(use_out_parameters),
                                METHOD(raise_with_payload),
                                METHOD(intern_text),
                                METHOD(clean_up_with_goto),
                                METHOD(swallow_error),
                                METHOD(save_and_restore_error),
                                METHOD(iterate),
                                METHOD(look_into_buffer),
                                METHOD(grow_buffer),
                                METHOD(set_on_module),
                                METHOD(steal_into_tuple),
                                METHOD(work_without_gil),
                                METHOD(resize_bytes),
                                METHOD(keep_ring),
                                METHOD(make_weak_reference),
                                METHOD(call_back),
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT,
                                    .m_name = "controls", .m_size = -1,
                                    .m_methods = methods};

PyMODINIT_FUNC
PyInit_controls(void)
{
    PyObject *shared = PyUnicode_FromString("on the stack of our own");
    all = Py_BuildValue("[[][]{}[]{}[]i]", 3);
    memo = PyDict_New();
    if (shared == NULL || all == NULL || memo == NULL) {
        Py_XDECREF(shared);
        return NULL;
    }
    for (; n_stack < 400; n_stack++) {
        Py_INCREF(shared);
        stack[n_stack] = shared;
    }
    Py_DECREF(shared);
    return PyModule_Create(&module);
}
