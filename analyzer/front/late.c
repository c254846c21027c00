#include "late.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#include "base.h"

/* Written once, by load(). */
static struct libclang loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *
find(void *library, const char *name)
{
    void *symbol = dlsym(library, name);
    if (symbol == NULL)
        die("%s has no %s(): it is not the libclang that this program was "
            "built for",
            LIBCLANG_FILE, name);
    return symbol;
}

const char *
libclang_problem(void)
{
    return dlopen(LIBCLANG_FILE, RTLD_NOW | RTLD_LOCAL) == NULL ? dlerror()
                                                                : NULL;
}

static void
load(void)
{
    void *library = dlopen(LIBCLANG_FILE, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        die("cannot load libclang: %s; apt install " LIBCLANG_PACKAGE,
            dlerror());
#define X(name)                                                               \
    memcpy(&loaded.name, &(void *){find(library, "clang_" #name)},            \
           sizeof loaded.name);
    LIBCLANG_FUNCTIONS
#undef X
}

const struct libclang *
libclang(void)
{
    pthread_once(&once, load);
    return &loaded;
}
