/* refaudit: the door. */
#include <locale.h>
#include <stdlib.h>

#include "commands.h"
#include "doctor.h"

static int
dispatch(const struct options *o)
{
    switch (o->command) {
    case COMMAND_CHECK:
        return check_command(o);
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
    case COMMAND_MODEL:
        return model_command(o);
    case COMMAND_COUNT:
        break;
    }
    return EXIT_INTERNAL;
}

int
main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "");
    struct options o = {.keep = arena_new()};
    int code;
    if (options_read(&o, argc, (const char **)argv, &code))
        code = dispatch(&o);
    arena_free(o.keep);
    return code;
}
