"""The arguments of each function: a table of words.

A pool is a text of words, each of which is one argument:

    list             the sample of that name, an object
    17  2.5  1+2j    a number
    'spam  "spam     const char *, const wchar_t * (an underscore: a space,
                     @: an underscore)
    @method          a thing of things.c
    cell  cell:list  PyObject **, empty or with an object of the caller
    stale            PyObject ** with something else in it
    out:8  junk:8    memory for so many bytes, zeroed or not
    view  view:list  Py_buffer, empty or filled by that object
    array:a,b        PyObject *const *
    block:mem        a block from that domain
    NULL             nothing

A word that begins with ~ is of the wrong type for its parameter, one with !
has a wrong value.  The first good word of each pool is tried with the first
of the others, then every word of each pool with the first of the others.
"""
import re
from fnmatch import fnmatchcase

import _audit
from pools_data import ANY, DATA
from pools_numpy import NUMPY
from pools_program import PROGRAM
from pools_rare import RARE
from samples import SAMPLES

# "function.parameter" with wildcards; the first that fits is taken.
PARAMETERS = RARE + DATA + PROGRAM

# What is what these ask for.
CHECKED = {
    "PyCFunction": "builtin", "PyMethod": "bound", "PyGen": "generator",
    "PyInstanceMethod": "instance_method", "PyDictKeys": "keys",
    "PyDictValues": "values", "PyDictItems": "items", "PyODict": "odict",
    "PyDictViewSet": "keys", "PyFrozenSet": "frozenset", "PySlice": "slice",
    "PyRange": "range", "PyCell": "closure_cell", "PyTraceBack": "traceback",
    "PyExceptionClass": "exception_type", "PyExceptionInstance": "exception",
    "PyFrame": "frame", "PyCode": "code", "PyContext": "context",
    "PyContextVar": "context_var", "PyContextToken": "token",
    "PyCapsule": "capsule", "PyAnySet": "set", "PyIter": "iterator",
    "PySeqIter": "sequence_iterator", "PyCallIter": "call_iterator",
    "PyWeakref": "reference", "PyMemoryView": "memoryview",
    "PyPickleBuffer": "pickle_buffer", "PyDate": "date", "PyTime": "time",
    "PyDateTime": "datetime", "PyDelta": "delta", "PyTZInfo": "timezone",
    "PyComplex": "complex", "PyByteArray": "bytearray", "PyBool": "true",
    "PyUnicode": "str", "PyBytes": "bytes",
    "PyAsyncGen": "asyncgen", "PyCoro": "coroutine", "PyAIter":
    "async_iterator", "PyModule": "module", "PyFunction": "function",
}

