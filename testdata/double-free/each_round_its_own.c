/* A struct that every round of a loop has anew: what the last one released is
 * not this one's.
 */
#include <Python.h>
#include <glob.h>

size_t
ok_count_all(const char **patterns, int n)
{
    size_t all = 0;
    for (int i = 0; i < n; i++) {
        if (patterns[i][0] != '\0') {
            glob_t found;
            glob(patterns[i], 0, NULL, &found);
            if (found.gl_pathc == 1)
                all++;
            globfree(&found);
        }
    }
    return all;
}

int
count_again(const char **patterns, int n)
{
    glob_t found;
    if (glob("*", 0, NULL, &found) != 0)
        return 0;
    if (patterns[0][0] == '-')
        globfree(&found);
    n += (int)found.gl_pathc;
    globfree(&found); // WARN double-free
    return n;
}
