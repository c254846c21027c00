/* The way back is borrowed: the door does not own its room. */
#include <Python.h>

typedef struct Door Door;

typedef struct {
    PyObject_HEAD
    Door *door;
} Room;

struct Door {
    PyObject_HEAD
    Room *room;
};

static PyTypeObject Room_Type, Door_Type;

PyObject *
room_with_door(void)
{
    Room *room = PyObject_New(Room, &Room_Type);
    if (room == NULL)
        return NULL;
    room->door = NULL;
    Door *door = PyObject_New(Door, &Door_Type);
    if (door == NULL) {
        Py_DECREF(room);
        return NULL;
    }
    door->room = room;
    room->door = door;
    return (PyObject *)room;
}

static void
room_dealloc(Room *self)
{
    Py_XDECREF(self->door);
    PyObject_Free(self);
}

static void
door_dealloc(Door *self)
{
    PyObject_Free(self);
}

static PyTypeObject Room_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Room",
    .tp_basicsize = sizeof(Room),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)room_dealloc,
};

static PyTypeObject Door_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Door",
    .tp_basicsize = sizeof(Door),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)door_dealloc,
};

int
rooms_ready(void)
{
    if (PyType_Ready(&Room_Type) < 0)
        return -1;
    return PyType_Ready(&Door_Type);
}
