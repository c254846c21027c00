"""Thunks: for each contract a C function that calls what it is about.

The types of the parameters come from the headers of the interpreter; macros
have none, there they come from the names that the contract gives.
"""
import hashlib
import json
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
HEADERS = ["Python.h", "datetime.h", "marshal.h", "frameobject.h",
           "structmember.h", "osdefs.h", "pyarena.h"]
INCLUDES = "#define PY_SSIZE_T_CLEAN\n#define NEEDS_PY_IDENTIFIER\n" + "".join(
    f"#if __has_include(<{h}>)\n#include <{h}>\n#endif\n" for h in HEADERS
) + """#ifdef AUDIT_NUMPY
#define NPY_NO_DEPRECATED_API 0
#define NPY_TARGET_VERSION 0x0000000d
#include <numpy/arrayobject.h>
#endif
"""

# What a parameter of a macro is, by its name in the contract.
MACRO_TYPES = {
    "n": "Py_ssize_t", "i": "Py_ssize_t", "c": "Py_UCS4", "v": "int",
    "year": "int", "month": "int", "day": "int", "hour": "int",
    "minute": "int", "second": "int", "usecond": "int", "fold": "int",
    "days": "int", "seconds": "int", "useconds": "int", "low": "int",
    "high": "int", "kind": "int", "maxchar": "Py_UCS4", "page": "int",
    "start": "int", "errors": "const char *", "s": "const char *",
    "text": "const char *", "type": "PyTypeObject *", "name": "const char *",
    "filename": "const char *", "message": "const char *",
    "key": "const char *", "d": "PyObject *", "flag": "unsigned long",
    "size": "Py_ssize_t", "buffer": "const void *", "to": "void *",
    "from": "const void *", "line": "int", "flags": "PyCompilerFlags *",
    "tstate": "PyThreadState *", "writer": "_PyUnicodeWriter *",
    "data": "void *", "p": "void *", "def": "void *",
}
# Macros whose parameters are called like something else.
MACRO_OBJECTS = {
    ("PyODict_Contains", "key"), ("PyODict_GetItem", "key"),
    ("PyODict_GetItemWithError", "key"), ("PyTimeZone_FromOffsetAndName",
                                          "name"),
    ("PyMapping_DelItem", "key"), ("PyObject_DelAttr", "name"),
    ("PyDescr_NAME", "name"), ("PyObject_CallMethodNoArgs", "name"),
    ("PyObject_CallMethodOneArg", "name"),
    ("_PyObject_CallMethodNoArgs", "name"),
    ("_PyObject_CallMethodOneArg", "name"),
}
# Macros that are not called with what the contract names.
MACRO_CALLS = {
    "PyObject_New": "PyObject_New(PyObject, {0})",
    "PyObject_NEW": "PyObject_NEW(PyObject, {0})",
    "PyObject_NewVar": "PyObject_NewVar(PyVarObject, {0}, {1})",
    "PyObject_NEW_VAR": "PyObject_NEW_VAR(PyVarObject, {0}, {1})",
    "PyObject_GC_New": "PyObject_GC_New(PyObject, {0})",
    "PyObject_GC_NewVar": "PyObject_GC_NewVar(PyVarObject, {0}, {1})",
    "PyObject_GC_Resize": "PyObject_GC_Resize(PyVarObject, {0}, {1})",
    "PyMem_New": "PyMem_New(char, {1})",
    "PyMem_NEW": "PyMem_NEW(char, {1})",
    "PyMem_Resize": "PyMem_Resize(*(char **)a[0].p, char, {2})",
    "PyMem_RESIZE": "PyMem_RESIZE(*(char **)a[0].p, char, {2})",
    "Py_IS_NAN": "Py_IS_NAN(a[0].d)",
    "Py_IS_INFINITY": "Py_IS_INFINITY(a[0].d)",
    "Py_IS_FINITE": "Py_IS_FINITE(a[0].d)",
    "PyUnicode_CHECK_INTERNED": "(int)PyUnicode_CHECK_INTERNED({0})",
    "PyUnicode_IS_READY": "(int)PyUnicode_IS_READY({0})",
    "PyUnicode_IS_COMPACT": "(int)PyUnicode_IS_COMPACT({0})",
    "Py_SAFE_DOWNCAST": "Py_SAFE_DOWNCAST(a[0].i, long long, int)",
    "PyWeakref_GET_OBJECT": "PyWeakref_GET_OBJECT((PyObject *){0})",
}
# The further arguments with which functions of any number are called.
VARIADIC = {
    "PyTuple_Pack": ["PyObject *", "PyObject *"],
    "PyObject_CallFunctionObjArgs": ["PyObject *", "PyObject *",
                                     "PyObject *"],
    "PyObject_CallMethodObjArgs": ["PyObject *", "PyObject *"],
    "_PyObject_CallMethodIdObjArgs": ["PyObject *", "PyObject *"],
    "PyArg_UnpackTuple": ["PyObject **", "PyObject **"],
    "PyOS_snprintf": ["int"],
    "PySys_WriteStdout": ["int"],
    "PySys_WriteStderr": ["int"],
    "PyBytes_FromFormat": ["int"],
    "PyErr_ResourceWarning": ["int"],
    "PyErr_WarnExplicitFormat": ["int"],
    "PyEval_CallFunction": ["PyObject *"],
    "PyEval_CallMethod": ["PyObject *"],
    "PyArg_Parse": ["PyObject **"],
    # These take them as a va_list.
    "PyArg_VaParse": ["PyObject **"],
    "PyArg_VaParseTupleAndKeywords": ["PyObject **"],
    "Py_VaBuildValue": ["PyObject *"],
    "PyErr_FormatV": ["int"],
    "PyUnicode_FromFormatV": ["int"],
    "PyBytes_FromFormatV": ["int"],
    "PyOS_vsnprintf": ["int"],
    "_PyObject_CallMethodId": ["PyObject *"],
}
CELL_VERBS = {"gives", "lends", "replaces", "clears", "nulls"}

