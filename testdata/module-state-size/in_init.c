/* The function that makes the module fills the state. */
#include <Python.h>

typedef struct {
    long started;
    long seed;
} dice_state;

static struct PyModuleDef dice = {
    PyModuleDef_HEAD_INIT, "dice", NULL, sizeof(long), NULL, NULL, NULL, NULL,
    NULL,
};

PyMODINIT_FUNC
PyInit_dice(void)
{
    PyObject *m = PyModule_Create(&dice);
    dice_state *st;
    if (m == NULL)
        return NULL;
    st = (dice_state *)PyModule_GetState(m); // WARN module-state-size "of 16 bytes"
    st->started = 1;
    st->seed = 4;
    return m;
}
