/* Who takes without asking has put something there before. */
#include <Python.h>

typedef struct {
    size_t size, room;
    PyObject **items;
} Stack;

static PyObject *
stack_pop(Stack *stack)
{
    if (stack->size == 0)
        return NULL;
    stack->size--;
    return stack->items[stack->size];
}

static PyObject *
stack_find(Stack *stack, PyObject *item)
{
    for (size_t i = 0; i < stack->size; i++)
        if (stack->items[i] == item)
            return Py_NewRef(item);
    return NULL;
}

void
ok_element_ends(Stack *bases, Stack *languages)
{
    PyObject *top = stack_pop(bases);
    Py_DECREF(top);
    top = stack_pop(languages);
    Py_DECREF(top);
}

void
element_found(Stack *bases, PyObject *item)
{
    PyObject *found = stack_find(bases, item);
    Py_DECREF(found); // WARN release-of-null "found"
}
