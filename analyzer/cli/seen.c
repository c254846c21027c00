#include "result.h"

#include <string.h>

static bool
has_file(const struct harvest *h, const char *path)
{
    for (size_t i = 0; i < h->n_files; i++)
        if (strcmp(h->files[i].path, path) == 0)
            return true;
    return false;
}

bool
result_saw_all(const struct unit_result *units, size_t n,
               const struct harvest *h, const char *path)
{
    bool all = true;
    for (size_t i = 0; i < n; i++) {
        bool good = strcmp(units[i].status, "ok") == 0;
        if (strcmp(units[i].path, path) == 0)
            return good;
        all &= good;
    }
    return all && has_file(h, path);
}