# By C type; the word in front of a name wins over the type alone.
TYPES = {
    "PyObject *": ANY, "PyObject **": "stale", "void *": "@text",
    "const void *": "@text", "char *": "@text", "const char *": "'spam",
    "const wchar_t *": '"spam', "wchar_t *": "out:64",
    "PyTypeObject *": "type", "PyFrameObject *": "frame",
    "PyCodeObject *": "code", "PyLongObject *": "int",
    "PyWeakReference *": "reference", "PyListObject *": "list",
    "PySliceObject *": "slice", "PyVarObject *": "tuple",
    "PyObject *const *": "array:str,eggs", "Py_buffer *": "view",
    "FILE *": "@file", "PyThreadState *": "@thread_state",
    "PyInterpreterState *": "@interpreter", "_Py_Identifier *": "@identifier",
    "PyModuleDef *": "@module", "PyMethodDef *": "@method",
    "PyMemberDef *": "@member", "PyGetSetDef *": "@getset",
    "PyType_Spec *": "@spec", "PyStructSequence_Desc *": "@sequence",
    "PyCompilerFlags *": "NULL @compiler_flags", "Py_tss_t *": "@tss",
    "Py_ssize_t *": "junk:64", "int *": "junk:64", "size_t *": "junk:64",
    "Py_hash_t *": "junk:64", "Py_UCS4 *": "out:256", "char **": "junk:64",
    "const char **": "junk:64", "void **": "junk:64", "long *": "junk:64",
    "unsigned char *": "junk:64", "const unsigned char *": "'spam",
    "wchar_t **": "@arguments", "wchar_t ***": "junk:8",
    "const void **": "junk:8", "struct _typeobject *": "type",
    "struct _frame *": "frame", "const PyLongObject *": "small",
    "const PyTypeObject *": "type", "struct _PyInterpreterFrame *": "@frame",
    "PyArena *": "@arena", "uint64_t *": "out:8", "double *": "junk:8",
    "PyMonitoringState *": "@state_on", "PyOS_sighandler_t": "@nothing",
    "npy_intp *": "@shape", "npy_intp const *": "@shape",
    "PyArray_Descr *": "dtype_double NULL", "PyArrayObject *": "array",
    "PyArray_Descr **": "stale", "PyArrayObject **": "stale",
    "npy_bool *": "junk:64", "NPY_CLIPMODE *": "junk:64",
    "PyArray_Dims *": "junk:64",
    "time_t *": "junk:64", "_PyTime_t *": "junk:64", "PyTime_t *": "junk:64",
    "struct tm *": "out:128", "struct timeval *": "junk:64",
    "struct timespec *": "junk:64", "_Py_clock_info_t *": "out:128",
    "const Py_buffer *": "view:bytearray", "PyThread_type_lock": "@lock",
    "const Py_ssize_t *": "@shape", "Py_complex": "1.5+2j",
    "double": "2.5", "float": "2.5", "const Py_UNICODE *": '"spam',
    "PyLongWriter *": "@none", "_PyUnicodeWriter *": "out:256",
    "const Py_UCS4 *": '"spam', "Py_UNICODE *": '"spam',
    "int64_t *": "junk:64", "PyMutex *": "out:64",
    "PyCriticalSection *": "out:64", "PyCriticalSection2 *": "out:64",
    "void (*)(void *)": "@nothing", "int (*)(void *)": "@zero",
}
INTEGERS = {"i": "1 0 !100", "n": "3", "low": "0", "high": "2", "op": "2 0 !9",
            "start": "0", "end": "3", "stop": "3", "flags": "0", "line": "7",
            "base": "10", "c": "97 48 32 8364", "level": "1", "size": "3"}

# Not called, and why.
NOT_TRIED = [
    (r"Py_(Initialize|Finalize|EndInterp|NewInterp|Main|BytesMain|RunMain"
     r"|FrozenMain|Exit|FatalError|UNREACHABLE|PreInit)"
     r"|_Py_(FatalError|PreInit)|PyThread_exit_thread"
     r"|PyInterpreterState_(New|Clear|Delete)|Py_ExitStatusException",
     "starts or ends the interpreter"),
    (r"Py(Config|PreConfig|WideStringList|Status)_|PyConfig_"
     r"|PyImport_(AppendInittab|ExtendInittab|FrozenModules)",
     "configures an interpreter that has not started"),
    (r"Py(Mem|Object)_(Set|Get)(Allocator|ArenaAllocator)|PyMem_SetupDebug"
     r"|PyMem_SetAllocator", "the audit watches through the allocators"),
    (r"PyThreadState_DeleteCurrent|PyThreadState_(Ensure|Release)"
     r"|_PyThreadState_Prealloc|PyEval_(Acquire|Release)Lock"
     r"|_PyThreadState_Swap", "changes thread states that the audit runs in"),
    (r"_Py_(NewReference|ForgetReference|NegativeRefcount|Dealloc)|"
     r"PyUnstable_SetImmortal",
     "makes or unmakes the counts that are measured"),
    (r"Py_SET_(REFCNT|TYPE)|PyObject_GC_Resize|_PyObject_GC_Resize",
     "writes what is measured"),
    (r"PyUnicodeWriter_|_PyUnicodeWriter_|_PyBytesWriter_|PyLongWriter_"
     r"|PyBytesWriter_", "needs a writer that has been prepared"),
    (r"PyStructSequence_InitType", "needs a static type"),
    (r"PyObject_GC_Del", "needs an instance that is not tracked"),
    (r"_PyUnicode_NONCOMPACT_DATA", "needs a str that is not compact"),
    # The engine would take -1 for one of them.
    (r"PyObject_Hash$", "the line leaves out that a hash may be negative"),
    (r"PyModuleDef_Init", "gives a static object that nobody counts"),
    (r"_PyObject_AssertFailed|_PyEval_EvalFrameDefault",
     "interferes with the audit itself"),
    (r"PyObject_ClearWeakRefs|PyObject_CallFinalizerFromDealloc",
     "only for deallocators"),
    (r"PyArena_AddPyObject", "an arena does not show what it holds"),
    (r"PyNode_|PyAST_|PyFuture_|PyParser_(AST|SimpleParseFile)",
     "of the old parser"),
]

