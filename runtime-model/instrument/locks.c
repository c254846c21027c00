/* Locks of PyThread that a call takes: one that it still holds when it fails
 * stops the next call for good. */
#include "rt.h"

#define MOST_LOCKS 64

static struct {
    uint64_t lock;
    uintptr_t site;
    int held;
} locks[MOST_LOCKS];
static size_t n_locks;

void
locks_begin(void)
{
    n_locks = 0;
}

static void
change(uint64_t lock, uintptr_t site, int by)
{
    size_t i = 0;
    while (i < n_locks && locks[i].lock != lock)
        i++;
    if (i == MOST_LOCKS)
        return;
    if (i == n_locks) {
        n_locks++;
        locks[i].lock = lock;
        locks[i].held = 0;
    }
    locks[i].held += by;
    if (by > 0)
        locks[i].site = site;
}

/* A call of the API that returns: 1 is success for those that take a lock. */
void
locks_note(const char *name, uint64_t lock, uintptr_t site, uint64_t result)
{
    if (strncmp(name, "PyThread_acquire_lock", 21) == 0 && (int)result == 1)
        change(lock, site, 1);
    else if (strcmp(name, "PyThread_release_lock") == 0)
        change(lock, site, -1);
}

/* The call has failed; nothing more can be tried when it left one. */
void
locks_judge(void)
{
    bool any = false;
    for (size_t i = 0; i < n_locks; i++) {
        const struct api *api = site_api(locks[i].site);
        if (locks[i].held <= 0 || api == NULL)
            continue;
        log_record("locked", x.trial->id, site_text(locks[i].site), api->name,
                   NULL);
        any = true;
    }
    if (!any)
        return;
    steps_report();
    x.found = true;
    crash_verdict("found", "-");
}
