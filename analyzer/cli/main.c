/* refaudit: the door. */
#include <errno.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "doctor.h"

/* Memory goes back to the system when we end: giving it back in between and
 * asking again took a tenth of a run in which nothing had changed. */
static void
keep_memory(void)
{
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
}

static int
dispatch(const struct options *o)
{
    switch (o->command) {
    case COMMAND_CHECK:
    case COMMAND_LINK:
        return check_command(o);
    case COMMAND_BASELINE:
        return baseline_command(o);
    case COMMAND_UNIT:
        return unit_command(o);
    case COMMAND_EMIT_NINJA:
        return emit_ninja_command(o);
    case COMMAND_VERIFY:
        return verify_command(o);
    case COMMAND_SELF_TEST:
        return self_test_command(o);
    case COMMAND_DOCTOR:
        return doctor_command(o);
    case COMMAND_EXPLAIN:
        return explain_command(o);
    case COMMAND_LIST:
        return list_command(o);
    case COMMAND_SHOW:
        return show_command(o);
    case COMMAND_TRIAGE:
        return triage_command(o);
    case COMMAND_SUPPRESS:
        return suppress_command(o);
    case COMMAND_SERVE:
        return serve_command(o);
    case COMMAND_MANUAL:
        return manual_command(o);
    case COMMAND_DB:
        return db_command(o);
    case COMMAND_COMPDB:
        return compdb_command(o);
    case COMMAND_EXPORT:
        return export_command(o);
    case COMMAND_MODEL:
        return model_command(o);
    case COMMAND_CONFIRM:
        return confirm_command(o);
    case COMMAND_SWEEP:
        return sweep_command(o);
    case COMMAND_CC:
        return cc_command(o);
    case COMMAND_COUNT:
        break;
    }
    return EXIT_INTERNAL;
}

/* Output that did not arrive is no success; a reader at the other end of a
 * pipe who has seen enough is. */
static int
finish_output(int code)
{
    struct stat st;
    errno = 0;
    bool lost = fflush(stdout) != 0 || ferror(stdout) != 0;
    int problem = errno;
    if (!lost || code == EXIT_INTERNAL ||
        (fstat(STDOUT_FILENO, &st) == 0 &&
         (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode))))
        return code;
    fprintf(stderr, "refaudit: cannot write to stdout%s%s\n",
            problem == 0 ? "" : ": ", problem == 0 ? "" : strerror(problem));
    return EXIT_INTERNAL;
}

int
main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "");
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a write that fails says so itself */
    keep_memory();
    struct options o = {.keep = arena_new()};
    int code;
    if (options_read(&o, argc, (const char **)argv, &code))
        code = dispatch(&o);
    arena_free(o.keep);
    return finish_output(code);
}
