#include <stddef.h>

struct vector {
    void **items;
    size_t n;
};

extern struct vector *vector_new(void);
extern struct vector *VectorCreate(int size);
extern struct vector *vector_create(const char *path);
extern struct vector *vector_of_all(void);
extern void vector_done(struct vector *vector);
