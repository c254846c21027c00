/* One unit under construction: what parsing, types, tokens and lowering
 * share inside this room.
 *
 * `keep` holds what outlives the translation unit (the IR); `scratch` what
 * dies with it.
 */
#ifndef REFAUDIT_FRONT_BUILD_H
#define REFAUDIT_FRONT_BUILD_H

#include "late.h"

#include "front.h"
#include "map.h"

/* ---- files -------------------------------------------------------------- */

#define NO_FILE UINT32_MAX

/* Where Argument Clinic has written. */
struct clinic {
    const char *from, *to; /* to NULL: up to the end */
};

struct file {
    CXFile handle;
    const char *full; /* path without symbolic links */
    uint32_t index;   /* in the unit's files; NO_FILE: not shown yet */
    const char *text; /* NULL until build_text() */
    size_t size;
    bool is_main, is_system, is_overlay;
    const struct clinic *clinic; /* NULL: not looked for yet */
    size_t n_clinic;
    const unsigned *lines; /* where they begin; NULL: likewise */
    size_t n_lines;
};

struct place_in_file {
    struct file *file; /* NULL: nowhere (builtin, command line) */
    unsigned line, col, offset;
};

/* ---- the unit ----------------------------------------------------------- */

/* A compile error, where the user sees it. */
struct damage {
    uint32_t file;
    unsigned offset;
    const char *message;
};

/* What is known of a function by name only. */
struct callee {
    sym name;
    bool noreturn;
    bool is_builtin;
    bool only_last; /* file and line come before the argument that counts */
    bool foreign;   /* like op->foreign */
    uint64_t reads; /* like op->reads */
    sym setter;     /* not NULL: one of the overlay's lvalues, Py_TYPE(o) */
    enum overlay_macro {
        MACRO_NONE,
        MACRO_CLEAR,
        MACRO_SETREF,
        MACRO_XSETREF
    } macro;
};

struct note {
    sym name, text;
    CXCursor function;
};

/* For the question whose a header is. */
struct whose {
    const struct front_options *options;
    const struct command *command;
    arena *keep;
    /* Without symbolic links, or NULL yet: the interpreter's two, and where
       the command finds Python.h, which may be another version's. */
    const char *python_dirs[3];
};

/* files.c: the directory of the unit's Python.h; "" when there is none. */
const char *whose_python(struct whose *w);

/* files.c: headers of other people: Python's, the compiler's, the system's,
 * and what is installed below site-packages (numpy). */
bool path_is_system(struct whose *w, const char *full);

struct build {
    arena *keep, *scratch;
    arena *passing; /* what dies with each function; reused for the next */
    symtab *syms;
    const struct front_options *options;
    CXTranslationUnit tu;
    CXPrintingPolicy policy;
    bool overlay; /* in force */
    const struct command *command;
    const char *stack_end; /* recurse no deeper than this address */
    struct whose whose;
    struct unit *unit;
    struct map files_by_handle;
    VEC(struct source_file) sources;
    VEC(struct func) funcs;
    VEC(struct global) globals;
    VEC(struct damage) damages;
    VEC(struct note) annotations;
    VEC(struct declaration) declarations;
    struct map types;    /* QualType -> struct type */
    struct map pointers; /* struct type -> pointer to it */
    struct map records;  /* struct type -> struct record_name */
    struct map callees;  /* FunctionDecl -> struct callee */
    struct map globals_by_decl;
    struct map globals_by_name; /* sym -> position + 1 */
    struct map overloads;       /* qualified name -> mangled name */
    const struct type *type_void, *type_int, *type_size;
    const struct type *type_bool; /* _Bool; NULL until one is met */
};

/* files.c */
struct file *build_file(struct build *b, CXFile handle);
/* Its contents, "" when there are none. */
const char *build_text(struct build *b, struct file *f);
/* Its number among the unit's files; a system header is listed only when
 * something points to it. */
uint32_t build_file_index(struct build *b, struct file *f);
/* The file of the outermost expansion that holds `l`. */
struct file *build_file_of(struct build *b, CXSourceLocation l);
/* Where that begins. */
struct place_in_file build_place(struct build *b, CXSourceLocation l);
struct loc build_loc(struct build *b, CXCursor c);
/* First and past-the-last offset of the cursor in its file. */
struct file *build_range(struct build *b, CXCursor c, unsigned *from,
                         unsigned *to);
bool build_in_macro(CXSourceLocation l);
/* The macro whose definition holds the cursor's text, NULL if none. */
sym build_defining_macro(struct build *b, CXCursor c);
/* The identifier where the cursor's text is really written, "" if none. */
sym build_first_word(struct build *b, CXCursor c);
void build_includes(struct build *b);

/* types.c */
const struct type *build_type(struct build *b, CXType t);
const struct type *build_pointer(struct build *b, const struct type *target);
void build_basic_types(struct build *b);

/* unit.c */
void build_unit(struct build *b);

/* cursor.c */
struct callee *build_callee(struct build *b, CXCursor function);

/* lower_call.c: "memcpy" for "__builtin_memcpy", NULL when there is none */
const char *builtin_library_name(const char *name);

/* literal.c: the contents of a string literal */
sym string_contents(struct build *b, CXCursor literal);

/* texts.c: arguments that name constant text become that text */
void build_texts(struct build *b);

/* lower.c */
void build_function(struct build *b, CXCursor function);

/* globals.c */
/* `owner` NULL: file scope.  Returns the name in the IR. */
sym build_global(struct build *b, CXCursor variable, sym owner);

/* ---- small help --------------------------------------------------------- */

struct kids {
    CXCursor *v;
    size_t n;
};

struct kids cursor_kids(arena *keep, CXCursor c);
/* Copies and disposes. */
sym intern_cx(struct build *b, CXString s);
const char *keep_cx(arena *keep, CXString s);
/* An error of the code; unknown flags are none. */
bool diagnostic_counts(CXDiagnostic d);
/* The value of an integer constant expression; false when it is none. */
bool cursor_evaluate(CXCursor c, int64_t *value);
/* The name of a field; NULL for an anonymous struct or union. */
sym field_name(struct build *b, CXCursor field);
/* Offset in bytes from the start of the record that declares it. */
uint64_t field_offset(CXCursor field);

#endif
