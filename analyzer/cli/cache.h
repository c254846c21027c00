/* What earlier runs found out, on disk.
 *
 * One file per entry, named by its key.  An entry is believed only when its
 * checksum, which covers the key, is right; anything else counts as absent.
 * Entries are written under another name and renamed, so that runs at the
 * same time do no harm; what cannot be written is simply not kept.  Every
 * key depends on the contents of this program.
 */
#ifndef REFAUDIT_CACHE_H
#define REFAUDIT_CACHE_H

#include "base.h"

struct cache {
    const char *dir;   /* NULL: there is none */
    const char *build; /* hash of this program */
};

/* `dir` NULL: the user's cache directory. */
void cache_open(arena *keep, struct cache *c, const char *dir);
/* Removes what nobody asked for in a long time, once a day. */
void cache_prune(const struct cache *c);

/* The key of what `text` describes, in keep. */
const char *cache_key(const struct cache *c, arena *keep, const char *kind,
                      const char *text);

/* The entry, mapped for the rest of the process; NULL when there is none. */
const char *cache_get(const struct cache *c, const char *key, size_t *n);
bool cache_put(const struct cache *c, const char *key, const void *bytes,
               size_t n);

#endif
