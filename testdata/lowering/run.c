/* Executed twice: by the machine, and through the lowered form.  Both must
 * return the same and call mark() in the same order.  Only code whose order
 * of evaluation C defines. */

long mark(long x);

struct pair {
    int a;
    long b;
};

struct deep {
    char tag;
    struct pair p[3];
    union {
        long whole;
        struct {
            short lo, hi;
        };
    };
    unsigned bits;
};

static int counter = 5;
static const char *const words[] = {"zero", "one", [3] = "three"};
static struct deep table[2] = {
    {'x', {{1, 2}, {3, 4}}, .bits = 7},
    [1].p[2] = {.b = 9, .a = 8},
};

static long
logic(long a, long b)
{
    long r = 0;
    if (mark(a) && mark(b))
        r += 1;
    if (mark(a) || mark(b))
        r += 2;
    if (!(mark(a > b) && !mark(b < 0)) || mark(7))
        r += 4;
    r += (a && b) * 8 + (a || b) * 16 + !a * 32 + !!b * 64;
    return a ? b ? r : -r : mark(r);
}

static long
elvis(long a, long b)
{
    long r = mark(a) ?: mark(b);
    int narrow = (int)a;
    unsigned wide = narrow ?: (unsigned)b;
    r += narrow ?: b;
    return r + wide + (mark(a - 1) ?: 100);
}

static long
comma(long a, long b)
{
    long r = (mark(a), a++, mark(b), a + b);
    for (int i = 0, j = 5; mark(i), i < j; i++, j--)
        r += i * j;
    return r;
}

static long
increments(long a, long b)
{
    int v[6] = {1, 2, 3, 4, 5, 6}, *p = v, i = 0;
    long r = *p++;
    r = r * 10 + *++p;
    r = r * 10 + (*p)++;
    r = r * 10 + ++*p;
    r = r * 10 + v[i++];
    r = r * 10 + v[++i];
    r = r * 10 + *p--;
    r = r * 10 + (p - v);
    p += 2;
    p -= 1;
    r = r * 10 + *p;
    i -= 2;
    char c = 127;
    c++;
    unsigned char u = 0;
    u--;
    a++;
    --b;
    r += a-- - b++;
    return r + c + u + i + a + b;
}

static long
loops(long a, long b)
{
    long r = 0;
    int n = 0;
    while (mark(n) < a) {
        n++;
        if (n == 3)
            continue;
        if (n == 7)
            break;
        r += n;
    }
    do {
        r--;
        if (r % 5 == 0)
            continue;
        if (++n > 20)
            break;
    } while (mark(r) > b);
    for (;;) {
        if (r++ > 5)
            break;
    }
    for (int i = 0; i < 3; i++) {
        for (int j = i; j < 3; j++) {
            if (j == 2)
                break;
            int inner = i * j;
            if (inner)
                continue;
            r += mark(inner + j);
        }
    }
    do
        r++;
    while (0);
    return r;
}

static long
switches(long a, long b)
{
    long r = 0;
    switch (mark(a)) {
    case 0:
        r = 1;
    case 1:
        r += 2;
        break;
    case 2 ... 4: {
        long x = b;
        if (x > 0)
            break;
        r = x;
        break;
    }
    case -1:
    case 9:
        switch (b) {
        default:
            r = 77;
        case 1:
            r++;
            break;
        case 7:
            goto out;
        }
        r *= 2;
        break;
    default:
        r = 50;
        for (int i = 0; i < 4; i++) {
            if (i == 1)
                continue;
            if (i == 3)
                break;
            r += mark(i);
        }
    }
    switch ((unsigned char)a)
    case 3:
        r += 1000;
    return r;
out:
    return mark(-r);
}