# Called only with what has to surround it.
ONLY_WITH = {"PyOS_BeforeFork": "forked", "PyOS_AfterFork_Parent": "forking",
             "PyOS_AfterFork_Child": "forking", "PyOS_AfterFork": "forking",
             "PyThreadState_Swap": "swapped", "PyGILState_Release": "ensured",
             "PyThreadState_Delete": "cleared",
             "PyErr_SetInterrupt": "interrupted",
             "PyErr_SetInterruptEx": "interrupted"}

# What goes with a NULL.
WITH_NULL = {"PyErr_Restore": {"value": "NULL", "traceback": "NULL"},
             "_Py_HashBytes": {"n": "0"}, "Py_HashBuffer": {"n": "0"}}

# Called with an exception set as well.
WITH_EXCEPTION = (
    "PyErr_Occurred PyErr_Fetch PyErr_GetRaisedException PyErr_Clear "
    "PyErr_Print* PyErr_ExceptionMatches PyErr_WriteUnraisable "
    "PyErr_*Location* _PyGen_FetchStopIterationValue PyFile_WriteString "
    "PyErr_Set* PyErr_Restore _PyErr_ChainExceptions* PyErr_FormatUnraisable "
    "PyErr_NoMemory PyErr_Bad* _PyErr_OCCURRED PyTraceBack_Here "
    "PyMonitoring_FireRaise* PyMonitoring_FireReraise* "
    "PyMonitoring_FireException* PyMonitoring_Fire*Throw* "
    "PyMonitoring_FireCRaise* PyMonitoring_Fire*Unwind* "
    "PyCodec_*Errors").split()


def is_with_exception(function):
    return any(fnmatchcase(function, p) for p in WITH_EXCEPTION)


