/* Members with the types that their rows give. */
#include <Python.h>
#include <stddef.h>
#include <stdbool.h>
#include <structmember.h>

struct position {
    float x, y;
};

enum mode { MODE_A, MODE_B };

typedef struct {
    PyObject_HEAD
    struct position at;
    enum mode mode;
    bool visible;
    unsigned char alpha;
    Py_ssize_t count;
    unsigned long long id;
    char name[16];
    const char *title;
    double matrix[4];
    unsigned first : 4, second : 4;
    PyObject *references;
    struct position *anchor;
} Sprite;

static PyMemberDef members[] = {
    {"__weaklistoffset__", T_PYSSIZET, offsetof(Sprite, references), READONLY,
     NULL},
    {"x", T_FLOAT, offsetof(Sprite, at.x), 0, NULL},
    {"y", T_FLOAT, offsetof(Sprite, at) + sizeof(float), 0, NULL},
    {"mode", T_INT, offsetof(Sprite, mode), 0, NULL},
    {"visible", T_BOOL, offsetof(Sprite, visible), 0, NULL},
    {"alpha", T_UBYTE, offsetof(Sprite, alpha), 0, NULL},
    {"count", T_PYSSIZET, offsetof(Sprite, count), READONLY, NULL},
    {"id", T_ULONGLONG, offsetof(Sprite, id), READONLY, NULL},
    {"name", T_STRING_INPLACE, offsetof(Sprite, name), READONLY, NULL},
    {"title", T_STRING, offsetof(Sprite, title), READONLY, NULL},
    {"scale", T_DOUBLE, offsetof(Sprite, matrix), 0, NULL},
    {"_anchor", T_PYSSIZET, offsetof(Sprite, anchor), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static Py_hash_t
sprite_hash(Sprite *self)
{
    return (Py_hash_t)(self->id >> 1);
}

PyTypeObject Sprite_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Sprite",
    .tp_basicsize = sizeof(Sprite),
    .tp_hash = (hashfunc)sprite_hash,
    .tp_members = members,
};
