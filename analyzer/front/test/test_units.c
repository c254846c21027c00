/* Whole units: damaged ones, facts about them, precompiled headers, and the
 * two ways through Python.h. */
#include "front.h"
#include "pch.h"

#include <glob.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    arena *keep;
    symtab *syms;
    const char *dir;     /* empty, of our own */
    const char *include; /* a directory with Python.h */
    struct python python;
    const char *args[8];
    size_t n_args;
};

/* ---- help --------------------------------------------------------------- */

static const char *
at(struct fixture *t, const char *name)
{
    return arena_printf(t->keep, "%s/%s", t->dir, name);
}

static const char *
put(struct fixture *t, const char *name, const char *text)
{
    const char *path = at(t, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    return path;
}

static struct command
command_for(struct fixture *t, const char *file)
{
    return (struct command){.file = file,
                            .directory = t->dir,
                            .args = t->args,
                            .n_args = t->n_args};
}

static struct front_options
options_for(struct fixture *t)
{
    return (struct front_options){.root = t->dir,
                                  .python = &t->python,
                                  .overlay = true,
                                  .asserts = true};
}

static struct unit *
parse_with(struct fixture *t, const struct front_options *o, const char *file,
           const char **error)
{
    struct command c = command_for(t, file);
    struct front *f = front_new(o);
    struct unit *u = front_unit(f, t->keep, t->syms, &c, error);
    front_free(f);
    for (size_t i = 0; u != NULL && i < u->n_funcs; i++)
        assert_null(func_verify(t->keep, &u->funcs[i]));
    return u;
}

static struct unit *
parse(struct fixture *t, const char *name, const char *text)
{
    const char *error = NULL;
    struct front_options o = options_for(t);
    struct unit *u = parse_with(t, &o, put(t, name, text), &error);
    if (u == NULL)
        fail_msg("%s", error);
    return u;
}

static const struct func *
find(const struct unit *u, const char *name)
{
    for (size_t i = 0; i < u->n_funcs; i++)
        if (strcmp(u->funcs[i].name, name) == 0)
            return &u->funcs[i];
    fail_msg("no function %s", name);
    return NULL;
}

static const char *
print(struct fixture *t, const struct unit *u)
{
    struct text out = {.keep = t->keep};
    for (size_t i = 0; i < u->n_funcs; i++) {
        func_print(&out, &u->funcs[i]);
        text_printf(&out, "%s %s\n", u->funcs[i].body_hash,
                    u->funcs[i].signature);
    }
    for (size_t i = 0; i < u->n_globals; i++)
        text_printf(&out, "%s %zu\n", u->globals[i].name,
                    u->globals[i].n_inits);
    for (size_t i = 0; i < u->n_files; i++)
        text_printf(&out, "%s %s\n", u->files[i].path, u->files[i].hash);
    text_printf(&out, "%d %d.%d %d\n", u->includes_python, u->py_major,
                u->py_minor, u->ssize_clean);
    return text_str(&out);
}

static size_t
count(const char *text, const char *word)
{
    size_t n = 0;
    for (; (text = strstr(text, word)) != NULL; text += strlen(word))
        n++;
    return n;
}

/* ---- damage ------------------------------------------------------------- */

static void
test_errors(void **state)
{
    struct unit *u = parse(*state, "broken.c",
                           "#include <no_such_header.h>\n"
                           "static int fine(void) { return 1; }\n"
                           "int bad(void) { NS_thing *q = 0; return q; }\n"
                           "static NS_type bad_type(int x) { return x; }\n"
                           "int syntax(int x) { if (x { return 1; } }\n"
                           "int after(void) { return fine(); }\n");
    assert_true(u->n_errors >= 4);
    assert_string_equal(u->first_error, "broken.c:1:10: 'no_such_header.h' "
                                        "file not found");
    assert_int_equal(find(u, "fine")->status, FUNC_OK);
    assert_int_equal(find(u, "after")->status, FUNC_OK);
    assert_int_equal(find(u, "bad")->status, FUNC_ERROR);
    assert_int_equal(find(u, "bad_type")->status, FUNC_ERROR);
    assert_int_equal(find(u, "syntax")->status, FUNC_ERROR);
    assert_non_null(strstr(find(u, "bad")->reason, "broken.c:3:17: "));
    assert_int_equal(find(u, "bad")->n_blocks, 0);
}

/* What is left of `b->keys` is `b`. */
static void
test_unknown_members(void **state)
{
    struct unit *u = parse(*state, "members.c",
                           "#include <no_such_header.h>\n"
                           "typedef struct { NS_key *keys; int n; } bucket;\n"
                           "extern void drop(void *);\n"
                           "void clear(bucket *b) { drop(b->keys); }\n"
                           "int empty(bucket *b) { return !b->keys; }\n"
                           "int size(bucket *b) { return b->n; }\n");
    assert_int_equal(find(u, "clear")->status, FUNC_ERROR);
    assert_int_equal(find(u, "empty")->status, FUNC_ERROR);
    assert_non_null(strstr(find(u, "clear")->reason, "no_such_header.h"));
    assert_int_equal(find(u, "size")->status, FUNC_OK);
    const struct type *record = find(u, "size")->slots[0].type->target;
    assert_int_equal(record->n_fields, 0);
}

static void
test_no_tree(void **state)
{
    struct fixture *t = *state;
    struct front_options o = options_for(t);
    const char *error = NULL;
    assert_null(parse_with(t, &o, at(t, "missing.c"), &error));
    assert_non_null(strstr(error, "missing.c cannot be read"));
    const char *crash = put(t, "crash.c", "#pragma clang __debug crash\n");
    assert_null(parse_with(t, &o, crash, &error));
    assert_non_null(strstr(error, "libclang crashed"));
    assert_non_null(parse(t, "well.c", "int f(void) { return 1; }\n"));
}

/* What was C once: parsed, not refused. */
static void
test_old_code(void **state)
{
    struct unit *u = parse(*state, "old.c",
                           "static f(x) { return undeclared(x); }\n"
                           "char *g(int *p) { int i = p; char *s = p;\n"
                           "  s = i; return s + f(1); }\n");
    assert_int_equal(u->n_errors, 0);
    assert_int_equal(find(u, "f")->status, FUNC_OK);
    assert_int_equal(find(u, "g")->status, FUNC_OK);
}

static void
test_asserts(void **state)
{
    struct fixture *t = *state;
    const char *text = "#include <assert.h>\n"
                       "int f(int x) { assert(x > 0); return x; }\n";
    t->args[t->n_args++] = "-DNDEBUG";
    struct unit *u = parse(t, "assert.c", text);
    t->n_args--;
    assert_int_equal(count(print(t, u), "unreachable"), 1);
    assert_int_equal(count(print(t, u), "__assert_fail"), 1);
}

/* Flags that only gcc has must not make errors. */
static void
test_gcc_flags(void **state)
{
    struct fixture *t = *state;
    static const char *const flags[] = {"-fanalyzer", "-ftree-vectorize",
                                        "-fno-semantic-interposition",
                                        "-Wno-such-thing"};
    size_t before = t->n_args;
    for (size_t i = 0; i < 4; i++)
        t->args[t->n_args++] = flags[i];
    struct unit *u = parse(t, "flags.c", "int f(void) { return 1; }\n");
    t->n_args = before;
    assert_int_equal(u->n_errors, 0);
}

/* A standard or processor that clang does not know. */
static void
test_refused_flags(void **state)
{
    struct fixture *t = *state;
    t->args[t->n_args++] = "-std=gnu77";
    t->args[t->n_args++] = "-DSEVEN=7";
    struct unit *u = parse(t, "flags.c", "int f(void) { return SEVEN; }\n");
    t->n_args -= 2;
    assert_int_equal(u->n_errors, 0);
    assert_int_equal(count(print(t, u), "return 7"), 1);
}

/* ---- facts -------------------------------------------------------------- */

static void
test_facts(void **state)
{
    struct fixture *t = *state;
    struct unit *u = parse(t, "plain.c", "int x;\n");
    assert_false(u->includes_python);
    u = parse(t, "clean.c",
              "#define PY_SSIZE_T_CLEAN\n"
              "#include <Python.h>\n");
    assert_true(u->includes_python && u->ssize_clean && !u->limited_api);
    assert_int_equal(u->py_major, 3);
    assert_true(u->py_minor >= 8);
    u = parse(t, "limited.c",
              "#define Py_LIMITED_API 0x03080000\n"
              "#include <Python.h>\n"
              "#define PY_SSIZE_T_CLEAN\n");
    assert_true(u->includes_python && !u->ssize_clean && u->limited_api);
    u = parse(t, "set.c", "#include \"config.h\"\n#include <Python.h>\n");
    assert_true(u->n_errors == 1 && u->ssize_clean);
}

static void
test_headers(void **state)
{
    struct fixture *t = *state;
    put(t, "mine.h",
        "#include <ctype.h>\n"
        "static inline int mine(int x) { return isalpha(x); }\n");
    struct unit *u = parse(t, "user.c",
                           "#include \"mine.h\"\n"
                           "int f(int x) { return mine(x); }\n");
    assert_int_equal(u->n_funcs, 2);
    assert_true(find(u, "mine")->is_header);
    assert_false(find(u, "f")->is_header);
    assert_int_equal(u->n_files, 2);
    assert_string_equal(u->files[0].path, "user.c");
    assert_string_equal(u->files[find(u, "mine")->loc.file].path, "mine.h");
    assert_true(u->files[1].is_header && !u->files[1].is_system);
    assert_string_equal(u->files[0].full, at(t, "user.c"));
    assert_int_equal(strlen(u->files[0].hash), 32);
    assert_string_not_equal(u->files[0].hash, u->files[1].hash);
}

static void
test_annotations(void **state)
{
    struct unit *u = parse(*state, "annotated.c",
                           "#define A(x) __attribute__((annotate(x)))\n"
                           "A(\"refaudit: one\") int f(int x);\n"
                           "int f(int x) A(\"refaudit: two\");\n"
                           "int f(int x) { return x; }\n"
                           "A(\"refaudit: late\") int f(int x);\n"
                           "int g(void) { return 1; }\n");
    const struct func *f = find(u, "f");
    assert_int_equal(f->n_annotations, 3);
    assert_string_equal(f->annotations[0], "refaudit: one");
    assert_string_equal(f->annotations[2], "refaudit: late");
    assert_int_equal(find(u, "g")->n_annotations, 0);
}

static void
test_generators(void **state)
{
    struct fixture *t = *state;
    struct unit *u = parse(t, "cy.c",
                           "/* Generated by Cython 3.0.8 */\n"
                           "int f(void) { return 1; }\n");
    assert_int_equal(find(u, "f")->generator, GENERATOR_CYTHON);
    u = parse(t, "part.c",
              "int __Pyx_part(void) { return 1; }\n"
              "int hand(void) { return __Pyx_part(); }\n");
    assert_int_equal(find(u, "__Pyx_part")->generator, GENERATOR_CYTHON);
    assert_int_equal(find(u, "hand")->generator, GENERATOR_NONE);
    u = parse(t, "swig.c",
              "/* This file was automatically generated by SWIG */\n"
              "int f(void) { return 1; }\n");
    assert_int_equal(find(u, "f")->generator, GENERATOR_SWIG);
    u = parse(t, "clinic.c",
              "int before(void) { return 1; }\n"
              "/*[clinic input]\n[clinic start generated code]*/\n"
              "int inside(void) { return 1; }\n"
              "/*[clinic end generated code: output=1 input=2]*/\n"
              "int behind(void) { return 1; }\n");
    assert_int_equal(find(u, "before")->generator, GENERATOR_NONE);
    assert_int_equal(find(u, "inside")->generator, GENERATOR_CLINIC);
    assert_int_equal(find(u, "behind")->generator, GENERATOR_NONE);
}

/* ---- the binary form ---------------------------------------------------- */

static void
test_written_and_read(void **state)
{
    struct fixture *t = *state;
    struct front_options o = options_for(t);
    const char *error = NULL;
    struct unit *u = parse_with(
        t, &o, SOURCE_ROOT "/testdata/lowering/python.c", &error);
    assert_non_null(u);
    const char *path = at(t, "unit.ir");
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_true(ir_write(f, u));
    assert_int_equal(fclose(f), 0);
    size_t n;
    const char *data = file_read(t->keep, path, &n);
    struct unit *again = ir_read(t->keep, t->syms, data, n);
    assert_non_null(again);
    assert_string_equal(print(t, again), print(t, u));
}

/* ---- the overlay -------------------------------------------------------- */

/* Where the overlay does harm the unit is parsed without it, and the names
 * are the public ones all the same. */
static void
test_without_overlay(void **state)
{
    struct unit *u = parse(
        *state, "clash.c",
        "#define PY_SSIZE_T_CLEAN\n"
        "#include <Python.h>\n"
        "int refaudit_Py_INCREF;\n"
        "PyObject *f(PyObject *o) { Py_INCREF(o); Py_DECREF(o);\n"
        "  Py_XDECREF(o); return Py_BuildValue(\"i\", 1); }\n");
    assert_int_equal(u->n_errors, 0);
    assert_true(u->includes_python && u->ssize_clean);
    const char *ir = print(*state, u);
    assert_int_equal(count(ir, "call Py_INCREF(o.0)"), 1);
    assert_int_equal(count(ir, "call Py_DECREF(o.0)"), 1);
    assert_int_equal(count(ir, "call Py_XDECREF(o.0)"), 1);
    assert_int_equal(count(ir, "call Py_BuildValue(\"i\", 1)"), 1);
}

/* Projects bring along what an older Python lacks, and rely on parentheses
 * that a macro has. */
static void
test_shims(void **state)
{
    struct unit *u = parse(
        *state, "shims.c",
        "#include <Python.h>\n"
        "#if PY_VERSION_HEX < 0x030A00A3 && !defined(Py_NewRef)\n"
        "static inline PyObject *_Py_NewRef(PyObject *o)\n"
        "{ Py_INCREF(o); return o; }\n"
        "#define Py_NewRef(o) _Py_NewRef((PyObject *)(o))\n"
        "#endif\n"
        "#ifndef Py_SETREF\n"
        "#error \"lost\"\n"
        "#endif\n"
        "#undef Py_XSETREF\n"
        "#define Py_XSETREF(a, b) \\\n"
        "  do { PyObject *t = (a); (a) = (b); Py_XDECREF(t); } while (0)\n"
        "PyObject *f(PyObject *o, PyObject *p)\n"
        "{ Py_XSETREF(p, Py_NewRef(o)); return p; }\n"
        "int g(PyObject *o) { if PyModule_Check(o) return 1; return 0; }\n");
    assert_int_equal(u->n_errors, 0);
    struct text out = {.keep = ((struct fixture *)*state)->keep};
    func_print(&out, find(u, "f"));
    assert_int_equal(count(text_str(&out), "call Py_NewRef(o.0)"), 1);
    assert_int_equal(count(text_str(&out), "call Py_XDECREF(t."), 1);
    func_print(&out, find(u, "g"));
    assert_int_equal(count(text_str(&out), "call PyModule_Check(o.0)"), 1);
}

/* Py_TYPE(o) = t and the like. */
static void
test_old_lvalues(void **state)
{
    struct unit *u = parse(*state, "lvalues.c",
                           "#include <Python.h>\n"
                           "void f(PyObject *o, PyTypeObject *t)\n"
                           "{ Py_TYPE(o) = t; Py_SIZE(o) += 2;\n"
                           "  --Py_REFCNT(o); }\n"
                           "#ifdef PyUnicode_CHECK_INTERNED\n"
                           "void g(PyObject *o)\n"
                           "{ PyUnicode_CHECK_INTERNED(o) = 2; }\n"
                           "#endif\n");
    assert_int_equal(u->n_errors, 0);
    const char *ir = print(*state, u);
    assert_int_equal(count(ir, "call Py_SET_TYPE(o.0, t.1)"), 1);
    assert_int_equal(count(ir, "call Py_SET_SIZE(o.0, "), 1);
    assert_int_equal(count(ir, "call Py_SET_REFCNT(o.0, "), 1);
    assert_int_equal(count(ir, "call Py_TYPE("), 0);
    assert_int_equal(count(ir, "call Py_SIZE("), 1);
}

/* NumPy's headers take a macro of cpychecker for a sign that NumPy itself is
 * being built. */
static void
test_numpy(void **state)
{
    struct fixture *t = *state;
    static const char text[] =
        "#include <Python.h>\n"
        "#include <numpy/ufuncobject.h>\n"
        "#include <numpy/arrayobject.h>\n"
        "#ifndef WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE\n"
        "#error the macro is for everybody else\n"
        "#endif\n"
        "int f(void) { return outside(); }\n";
    assert_int_equal(mkdir(at(t, "numpy"), 0755), 0);
    put(t, "numpy/ufuncobject.h", "#include \"arrayobject.h\"\n");
    put(t, "numpy/arrayobject.h",
        "#pragma once\n#include \"ndarrayobject.h\"\n");
    put(t, "numpy/ndarrayobject.h",
        "#ifdef WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE\n"
        "int inside(missing_type);\n"
        "#else\n"
        "int outside(void);\n"
        "#endif\n");
    assert_true(t->n_args < sizeof t->args / sizeof *t->args);
    /* Before the directory of Python, where a real NumPy may be, too. */
    memmove(t->args + 1, t->args, t->n_args++ * sizeof *t->args);
    t->args[0] = arena_printf(t->keep, "-I%s", t->dir);
    struct unit *u = parse(t, "np.c", text);
    memmove(t->args, t->args + 1, --t->n_args * sizeof *t->args);
    assert_int_equal(u->n_errors, 0);
    assert_int_equal(find(u, "f")->status, FUNC_OK);
}

/* ---- C++ ---------------------------------------------------------------- */

/* What is C in it is lowered; the rest says why not. */
static void
test_cplusplus(void **state)
{
    struct unit *u = parse(
        *state, "plus.cpp",
        "#include <Python.h>\n"
        "struct P { int a; long b; };\n"
        "struct C { int x; ~C(); int get() { return x; }\n"
        "  static int one(int i) { return i; } };\n"
        "static PyObject *f(PyObject *o)\n"
        "{ P p = {1, 2}, q = p; q = p; Py_INCREF(o);\n"
        "  bool b = q.a > 1; if (b) Py_RETURN_NONE; return nullptr; }\n"
        "int by_ref(int &x) { return x; }\n"
        "int with_class(int x) { C c; return x; }\n"
        "int throws(int x) { if (x) throw 1; return 0; }\n"
        "int init(int x) { if (int z = x) return z; return 0; }\n"
        "int init2(int x) { if (x = 3; x) x++; return 0; }\n"
        "int lambda(int x) { auto g = [] { return 1; }; return g(); }\n"
        "int over(int x) { return x; }\n"
        "int over(long x) { return over(1); }\n"
        "template <class T> T tmpl(T a) { return a; }\n");
    assert_int_equal(u->n_errors, 0);
    assert_true(u->cplusplus);
    assert_int_equal(find(u, "f")->status, FUNC_OK);
    assert_int_equal(find(u, "C::one")->status, FUNC_OK);
    assert_int_equal(find(u, "over")->status, FUNC_OK);
    static const char *const unsupported[] = {
        "C::get", "by_ref", "with_class", "throws",
        "init",   "init2",  "lambda",     "tmpl",
    };
    for (size_t i = 0; i < sizeof unsupported / sizeof *unsupported; i++) {
        const struct func *f = find(u, unsupported[i]);
        assert_int_equal(f->status, FUNC_UNSUPPORTED);
        assert_non_null(strstr(f->reason, "line "));
    }
    const char *ir = print(*state, u);
    assert_int_equal(count(ir, "call over("), 1);
    assert_int_equal(count(ir, "store &q."), 2);
}

/* ---- precompiled headers ------------------------------------------------ */

static const char *
precompiled(struct fixture *t, const char *text, bool *clean)
{
    struct command c = command_for(t, put(t, "kind.c", text));
    *clean = false;
    struct front_options o = options_for(t);
    return pch_text(t->keep, &c, &o, clean);
}

static void
expect_text(struct fixture *t, const char *source, const char *wanted)
{
    bool clean;
    const char *text = precompiled(t, source, &clean);
    assert_non_null(text);
    assert_string_equal(text, wanted);
    assert_int_equal(clean, strstr(source, "PY_SSIZE_T_CLEAN") != NULL ||
                                strstr(source, "first.h") != NULL);
}

#define PYTHON "#include <Python.h>\n"

static void
test_pch_text(void **state)
{
    struct fixture *t = *state;
    expect_text(t, "/* a */ // b\n" PYTHON, PYTHON);
    expect_text(t,
                "#define PY_SSIZE_T_CLEAN 1 /* yes */\n"
                "#  include \"Python.h\"\nint x;\n",
                "#define PY_SSIZE_T_CLEAN 1\n#  include \"Python.h\"\n");
    /* Of no interest to Python.h, but perhaps to other headers. */
    expect_text(t, "#define SPAM 1\n#define NDEBUG\n" PYTHON,
                "#define NDEBUG\n" PYTHON);
    expect_text(t, "#define SPAM(x) \\\n x\n#include <curl.h>\n" PYTHON,
                "#define SPAM(x) \\\n x\n#include <curl.h>\n" PYTHON);
    expect_text(t, "#if X\n#define list my_list\n#else\n#endif\n" PYTHON,
                "#if X\n#define list my_list\n#else\n#endif\n" PYTHON);
    expect_text(t,
                "#ifndef PY_SSIZE_T_CLEAN\n#define PY_SSIZE_T_CLEAN\n"
                "#endif\n" PYTHON,
                "#ifndef PY_SSIZE_T_CLEAN\n#define PY_SSIZE_T_CLEAN\n"
                "#endif\n" PYTHON);
}

/* Guards must stay undefined, else the header would be empty in the unit. */
static void
test_pch_guard(void **state)
{
    struct fixture *t = *state;
    put(t, "first.h",
        "#ifndef FIRST_H\n#define FIRST_H 1\n/* x */\n"
        "#define PY_SSIZE_T_CLEAN\n#include \"Python.h\"\n"
        "#include <a.h>\n#ifdef B\n#include <b.h>\n#endif\n"
        "#ifdef C\nint c;\n#endif\n#include <d.h>\n"
        "int x;\n#endif\n");
    expect_text(t, "#include \"first.h\"\n",
                "#define PY_SSIZE_T_CLEAN\n#include \"Python.h\"\n"
                "#include <a.h>\n#ifdef B\n#include <b.h>\n#endif\n");
    /* Each unit has a name of its own: they share what Python.h needs. */
    expect_text(t, "#define SPAM_MODULE\n#include \"first.h\"\n",
                "#define PY_SSIZE_T_CLEAN\n#include \"Python.h\"\n");
}

static void
test_pch_obstacles(void **state)
{
    struct fixture *t = *state;
    put(t, "other.h", "#pragma once\nint y;\n#include <Python.h>\n");
    put(t, "half.h", "#if X\n");
    static const char *const obstacles[] = {
        "int x;\n",
        "#include \"missing.h\"\n",
        "#include \"other.h\"\n",
        "#include \"half.h\"\n",
        "#if X\n#include \"other.h\"\n#endif\n",
        "#if X\nint x;\n#endif\n",
        "#if X\n",
        "#else\n",
        "#ifdef X\n#define PY_SSIZE_T_CLEAN\n#endif\n",
        "#include MACRO\n",
    };
    bool clean;
    for (size_t i = 0; i < sizeof obstacles / sizeof *obstacles; i++)
        assert_null(precompiled(
            t, arena_printf(t->keep, "%s" PYTHON, obstacles[i]), &clean));
    assert_null(precompiled(t, "int no_python;\n", &clean));
}

static const char *
made_pch(struct fixture *t, const char *dir)
{
    glob_t g;
    const char *path = NULL;
    if (glob(arena_printf(t->keep, "%s/*.pch", dir), 0, NULL, &g) == 0)
        path = arena_strdup(t->keep, g.gl_pathv[0]);
    globfree(&g);
    return path;
}

static const char *
with_pch(struct fixture *t, const char *dir, const char *file)
{
    struct front_options o = options_for(t);
    o.pch_dir = dir;
    const char *error = NULL;
    struct unit *u = parse_with(t, &o, file, &error);
    assert_non_null(u);
    assert_int_equal(u->n_errors, 0);
    return print(t, u);
}

static void
make_pch(struct fixture *t, const char *dir, const char *file)
{
    struct front_options o = options_for(t);
    o.pch_dir = dir;
    struct front *f = front_new(&o);
    struct command c = command_for(t, file);
    const char *error = NULL;
    assert_true(front_pch_make(f, &c, &error));
    assert_true(front_pch_make(f, &c, &error));
    assert_null(made_pch(t, dir)); /* two uses do not pay */
    assert_true(front_pch_make(f, &c, &error));
    assert_non_null(made_pch(t, dir));
    front_free(f);
}

/* What a library's header declares is known in a unit that got it
   precompiled, and macros mean what they meant. */
static void
test_pch_others(void **state)
{
    struct fixture *t = *state;
    const char *dir = at(t, "pch-others");
    assert_int_equal(mkdir(dir, 0755), 0);
    put(t, "common.h",
        "#ifndef COMMON_H\n#define COMMON_H\n#include <Python.h>\n"
        "#include <stdio.h>\n#include <zlib.h>\n"
        "static inline PyObject *none(void) { Py_RETURN_NONE; }\n"
        "#define GIVE(x) return (x)\n#endif\n");
    const char *file = put(t, "unit.c",
                           "#include \"common.h\"\n#include <stdio.h>\n"
                           "PyObject *f(FILE *out, gzFile in)\n"
                           "{ fclose(out); gzclose(in); GIVE(none()); }\n");
    const char *plain = with_pch(t, NULL, file);
    assert_non_null(strstr(plain, "call none("));
    make_pch(t, dir, file);
    assert_string_equal(with_pch(t, dir, file), plain);
}

static void
test_pch(void **state)
{
    struct fixture *t = *state;
    const char *file = SOURCE_ROOT "/testdata/lowering/python.c";
    const char *dir = at(t, "pch");
    assert_int_equal(mkdir(dir, 0755), 0);
    const char *plain = with_pch(t, NULL, file);
    make_pch(t, dir, file);
    assert_string_equal(with_pch(t, dir, file), plain);
    const char *pch = made_pch(t, dir);
    assert_non_null(pch);
    /* A damaged one is thrown away, the unit parsed without it. */
    assert_int_equal(truncate(pch, 1000), 0);
    assert_string_equal(with_pch(t, dir, file), plain);
    assert_null(made_pch(t, dir));
}

/* Headers that do not compile give no precompiled header, and say so. */
static void
test_pch_failure(void **state)
{
    struct fixture *t = *state;
    const char *dir = at(t, "no-pch");
    assert_int_equal(mkdir(dir, 0755), 0);
    struct front_options o = options_for(t);
    o.pch_dir = dir;
    struct front *f = front_new(&o);
    const char *file = put(t, "p.c", "#include <Python.h>\n");
    struct command c = {.file = file, .directory = t->dir};
    const char *error = NULL;
    for (int i = 0; i < 2; i++)
        assert_true(front_pch_make(f, &c, &error));
    assert_false(front_pch_make(f, &c, &error));
    assert_non_null(strstr(error, "no precompiled header"));
    assert_null(made_pch(t, dir));
    front_free(f);
}

/* ---- libclang ----------------------------------------------------------- */

static void
test_library(void **state)
{
    struct fixture *t = *state;
    const char *version = front_libclang_version(t->keep);
    assert_true(atoi(version) >= 19);
    assert_non_null(strstr(version, "libclang"));
    const char *dir = front_resource_dir(t->keep);
    assert_non_null(dir);
    const char *header = arena_printf(t->keep, "%s/include/stddef.h", dir);
    assert_int_equal(access(header, R_OK), 0);
}

/* ---- setting up --------------------------------------------------------- */

static const char *
find_include(arena *keep)
{
    static const char *const patterns[] = {
        /* Not those of a debug build, whose macros do more. */
        "/usr/include/python3.*[0-9]/Python.h",
        "/usr/local/include/python3.*[0-9]/Python.h",
    };
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        glob_t g;
        if (glob(patterns[i], 0, NULL, &g) != 0)
            continue;
        const char *path = g.gl_pathv[g.gl_pathc - 1];
        const char *dir = arena_strndup(keep, path,
                                        strlen(path) - strlen("/Python.h"));
        globfree(&g);
        return dir;
    }
    return NULL;
}

