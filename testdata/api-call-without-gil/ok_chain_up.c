/* A class calls what its parent has in the place of its own function: that is
 * another function, which knows nothing of Python.
 */
#include <Python.h>

typedef struct Instance Instance;

typedef struct {
    void (*begin)(Instance *self);
    void (*finalize)(Instance *self);
} InstanceClass;

struct Instance {
    InstanceClass *isa;
    PyThreadState *state;
    int alive;
};

extern void class_copy(InstanceClass *to, const InstanceClass *from);
extern InstanceClass *class_peek_parent(void);

static InstanceClass *parent_class;

static void
ok_loader_finalize(Instance *self)
{
    if (self->state)
        PyEval_RestoreThread(self->state);
    if (self->alive)
        Py_Finalize();
    parent_class->finalize(self);
}

void
loader_class_init(InstanceClass *klass)
{
    parent_class = class_peek_parent();
    klass->finalize = ok_loader_finalize;
}
