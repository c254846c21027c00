/* The first word of a text that may have none. */
#include <Python.h>

static PyObject *
first_word(PyObject *module, PyObject *text)
{
    PyObject *words = PyUnicode_Split(text, NULL, -1);
    if (words == NULL)
        return NULL;
    PyObject *word = PyList_GetItem(words, 0);
    if (word == NULL)
        return NULL; // WARN leaked-reference "'words'"
    Py_INCREF(word);
    Py_DECREF(words);
    return word;
}

/* It has two, and the code that asks anyway is left alone. */
static PyObject *
second_of_two(PyObject *module, PyObject *o)
{
    PyObject *pair = PyTuple_Pack(2, module, o);
    if (pair == NULL)
        return NULL;
    PyObject *second = PyTuple_GetItem(pair, 1);
    if (second == NULL)
        return NULL;
    Py_INCREF(second);
    Py_DECREF(pair);
    return second;
}

static PyMethodDef methods[] = {
    {"first_word", first_word, METH_O, NULL},
    {"second_of_two", second_of_two, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef words_module = {PyModuleDef_HEAD_INIT, .m_name = "words",
                                   .m_size = -1, .m_methods = methods};
