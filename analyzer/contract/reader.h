/* Private to the room: reading contracts one after another from a text. */
#ifndef REFAUDIT_CONTRACT_READER_H
#define REFAUDIT_CONTRACT_READER_H

#include "contract.h"

struct reader {
    arena *keep;
    symtab *syms;
    const char *path; /* for `where`; NULL: none */
    const char *text; /* all of it */
    const char *at;   /* next unread line */
    const char *mark; /* a line seen before, NULL: the first... */
    size_t mark_line; /* ...and its number, so that nothing counts twice */
    bool loose;       /* a contract may begin after white space */
    bool failed;      /* *error is filled */
    struct contract_error *error;
};

/* The next contract; NULL at the end of the text or when it is wrong. */
struct contract *reader_next(struct reader *r);

/* parse.c: the contract that fills begin..end, a part of r->text. */
struct contract *reader_parse(struct reader *r, const char *begin,
                              const char *end);

/* Fill *error for this place of the text. */
void reader_fail(struct reader *r, const char *at, const char *message);

#endif