# What surrounds calls, besides nothing.
SITUATIONS = [
    ("PyErr_CheckSignals", "signal, refusing signal"),
    ("_PyErr_CheckSignals", "signal, refusing signal"),
    ("PyOS_InterruptOccurred", "signal"),
    ("Py_MakePendingCalls", "pending call, signal, refusing signal"),
    ("PyErr_Get*", "handled"), ("PyErr_Set*", "handled"),
    ("Py_EnterRecursiveCall", "recursion"),
    ("PyErr_Warn*", "warnings, refusing warnings"),
    ("PyErr_ResourceWarning", "warnings, refusing warnings"),
    ("Py_Compile*", "warnings, refusing warnings"),
    ("PyBytes_DecodeEscape", "warnings, refusing warnings"),
    ("PyUnicode_DecodeUnicodeEscape", "warnings, refusing warnings"),
    ("PySys_Write*", "output, refusing output"),
    ("PySys_Format*", "output, refusing output"),
    ("PyErr_Print*", "output"), ("PyErr_Display*", "output"),
    ("PyErr_WriteUnraisable", "output"),
    ("PyRun_SimpleS*", "output, refusing output"),
    ("PyFile_Write*", "full output"),
    ("PySys_Audit*", "hook, refusing hook"),
    ("PySys_AddAuditHook", "hook, refusing hook"),
    ("PyFile_OpenCode*", "hook, refusing hook"),
    ("PyFile_SetOpenCodeHook", "hook, refusing hook"),
    ("PyFunction_AddWatcher", "used up"), ("PyDict_AddWatcher", "used up"),
    ("PyType_AddWatcher", "used up"), ("PyCode_AddWatcher", "used up"),
    ("PyContext_AddWatcher", "used up"),
    ("*RequestCodeExtraIndex", "used up"),
    ("Py_AddPendingCall", "used up"), ("Py_AtExit", "used up"),
    ("PyThread_create_key", "used up"), ("PyThread_tss_create", "used up"),
    ("PyThread_start_new_thread", "no memory"),
    ("PyEval_Get*", "new thread"), ("PyThreadState_GetFrame", "new thread"),
    ("PyGC_IsEnabled", "collecting"), ("PyGC_Disable", "collecting"),
    ("PyGC_Enable", "collecting"), ("PyGC_Collect", "garbage"),
    ("PyTraceMalloc_*", "tracing"),
    ("PyFile_FromFd", "no files"), ("PyErr_ProgramText*", "no files"),
    ("PyUnstable_*Perf*", "no files"), ("PyRun_*File*", "no files"),
    ("PyTraceBack_Print", "no files"),
    ("PyImport_Import*", "refusing imports, failing imports"),
    ("PyImport_ReloadModule", "refusing imports, failing imports"),
    ("PyImport_GetMagicNumber", "refusing imports"),
    ("PyCapsule_Import", "refusing imports, failing imports"),
    ("PyImport_GetImporter", "refusing path hooks"),
    ("Py_ReprEnter", "new thread"),
    ("PyMonitoring_*", "monitoring, refusing monitoring"),
]
# Arguments that only together do what is wanted.
TOGETHER = [
    ("PyContextVar_Reset", {"var": "token_var", "token": "its_token"}),
    ("PyBuffer_FillInfo", {"readonly": "1", "flags": "!1"}),
    ("PyBytes_AsStringAndSize", {"o": "!bytes_null", "n": "NULL"}),
    ("PyUnicode_DecodeUTF*", {"s": "@not_utf8", "errors": "'audit"}),
    ("PyUnicode_DecodeUTF16*", {"s": "@not_utf16", "errors": "'audit"}),
    ("PyUnicode_DecodeUTF7*", {"s": "'+A@", "errors": "'audit"}),
    ("PyUnicode_Decode*", {"s": "@not_utf8", "errors": "'audit"}),
    ("PyUnicode_Decode*Escape", {"s": "@bad_escape", "errors": "'audit"}),
    ("PyUnicode_DecodeRaw*", {"s": "@bad_raw_escape", "errors": "'audit"}),
    ("PyUnicode_DecodeCharmap", {"mapping": "empty_map",
                                 "errors": "'audit"}),
    ("PyUnicode_As*", {"o": "lone", "errors": "'audit"}),
    ("PyUnicode_AsCharmapString", {"o": "str_wide",
                                   "mapping": "encode_table"}),
    ("PyUnicode_Encode*", {"o": "lone", "errors": "'audit"}),
    ("PyCodec_*", {"o": "lone", "encoding": "'utf-8", "errors": "'audit"}),
    ("PyObject_IsSubclass", {"o": "static_type", "class": "!refusing_class"}),
    ("PyObject_RichCompareBool", {"a": "zero", "b": "zero", "op": "2"}),
    ("PyObject_GenericGetAttr", {"o": "proper", "name": "!refusing_name"}),
    ("PyObject_GenericSetAttr", {"o": "proper", "name": "!refusing_name"}),
    ("PyObject_GenericSetAttr", {"o": "proper", "name": "str"}),
    ("PyObject_DelAttrString", {"o": "proper", "name": "!'refusing"}),
    ("PyObject_DelItemString", {"o": "dict", "name": "'spam"}),
    ("PyObject_DelItemString", {"o": "sequence", "name": "'spam"}),
    ("PyObject_DelItemString", {"o": "dict", "key": "'spam"}),
    ("PyObject_DelItemString", {"o": "sequence", "key": "'spam"}),
    ("PyVectorcall_Call", {"callable": "!refusing"}),
    ("PyObject_CallMethod*", {"o": "refusing_methods"}),
    ("PyObject_VectorcallMethod", {"args": "array:refusing_methods,str"}),
    ("PyObject_Vectorcall*", {"callable": "!noargs"}),
    ("PyModule_ExecDef", {"m": "named_module", "def": "!@failing_module"}),
    ("PyModule_FromDefAndSpec*", {"def": "@creating_module",
                                  "spec": "python_spec"}),
    ("PyType_IsSubtype", {"a": "static_type", "b": "object_type"}),
    ("PyMember_SetOne", {"value": "item", "def": "!@wrong_member"}),
    ("PyImport_ImportModule*", {"name": "'this_is_absent"}),
    ("PyTuple_New", {"n": "3"}), ("PyTuple_New", {"n": "!-1"}),
]


def situations(function):
    return [s for pattern, words in SITUATIONS
            if fnmatchcase(function, pattern) for s in words.split(", ")]


