/* Findings as bytes, and what the collector has of one component: so that a
 * later run can go on as if it had seen the events.
 */
#include "collector.h"

static void
wire_place(struct wire *w, struct place *p)
{
    wire_str(w, &p->file);
    wire_u32(w, &p->line);
    wire_u32(w, &p->col);
    wire_u32(w, &p->end_line);
    wire_u32(w, &p->end_col);
}

static void
wire_step(struct wire *w, struct finding_step *s)
{
    wire_str(w, &s->kind);
    wire_place(w, &s->place);
    wire_str(w, &s->function);
    wire_str(w, &s->message);
    WIRE_INT(w, s->owned);
    WIRE_INT(w, s->exc);
    wire_str(w, &s->fact);
    wire_bool(w, &s->key);
}

void
rule_wire(struct wire *w, const struct rule **r)
{
    const char *id = w->in == NULL ? (*r)->id : NULL;
    wire_str(w, &id);
    if (w->in == NULL)
        return;
    *r = id == NULL ? NULL : rule_find(id);
    w->bad |= *r == NULL;
}

void
finding_wire(struct wire *w, struct finding *f)
{
    rule_wire(w, &f->rule);
    wire_str(w, &f->file);
    wire_str(w, &f->function);
    wire_str(w, &f->py_name);
    wire_place(w, &f->place);
    wire_str(w, &f->message);
    wire_str(w, &f->fix);
    WIRE_INT(w, f->confidence);
    WIRE_INT(w, f->trigger);
    wire_str(w, &f->name);
    WIRE_ARRAY(w, struct finding_step, f->steps, f->n_steps, wire_step);
    WIRE_ARRAY(w, struct place, f->also, f->n_also, wire_place);
    WIRE_INT(w, f->duplicates);
    wire_str(w, &f->anchor);
    wire_str(w, &f->cause);
    wire_str(w, &f->exit);
    wire_str(w, &f->body_hash);
    WIRE_INT(w, f->ordinal);
    wire_str(w, &f->strict);
    wire_str(w, &f->loose);
    wire_str(w, &f->body);
}

/* ---- the collector ---- */

static void
wire_position(struct wire *w, struct position *p)
{
    wire_u32(w, &p->block);
    wire_u32(w, &p->op);
}

static void
wire_name(struct wire *w, struct collector *c, sym *s)
{
    wire_sym(w, c->names, s);
}

static void
wire_key(struct wire *w, struct collector *c, struct key *k)
{
    rule_wire(w, &k->rule);
    wire_name(w, c, &k->file);
    wire_name(w, c, &k->func);
    wire_name(w, c, &k->name);
    wire_u32(w, &k->line);
    wire_u32(w, &k->event);
    wire_u32(w, &k->part);
    wire_position(w, &k->at);
}

static sym
known_name(struct collector *c, const char *s)
{
    return s == NULL ? NULL : sym_intern(c->names, s);
}

/* The collector compares some texts by their address. */
static void
intern_finding(struct collector *c, struct finding *f)
{
    f->file = known_name(c, f->file);
    f->place.file = known_name(c, f->place.file);
    f->function = known_name(c, f->function);
    f->anchor = known_name(c, f->anchor);
    f->cause = known_name(c, f->cause);
    f->body_hash = known_name(c, f->body_hash);
}

static void
wire_draft(struct wire *w, struct collector *c, struct draft *d)
{
    uint32_t n = (uint32_t)d->exits.n;
    wire_key(w, c, &d->key);
    finding_wire(w, &d->finding);
    wire_position(w, &d->after);
    wire_bytes(w, &d->length, sizeof d->length);
    wire_bool(w, &d->absent);
    wire_u32(w, &n);
    if (w->in != NULL)
        intern_finding(c, &d->finding);
    for (uint32_t i = 0; i < n && !w->bad; i++) {
        struct exit_point x = {0};
        if (w->in == NULL)
            x = d->exits.v[i];
        wire_place(w, &x.place);
        wire_position(w, &x.at);
        if (w->in == NULL)
            continue;
        x.place.file = known_name(c, x.place.file);
        VEC_PUSH(c->keep, &d->exits, x);
    }
}

