/* Flags say which of the two blocks are ours, on each of the ways. */
#include <Python.h>
#include <stdlib.h>
int
sort_with_room(int *sa, int fs, int k, int n)
{
    int *c, *b, flags = 0, i;
    if (k <= 256) {
        c = malloc(sizeof(int) * k);
        if (c == NULL)
            return -2;
        if (k <= fs) {
            b = sa + (n + fs - k);
            flags = 1;
        }
        else {
            b = malloc(sizeof(int) * k);
            if (b == NULL) {
                free(c);
                return -2;
            }
            flags = 3;
        }
    }
    else if (k <= fs) {
        c = sa + (n + fs - k);
        if (k <= fs - k) {
            b = c - k;
            flags = 0;
        }
        else if (k <= 1024) {
            b = malloc(sizeof(int) * k);
            if (b == NULL)
                return -2;
            flags = 2;
        }
        else {
            b = c;
            flags = 8;
        }
    }
    else {
        c = b = malloc(sizeof(int) * k);
        if (c == NULL)
            return -2;
        flags = 4 | 8;
    }
    for (i = 0; i < n; i++)
        sa[i] = c[i & 255] + b[i & 255];
    for (i = 0; i < n; i++)
        if (sa[i] > 3)
            sa[i]--;
    if (n > 9) {
        if (flags & 4) {
            free(c);
            c = NULL;
            b = NULL;
        }
        if (flags & 2)
            free(b);
        for (i = 0; i < n; i++)
            sa[i] += n;
        if (flags & 4) {
            c = b = malloc(sizeof(int) * k);
            if (c == NULL)
                return -2;
        }
        if (flags & 2) {
            b = malloc(sizeof(int) * k);
            if (b == NULL) {
                if (flags & 1)
                    free(c);
                return -2;
            }
        }
    }
    for (i = 0; i < n; i++)
        sa[i] = c[i & 255] + b[i & 255];
    if (flags & (1 | 4))
        free(c);
    if (flags & 2)
        free(b);
    return 0;
}
