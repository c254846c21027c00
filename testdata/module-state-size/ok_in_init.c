/* Filled by the function that makes the module. */
#include <Python.h>

typedef struct {
    long started;
    long seed;
} dice_state;

static struct PyModuleDef dice = {
    PyModuleDef_HEAD_INIT, "dice", NULL, sizeof(dice_state), NULL, NULL, NULL, NULL,
    NULL,
};

PyMODINIT_FUNC
PyInit_dice(void)
{
    PyObject *m = PyModule_Create(&dice);
    dice_state *st;
    if (m == NULL)
        return NULL;
    st = (dice_state *)PyModule_GetState(m);
    st->started = 1;
    st->seed = 4;
    return m;
}