# Exact counts matter: the call looks whether its argument has other owners.
UNIQUE = ("PyTuple_SetItem", "_PyTuple_Resize", "_PyBytes_Resize",
          "PyUnicode_Resize", "PyUnicode_Append", "PyUnicode_AppendAndDel",
          "PyBytes_Concat", "PyBytes_ConcatAndDel", "PyUnicode_WriteChar",
          "PyUnicode_CopyCharacters", "PyUnicode_Fill", "PySet_Add",
          "PyUnstable_Object_IsUniquelyReferenced")
# A new object that may not be looked into yet.
OPAQUE = ("PyObject_New", "PyObject_NewVar", "PyObject_NEW",
          "PyObject_NEW_VAR", "_PyObject_New", "_PyObject_NewVar",
          "PyObject_GC_New", "PyObject_GC_NewVar", "_PyObject_GC_New",
          "_PyObject_GC_NewVar", "PyUnstable_Object_GC_NewWithExtraData",
          "PyObject_Init", "PyObject_InitVar", "PyObject_INIT",
          "PyObject_INIT_VAR")


def pool(function, parameter, ctype):
    """The words for this parameter."""
    name = function + "." + parameter
    check = re.fullmatch(r"(Py\w+)_Check(Exact)?\.o", name)
    if check and check[1] in CHECKED:
        return [CHECKED[check[1]], "instance", "int", "list"]
    numpy = re.match(r"PyArray_|PyDataMem|PyUFunc", function)
    for pattern, words in NUMPY if numpy else PARAMETERS:
        if fnmatchcase(name, pattern) and all(
                fits(w, ctype) for w in words.split()) and (
                not numpy or suits_numpy(words, ctype)):
            break
    else:
        plain = ctype.replace("const struct", "struct").strip()
        words = TYPES.get(plain)
        if words is None and "*" not in plain:
            words = INTEGERS.get(parameter, "1")
    if words is None:
        return None
    words = [block(function) if w == "BLOCK" else w for w in words.split()]
    if is_array(ctype) and not words[0].startswith(("array", "NULL")):
        words = TYPES["PyObject *const *"].split()
    return words


def suits_numpy(words, ctype):
    """A wildcard is meant for arrays, a number not for pointers."""
    first = words.split()[0]
    if first == "NULL":
        return "*" in ctype
    if "Descr *" in ctype:
        return first.startswith("dtype")
    if "*" not in ctype:
        return first.lstrip("-!~").isdigit()
    return not first.lstrip("-!~").isdigit() and (
        first in SAMPLES or "Object *" not in ctype)


def block(function):
    if "Raw" in function:
        return "block:raw"
    return "block:obj" if function.startswith("PyObject") else "block:mem"


def is_array(ctype):
    return ctype.replace(" ", "") == "PyObject*const*"


def fits(word, ctype):
    """A pattern may mean objects where this parameter is something else."""
    word = word.lstrip("~!")
    return word not in SAMPLES or bool(re.fullmatch(
        r"(const )?(struct )?_?Py\w*(Object|Descr) \*|PyWeakReference \*|void \*"
        r"|struct _typeobject \*|struct _frame \*", ctype))


def is_pointer(ctype):
    return "*" in ctype or ctype.endswith("func")


def quality(word):
    return {"~": "type", "!": "value"}.get(word[0], "good")


def argument(word, ctype):
    """The tuple that _audit.run() takes for a word."""
    word = word.lstrip("~!")
    if word == "NULL":
        return ("null",)
    if word in SAMPLES:
        return ("object", SAMPLES[word]())
    if word[0] == "'":
        text = word[1:].replace("_", " ").replace("@", "_")
        return ("bytes", text.encode())
    if word[0] == '"':
        return ("wide", word[1:])
    if word[0] == "@":
        return thing(word[1:])
    kind, _, rest = word.partition(":")
    if kind == "cell":
        return ("cell", SAMPLES[rest]()) if rest else ("cell",)
    if kind == "stale":
        return ("stale",)
    if kind in ("out", "junk", "ones"):
        return (kind, int(rest))
    if kind == "view":
        return ("view", SAMPLES[rest]()) if rest else ("view",)
    if kind == "array":
        return ("array", [SAMPLES[w]() for w in rest.split(",")])
    if kind == "block":
        return ("block", rest)
    if word.endswith("j"):
        return ("complex", complex(word))
    if "." in word:
        return ("double", float(word))
    return ("double", float(word)) if ctype == "double" else ("int", int(word))


def thing(name):
    address = _audit.thing(name.replace("_", " "))
    return ("pointer", address) if address else None
