#include "cache.h"

#include <dirent.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MARK "CACHEDIR.TAG"
/* As https://bford.info/cachedir/ wants it: backups leave it out. */
#define MARK_TEXT                                                             \
    "Signature: 8a477f597d28d172789f06886806bc55\n"                           \
    "# Made by refaudit; safe to delete.\n"
#define PRUNED "pruned"

#define MAGIC "refaudit-cache 1\n"
#define HASH_LENGTH 32
#define HEAD (sizeof MAGIC - 1 + HASH_LENGTH)

#define DAY (24 * 60 * 60)
#define LIFE (30 * DAY)

/* ---- the directory ----------------------------------------------------- */

static const char *
default_directory(arena *keep)
{
    const char *base = getenv("XDG_CACHE_HOME");
    if (base != NULL && *base == '/')
        return arena_printf(keep, "%s/refaudit", base);
    base = getenv("HOME");
    if (base == NULL || *base == '\0') {
        const struct passwd *me = getpwuid(getuid());
        base = me == NULL ? NULL : me->pw_dir;
    }
    return base == NULL || *base != '/'
               ? NULL
               : arena_printf(keep, "%s/.cache/refaudit", base);
}

static bool
make_directories(arena *keep, const char *path)
{
    char *part = arena_strdup(keep, path);
    for (char *p = part + 1; *p != '\0'; p++)
        if (*p == '/') {
            *p = '\0';
            mkdir(part, 0700);
            *p = '/';
        }
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

static bool
write_file(int at, const char *name, const char *head, size_t n_head,
           const void *bytes, size_t n)
{
    int fd = openat(at, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    FILE *f = fdopen(fd, "w");
    if (f == NULL) {
        close(fd);
        return false;
    }
    bool good = fwrite(head, 1, n_head, f) == n_head &&
                fwrite(bytes, 1, n, f) == n;
    return fclose(f) == 0 && good;
}

static const char *
map_file(int fd, size_t *size)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size == 0)
        return NULL;
    *size = (size_t)st.st_size;
    void *map = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (map == MAP_FAILED)
        return NULL;
    /* The last use, for cache_prune(). */
    if (st.st_mtime < time(NULL) - DAY)
        futimens(fd, NULL);
    return map;
}

/* The linker's mark on the first object, which is this program. */
static int
find_build_id(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        const char *at = (const char *)(info->dlpi_addr + p->p_vaddr);
        const char *end = at + p->p_memsz;
        while (p->p_type == PT_NOTE &&
               (size_t)(end - at) > sizeof(ElfW(Nhdr))) {
            const ElfW(Nhdr) *note = (const void *)at;
            const char *id = at + sizeof *note + ((note->n_namesz + 3) & ~3u);
            if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 &&
                memcmp(at + sizeof *note, ELF_NOTE_GNU, 4) == 0) {
                *(const ElfW(Nhdr) **)data = note;
                return 1;
            }
            at = id + ((note->n_descsz + 3) & ~3u);
        }
    }
    return 1;
}

/* Of this program: what another build wrote is none of ours. */
static const char *
build_hash(arena *keep)
{
    const ElfW(Nhdr) *note = NULL;
    dl_iterate_phdr(find_build_id, &note);
    if (note == NULL)
        return NULL;
    const char *id = (const char *)(note + 1) + 4;
    return hash_hex(keep, id, note->n_descsz);
}

void
cache_open(arena *keep, struct cache *c, const char *dir)
{
    *c = (struct cache){0};
    arena *scratch = arena_new();
    const char *build = build_hash(keep);
    if (dir == NULL)
        dir = default_directory(keep);
    if (build != NULL && dir != NULL && make_directories(scratch, dir)) {
        c->build = build;
        c->dir = dir;
        int at = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        write_file(at, MARK, "", 0, MARK_TEXT, sizeof MARK_TEXT - 1);
        close(at);
    }
    arena_free(scratch);
}

/* ---- entries ----------------------------------------------------------- */

const char *
cache_key(const struct cache *c, arena *keep, const char *kind,
          const char *text)
{
    arena *scratch = arena_new();
    const char *all = arena_printf(scratch, "%s\n%s\n%s", c->build, kind,
                                   text);
    const char *hash = hash_hex(scratch, all, strlen(all));
    const char *key = arena_printf(keep, "%s.%s", hash, kind);
    arena_free(scratch);
    return key;
}

/* Over the key, too: an entry under another name is none. */
static const char *
checksum(arena *keep, const char *key, const char *bytes, size_t n)
{
    const char *all = arena_printf(keep, "%s %s", key,
                                   hash_hex(keep, bytes, n));
    return hash_hex(keep, all, strlen(all));
}

static bool
is_sound(const char *key, const char *map, size_t size)
{
    if (size < HEAD || memcmp(map, MAGIC, sizeof MAGIC - 1) != 0)
        return false;
    arena *scratch = arena_new();
    const char *sum = checksum(scratch, key, map + HEAD, size - HEAD);
    bool sound = memcmp(map + sizeof MAGIC - 1, sum, HASH_LENGTH) == 0;
    arena_free(scratch);
    return sound;
}

const char *
cache_get(const struct cache *c, const char *key, size_t *n)
{
    if (c->dir == NULL)
        return NULL;
    arena *scratch = arena_new();
    int fd = open(arena_printf(scratch, "%s/%s", c->dir, key),
                  O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    arena_free(scratch);
    if (fd < 0)
        return NULL;
    size_t size = 0;
    const char *map = map_file(fd, &size);
    close(fd);
    if (map == NULL)
        return NULL;
    if (!is_sound(key, map, size)) {
        munmap((void *)map, size);
        return NULL;
    }
    *n = size - HEAD;
    return map + HEAD;
}

bool
cache_put(const struct cache *c, const char *key, const void *bytes, size_t n)
{
    if (c->dir == NULL)
        return false;
    int at = open(c->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at < 0)
        return false;
    arena *scratch = arena_new();
    const char *part = arena_printf(scratch, "%s.%ld~", key, (long)getpid());
    const char *head = arena_printf(scratch, "%s%s", MAGIC,
                                    checksum(scratch, key, bytes, n));
    bool good = write_file(at, part, head, HEAD, bytes, n) &&
                renameat(at, part, at, key) == 0;
    if (!good)
        unlinkat(at, part, 0);
    arena_free(scratch);
    close(at);
    return good;
}

/* ---- growing old ------------------------------------------------------- */

static bool
is_ours(const char *name)
{
    size_t n = strspn(name, "0123456789abcdef");
    return n == HASH_LENGTH && name[n] == '.';
}

static time_t
age_of(int at, const char *name)
{
    struct stat st;
    if (fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return LIFE;
    return time(NULL) - st.st_mtime;
}

void
cache_prune(const struct cache *c)
{
    DIR *dir = c->dir == NULL ? NULL : opendir(c->dir);
    if (dir == NULL)
        return;
    int at = dirfd(dir);
    if (age_of(at, PRUNED) >= DAY) {
        unlinkat(at, PRUNED, 0);
        write_file(at, PRUNED, "", 0, "", 0);
        for (struct dirent *e; (e = readdir(dir)) != NULL;)
            if (is_ours(e->d_name) &&
                age_of(at, e->d_name) >=
                    (str_ends(e->d_name, "~") ? DAY : LIFE))
                unlinkat(at, e->d_name, 0);
    }
    closedir(dir);
}
