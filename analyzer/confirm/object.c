/* Addresses of a shared object and the source lines behind them. */
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <gelf.h>

#include <dwarf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "confirm.h"

#define uthash_malloc(size) arena_alloc(o->keep, (size))
#define uthash_free(p, size) ((void)(p))
#include <uthash.h>

/* Reading the debug information is slow, and the same few addresses are asked
 * for again for every finding. */
struct known {
    uint64_t address;
    size_t n;
    struct code_place at[MAX_FRAMES];
    UT_hash_handle hh;
};

struct object {
    arena *keep;
    const char *path, *build_id;
    Dwfl *dwfl;
    Dwfl_Module *module;
    Dwarf *dwarf;     /* NULL: no debug information */
    Dwarf_Addr bias;  /* of the code */
    Dwarf_Addr dbias; /* of the debug information */
    struct known *known;
};

/* Separate debug files are found by build-id on this machine only. */
static const Dwfl_Callbacks callbacks = {
    .find_elf = dwfl_build_id_find_elf,
    .find_debuginfo = dwfl_build_id_find_debuginfo,
    .section_address = dwfl_offline_section_address,
};

bool
path_matches(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    if (n < m)
        return path_matches(b, a);
    while (m > 2 && str_starts(b, "./")) {
        b += 2;
        m -= 2;
    }
    return m > 0 && strcmp(a + n - m, b) == 0 &&
           (n == m || *b == '/' || a[n - m - 1] == '/');
}

/* ---- opening ------------------------------------------------------------ */

static const char *
build_id_text(arena *keep, Dwfl_Module *module)
{
    const unsigned char *bits;
    GElf_Addr at;
    int n = dwfl_module_build_id(module, &bits, &at);
    struct text t = {.keep = keep};
    for (int i = 0; i < n; i++)
        text_printf(&t, "%02x", bits[i]);
    return text_str(&t);
}

static bool
object_load(struct object *o)
{
    o->dwfl = dwfl_begin(&callbacks);
    if (o->dwfl == NULL)
        return false;
    o->module = dwfl_report_offline(o->dwfl, o->path, o->path, -1);
    if (o->module == NULL || dwfl_report_end(o->dwfl, NULL, NULL) != 0)
        return false;
    if (dwfl_module_getelf(o->module, &o->bias) == NULL)
        return false;
    o->dwarf = dwfl_module_getdwarf(o->module, &o->dbias);
    o->build_id = build_id_text(o->keep, o->module);
    return true;
}

struct object *
object_open(arena *keep, const char *path, const char **error)
{
    struct object *o = ARENA_NEW(keep, struct object);
    o->keep = keep;
    o->path = arena_strdup(keep, path);
    if (access(path, R_OK) == 0 && object_load(o))
        return o;
    *error = arena_printf(keep, "%s: %s", path,
                          access(path, R_OK) != 0 ? strerror(errno)
                                                  : dwfl_errmsg(-1));
    object_close(o);
    return NULL;
}

void
object_close(struct object *o)
{
    if (o != NULL && o->dwfl != NULL)
        dwfl_end(o->dwfl);
}

const char *
object_path(const struct object *o)
{
    return o->path;
}

const char *
object_build_id(const struct object *o)
{
    return o->build_id;
}

bool
object_has_lines(const struct object *o)
{
    return o->dwarf != NULL;
}

/* ---- by name ------------------------------------------------------------ */

static const char *
unit_path(struct object *o, Dwarf_Die *unit)
{
    const char *name = dwarf_diename(unit);
    Dwarf_Attribute a;
    const char *dir = dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &a));
    if (name == NULL || *name == '/' || dir == NULL)
        return name == NULL ? "" : name;
    return arena_printf(o->keep, "%s/%s", dir, name);
}

/* Calls each(unit) until it says true. */
static bool
any_unit(struct object *o, bool (*each)(struct object *, Dwarf_Die *, void *),
         void *data)
{
    Dwarf_CU *cu = NULL;
    Dwarf_Die die;
    uint8_t type;
    while (o->dwarf != NULL &&
           dwarf_get_units(o->dwarf, cu, &cu, NULL, &type, &die, NULL) == 0)
        if ((type == DW_UT_compile || type == DW_UT_partial) &&
            each(o, &die, data))
            return true;
    return false;
}

struct wanted {
    const char *file, *function;
    uint32_t line;
    const char *path;
};

static bool
unit_is(struct object *o, Dwarf_Die *unit, void *data)
{
    struct wanted *w = data;
    Dwarf_Files *files;
    size_t n;
    w->path = unit_path(o, unit);
    if (path_matches(w->path, w->file))
        return true;
    if (dwarf_getsrcfiles(unit, &files, &n) != 0)
        return false;
    for (size_t i = 0; i < n; i++) {
        w->path = dwarf_filesrc(files, i, NULL, NULL);
        if (w->path != NULL && path_matches(w->path, w->file))
            return true;
    }
    return false;
}

bool
object_has_source(struct object *o, const char *path)
{
    struct wanted w = {.file = path};
    return any_unit(o, unit_is, &w);
}

const char *
object_source_path(struct object *o, const char *path)
{
    struct wanted w = {.file = path};
    return any_unit(o, unit_is, &w) ? w.path : NULL;
}