COMPARABLE = re.compile(r"\b(const|struct|enum|restrict) ")


def ask(python, code):
    return subprocess.run([python, "-I", "-S", "-c", code], check=True,
                          text=True, stdout=subprocess.PIPE).stdout


def describe(python):
    """Version, include directory and library flags of an interpreter."""
    code = ("import json, sys, sysconfig as s\n"
            "print(json.dumps({'version': list(sys.version_info[:3]),\n"
            " 'include': s.get_paths()['include'],\n"
            " 'debug': hasattr(sys, 'gettotalrefcount')}))")
    return json.loads(ask(python, code))


def describe_numpy(python):
    """Include directory and version of its NumPy, or None and why not."""
    code = ("import json\n"
            "try:\n"
            "    import numpy\n"
            "    print(json.dumps([numpy.get_include(), numpy.__version__]))\n"
            "except ImportError as error:\n"
            "    print(json.dumps([None, str(error).split(chr(10))[0]]))\n")
    return json.loads(subprocess.run([python, "-c", code], check=True,
                                     text=True, stdout=subprocess.PIPE).stdout)


# ---- prototypes -------------------------------------------------------------

def declarations(include):
    """{name: {"returns", "params": [type], "variadic", "inline"}}"""
    command = ["clang-19", f"-I{include}", "-w", "-x", "c", "-fsyntax-only",
               "-Xclang", "-ast-dump=json", "-Xclang", "-ast-dump-filter=Py",
               "-"]
    text = subprocess.run(command, input=INCLUDES, text=True, check=True,
                          stdout=subprocess.PIPE).stdout
    decoder, at, found = json.JSONDecoder(), 0, {}
    while True:
        at = re.compile(r"\s*").match(text, at).end()
        if at == len(text):
            return found
        node, at = decoder.raw_decode(text, at)
        if node.get("kind") != "FunctionDecl":
            continue
        params = [p["type"] for p in node.get("inner", ())
                  if p["kind"] == "ParmVarDecl"]
        spelled = node["type"]["qualType"]
        found[node["name"]] = {
            "returns": spelled[:spelled.index("(")].strip(),
            "params": [p["qualType"] for p in params],
            "plain": [p.get("desugaredQualType", p["qualType"])
                      for p in params],
            "variadic": node.get("variadic", False),
            "inline": node.get("inline", False),
        }


