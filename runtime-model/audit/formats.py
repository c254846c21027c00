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
# Every unit of a parser: what it is given, what fits, what does not.
UNITS = [
    ("es", "spam_tuple", "NULL junk:8", "int_tuple"),
    ("et", "bytes_tuple", "NULL junk:8", "int_tuple"),
    ("es#", "spam_tuple", "NULL out:8 junk:16", "int_tuple"),
    ("et#", "bytes_tuple", "NULL out:8 junk:16", "int_tuple"),
    ("s*", "spam_tuple", "view", "int_tuple"),
    ("z*", "none_tuple", "view", "int_tuple"),
    ("y*", "bytes_tuple", "view", "spam_tuple"),
    ("w*", "bytearray_tuple", "view", "bytes_tuple"),
    ("s#", "spam_tuple", "junk:16 junk:16", "int_tuple"),
    ("z#", "none_tuple", "junk:16 junk:16", "int_tuple"),
    ("y#", "bytes_tuple", "junk:16 junk:16", "spam_tuple"),
    ("u#", "spam_tuple", "junk:16 junk:16", "int_tuple"),
    ("Z#", "none_tuple", "junk:16 junk:16", "int_tuple"),
    ("s", "spam_tuple", "junk:16", "int_tuple"),
    ("z", "spam_tuple", "junk:16", "int_tuple"),
    ("y", "bytes_tuple", "junk:16", "spam_tuple"),
    ("u", "spam_tuple", "junk:16", "int_tuple"),
    ("Z", "spam_tuple", "junk:16", "int_tuple"),
    ("O!", "list_tuple", "list_static stale", "spam_tuple"),
    ("O&", "spam_tuple", "@converter junk:16", "int_tuple"),
    ("O", "pair_tuple", "stale", ""),
    ("S", "bytes_tuple", "stale", "spam_tuple"),
    ("U", "spam_tuple", "stale", "bytes_tuple"),
    ("Y", "bytearray_tuple", "stale", "bytes_tuple"),
    ("b", "byte_tuple", "junk:16", "spam_tuple"),
    ("B", "minus_tuple", "junk:16", "spam_tuple"),
    ("h", "minus_tuple", "junk:16", "spam_tuple"),
    ("H", "minus_tuple", "junk:16", "spam_tuple"),
    ("i", "minus_tuple", "junk:16", "spam_tuple"),
    ("I", "minus_tuple", "junk:16", "spam_tuple"),
    ("l", "minus_tuple", "junk:16", "spam_tuple"),
    ("k", "minus_tuple", "junk:16", "spam_tuple"),
    ("L", "minus_tuple", "junk:16", "spam_tuple"),
    ("K", "minus_tuple", "junk:16", "spam_tuple"),
    ("n", "minus_tuple", "junk:16", "spam_tuple"),
    ("c", "letter_tuple", "junk:16", "spam_tuple"),
    ("C", "char_tuple", "junk:16", "spam_tuple"),
    ("f", "float_tuple", "junk:16", "spam_tuple"),
    ("d", "float_tuple", "junk:16", "spam_tuple"),
    ("D", "float_tuple", "junk:32", "spam_tuple"),
    ("p", "byte_tuple", "junk:16", "hostile_tuple"),
    ("(OO)", "nested_tuple", "stale stale", "spam_tuple"),
    ("|O", "empty_tuple", "stale", ""), ("O;text", "spam_tuple", "stale", ""),
    ("O:name", "spam_tuple", "stale", "empty_tuple"),
    ("|i", "empty_tuple", "junk:16", ""),
    ("i?", "byte_tuple", "junk:16", ""), ("w", "spam_tuple", "junk:16", ""),
    ("e", "spam_tuple", "junk:16", ""), ("v", "spam_tuple", "junk:16", ""),
    ("|O|O", "spam_tuple", "stale stale", ""), ("O)", "spam_tuple", "stale",
                                                ""),
    ("(O", "spam_tuple", "stale", ""),
]
PARSE += [(f, good, out) for f, good, out, _ in UNITS]
PARSE += [(f, bad, out) for f, _, out, bad in UNITS if bad]
BUILD += [
    ("U#", "'spam L3"), ("z#", "'spam L3"), ("y#", "'spam L3"),
    ("u#", '"spam L3'), ("u", '"spam'), ("z", "'spam"), ("b", "7"),
    ("B", "7"), ("h", "7"), ("H", "7"), ("I", "7"), ("k", "L7"),
    ("L", "L7"), ("K", "L7"), ("c", "97"), ("C", "97"), ("f", "2.5"),
    ("D", "@complex"), ("O&", "@maker item"), ("S&", "@maker item"),
    ("N&", "@maker item"), ("p", "1"), ("z", "NULL"), ("s", "NULL"),
    ("O", "NULL"), ("N", "NULL"), ("(", ""), ("v", "7"), ("[O", "item"),
    ("{O}", "item"), ("i,i :i", "1 2 3"), ("(((O)))", "item"),
    ("[O(N){sO}]", "item item 'spam item"),
]
TEXT = [("%i %u", "7 8"), ("%ld", "L7"), ("%lu", "L7"), ("%lld", "L7"),
        ("%llu", "L7"), ("%zd", "L7"), ("%zu", "L7"), ("%zi", "L7"),
        ("%x", "7"), ("%c", "97"), ("%%", ""), ("%p", "item"), ("%li", "L7"),
        ("%lli", "L7"), ("%5d", "7"), ("%.3s", "'spam"), ("%.2S", "str"),
        ("%V.", "str 'spam"), ("%V", "NULL 'spam"), ("%X", "7"), ("%o", "7"),
        ("%jd", "L7"), ("%td", "L7"), ("%T", "item"), ("%N", "static_type"),
        ("%#T", "item"), ("%ls", '"spam'), ("%lV.", 'str "spam'),
        ("%*d", "5 7"), ("%-5d", "7"), ("%q", "7"),
        ("%d spam", "7"), ("%s", "'spam"), ("%S", "item"), ("%R", "str"),
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
    "PyUnicode_FromFormat": TEXT,
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
    if word[0] == '"':
        return "const wchar_t *"
    if word[0] == "@":
        return "void *"
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


def refused(contract):
    """What a call has to do that the model calls wrong: fail."""
    if not any(o["fails"] for o in contract["outcomes"]):
        return None
    made = {**contract, "wants": [], "calls": True, "outcomes": [
        o for o in contract["outcomes"] if o["fails"]]}
    every = list(range(len(made["outcomes"])))
    made["params"] = [{**p, "effects": [
        {"verb": "escapes", "kind": "ref", "other": None, "when": every}]}
        for p in contract["params"]]
    return made


def cases(refaudit, contracts, version):
    """Contracts of single calls, by names such as 'Py_BuildValue "(O)"'."""
    rows = list(rows_in_force(contracts))
    if not rows:
        return {}
    expanded = expand(refaudit, [
        (name, row[0], len(fixed) + len(row[-1].split()))
        for name, fixed, row in rows], version)
    found = {}
    for (name, fixed, row), made in zip(rows, expanded):
        if made is None and FUNCTIONS[name] is TEXT and tuple(version) < (3, 12):
            # What is no unit was copied as it stands.
            continue
        if made is None:
            made = refused(contracts[name])
        if made is None:
            continue
        words, given = row[-1].split(), fixed_words(name, row)
        case = f'{name} "{row[0]}" {" ".join(row[1:])}'.strip()
        found[case] = {
            **made, "name": case, "base": name, "id": contracts[name]["id"],
            "extra": [ctype(w) for w in words],
            "given": [given.get(n) for n in fixed]
            + [w.lstrip("L") for w in words]}
    return found
