/* Whoever frees the variable knows one allocator only. */
#include <Python.h>
#include <wchar.h>

static wchar_t *search_path;

void
path_compute(const wchar_t *prefix, const wchar_t *suffix)
{
    size_t n = wcslen(prefix) + wcslen(suffix) + 1;
    wchar_t *joined = PyMem_New(wchar_t, n);
    if (joined == NULL)
        Py_FatalError("no memory for the path");
    wcscpy(joined, prefix);
    wcscat(joined, suffix);
    search_path = joined; // WARN allocator-mismatch "search_path"
}

void
path_set(const wchar_t *path)
{
    PyMem_RawFree(search_path);
    search_path = PyMem_RawMalloc((wcslen(path) + 1) * sizeof(wchar_t));
    if (search_path != NULL)
        wcscpy(search_path, path);
}
