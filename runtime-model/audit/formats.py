"""Calls through format strings: which ones are made, and with what.

Each case is a function, a format, and the words of recipes.py for the
arguments that follow the format; their C types come from the words.  What
such a call has to do is asked from `refaudit model expand`.
"""
import json
import subprocess

BUILD = [
    ("i", "7"), ("l", "L7"), ("n", "L7"), ("d", "2.5"), ("s", "'spam"),
    ("y", "'spam"), ("O", "item"), ("N", "item"), ("S", "str"), ("U", "'spam"),
    ("(O)", "item"), ("(N)", "item"), ("(ON)", "item item"),
    ("[ON]", "item item"), ("{sO}", "'spam item"), ("{sN}", "'spam item"),
    ("OO", "item item"), ("(NO)", "item NULL"), ("(ON)", "NULL item"),
    ("{NN}", "list item"), ("", ""), ("s#", "'spam L3"), ("(sNd)",
                                                         "'spam item 2.5"),
]
CALL = [("O", "item"), ("N", "item"), ("(O)", "item"), ("(N)", "item"),
        ("ON", "item item"), ("i", "7"), ("", ""), ("s", "'spam"),
        ("(NO)", "item NULL")]
PARSE = [
    # format, the tuple, the outputs
    ("O", "spam_tuple", "stale"), ("O|O", "spam_tuple", "stale stale"),
    ("OO", "strs_tuple", "stale stale"), ("S", "bytes_tuple", "stale"),
    ("U", "spam_tuple", "stale"), ("s", "spam_tuple", "junk:8"),
    ("s#", "spam_tuple", "junk:8 junk:8"), ("z", "none_tuple", "junk:8"),
    ("i", "int_tuple", "junk:8"), ("n", "int_tuple", "junk:8"),
    ("d", "int_tuple", "junk:8"), ("p", "int_tuple", "junk:8"),
    ("i", "spam_tuple", "junk:8"), ("s*", "spam_tuple", "view"),
    ("y*", "bytes_tuple", "view"), ("es", "spam_tuple", "NULL junk:8"),
    ("OO", "spam_tuple", "stale stale"), ("Oi", "strs_tuple", "stale junk:8"),
]
TEXT = [("%d spam", "7"), ("%s", "'spam"), ("%S", "item"), ("%R", "str"),
        ("%U.", "str"), ("%A", "item"), ("%S%S", "item hostile")]

FUNCTIONS = {
    "Py_BuildValue": BUILD, "_Py_BuildValue_SizeT": BUILD,
    "PyObject_CallFunction": CALL, "_PyObject_CallFunction_SizeT": CALL,
    "PyObject_CallMethod": CALL, "_PyObject_CallMethod_SizeT": CALL,
    "_PyObject_CallMethod": CALL, "PyEval_CallFunction": CALL,
    "PyArg_ParseTuple": PARSE, "_PyArg_ParseTuple_SizeT": PARSE,
    "PyArg_ParseTupleAndKeywords": PARSE,
    "_PyArg_ParseTupleAndKeywords_SizeT": PARSE,
    "PyErr_Format": TEXT, "_PyErr_FormatFromCause": TEXT,
    "PyErr_WarnFormat": TEXT, "PyErr_FormatUnraisable": TEXT,
    "PyUnicode_FromFormat": TEXT, "PyBytes_FromFormat": TEXT[:2],
    "PySys_FormatStdout": TEXT, "PySys_FormatStderr": TEXT,
    "PySys_Audit": [("O", "item"), ("i", "7"), ("(O)", "item")],
}


def ctype(word):
    if word[0] == "L":
        return "Py_ssize_t"
    if word[0].isdigit():
        return "double" if "." in word else "int"
    if word[0] == "'":
        return "const char *"
    if word in ("stale", "cell"):
        return "PyObject **"
    return "void *" if word.startswith(("junk", "out")) else (
        "Py_buffer *" if word.startswith("view") else "PyObject *")


def expand(refaudit, calls, version):
    """What each (function, format, arguments) does, or None."""
    words = [str(word) for call in calls for word in call]
    done = subprocess.run(
        [refaudit, "model", "expand", "{}.{}".format(*version), *words],
        text=True, check=True, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    return [json.loads(line) for line in done.stdout.splitlines()]


def rows_in_force(contracts):
    """(function, its fixed parameters, the row)"""
    for name, rows in FUNCTIONS.items():
        if name in contracts:
            fixed = [p["name"] for p in contracts[name]["params"]
                     if p["name"] != "..."]
            for row in rows:
                yield name, fixed, row


def fixed_words(name, row):
    """The words for parameters that come before the format's."""
    given = {"format": "'" + row[0]}
    if FUNCTIONS[name] is PARSE:
        given["args"] = row[1]
        given["names"] = "@keyword_list"
    if FUNCTIONS[name] is CALL:
        # What "N" gets is lost when there is nothing to call.
        given["name"] = "'method"
        given["callable"] = "function"
    return given


def cases(refaudit, contracts, version):
    """Contracts of single calls, by names such as 'Py_BuildValue "(O)"'."""
    rows = list(rows_in_force(contracts))
    expanded = expand(refaudit, [
        (name, row[0], len(fixed) + len(row[-1].split()))
        for name, fixed, row in rows], version)
    found = {}
    for (name, fixed, row), made in zip(rows, expanded):
        if made is None:
            continue
        words, given = row[-1].split(), fixed_words(name, row)
        case = f'{name} "{row[0]}" {row[-1]}'.strip()
        found[case] = {
            **made, "name": case, "base": name, "id": contracts[name]["id"],
            "extra": [ctype(w) for w in words],
            "given": [given.get(n) for n in fixed]
            + [w.lstrip("L") for w in words]}
    return found