static int
setup(void **state)
{
    struct fixture *t = calloc(1, sizeof *t);
    char dir[] = "/tmp/refaudit-units-XXXXXX";
    t->keep = arena_new();
    t->syms = symtab_new(t->keep);
    t->include = find_include(t->keep);
    if (t->include == NULL || mkdtemp(dir) == NULL)
        return -1; /* install python3-dev */
    t->dir = arena_strdup(t->keep, dir);
    t->python = (struct python){.include = t->include,
                                .platinclude = t->include};
    t->args[t->n_args++] = arena_printf(t->keep, "-I%s", t->include);
    *state = t;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *t = *state;
    int rc = system(arena_printf(t->keep, "rm -rf '%s'", t->dir));
    arena_free(t->keep);
    free(t);
    return rc;
}

/* What libclang loses when it crashes is not ours to free. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
    return "leak:libLLVM\nleak:libclang\n";
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        /* First: cmocka's signal handlers replace libclang's for good. */
        cmocka_unit_test(test_no_tree),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_unknown_members),
        cmocka_unit_test(test_old_code),
        cmocka_unit_test(test_asserts),
        cmocka_unit_test(test_gcc_flags),
        cmocka_unit_test(test_refused_flags),
        cmocka_unit_test(test_facts),
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_annotations),
        cmocka_unit_test(test_generators),
        cmocka_unit_test(test_written_and_read),
        cmocka_unit_test(test_without_overlay),
        cmocka_unit_test(test_shims),
        cmocka_unit_test(test_old_lvalues),
        cmocka_unit_test(test_numpy),
        cmocka_unit_test(test_cplusplus),
        cmocka_unit_test(test_pch_text),
        cmocka_unit_test(test_pch_guard),
        cmocka_unit_test(test_pch_obstacles),
        cmocka_unit_test(test_pch_others),
        cmocka_unit_test(test_pch),
        cmocka_unit_test(test_pch_failure),
        cmocka_unit_test(test_library),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
