/* The library is told how to free the text, takes a pointer that it may
   change, or keeps the text in a structure. */
#include <Python.h>
#include <string.h>

struct statement;
struct option {
    const char *name;
    char *value;
};
int bind_text(struct statement *s, int i, const char *text, int n,
              void (*destroy)(void *));
int set_name(struct statement *s, char *name);
int set_option(struct statement *s, const struct option *o);

static char *
copy_of(PyObject *o)
{
    const char *text = PyUnicode_AsUTF8(o);
    return text == NULL ? NULL : strdup(text);
}

int
statement_bind(struct statement *s, int i, PyObject *o)
{
    char *text = copy_of(o);
    if (text == NULL)
        return -1;
    return bind_text(s, i, text, -1, free);
}

int
statement_name(struct statement *s, PyObject *o)
{
    char *text = copy_of(o);
    if (text == NULL)
        return -1;
    return set_name(s, text);
}

int
statement_option(struct statement *s, PyObject *o)
{
    struct option option = {"name", copy_of(o)};
    if (option.value == NULL)
        return -1;
    return set_option(s, &option);
}
