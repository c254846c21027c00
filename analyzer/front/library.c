/* libclang itself: which it is and where its headers are. */
#include "build.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *
library_path(arena *keep)
{
    Dl_info info;
    char real[PATH_MAX];
    void *symbol;
    CXString (*function)(void) = clang_getClangVersion;
    memcpy(&symbol, &function, sizeof symbol);
    if (dladdr(symbol, &info) == 0 || info.dli_fname == NULL)
        return NULL;
    return arena_strdup(
        keep, realpath(info.dli_fname, real) != NULL ? real : info.dli_fname);
}

static const char *
version_number(arena *keep)
{
    const char *s = keep_cx(keep, clang_getClangVersion());
    const char *at = strstr(s, "version ");
    if (at == NULL)
        return s;
    at += strlen("version ");
    return arena_strndup(keep, at, strcspn(at, " (-"));
}

const char *
front_libclang_version(arena *keep)
{
    const char *path = library_path(keep);
    return arena_printf(keep, "%s (%s)", version_number(keep),
                        path == NULL ? "linked statically" : path);
}

const char *
front_libclang_stamp(arena *keep)
{
    struct stat st;
    if (stat(LIBCLANG_FILE, &st) != 0)
        return LIBCLANG_FILE;
    return arena_printf(keep, "%s %lld %lld.%09ld %lld.%09ld %llu",
                        LIBCLANG_FILE, (long long)st.st_size,
                        (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
                        (long long)st.st_ctim.tv_sec, st.st_ctim.tv_nsec,
                        (unsigned long long)st.st_ino);
}

const char *
front_libclang_problem(arena *keep, const char **remedy)
{
    const char *problem = libclang_problem();
    *remedy = "apt install " LIBCLANG_PACKAGE;
    return problem == NULL ? NULL : arena_strdup(keep, problem);
}

void
front_load(void)
{
    (void)libclang();
}

/* lib/libclang-19.so.1 has its headers in lib/clang/19/include. */
const char *
front_resource_dir(arena *keep)
{
    const char *path = library_path(keep);
    if (path == NULL || strrchr(path, '/') == NULL)
        return NULL;
    int n = (int)(strrchr(path, '/') - path);
    const char *version = version_number(keep);
    int major = (int)strcspn(version, ".");
    const char *dir = arena_printf(keep, "%.*s/clang/%.*s", n, path, major,
                                   version);
    const char *probe = arena_printf(keep, "%s/include/stddef.h", dir);
    if (access(probe, R_OK) == 0)
        return dir;
    dir = arena_printf(keep, "/usr/lib/llvm-%.*s/lib/clang/%.*s", major,
                       version, major, version);
    probe = arena_printf(keep, "%s/include/stddef.h", dir);
    return access(probe, R_OK) == 0 ? dir : NULL;
}
