/* PyMem_Resize on a second variable. */
#include <Python.h>

typedef struct {
    short *marks;
    size_t room;
} Board;

int
board_room(Board *b, size_t room)
{
    short *marks = b->marks;
    PyMem_Resize(marks, short, room);
    if (marks == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    b->marks = marks;
    b->room = room;
    return 0;
}
