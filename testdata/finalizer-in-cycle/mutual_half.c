/* Only one of two types that own each other is collected. */
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
    Room *room = PyObject_GC_New(Room, &Room_Type);
    if (room == NULL)
        return NULL;
    room->door = NULL;
    Door *door = PyObject_New(Door, &Door_Type);
    if (door == NULL) {
        Py_DECREF(room);
        return NULL;
    }
    Py_INCREF(room);
    door->room = room;
    room->door = door;
    PyObject_GC_Track(room);
    return (PyObject *)room;
}

static int
room_traverse(Room *self, visitproc visit, void *arg)
{
    Py_VISIT(self->door);
    return 0;
}

static int
room_clear(Room *self)
{
    Py_CLEAR(self->door);
    return 0;
}

static void
room_dealloc(Room *self)
{
    PyObject_GC_UnTrack(self);
    room_clear(self);
    PyObject_GC_Del(self);
}

static void
door_dealloc(Door *self)
{
    Py_XDECREF(self->room);
    PyObject_Free(self);
}

static PyTypeObject Room_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Room",
    .tp_basicsize = sizeof(Room),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)room_dealloc,
    .tp_traverse = (traverseproc)room_traverse,
    .tp_clear = (inquiry)room_clear,
};

static PyTypeObject Door_Type = { // WARN finalizer-in-cycle "demo.Door"
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
