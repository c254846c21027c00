/* A struct that is passed by value takes the block along. */
#include <Python.h>

typedef struct {
    void *payload;
    void (*log)(void *payload, const char *text);
} line_logger;

struct parser;
extern void parser_set_logger(struct parser *p, line_logger logger);

struct holder {
    line_logger logger;
};

static void
hold_logger(struct holder *h, line_logger logger)
{
    h->logger = logger;
}

static void
log_line(void *payload, const char *text)
{
    printf("%s %s", (const char *)payload, text);
}

int
set_logger(struct parser *p, long n)
{
    char *payload = PyMem_Malloc(8);
    if (payload == NULL)
        return -1;
    memset(payload, n > 0 ? '+' : '-', 8);
    line_logger logger = {payload, log_line};
    parser_set_logger(p, logger);
    return 0;
}

int
keep_logger(struct holder *h, long n)
{
    char *payload = PyMem_Malloc(8);
    if (payload == NULL)
        return -1;
    memset(payload, n > 0 ? '+' : '-', 8);
    line_logger logger = {payload, log_line};
    hold_logger(h, logger);
    return 0;
}
