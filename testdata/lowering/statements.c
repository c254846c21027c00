/* The texts of statements: white space, comments and the names of locals do
 * not matter. */
#define TWICE(x) ((x) + (x))
struct s {
    int count;
};
int get(int);

int
texts(struct s *count, int b)
{
    int i, /* a comment */ total = 0;
    if (count->count > b
        && get(i = 1)) // another
        total += TWICE( b );
    for (i = 0; i < total; i++) {
        unsigned int long  wide = 0;
        total = total
              - get((int)wide);
    }
    switch (total) {
    case 1:
        return get(total) + b;
    }
    return total ? i : b;
}
