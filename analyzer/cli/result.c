/* The results of the phases: as bytes, and what may be concluded from them. */
#include "result.h"

#include <string.h>

void
wire_unit(struct wire *w, struct unit_result *u)
{
    wire_str(w, &u->path);
    wire_str(w, &u->status);
    wire_str(w, &u->reason);
    wire_bytes(w, &u->n_errors, sizeof u->n_errors);
    wire_u32(w, &u->n_funcs);
    wire_bool(w, &u->has_ir);
    wire_u32(w, &u->wall_ms);
    wire_str(w, &u->ir_hash);
}

static void
wire_func(struct wire *w, struct func_result *f)
{
    wire_str(w, &f->file);
    wire_str(w, &f->name);
    wire_str(w, &f->signature);
    wire_str(w, &f->body_hash);
    wire_str(w, &f->py_name);
    wire_bool(w, &f->is_static);
    wire_u32(w, &f->line);
    wire_u32(w, &f->end_line);
    wire_str(w, &f->status);
    wire_str(w, &f->reason);
    wire_str(w, &f->summary);
    wire_u32(w, &f->states);
    wire_u32(w, &f->wall_us);
    wire_bool(w, &f->wanted_skip);
    wire_bool(w, &f->from_cache);
}

static void
wire_coverage(struct wire *w, struct coverage *c)
{
    rule_wire(w, &c->rule);
    wire_str(w, &c->file);
    WIRE_INT(w, c->sites);
    WIRE_INT(w, c->clean);
    WIRE_INT(w, c->found);
    WIRE_INT(w, c->unknown);
}

static void
wire_file(struct wire *w, struct result_file *f)
{
    wire_str(w, &f->path);
    wire_str(w, &f->full);
    wire_str(w, &f->hash);
    wire_bool(w, &f->is_system);
    wire_bool(w, &f->is_header);
    wire_u32(w, &f->generator);
}

static void
wire_field(struct wire *w, struct store_type_field *f)
{
    wire_str(w, &f->path);
    wire_str(w, &f->owner);
    wire_str(w, &f->holds);
    wire_str(w, &f->target);
    wire_bytes(w, &f->offset, sizeof f->offset);
    wire_bool(w, &f->settable);
    wire_bool(w, &f->can_cycle);
    wire_bool(w, &f->in_cycle);
    wire_str(w, &f->visited);
    wire_str(w, &f->cleared);
    wire_str(w, &f->released);
}

static void
wire_type(struct wire *w, struct store_type *t)
{
    wire_str(w, &t->file);
    wire_str(w, &t->name);
    wire_str(w, &t->variable);
    wire_str(w, &t->kind);
    wire_str(w, &t->base);
    wire_str(w, &t->flags);
    wire_str(w, &t->record);
    wire_u32(w, &t->line);
    wire_str(w, &t->verdict);
    wire_str(w, &t->slots);
    WIRE_ARRAY(w, struct store_type_field, t->fields, t->n_fields, wire_field);
}

void
wire_harvest(struct wire *w, struct harvest *r)
{
    WIRE_ARRAY(w, struct func_result, r->funcs, r->n_funcs, wire_func);
    WIRE_ARRAY(w, struct finding, r->findings, r->n_findings, finding_wire);
    WIRE_ARRAY(w, struct coverage, r->coverage, r->n_coverage, wire_coverage);
    WIRE_ARRAY(w, struct result_file, r->files, r->n_files, wire_file);
    WIRE_ARRAY(w, struct store_type, r->types, r->n_types, wire_type);
    WIRE_INT(w, r->python.major);
    WIRE_INT(w, r->python.minor);
}

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
