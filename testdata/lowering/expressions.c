/* Expressions that deserve a look at their ops. */
#include <stdarg.h>
#include <stddef.h>

struct point {
    int x, y;
};
struct shape {
    int n;
    struct point p[2];
    union {
        long whole;
        char first;
    };
    int (*area)(struct shape *, int);
};
struct shape *find(int);
struct point at(int, int);
int pass(struct point);
void touch(int *, int *, int *, int *, int *);
extern int limit;
static int table[4];

int
members(struct shape *s, int i)
{
    s->p[i].y = s->n++;
    s->first = 'x';
    find(i)->n += 2;
    (&s->p[1])->x = table[i & 3] + limit;
    return s->area(s, i) + find(1)->area(s, 2);
}

struct point
by_value(struct shape *s, struct point p)
{
    struct point q = p, r;
    r = at(1, 2);
    s->p[0] = r;
    q = s->n ? s->p[1] : r;
    pass(q);
    pass((struct point){.y = 3});
    pass(s->p[1]);
    return at(q.x, pass(at(3, 4)));
}

int
integers(char c, unsigned short u, long l, int *p, double d)
{
    int i = c;
    c = (char)l;
    unsigned w = (unsigned)i;
    _Bool b = p != NULL;
    b = l;
    i = (int)d;
    l += u;
    i <<= 2;
    return b ? (int)w : (i > 3) + !p + (int)sizeof(struct shape) +
                            (int)offsetof(struct shape, p[1].y);
}

long
addresses(int *p, int *q, void *v)
{
    int local = 1, array[3];
    int **pp = &p;
    p += 2;
    *p++ = local;
    q[-1] = array[1];
    touch(&local, array, &array[2], &p[3], &*q);
    char *text = (char *)v + 4;
    return (p - q) + *text + **pp + (v == NULL);
}

int
variadic(int n, ...)
{
    va_list ap;
    va_start(ap, n);
    int s = va_arg(ap, int);
    va_end(ap);
    return s;
}

int
opaque(int x)
{
    int y;
    __asm__("mov %1, %0" : "=r"(y) : "r"(x));
    return y + __sync_fetch_and_add(&x, 1) + __atomic_load_n(&y, 5);
}

int
sized(int n)
{
    int a[n + pass(at(n, n))];
    a[0] = (int)sizeof(a);
    return a[n];
}

const char *
strings(int i)
{
    const char *s = "tab\t\"quote\" \x41\101";
    char buffer[8] = "abc";
    return i ? s : &buffer[0];
}

int
unevaluated(struct shape *s)
{
    return (int)sizeof(find(1)->n) + (int)sizeof *find(2) +
           (__builtin_expect(s != NULL, 1) ? 1 : 2) + __builtin_constant_p(s);
}