static long
duff(long a, long b)
{
    char from[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    char to[16] = {0};
    char *t = to, *f = from;
    int count = (int)(a < 1 ? 1 : a), n = (count + 3) / 4;
    switch (count % 4) {
    case 0:
        do {
            *t++ = *f++;
        case 3:
            *t++ = *f++;
        case 2:
            *t++ = *f++;
        case 1:
            *t++ = *f++;
        } while (--n > 0);
    }
    long r = 0;
    for (int i = 0; i < 16; i++)
        r = r * 3 + to[i];
    return r + b;
}

static long
gotos(long a, long b)
{
    long r = 0;
again: {
    long x = a + r;
    if (x > 5)
        goto done;
    r += mark(x > 0 ? x : 1);
    if (r < 40) {
        long y = r;
        if (y & 1)
            goto again;
        goto inside;
    }
    if (b == 0)
        goto zero;
    if (b & 1)
        goto one;
    if (b & 2)
        goto two;
}
    if (0) {
    inside:
        r += 3;
        goto again;
    }
zero:
    r += 100;
one:
    r += 10;
two:
    r += 1;
done:
    return r;
}

static struct pair
make(int a, long b)
{
    struct pair p = {.b = b};
    p.a = a;
    return p;
}

static long
sum(struct pair p)
{
    p.a++;
    return p.a * 2 + p.b;
}

static long
structs(long a, long b)
{
    struct pair p = make((int)a, b), q = p, *r = &q;
    q.a += 5;
    long s = sum(q) + sum(*r) + q.a;
    struct deep d = {0}, e;
    d.p[1] = p;
    d.p[2] = a > 2 ? p : *r;
    e = d;
    e.p[0] = (struct pair){.a = 3, .b = mark(4)};
    e.whole = 0x12345678;
    s += e.lo + e.hi + d.lo + make(3, a).b;
    d = e = table[1];
    s += d.p[2].a * 100 + e.p[2].b * 1000 + table[0].p[1].b;
    r = (b > 0 ? &p : &q);
    r->a = r->b = 4;
    table[0].bits++;
    return s + p.a + q.b + table[0].bits + sizeof(struct deep) +
           __builtin_offsetof(struct deep, p[1].b) + d.tag;
}

static long
initialisers(long a, long b)
{
    int flat[2][3] = {1, 2, 3, 4}, nested[][2] = {{1}, {2, 3}, [4] = {5}};
    struct deep d = {'q', 1, 2, 3, 4, .p[2].a = 7, 8, .hi = 3, .bits = 9};
    struct pair ps[] = {[1] = {1, 2}, {3, 4}, [0].b = 5};
    int many[6] = {[1 ... 3] = (int)mark(a), 9};
    long r = 0;
    for (unsigned i = 0; i < 2; i++)
        for (unsigned j = 0; j < 3; j++)
            r = r * 7 + flat[i][j];
    for (unsigned i = 0; i < sizeof nested / sizeof *nested; i++)
        r = r * 7 + nested[i][0] * 3 + nested[i][1];
    for (unsigned i = 0; i < 3; i++)
        r = r * 7 + d.p[i].a * 10 + d.p[i].b;
    for (unsigned i = 0; i < sizeof ps / sizeof *ps; i++)
        r = r * 7 + ps[i].a * 10 + ps[i].b;
    for (unsigned i = 0; i < 6; i++)
        r = r * 7 + many[i];
    int x = {3}, *p = (int[]){4, 5, x};
    return r + d.hi + d.lo + d.bits + d.tag + p[2] + *(p + 1) + b;
}

static long
statements(long a, long b)
{
    long r = ({
        long t = mark(a);
        t++;
        t;
    });
    r += ({
        long t;
        if (b > 2)
            t = 3;
        else
            t = 4;
        t * 2;
    });
    struct pair p = ({
        struct pair q = {(int)a, b};
        q;
    });
    ({ mark(p.a); });
    for (int i = 0; i < 3; i++)
        r += ({
            if (i == 1)
                continue;
            mark(i);
        });
    return r + p.b;
}

static long
conversions(long a, long b)
{
    signed char c = (signed char)(a * 100);
    unsigned char u = (unsigned char)c;
    short s = (short)(b * 20000);
    unsigned short us = (unsigned short)s;
    int i = c;
    unsigned w = (unsigned)c;
    unsigned long ul = (unsigned long)a;
    _Bool f = a, g = &c;
    long r = (c < u) + (i < 0) * 2 + (w > 5u) * 4 + (s == us) * 8;
    r += (a < 0 ? ul > 10 : 0) * 16 + f * 32 + g * 64;
    r += (unsigned)i >> 28;
    r += c >> 1;
    r += (ul >> 60) * 128;
    r += -5 / 2 + -5 % 3 + (long)(a / 3) + a % 3;
    r ^= ~(long)u;
    f = 0;
    f += 300;
    c = (signed char)us;
    r += f + c + (int)(char)'\xff' + (a > b) + (-1 < (int)sizeof(int));
    return r + (a == -1 ? -1 < 1u : 3);
}

static long
compound(long a, long b)
{
    int x = (int)a;
    x += (int)b;
    x *= 3;
    x -= 1;
    x = x < 0 ? -x : x;
    x <<= 2;
    x |= 1;
    x &= ~8;
    x ^= 0x55;
    x >>= 1;
    x %= 1000;
    x /= 3;
    unsigned char small = 250;
    small += 10;
    int v[3] = {1, 2, 3};
    v[mark(1)] += (int)mark(b);
    v[2] *= v[1] -= 2;
    long r = x += 4;
    int y, z;
    y = z = (int)mark(b) + 1;
    return r + small + v[1] + v[2] + y * z + (x = 3) + (counter += 2);
}

static long
twice(long x)
{
    return mark(x) * 2;
}

static long
thrice(long x)
{
    return x * 3;
}

static long
pointers(long a, long b)
{
    long (*f)(long) = b > 1 ? twice : thrice;
    long (*const all[])(long) = {twice, &thrice, *twice};
    struct {
        long (*call)(long);
    } s = {thrice}, *p = &s;
    long v[4] = {1, 2, 3, 4}, *q = v + 1, **pp = &q;
    (*pp)++;
    **pp = 30;
    1 [q] = 40;
    const char *w = words[b == 3 ? 3 : 1];
    long n = 0;
    while (*w)
        n = n * 2 + *w++;
    return f(a) + (*f)(b) + all[1](a) + (&s)->call(2) + (*p->call)(3) +
           v[2] + v[3] + (q - v) + (&v[3] > q) + !q + (q == &v[2]) + n +
           (words[2] == 0);
}

#define MAX(x, y)                                                             \
    ({                                                                        \
        __typeof__(x) x_ = (x);                                               \
        __typeof__(y) y_ = (y);                                               \
        x_ > y_ ? x_ : y_;                                                    \
    })
#define FOR_EACH(i, n) for (int i = 0; i < (n); i++)
#define LOOP for (; n--;)

static long
macros(long a, long b)
{
    long r = MAX(mark(a), MAX(mark(b), 3));
    FOR_EACH(i, 3)
    FOR_EACH(j, 2)
    r += i * j;
    int n = 3;
    LOOP r += n;
    return r;
}

static long
recursion(long a, long b)
{
    static long depth;
    static int local = 3;
    long r = 0;
    if (++depth < 4 && a > 0)
        r = recursion(a - 1, b) * 2 + local++;
    depth--;
    return r + mark(a) % 7 + b;
}

static long
knr(a, b)
long a;
char b;
{
    return a - b;
}

static long
old_style(long a, long b)
{
    return knr(a, (char)b);
}

static long
constants(long a, long b)
{
    enum { ONE = 1, NEGATIVE = -4, BIG = 1 << 20 };
    long r = ONE + NEGATIVE * BIG + 'a' + '\n' + 0x7fffffff + 1L;
    r += (3 > 2 ? 10 : mark(1)) + (0 && mark(2)) + (1 || mark(3));
    if (0)
        r += mark(4);
    if (sizeof(long) == 8)
        r += __builtin_expect(a > b, 1) ? 3 : 5;
    r += _Generic(r, int: 1, long: 2, default: 3);
    r += (unsigned char)300 + (signed char)200 + (unsigned)-1 % 10;
    r += "abc"[1] + sizeof("abc") + sizeof(char[3]);
    return r - (10u - 11u > 0) - (-7 >> 1) + ~0 + !5 + -(-3);
}