void
collector_begin(struct collector *c)
{
    c->mark.drafts = c->drafts.n;
    c->mark.draft_keys = c->draft_map.keys.n;
    c->mark.sites = c->sites.n;
    c->touched = false;
}

bool
collector_save(struct collector *c, struct wire *w)
{
    uint32_t n = (uint32_t)(c->drafts.n - c->mark.drafts);
    uint32_t n_keys = (uint32_t)(c->draft_map.keys.n - c->mark.draft_keys);
    uint32_t n_sites = (uint32_t)(c->sites.n - c->mark.sites);
    if (c->touched)
        return false;
    wire_u32(w, &n_keys);
    for (size_t i = c->mark.draft_keys; i < c->draft_map.keys.n; i++) {
        uint32_t to = (uint32_t)(c->draft_index.v[i] - c->mark.drafts);
        wire_key(w, c, &c->draft_map.keys.v[i]);
        wire_u32(w, &to);
    }
    wire_u32(w, &n);
    for (size_t i = c->mark.drafts; i < c->drafts.n; i++)
        wire_draft(w, c, &c->drafts.v[i]);
    wire_u32(w, &n_sites);
    for (size_t i = c->mark.sites; i < c->sites.n; i++) {
        uint32_t worst = c->sites.v[i].worst;
        wire_key(w, c, &c->site_map.keys.v[i]);
        wire_name(w, c, &c->sites.v[i].file);
        wire_u32(w, &worst);
    }
    return true;
}

/* What was read, before it is put in place. */
struct loading {
    VEC(struct key) keys;
    VEC(uint32_t) to;
    VEC(struct draft) drafts;
    VEC(struct key) site_keys;
    VEC(struct site) sites;
};

static void
load_drafts(struct collector *c, struct wire *w, struct loading *l)
{
    uint32_t n = 0, to = 0;
    wire_u32(w, &n);
    for (uint32_t i = 0; i < n && !w->bad; i++) {
        struct key k = {0};
        wire_key(w, c, &k);
        wire_u32(w, &to);
        VEC_PUSH(c->keep, &l->keys, k);
        VEC_PUSH(c->keep, &l->to, to);
    }
    wire_u32(w, &n);
    for (uint32_t i = 0; i < n && !w->bad; i++) {
        struct draft d = {0};
        wire_draft(w, c, &d);
        VEC_PUSH(c->keep, &l->drafts, d);
    }
}

static void
load_sites(struct collector *c, struct wire *w, struct loading *l)
{
    uint32_t n = 0, worst = 0;
    wire_u32(w, &n);
    for (uint32_t i = 0; i < n && !w->bad; i++) {
        struct key k = {0};
        struct site s = {0};
        wire_key(w, c, &k);
        wire_name(w, c, &s.file);
        wire_u32(w, &worst);
        s.worst = (enum verdict)worst;
        VEC_PUSH(c->keep, &l->site_keys, k);
        VEC_PUSH(c->keep, &l->sites, s);
    }
}

static bool
is_all_new(const struct collector *c, const struct loading *l)
{
    for (size_t i = 0; i < l->keys.n; i++)
        if (map_has(&c->draft_map, &l->keys.v[i]) || l->to.v[i] >= l->drafts.n)
            return false;
    for (size_t i = 0; i < l->site_keys.n; i++)
        if (map_has(&c->site_map, &l->site_keys.v[i]))
            return false;
    return true;
}

bool
collector_load(struct collector *c, struct wire *w)
{
    struct loading l = {0};
    bool added;
    load_drafts(c, w, &l);
    load_sites(c, w, &l);
    if (w->bad || !is_all_new(c, &l))
        return false;
    for (size_t i = 0; i < l.keys.n; i++) {
        map_index(c->keep, &c->draft_map, &l.keys.v[i], &added);
        VEC_PUSH(c->keep, &c->draft_index, c->drafts.n + l.to.v[i]);
    }
    for (size_t i = 0; i < l.drafts.n; i++)
        VEC_PUSH(c->keep, &c->drafts, l.drafts.v[i]);
    for (size_t i = 0; i < l.sites.n; i++) {
        map_index(c->keep, &c->site_map, &l.site_keys.v[i], &added);
        VEC_PUSH(c->keep, &c->sites, l.sites.v[i]);
    }
    return true;
}
