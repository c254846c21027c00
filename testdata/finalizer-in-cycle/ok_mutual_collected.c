/* Two types that own each other, both collected. */
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
    Door *door = PyObject_GC_New(Door, &Door_Type);
    if (door == NULL) {
        Py_DECREF(room);
        return NULL;
    }
    Py_INCREF(room);
    door->room = room;
    room->door = door;
    PyObject_GC_Track(room);
    PyObject_GC_Track(door);
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

static int
door_traverse(Door *self, visitproc visit, void *arg)
{
    Py_VISIT(self->room);
    return 0;
}

static int
door_clear(Door *self)
{
    Py_CLEAR(self->room);
    return 0;
}

static void
door_dealloc(Door *self)
{
    PyObject_GC_UnTrack(self);
    door_clear(self);
    PyObject_GC_Del(self);
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

static PyTypeObject Door_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Door",
    .tp_basicsize = sizeof(Door),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)door_dealloc,
    .tp_traverse = (traverseproc)door_traverse,
    .tp_clear = (inquiry)door_clear,
};

int
rooms_ready(void)
{
    if (PyType_Ready(&Room_Type) < 0)
        return -1;
    return PyType_Ready(&Door_Type);
}