def numpy_type(text):
    """Without the name; stars stand apart."""
    text = re.sub(r"\s*NPY_UNUSED\(\w*\)", "", text)
    text = re.sub(r"\s*\w+\s*\[\]$", "*", text)
    return re.sub(r"\s*(\*+)", r" \1", text).strip()


def numpy_declarations(include, numpy):
    """The same of the functions in NumPy's tables, which macros reach."""
    text = subprocess.run(
        ["cc", "-E", "-dM", "-DAUDIT_NUMPY", f"-I{numpy}", f"-I{include}",
         "-x", "c", "-"], input=INCLUDES, text=True, check=True,
        stdout=subprocess.PIPE).stdout
    found = {}
    for name, returns, params in re.findall(
            r"^#define (Py\w+) \(\*\((.*?) ?\(\*\)\((.*)\)\) ?Py\w+_API\[",
            text, re.M):
        types = [] if params in ("void", "") else [
            t.strip() for t in params.split(",")]
        types = [numpy_type(t) for t in types]
        found[name] = {"returns": returns.strip(), "params": types,
                       "plain": types, "variadic": "..." in types,
                       "inline": True}
    return found


# ---- one thunk --------------------------------------------------------------

def is_object(ctype):
    name = COMPARABLE.sub("", ctype)
    return bool(re.fullmatch(r"Py\w*Object \*|PyWeakReference \*"
                             r"|PyArray_Descr \*", name))


def argument(i, ctype, plain):
    if COMPARABLE.sub("", plain) == "Py_complex":
        return f"a[{i}].c"
    if plain in ("double", "float"):
        return f"a[{i}].d"
    if "*" in plain or "[" in plain:
        return f"(__typeof__({ctype.split('[')[0]}))a[{i}].p"
    if plain.startswith("NPY_"):
        return f"({ctype})a[{i}].i"
    return f"({ctype})a[{i}].i"


def macro_type(contract, param):
    verbs = {e["verb"] for e in param["effects"]}
    if verbs & CELL_VERBS:
        return "PyObject **"
    if (contract["name"], param["name"]) in MACRO_OBJECTS:
        return "PyObject *"
    if any(e["kind"] in ("mem", "raw", "obj") for e in param["effects"]):
        return "void *"
    if contract["name"] in ("PyArray_GETITEM", "PyArray_SETITEM") and (
            param["name"] == "item"):
        return "char *"
    return MACRO_TYPES.get(param["name"], "PyObject *")


def has_list(declared):
    """The last parameter is a va_list."""
    return bool(declared) and any(
        "va_list" in t for t in declared["params"][-1:])


def list_shim(number, name, declared, types):
    """A function of any number of arguments that passes them on as one."""
    fixed = declared["params"][:-1]
    params = ", ".join(f"__typeof__({t.split('[')[0]}) p{i}"
                       if "[" not in t else f"{t.split('[')[0]}*p{i}"
                       for i, t in enumerate(fixed))
    args = ", ".join(f"p{i}" for i in range(len(fixed)))
    returns = declared["returns"]
    return (f"static {returns}\nshim_{number}({params}, ...)\n{{\n"
            f"    va_list list;\n    va_start(list, p{len(fixed) - 1});\n"
            f"    {returns} result = {name}({args}, list);\n"
            f"    va_end(list);\n    return result;\n}}\n\n")


