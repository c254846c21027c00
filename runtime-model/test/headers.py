#!/usr/bin/env python3
"""Compare the model with the headers of installed Pythons.

    headers.py PYTHON...

For each interpreter: every contract that is in force for its version speaks
of a name that its headers know or its library exports, since() and until()
hide no name that the headers have, and every public function has a contract.
Exit status 1 when that is not so.
"""
import os
import re
import subprocess
import sys

MODEL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
# The others describe the tables of a type, Python 2 and other libraries.
CPYTHON = {"calls.api", "containers.api", "errors.api", "memory.api",
           "misc.api", "modules.api", "numbers.api", "object.api",
           "strings.api", "threads.api"}
# Our overlay header has them in every version.
OURS = {"PyList_ITEM_SLOT", "PyTuple_ITEM_SLOT", "Py_NewRef"}
# Part of other builds only: Windows, debug, without the GIL.
OTHER_BUILDS = re.compile(r"MBCS|CodePage|Windows|WithUnicodeFilename$|"
                          r"^PyOS_CheckStack$|^_Py_NegativeRefcount$|"
                          r"^_Py_ForgetReference$|^PyUnstable_Module_SetGIL$")
# In a header that includes what is not always installed, or that is not for
# extensions.
ELSEWHERE = {"PyCursesWindow_Check", "_Py_DECREF_INT",
             "_Py_DECREF_NO_DEALLOC", "_Py_DECREF_SPECIALIZED", "_Py_strhex",
             "_Py_strhex_bytes", "_PyLong_IsCompact",
             "_PyObject_GetManagedDict", "_PyEval_SetProfile",
             "_PyEval_SetTrace"}
NO_FUNCTIONS = {"Py_ssize_t", "Py_hash_t", "PySendResult", "PyInit__imp"}
HEADERS = ["Python.h", "datetime.h", "marshal.h", "frameobject.h",
           "structmember.h", "osdefs.h"]


def version(text):
    return tuple(int(part) for part in text.split("."))


def contracts():
    for file in sorted(os.listdir(MODEL)):
        if file not in CPYTHON:
            continue
        with open(os.path.join(MODEL, file)) as stream:
            text = re.sub(r"\n[ \t]+", " ", stream.read())
        for line in text.splitlines():
            name = re.match(r"\w+(?=\()", line)
            if name is None:
                continue
            since = re.search(r" since\(([\d.]+)\)", line)
            until = re.search(r" until\(([\d.]+)\)", line)
            yield (name[0], version(since[1]) if since else (0,),
                   version(until[1]) if until else (99,))


def preprocess(include, *options):
    source = "".join(f"#if __has_include(<{h}>)\n#include <{h}>\n#endif\n"
                     for h in HEADERS)
    command = ["cc", "-E", "-P", f"-I{include}", *options, "-x", "c", "-"]
    return subprocess.run(command, input=source, check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def names_of(include):
    """All names in the headers, and the public functions among them."""
    text = preprocess(include)
    macros = re.findall(r"^#define (\w+)", preprocess(include, "-dM"), re.M)
    declared = set(re.findall(r"\b(Py\w+)\s*\([^()]*(?:\([^()]*\)[^()]*)*\)"
                              r"[^;{}]*;", text))
    return (set(re.findall(r"\b_?Py\w+", text)) | set(macros),
            declared - NO_FUNCTIONS)


def exported(python, names):
    code = ("import ctypes, sys\n"
            "for name in sys.stdin.read().split():\n"
            "    if hasattr(ctypes.pythonapi, name): print(name)")
    return set(subprocess.run([python, "-c", code], input=" ".join(names),
                              check=True, text=True,
                              stdout=subprocess.PIPE).stdout.split())


def check(python, model):
    code = ("import sys, sysconfig; print('%d.%d' % sys.version_info[:2]);"
            "print(sysconfig.get_paths()['include'])")
    shown, include = subprocess.check_output([python, "-c", code],
                                             text=True).split("\n")[:2]
    current = version(shown)
    known, functions = names_of(include)
    in_force = {name for name, since, until in model
                if since <= current <= until}
    known |= exported(python, in_force - known) | OURS | ELSEWHERE
    wrong = [f"{name} does not exist in {shown}"
             for name in sorted(in_force - known)
             if not OTHER_BUILDS.search(name)]
    wrong += [f"{name} of {shown} has no contract"
              for name in sorted(functions - in_force)]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{shown}: {len(in_force)} contracts in force, {len(wrong)} wrong")
    return wrong


def main():
    model = list(contracts())
    wrong = [check(python, model) for python in sys.argv[1:]
             or [sys.executable]]
    return 1 if any(wrong) else 0


if __name__ == "__main__":
    sys.exit(main())
