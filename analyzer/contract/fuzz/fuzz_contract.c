/* libFuzzer entry: the contract parser, printer, model and formats.
 *
 * The input is a model file; every contract in it must survive printing.
 * What follows the first byte 0xff is a format string, expanded by every
 * contract that has a format.
 *
 *     clang -std=gnu17 -g -fsanitize=fuzzer,address,undefined -D_GNU_SOURCE
 *         -Ianalyzer/base -Ianalyzer/contract analyzer/base/[a-z]*.c
 *         analyzer/contract/[a-z]*.c analyzer/contract/fuzz/fuzz_contract.c
 *         -lxxhash
 */
#include "contract.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    arena *keep;
    symtab *syms;
    const char *text, *format;
};

static struct input
input_new(const uint8_t *data, size_t size)
{
    struct input in = {.keep = arena_new(), .format = ""};
    in.syms = symtab_new(in.keep);
    char *text = arena_strndup(in.keep, (const char *)data, size);
    char *split = memchr(text, 0xff, size);
    if (split != NULL) {
        *split = '\0';
        in.format = split + 1;
    }
    in.text = text;
    return in;
}

static void
check_round_trip(const struct input *in, const struct contract *c)
{
    struct contract_error error;
    const char *once = contract_print(in->keep, c);
    struct contract *again = contract_parse(in->keep, in->syms, once, &error);
    if (again == NULL)
        abort();
    if (strcmp(contract_print(in->keep, again), once) != 0)
        abort();
}

static void
check_format(const struct input *in, const struct contract *c)
{
    for (int minor = 8; minor <= 14; minor += 2)
        for (size_t n_args = 0; n_args < c->n_params + 12; n_args++) {
            const char *problem;
            struct format_call call = {.format = in->format,
                                       .n_args = n_args,
                                       .version = {3, minor},
                                       .ssize_clean = minor != 10,
                                       .given = minor == 12 ? UINT64_MAX : 0};
            const struct contract *x = contract_expand(in->keep, in->syms, c,
                                                       &call, &problem);
            if ((x == NULL) != (problem != NULL))
                abort();
            if (x != NULL)
                check_round_trip(in, x);
        }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = input_new(data, size);
    struct model *m = model_new(in.keep, in.syms);
    struct contract_error error = {0};
    if (!model_add(m, "fuzz", in.text, &error) &&
        (error.message == NULL || error.line < 1 || error.col < 1))
        abort();
    for (size_t i = 0; i < model_count(m); i++) {
        const struct contract *c = model_at(m, i);
        check_round_trip(&in, c);
        if (c->format != NULL)
            check_format(&in, c);
    }
    arena_free(in.keep);
    return 0;
}
