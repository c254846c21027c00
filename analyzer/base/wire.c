/* Bytes that one process writes and another reads. */
#include "wire.h"

#include <string.h>

void
wire_bytes(struct wire *w, void *bytes, size_t n)
{
    if (w->in == NULL) {
        text_add_n(&w->out, bytes, n);
        return;
    }
    if (w->bad || w->n - w->at < n) {
        w->bad = true;
        memset(bytes, 0, n);
        return;
    }
    memcpy(bytes, w->in + w->at, n);
    w->at += n;
}

void
wire_u32(struct wire *w, uint32_t *v)
{
    wire_bytes(w, v, sizeof *v);
}

void
wire_i64(struct wire *w, int64_t *v)
{
    wire_bytes(w, v, sizeof *v);
}

void
wire_bool(struct wire *w, bool *v)
{
    uint32_t number = *v;
    wire_u32(w, &number);
    if (w->in != NULL)
        *v = number != 0;
}

void
wire_size(struct wire *w, size_t *v)
{
    uint64_t number = *v;
    wire_bytes(w, &number, sizeof number);
    /* An element takes at least a byte. */
    if (w->in != NULL && number > w->n)
        w->bad = true;
    if (w->in != NULL)
        *v = w->bad ? 0 : (size_t)number;
}

void
wire_str(struct wire *w, const char **s)
{
    uint64_t n = w->in != NULL || *s == NULL ? 0 : strlen(*s) + 1;
    wire_bytes(w, &n, sizeof n);
    if (w->in == NULL) {
        if (n > 0)
            text_add_n(&w->out, *s, n - 1);
        return;
    }
    if (n > 0 && w->n - w->at < n - 1)
        w->bad = true;
    *s = NULL;
    if (w->bad || n == 0)
        return;
    *s = arena_strndup(w->keep, w->in + w->at, n - 1);
    w->at += n - 1;
}

void
wire_sym(struct wire *w, symtab *syms, sym *s)
{
    wire_str(w, s);
    if (w->in != NULL && *s != NULL)
        *s = sym_intern(syms, *s);
}
