/* Control flow: edges, scopes, what follows a call that does not return. */
void die(const char *why) __attribute__((noreturn));
_Noreturn void quit(int code);
int ask(int x);
void use(int *p);

int
branches(int a, int b)
{
    if (a && (b || !ask(a)))
        return 1;
    else if (!a)
        return 2;
    return a ? b : ask(b);
}

int
scopes(int n)
{
    for (int i = 0; i < n; i++) {
        int inner = ask(i);
        if (inner == 1)
            continue;
        if (inner == 2)
            break;
        {
            int deep;
            use(&deep);
            if (deep)
                goto out;
        }
    }
again: {
    int z = ask(n);
    if (z)
        goto again;
}
out:
    return n;
}

int
never(int x)
{
    if (x == 1)
        die("one");
    if (x == 2)
        quit(2);
    if (x == 3)
        __builtin_unreachable();
    return ask(x);
}

int
endless(int x)
{
    while (1) {
        if (ask(x))
            return x;
        do {
            x++;
        } while (0);
    }
}

int
choose(int x)
{
    switch (x) {
    case 1 ... 5:
        return 1;
    case 7:
    case 8:
        x = 2;
        break;
    case 9: {
        int local = ask(x);
        if (local)
            break;
        return local;
    }
    default:
        x = 3;
    case -1:
        x++;
    }
    return x;
}

int
computed(int x)
{
    static void *const to[] = {&&one, &&two};
    goto *to[x];
one:
    return 1;
two:
    return 2;
}

int
statement_expression(int x)
{
    int y = ({
        int t = x * 2;
        ask(t);
        t;
    });
    return ({
        if (y)
            goto out;
        y + 1;
    });
out:
    return 0;
}

void
falls_off(int x)
{
    if (x)
        return;
    ask(x);
}