static int
function_is(Dwarf_Die *die, void *data)
{
    struct wanted *w = data;
    const char *name = dwarf_diename(die);
    const char *file = dwarf_decl_file(die);
    int line;
    if (name == NULL || strcmp(name, w->function) != 0 || file == NULL ||
        !path_matches(file, w->file) || dwarf_decl_line(die, &line) != 0)
        return DWARF_CB_OK;
    w->line = (uint32_t)line;
    return DWARF_CB_ABORT;
}

static bool
unit_defines(struct object *o, Dwarf_Die *unit, void *data)
{
    struct wanted *w = data;
    (void)o;
    dwarf_getfuncs(unit, function_is, w, 0);
    return w->line != 0;
}

uint32_t
object_function_line(struct object *o, const char *file, const char *function)
{
    struct wanted w = {.file = file, .function = function};
    any_unit(o, unit_defines, &w);
    return w.line;
}

/* ---- by address --------------------------------------------------------- */

static void
line_of(struct object *o, Dwarf_Addr at, struct code_place *out)
{
    int line = 0;
    Dwfl_Line *l = dwfl_module_getsrc(o->module, at);
    const char *file = l == NULL
                           ? NULL
                           : dwfl_lineinfo(l, NULL, &line, NULL, NULL, NULL);
    const char *dir = l == NULL ? NULL : dwfl_line_comp_dir(l);
    if (file != NULL && *file != '/' && dir != NULL)
        file = arena_printf(o->keep, "%s/%s", dir, file);
    out->file = file == NULL ? "" : file;
    out->line = (uint32_t)line;
}

/* Where the inlined function was called. */
static void
call_of(Dwarf_Die *unit, Dwarf_Die *inlined, struct code_place *out)
{
    Dwarf_Attribute a;
    Dwarf_Word line = 0, file = 0;
    Dwarf_Files *files;
    size_t n;
    dwarf_formudata(dwarf_attr(inlined, DW_AT_call_line, &a), &line);
    dwarf_formudata(dwarf_attr(inlined, DW_AT_call_file, &a), &file);
    out->line = (uint32_t)line;
    if (dwarf_getsrcfiles(unit, &files, &n) == 0) {
        const char *path = dwarf_filesrc(files, file, NULL, NULL);
        out->file = path == NULL ? "" : path;
    }
}

/* Its type, through typedefs. */
static bool
type_of(Dwarf_Die *die, Dwarf_Die *out)
{
    Dwarf_Attribute a;
    return dwarf_formref_die(dwarf_attr_integrate(die, DW_AT_type, &a), out) !=
               NULL &&
           dwarf_peel_type(out, out) == 0;
}

static bool
is_pointer(Dwarf_Die *die, Dwarf_Die *type)
{
    return type_of(die, type) && dwarf_tag(type) == DW_TAG_pointer_type;
}

/* It returns a pointer, or stores one where a parameter says. */
static bool
gives_pointer(Dwarf_Die *function)
{
    Dwarf_Die type, child, target;
    if (is_pointer(function, &type))
        return true;
    if (dwarf_child(function, &child) != 0)
        return false;
    do {
        if (dwarf_tag(&child) == DW_TAG_formal_parameter &&
            is_pointer(&child, &type) && is_pointer(&type, &target))
            return true;
    } while (dwarf_siblingof(&child, &child) == 0);
    return false;
}

static size_t
scopes_read(Dwarf_Die *unit, Dwarf_Die *scopes, int n_scopes,
            struct code_place *out, size_t max)
{
    size_t n = 0;
    for (int i = 0; i < n_scopes && n < max; i++) {
        int tag = dwarf_tag(&scopes[i]);
        if (tag != DW_TAG_inlined_subroutine && tag != DW_TAG_subprogram)
            continue;
        out[n].function = dwarf_diename(&scopes[i]);
        out[n].gives = gives_pointer(&scopes[i]);
        if (tag == DW_TAG_subprogram)
            return n + 1;
        if (n + 1 < max) {
            out[n + 1] = (struct code_place){.file = ""};
            call_of(unit, &scopes[i], &out[n + 1]);
        }
        n++;
    }
    return n == 0 ? 1 : n;
}

static size_t
places_read(struct object *o, uint64_t address, struct code_place *out,
            size_t max)
{
    Dwarf_Addr at = address + o->bias, bias = 0;
    out[0] = (struct code_place){.file = ""};
    line_of(o, at, &out[0]);
    Dwarf_Die *unit = dwfl_module_addrdie(o->module, at, &bias);
    Dwarf_Die *scopes = NULL, *outer = NULL, inner;
    if (unit == NULL || dwarf_getscopes(unit, at - bias, &scopes) <= 0)
        return 1;
    /* getscopes goes on with the definition of an inlined function; the
     * scopes of the innermost one go on with its callers. */
    dwarf_offdie(o->dwarf, dwarf_dieoffset(&scopes[0]), &inner);
    int n_scopes = dwarf_getscopes_die(&inner, &outer);
    size_t n = scopes_read(unit, outer, n_scopes, out, max);
    free(scopes);
    free(outer);
    return n;
}

size_t
object_lookup(struct object *o, uint64_t address, struct code_place *out,
              size_t max)
{
    struct known *k;
    assert(max > 0);
    HASH_FIND(hh, o->known, &address, sizeof address, k);
    if (k == NULL) {
        k = ARENA_NEW(o->keep, struct known);
        *k = (struct known){.address = address};
        k->n = places_read(o, address, k->at, MAX_FRAMES);
        HASH_ADD(hh, o->known, address, sizeof k->address, k);
    }
    size_t n = k->n < max ? k->n : max;
    memcpy(out, k->at, n * sizeof *out);
    return n;
}
