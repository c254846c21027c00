/* #include <Python.h> would be wrong here. */
#include <stdio.h>

int
main(void)
{
    return puts("#include <Python.h>") < 0;
}
