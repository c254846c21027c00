/* Initialisers of variables that live as long as the program. */
typedef int (*function)(int);
struct entry {
    const char *name;
    function call;
    int flags;
    struct {
        short a, b;
    } inner[2];
};
enum { SMALL = 3, LARGE = SMALL << 4 };

static int first(int x);
static int second(int x);
extern int elsewhere;
int tentative;
static int tentative_too;
static int tentative_too = 4;

static struct entry entries[] = {
    {"first", first, SMALL | LARGE, {{1, 2}, {3}}},
    {.call = (function)(void *)&second, .name = "sec" "ond", .inner[1].b = 7},
    [3] = {"third", 0, -1},
    {(void *)0, 0, 0},
};
struct entry *const pointer = &entries[1];
struct entry *whole = entries;
int *address = &tentative;
char text[] = "text";
static const unsigned char bytes[2][2] = {1, 2, 3, 255};
double number = 1.5;
static union {
    long l;
    char c[8];
} mixed = {.c = {'a', 'b'}};

static int
first(int x)
{
    static int calls;
    static const char *const names[] = {"a", "b", 0};
    {
        static int calls = 7;
        x += calls;
    }
    return x + calls++ + (names[x] != 0);
}

static int
second(int x)
{
    extern int elsewhere;
    return x + elsewhere + entries[x].flags + bytes[0][1];
}
