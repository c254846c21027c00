/* What the phases hand to each other, and its way through a pipe.
 *
 * Plain data: no pointer into the engine, the IR or another process.
 */
#ifndef REFAUDIT_RESULT_H
#define REFAUDIT_RESULT_H

#include "store.h"
#include "wire.h"

/* Phase 1: one translation unit. */
struct unit_result {
    const char *path;   /* as source_file.path */
    const char *status; /* as in the database */
    const char *reason; /* of a status other than ok */
    uint64_t n_errors;
    uint32_t n_funcs;
    bool has_ir; /* phase 2 finds it */
    uint32_t wall_ms;
    const char *ir_hash; /* XXH3-128 of the IR, or NULL */
    /* Not handed on between processes: */
    bool from_cache;
    const char *ir; /* the IR itself, when it is in memory */
    size_t n_ir;
};

/* Phase 2: one function. */
struct func_result {
    const char *file, *name, *signature, *body_hash, *py_name;
    bool is_static;
    uint32_t line, end_line;
    const char *status; /* as in the database */
    const char *reason;
    const char *summary; /* its contract as text, or NULL */
    uint32_t states, wall_us;
    bool wanted_skip; /* skipped on purpose; not a gap */
    bool from_cache;  /* explored by an earlier run */
};

struct result_file {
    const char *path, *full, *hash;
    bool is_system, is_header;
    uint32_t generator;
};

/* Phase 2: everything. */
struct harvest {
    struct func_result *funcs;
    size_t n_funcs;
    struct finding *findings;
    size_t n_findings;
    struct coverage *coverage;
    size_t n_coverage;
    struct result_file *files;
    size_t n_files;
    struct store_type *types;
    size_t n_types;
    struct version python; /* that it was read for */
};

/* Was all of the file parsed?  Of a header when every unit was. */
bool result_saw_all(const struct unit_result *units, size_t n,
                    const struct harvest *h, const char *path);

void wire_unit(struct wire *w, struct unit_result *u);
void wire_harvest(struct wire *w, struct harvest *r);

#endif