def shape(contract, declared):
    """(C types of the arguments, C type of the result or None, reason)."""
    names = [p["name"] for p in contract["params"]]
    extra = VARIADIC.get(contract["name"])
    if "base" in contract:
        extra = contract["extra"]
        names = names[:len(names) - len(extra)]
        if declared is None:
            return None, None, "is a macro without types"
        return declared["params"] + extra, declared["returns"], None
    if names and names[-1] == "...":
        if extra is None:
            return None, None, "takes any number of arguments"
        names = names[:-1]
    if declared is None and re.match(r"Py_(BEGIN|END|BLOCK|UNBLOCK)_",
                                     contract["name"]):
        return None, None, "opens or closes a block"
    if declared is None:
        types = [macro_type(contract, p) for p in contract["params"]
                 if p["name"] != "..."]
        return types + (extra or []), None, None
    if has_list(declared) and extra is not None:
        return (declared["params"][:-1] + extra, declared["returns"], None)
    if declared["variadic"] != (extra is not None):
        return None, None, "takes any number of arguments"
    if len(declared["params"]) != len(names):
        return None, None, "has other parameters in the header"
    if has_list(declared):
        return None, None, "takes a va_list"
    return declared["params"] + (extra or []), declared["returns"], None


def thunk(number, contract, declared, types, returns):
    plain = declared["plain"] if declared else types
    plain = plain + types[len(plain):]
    args = [argument(i, t, p) for i, (t, p) in enumerate(zip(types, plain))]
    if declared is None:
        for i, (t, p) in enumerate(zip(types, contract["params"])):
            if t == "PyObject **":
                args[i] = f"*(PyObject **)a[{i}].p"
    name = contract.get("base", contract["name"])
    shim = ""
    if has_list(declared):
        shim = list_shim(number, name, declared, types)
        name = f"shim_{number}"
    call = MACRO_CALLS.get(name, name + "(" + ", ".join(
        f"{{{i}}}" for i in range(len(args))) + ")").format(*args)
    void = returns == "void" or (returns is None and all(
        o["result"] in ("void", "noreturn") for o in contract["outcomes"]))
    body = f"{call};" if void else f"RESULT({call});"
    return (shim + f"static void\nthunk_{number}(union word *a, union word *r)\n"
            f"{{ (void)a; (void)r; {body} }}\n")


PRELUDE = INCLUDES + '''
#include "audit.h"
#include <string.h>

static int
count_visit(PyObject *o, void *arg)
{ (void)o; (void)arg; return 0; }

static visitproc visit = count_visit;
static void *arg;

void
audit_prepare(void)
{
    PyDateTime_IMPORT;
#ifdef AUDIT_NUMPY
    _import_array();
#endif
}

#define WIDTH(v) _Generic((v), char: 1, signed char: 1, short: 1, int: 1, \\
    float: 2, default: 0)
#define RESULT(expression) do { \\
    __typeof__(expression) v = (expression); \\
    memset(r, 0, sizeof *r); \\
    memcpy(r, &v, sizeof v < sizeof *r ? sizeof v : sizeof *r); \\
    if (WIDTH(v) == 1) \\
        r->i = sizeof v == 1 ? (signed char)r->i \\
             : sizeof v == 2 ? (short)r->i : (int)r->i; \\
    if (WIDTH(v) == 2) { \\
        float f; \\
        memcpy(&f, r, sizeof f); \\
        r->d = f; \\
    } \\
} while (0)

'''


def source(items):
    rows = "".join(f'    {{{json.dumps(item[0]["name"])}, '
                   f'thunk_{number}}},\n'
                   for number, item in enumerate(items))
    return (PRELUDE + "".join(thunk(number, *item)
                              for number, item in enumerate(items)) +
            "const struct thunk audit_thunks[] = {\n" + rows +
            "    {NULL, NULL},\n};\n")


# ---- the extension ----------------------------------------------------------

def missing_symbols(python, names):
    code = ("import ctypes, sys\n"
            "for name in sys.argv[1:]:\n"
            "    if not hasattr(ctypes.pythonapi, name): print(name)")
    return set(subprocess.run([python, "-I", "-c", code, *names], check=True,
                              text=True, stdout=subprocess.PIPE)
               .stdout.split())


def compile_c(include, path, out, *flags):
    command = ["cc", "-std=gnu17", "-O1", "-g", "-fPIC", f"-I{include}",
               f"-I{HERE}", *flags, "-c", path, "-o", out]
    return subprocess.run(command, text=True, stderr=subprocess.PIPE,
                          env={**os.environ, "LC_ALL": "C"})


