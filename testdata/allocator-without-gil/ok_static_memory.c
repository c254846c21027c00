/* Nothing is allocated at all. */
#include <Python.h>

int
median(const int *v, size_t n)
{
    int counts[256] = {0}, at = 0;
    Py_BEGIN_ALLOW_THREADS
    for (size_t i = 0; i < n; i++)
        counts[v[i] & 255]++;
    for (size_t seen = 0; seen < n / 2 && at < 255;)
        seen += (size_t)counts[at++];
    Py_END_ALLOW_THREADS
    return at;
}
