/* Memory of the interpreter in a thread of its own. */
#include <Python.h>
#include <pthread.h>

static void *
fill(void *arg)
{
    char **out = arg;
    *out = PyMem_Malloc(100); // WARN callback-without-gil "PyMem_Malloc"
    return NULL;
}

int
start_fill(char **out, pthread_t *t)
{
    return pthread_create(t, NULL, fill, out);
}