def compile_thunks(about, directory, items, reasons):
    """Leaves out what does not compile; returns what does."""
    path = os.path.join(directory, "thunks.c")
    for _ in range(8):
        with open(path, "w") as stream:
            stream.write(source(items))
        numpy = about.get("numpy")
        done = compile_c(about["include"], path, os.path.join(directory, "thunks.o"),
                         "-O0", "-g0", "-DNDEBUG",
                         *(["-DAUDIT_NUMPY", f"-I{numpy[0]}"] if numpy
                           else []),
                         "-Werror=implicit-function-declaration")
        if done.returncode == 0:
            return items
        bad, current = {}, None
        for line in done.stderr.splitlines():
            inside = re.search(r"In function 'thunk_(\d+)'", line)
            current = int(inside[1]) if inside else current
            error = re.search(r" error: (.*)", line)
            if error and current is not None:
                bad.setdefault(current, error[1])
        if not bad:
            raise SystemExit(done.stderr[:4000])
        for number, message in bad.items():
            reasons[items[number][0]["name"]] = f"does not compile: {message}"
        items = [x for i, x in enumerate(items) if i not in bad]
    raise SystemExit("thunks.c: too many errors")


def plan(python, about, contracts, reasons):
    declared = declarations(about["include"])
    if about.get("numpy"):
        declared.update(numpy_declarations(about["include"],
                                           about["numpy"][0]))
    items = []
    for contract in contracts:
        name = contract.get("base", contract["name"])
        here = declared.get(name)
        if here is None and "base" in contract:
            # Renamed by PY_SSIZE_T_CLEAN.
            here = declared.get(f"_{name}_SizeT")
        types, returns, why = shape(contract, here)
        if why is not None:
            reasons[contract["name"]] = why
        else:
            items.append((contract, here, types, returns))
    missing = missing_symbols(python, [
        c.get("base", c["name"]) for c, here, _, _ in items
        if here and not here["inline"]])
    for name in missing:
        reasons[name] = "declared but not exported"
    return [x for x in items
            if x[0].get("base", x[0]["name"]) not in missing]


def fingerprint(python, about, contracts):
    text = json.dumps([python, about, [
        (c["name"], [p["name"] for p in c["params"]], c.get("extra"))
        for c in contracts]])
    for name in sorted(os.listdir(HERE)):
        if name.endswith((".c", ".h")) or name == "thunks.py":
            with open(os.path.join(HERE, name)) as stream:
                text += stream.read()
    return hashlib.sha256(text.encode()).hexdigest()


def build(python, about, contracts, directory):
    """Builds the extension; returns {"functions": ..., "reasons": ...}."""
    os.makedirs(directory, exist_ok=True)
    cache, key = os.path.join(directory, "built.json"), fingerprint(
        python, about, contracts)
    try:
        with open(cache) as stream:
            built = json.load(stream)
        if built["key"] == key:
            return built
    except (OSError, ValueError, KeyError):
        pass
    reasons = {}
    items = plan(python, about, contracts, reasons)
    items = compile_thunks(about, directory, items, reasons)
    objects = [os.path.join(directory, "thunks.o")]
    for name in sorted(os.listdir(HERE)):
        if not name.endswith(".c"):
            continue
        objects.append(os.path.join(directory, name[:-2] + ".o"))
        done = compile_c(about["include"], os.path.join(HERE, name),
                         objects[-1], "-Wall", "-Wextra", "-Werror",
                         "-Wno-deprecated-declarations", "-Wno-pedantic",
                         "-Wno-missing-field-initializers")
        if done.returncode != 0:
            raise SystemExit(done.stderr)
    module = os.path.join(directory, "_audit.so")
    subprocess.run(["cc", "-shared", "-o", module, *objects], check=True)
    functions = [{"name": c["name"], "types": types, "returns": returns,
                  "index": i} for i, (c, _, types, returns)
                 in enumerate(items)]
    built = {"key": key, "functions": functions, "reasons": reasons,
             "module": module}
    with open(cache, "w") as stream:
        json.dump(built, stream)
    return built
