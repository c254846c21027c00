/* The byte behind the last one is always found. */
#include <Python.h>
#include <string.h>

Py_ssize_t
ok_end(const char *text)
{
    const char *end = strchr(text, '\0');
    while (end > text && end[-1] == '\n')
        end--;
    return end - text;
}

Py_ssize_t
first_line(const char *text)
{
    const char *end = strchr(text, '\n');
    return *end == '\n' ? end - text : 0; // WARN unchecked-null "end"
}
