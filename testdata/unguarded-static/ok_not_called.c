/* Nobody can tell who calls these, and when. */
#include <Python.h>

int log_level;

void
library_set_level(int level)
{
    log_level = level;
}

int
library_level(void)
{
    return log_level;
}
