/* Data arrives while the transfer runs without the GIL. */
#include <Python.h>

extern int curl_easy_setopt(void *, int, ...);
extern int curl_easy_perform(void *);

static size_t
on_data(char *data, size_t size, size_t n, void *list)
{
    PyObject *chunk = PyBytes_FromStringAndSize(data, (Py_ssize_t)(size * n)); // WARN callback-without-gil
    if (chunk == NULL)
        return 0;
    int failed = PyList_Append(list, chunk); // WARN callback-without-gil
    Py_DECREF(chunk); // WARN callback-without-gil
    return failed ? 0 : size * n;
}

int
transfer(void *curl, PyObject *list)
{
    int status;
    curl_easy_setopt(curl, 20011, on_data);
    curl_easy_setopt(curl, 10001, list);
    Py_BEGIN_ALLOW_THREADS
    status = curl_easy_perform(curl);
    Py_END_ALLOW_THREADS
    return status;
}
