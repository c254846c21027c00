/* A helper makes what is missing, and asks for it the same way; one that
   makes something else does not help. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    int state;
} Queue;

static Queue *queues, *spares;
static int queue_count;
int lib_start(Queue *q);

static int
state_of(Queue *q)
{
    return q->state;
}

static void
launch(int count)
{
    if (queues)
        return;
    queues = malloc(sizeof(Queue) * (size_t)count);
    if (queues == NULL)
        abort();
    memset(queues, 0, sizeof(Queue) * (size_t)count);
    queue_count = count;
    for (int i = 0; i < count; i++)
        lib_start(&queues[i]);
}

static PyObject *
first(PyObject *self, PyObject *unused)
{
    if (!queues)
        launch(4);
    return PyLong_FromLong(state_of(queues));
}

static PyObject *
spare(PyObject *self, PyObject *unused)
{
    if (!spares)
        launch(4);
    return PyLong_FromLong(state_of(spares)); // WARN unchecked-null "'spares'"
}

static PyMethodDef methods[] = {{"first", first, METH_NOARGS, NULL},
                                {"spare", spare, METH_NOARGS, NULL},
                                {NULL, NULL, 0, NULL}};
struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "queues", NULL, 0, methods,
                             NULL, NULL, NULL, NULL};
