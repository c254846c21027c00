"""Does a finding keep its name when the code around it is edited?

Usage: mutate.py REFAUDIT [--tree DIR]... [--functions N] [--edit NAME]...
                 [--verbose]

Copies C files that have findings, judges them once, applies one edit to all
of the functions at once, judges again with the same database, and looks
whether each finding still belongs to its issue.  Without --tree the cases
of testdata are the corpus; any checkout of a project does as well.

For each edit: survived of those found again ("lost" is what failed), and
how many the analysis no longer found at all, which is no matter of names.
Exit code 1 unless all survive the edits of the table (marked *).
"""
import argparse
import collections
import glob
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
TOKENS = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|'
                    r'//[^\n]*|/\*.*?\*/|\w+|\s+|->|.', re.S)
Target = collections.namedtuple(
    "Target", "issue rule file name line end at subject")


# ---- text of C ----------------------------------------------------------

def renamed(text, old, new, fields=False):
    """The name replaced, but not in strings, comments and (without
    `fields`) behind a dot or an arrow."""
    out, last = [], ""
    for token in TOKENS.findall(text):
        if token == old and (fields or last not in (".", "->")):
            token = new
        out.append(token)
        if not token.isspace():
            last = token
    return "".join(out)


def span(lines, t):
    """Index of the first and behind the last line of the function."""
    first = t.line - 1
    while first > 0:
        above = lines[first - 1].strip()
        if not above or above[-1] in "};/" or above[0] in "#/*":
            break
        first -= 1
    return first, t.end


def brace(lines, t):
    """Index of the line with the brace that opens the body."""
    depth = 0
    for i in range(t.line - 1, t.end):
        for c in lines[i]:
            depth += (c == "(") - (c == ")")
            if c == "{" and depth == 0:
                return i
    return None


def prototype(lines, t):
    first, _ = span(lines, t)
    text = "".join(lines[first:brace(lines, t) + 1])
    return text[:text.index("{")].rstrip() + ";\n"


def parameters(lines, t):
    """Where the list of parameters begins and ends in the text, and that."""
    text = "".join(lines[t.line - 1:brace(lines, t) + 1])
    m = re.search(r"\b%s\s*\(" % re.escape(t.name), text)
    if not m:
        return None
    depth, i = 1, m.end()
    while depth:
        depth += (text[i] == "(") - (text[i] == ")")
        i += 1
    return text, m.end(), i - 1


def put(lines, t, text):
    """Replaces the lines from the name to the brace."""
    lines[t.line - 1:brace(lines, t) + 1] = text.splitlines(True)


# ---- edits of one function: change `lines`, False when it does not apply --

def reindent(lines, t):
    for i in range(brace(lines, t) + 1, t.end - 1):
        if lines[i].strip() and not lines[i].startswith("#"):
            lines[i] = "\t" + lines[i]


def comment(lines, t):
    line = lines[t.at - 1].rstrip("\n")
    if line.endswith("\\") or "//" in line or "/*" in line:
        return False
    lines[t.at - 1] = line + " /* for the moment */\n"


def local(lines, t):
    body = "".join(lines[brace(lines, t):t.end])
    names = [t.subject] if re.fullmatch(r"\w+", t.subject or "") else []
    names += re.findall(r"\bPyObject\s*\*\s*(\w+)\s*[=;,]", body)
    for name in names:
        if re.search(r"\b\w+\s*\*?\s*\b%s\s*(=[^=]|;|,)" % name, body) and \
                re.search(r"[;{]\s*(const\s+)?\w+\s*\*\s*([^;()]*,\s*\*?)?"
                          r"%s\s*[=;,]" % name, body):
            first = brace(lines, t)
            lines[first:t.end] = renamed(body, name,
                                         name + "_x").splitlines(True)
            return
    return False


def next_line(lines, t):
    line, after = lines[t.at - 1].strip(), lines[t.at]
    line = re.sub(r"\s*(//.*|/\*.*\*/)$", "", line)
    if t.at >= t.end or not line.endswith((";", "}")) or \
            re.match(r"\s*(else|#|\{|while\b|$)", after):
        return False
    lines[t.at] = "    (void)0; " + after.lstrip()


def statement(lines, t):
    i = brace(lines, t)
    head, rest = lines[i].split("{", 1) if "{" in lines[i] else (None, "")
    if head is None:
        return False
    lines[i] = head + "{\n    int unrelated_x = 0; (void)unrelated_x;\n" + (
        rest if rest.strip() else "")


def split_declaration(lines, t):
    for i in range(brace(lines, t), t.end):
        m = re.fullmatch(r"(\s*)(\w+ \*)(\w+) = ([^;{}]+);(\s*)", lines[i])
        if m and (m.group(3) == t.subject or not t.subject):
            space, kind, name, value, end = m.groups()
            lines[i] = "%s%s%s; %s = %s;%s" % (space, kind, name, name, value,
                                               end)
            return
    return False


def braces(lines, t):
    line, above = lines[t.at - 1], lines[t.at - 2]
    if not re.match(r"\s*(return|goto)\b[^;]*;", line) or \
            not re.fullmatch(r"\s*if \(.*\)\s*", above) or \
            re.match(r"\s*else\b", lines[t.at]):
        return False
    lines[t.at - 2] = above.rstrip() + " {\n"
    lines[t.at - 1] = line.rstrip("\n") + "\n    }\n"


def null_test(lines, t):
    found = False
    for i in range(brace(lines, t), t.end):
        new = re.sub(r"\((\w+) == NULL\)", r"(!\1)", lines[i])
        new = re.sub(r"\((\w+) != NULL\)", r"(\1)", new)
        found |= new != lines[i]
        lines[i] = new
    return None if found else False


def copy_above(lines, t):
    first, end = span(lines, t)
    text = renamed("".join(lines[first:end]), t.name, t.name + "_copy_x")
    lines[first:first] = [text, "\n"]


def to_the_end(lines, t):
    first, end = span(lines, t)
    text, head = lines[first:end], prototype(lines, t)
    lines[first:end] = [head]
    lines += ["\n"] + text


def parameter_names(lines, t):
    found = parameters(lines, t)
    names = found and re.findall(r"(\w+)\s*(?:,|$)",
                                 found[0][found[1]:found[2]])
    names = [n for n in names or [] if n not in ("void", "int", "char")]
    if not names:
        return False
    first = t.line - 1
    text = "".join(lines[first:t.end])
    for name in names:
        text = renamed(text, name, name + "_p")
    lines[first:t.end] = text.splitlines(True)


def exit_at_the_end(lines, t):
    m = re.match(r"(\s*)return (NULL|-1);", lines[t.at - 1])
    if not m or lines[t.end - 1].rstrip() != "}" or "return" not in \
            lines[t.end - 2]:
        return False
    lines[t.end - 1] = "fail_x:\n    return %s;\n}\n" % m.group(2)
    lines[t.at - 1] = lines[t.at - 1].replace(
        "return %s;" % m.group(2), "goto fail_x;", 1)


def spacing(lines, t):
    first = brace(lines, t)
    out = []
    for token in TOKENS.findall("".join(lines[first:t.end])):
        out.append({",": " ,\n        ", "(": "( ", ")": " )"}.get(token,
                                                                 token))
    text = "".join(out)
    if "#" in text:
        return False
    lines[first:t.end] = text.splitlines(True)


# ---- edits of files and trees: (tree, targets) -> those it was done to ----

def read(tree, file):
    with open(os.path.join(tree, file), errors="surrogateescape") as f:
        return f.read().splitlines(True)


def write(tree, file, lines):
    with open(os.path.join(tree, file), "w", newline="",
              errors="surrogateescape") as f:
        f.write("".join(lines))


def by_file(targets):
    files = collections.defaultdict(list)
    for t in targets:
        files[t.file].append(t)
    return files


def each_function(edit):
    def apply(tree, targets):
        done = []
        for file, inside in by_file(targets).items():
            lines = read(tree, file)
            for t in sorted(inside, key=lambda t: -t.line):
                trial = list(lines)
                if brace(lines, t) is not None and \
                        edit(trial, t) is not False:
                    lines = trial
                    done.append(t)
            write(tree, file, lines)
        return done
    return apply


def above(tree, targets):
    for file in by_file(targets):
        write(tree, file, ["/* line %d */\n" % i for i in range(40)] +
              read(tree, file))
    return targets


def crlf(tree, targets):
    for file in by_file(targets):
        write(tree, file, [s.rstrip("\n") + "\r\n" for s in read(tree, file)])
    return targets


def is_included(tree, file):
    name = '"%s"' % os.path.basename(file)
    return any(name in line for f in sources(tree) for line in read(tree, f)
               if "include" in line)


def file_name(tree, targets):
    done = []
    for file, inside in by_file(targets).items():
        if is_included(tree, file):
            continue
        new = re.sub(r"\.c$", "_renamed.c", file)
        os.rename(os.path.join(tree, file), os.path.join(tree, new))
        done += [t._replace(file=new) for t in inside]
    return done


def git_file_name(tree, targets):
    done = file_name(tree, targets)
    git(tree, "add", "-A")
    return done


def function_name(tree, targets):
    """One edit at a time: not a function and one that it calls."""
    done, bodies = [], []
    files = {f: "".join(read(tree, f)) for f in sources(tree)}
    for t in targets:
        if sum(len(re.findall(r"(?m)^(?:\w.*\W)?%s\s*\([^;]*$" % t.name, s))
               for s in files.values()) != 1:
            continue
        body = set(re.findall(r"\w+", "".join(
            read(tree, t.file)[t.line:t.end])))
        if any(d.name[:-len("_renamed")] in body for d in done) or \
                any(t.name in b for b in bodies):
            continue
        bodies.append(body)
        for f in files:
            files[f] = renamed(files[f], t.name, t.name + "_renamed")
        done.append(t._replace(name=t.name + "_renamed"))
    for f, text in files.items():
        write(tree, f, [text])
    return done


def signature(tree, targets):
    done = []
    for t in targets:
        files = {f: read(tree, f) for f in sources(tree)}
        lines = files[t.file]
        found = parameters(lines, t) if brace(lines, t) is not None else None
        used = [f for f in files if f != t.file and
                re.search(r"\b%s\b" % t.name, "".join(files[f]))]
        if not found or used or any(d.file == t.file for d in done):
            continue
        text, start, end = found
        more = "int extra_x" if text[start:end].strip() in ("", "void") else \
            text[start:end] + ", int extra_x"
        put(lines, t, text[:start] + more + text[end:])
        first, last = t.line - 1, brace(lines, t)
        for i, line in enumerate(lines):
            if not first <= i <= last:
                line = re.sub(r"\b%s\b(?!\s*\(|\")" % t.name,
                              "(void *)" + t.name, line)
                lines[i] = re.sub(r"\b%s\(([^()]*)\)" % t.name,
                                  t.name + r"(\1, 0)", line)
        write(tree, t.file, lines)
        done.append(t)
    return done


def other_file(tree, targets):
    """One function of each file into a new one, with a copy of the static
    functions that it may call."""
    done = []
    for file, inside in by_file(targets).items():
        t, lines = inside[0], read(tree, file)
        if brace(lines, t) is None or is_included(tree, file):
            continue
        new_file = re.sub(r"\.c$", "_moved.c", file)
        new = list(lines)
        for o in sorted(FUNCTIONS[file], key=lambda o: -o.line):
            if brace(lines, o) is None or o.name == t.name:
                continue
            first, end = span(new, o)
            head = prototype(new, o)
            if not re.search(r"\bstatic\b", head):
                new[first:end] = [head]
        for text in (lines, new):
            for i, line in enumerate(text):
                if re.search(r"\b%s\s*\(" % t.name, line) or (
                        i + 1 < len(text) and
                        re.match(r"%s\s*\(" % t.name, text[i + 1])):
                    text[i] = re.sub(r"^static (inline )?", "", line)
        first, end = span(lines, t)
        lines[first:end] = [prototype(lines, t)]
        write(tree, file, lines)
        write(tree, new_file, new)
        done.append(t._replace(file=new_file))
    return done


def both(first, second):
    def apply(tree, targets):
        return second(tree, first(tree, targets))
    return apply


TABLE = {
    "40 lines above": above,
    "indented anew": each_function(reindent),
    "file renamed": file_name,
    "comment on the line": each_function(comment),
    "local renamed": each_function(local),
    "function renamed": function_name,
    "signature changed": signature,
    "next line edited": each_function(next_line),
    "statement added": each_function(statement),
    "moved to another file": other_file,
}
MORE = {
    "file renamed in git": git_file_name,
    "declaration split": each_function(split_declaration),
    "braces around the exit": each_function(braces),
    "NULL tested otherwise": each_function(null_test),
    "copy of the function above": each_function(copy_above),
    "function at the end": each_function(to_the_end),
    "parameters renamed": each_function(parameter_names),
    "line ends of DOS": crlf,
    "exit by goto": each_function(exit_at_the_end),
    "spaces and line breaks": each_function(spacing),
    "statement added, file renamed": both(each_function(statement),
                                          file_name),
    "function and file renamed": both(function_name, file_name),
}

# ---- two defects of one kind in a function --------------------------------

PAIR = """\
#include <Python.h>

PyObject *
%(name)s(PyObject *self, PyObject *key)
{
%(first)s%(second)s    Py_RETURN_NONE;
}
"""
LEAKS = [
    ("    PyObject *%s = PyList_New(0);\n"
     "    if (%s == NULL || PyObject_SetItem(self, key, %s) < 0)\n"
     "        return NULL;\n"
     "    Py_DECREF(%s);\n", 4),
    ("    PyObject *%s = PyObject_Str(key);\n"
     "    if (%s == NULL)\n"
     "        return NULL;\n"
     "    if (PyObject_SetAttrString(self, \"name\", %s) < 0)\n"
     "        return NULL;\n"
     "    Py_DECREF(%s);\n", 4),
    ("    PyObject *%s = PyDict_New();\n"
     "    if (%s == NULL)\n"
     "        return NULL;\n"
     "    if (PyDict_SetItem(%s, key, self) < 0)\n"
     "        goto %s_fail;\n"
     "    Py_DECREF(%s);\n"
     "    if (0) {\n"
     "%s_fail:\n"
     "        return NULL;\n"
     "    }\n", 6),
]


def pairs(tree, both_defects):
    for i, (leak, n) in enumerate(LEAKS):
        text = PAIR % {"name": "pair%d" % i, "first": leak % (("a",) * n),
                       "second": leak % (("b",) * n) if both_defects else ""}
        write(tree, "pair%d.c" % i, [text])


# ---- running --------------------------------------------------------------

def sources(tree):
    return [os.path.relpath(f, tree) for e in ("c", "h") for f in
            glob.glob(os.path.join(tree, "**", "*." + e), recursive=True)]


def git(tree, *args):
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@t", *args],
                   cwd=tree, check=True, capture_output=True)


def check(refaudit, tree, db, work):
    env = {k: v for k, v in os.environ.items() if not k.startswith("REFAUDIT")}
    p = subprocess.run([refaudit, "check", "--db", db, "-q", "--triggers=all"],
                       cwd=tree, capture_output=True, text=True, timeout=900,
                       env={**env, "XDG_CACHE_HOME": os.path.join(work, "xdg")})
    if p.returncode not in (0, 1, 3):
        sys.exit(p.stderr)


def ask(db, sql):
    con = sqlite3.connect(db)
    rows = con.execute(sql).fetchall()
    con.close()
    return rows


FOUND = ("SELECT f.issue_id, i.rule_id, fi.path, fn.name, fn.line, "
         "fn.end_line, f.line, f.subject FROM finding f "
         "JOIN issue i ON i.id = f.issue_id JOIN file fi ON fi.id = f.file_id "
         "JOIN function fn ON fn.id = f.function_id "
         "WHERE f.run_id = (SELECT rows_of FROM run_rows ORDER BY run_id "
         "DESC LIMIT 1) AND fi.path LIKE '%.c' "
         "AND i.rule_id NOT LIKE 'SUP%' "
         "AND f.confidence <> 'possible' ORDER BY fi.path, f.line")
FUNCTIONS = collections.defaultdict(list)


def pick(db, most):
    """One finding per function, as many different files as there are.  A
    name that stands for several functions (the corpus is no program) would
    only say that what is ambiguous is new."""
    named = collections.Counter()
    for file, name, line, end in ask(
            db, "SELECT fi.path, fn.name, fn.line, fn.end_line FROM function "
                "fn JOIN file fi ON fi.id = fn.file_id"):
        FUNCTIONS[file].append(Target(0, "", file, name, line, end, 0, ""))
        named[name] += 1
    seen, picked = set(), []
    for row in ask(db, FOUND):
        t = Target(*row)
        if (t.file, t.name) not in seen and named[t.name] == 1:
            seen.add((t.file, t.name))
            picked.append(t)
    rank = collections.Counter()
    order = []
    for t in picked:
        rank[t.file] += 1
        order.append((rank[t.file], zlib.crc32(t.file.encode()), len(order),
                      t))
    return [t for _, _, _, t in sorted(order)[:most]]


def compare(db, done, name, verbose):
    """Survived, lost, not found again."""
    now = [Target(*row) for row in ask(db, FOUND)]
    survived = lost = gone = 0
    for t in done:
        mine = [n for n in now if n.issue == t.issue]
        here = [n for n in now if n.rule == t.rule and n.file == t.file and
                n.name == t.name]
        if mine and (mine[0].file, mine[0].name) == (t.file, t.name):
            survived += 1
        elif here or mine:
            lost += 1
            if verbose or mine:
                print("  %s: %s %s %s() %s" % (
                    "lost" if not mine else "WRONG", t.rule, t.file, t.name,
                    [(n.file, n.name) for n in mine]))
        else:
            gone += 1
            if verbose:
                print("  not found: %s %s %s()" % (t.rule, t.file, t.name))
    print("%s %-30s %3d of %3d%s" % (
        "*" if name in TABLE else " ", name, survived, survived + lost,
        ", %d not found again" % gone if gone else ""), flush=True)
    return survived, lost


def run_edit(o, base, targets, name, edit):
    tree, db = os.path.join(o.work, "tree"), os.path.join(o.work, "now.db")
    shutil.rmtree(tree, True)
    shutil.copytree(base, tree, symlinks=True)
    shutil.copy(os.path.join(o.work, "base.db"), db)
    done = edit(tree, targets)
    check(o.refaudit, tree, db, o.work)
    return compare(db, done, name, o.verbose)


def run_pairs(o):
    """The second one is told apart, and the first keeps its name."""
    tree, db = os.path.join(o.work, "pairs"), os.path.join(o.work, "pairs.db")
    os.mkdir(tree)
    pairs(tree, False)
    check(o.refaudit, tree, db, o.work)
    before = {row[2]: row for row in ask(db, FOUND)}
    pairs(tree, True)
    check(o.refaudit, tree, db, o.work)
    after = collections.defaultdict(list)
    for row in ask(db, FOUND):
        after[row[2]].append(row)
    apart = sum(len({r[0] for r in rows}) == 2 for rows in after.values())
    kept = sum(after[f][0][0] == row[0] for f, row in before.items()
               if after[f])
    n = len(LEAKS)
    print("* %-30s %3d of %3d" % ("second defect told apart", apart, n))
    print("* %-30s %3d of %3d" % ("first keeps its name then", kept, n))
    return apart + kept, 2 * n - apart - kept


def corpus(o, base):
    if o.tree:
        for i, tree in enumerate(o.tree):
            shutil.copytree(tree, os.path.join(base, *(
                ["%d" % i] if len(o.tree) > 1 else [])), dirs_exist_ok=True,
                ignore=shutil.ignore_patterns(".git", ".refaudit"))
        return
    for path in glob.glob(os.path.join(HERE, "..", "*", "*.c")):
        name = os.path.basename(path)
        slug = os.path.basename(os.path.dirname(path))
        with open(path) as f:
            text = f.read()
        if "WARN " in text and not re.search(r"(?m)^// (FLAGS|PYTHON)", text) \
                and not name.startswith("ok_"):
            text = re.sub(r"[ \t]*// (WARN|STEP|DOUBT|KNOWN)[^\n]*", "", text)
            write(base, slug + "_" + name, [text])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("refaudit", type=os.path.abspath)
    parser.add_argument("--tree", action="append", type=os.path.abspath)
    parser.add_argument("--functions", type=int, default=1000)
    parser.add_argument("--edit", action="append")
    parser.add_argument("--verbose", action="store_true")
    o = parser.parse_args()
    o.work = tempfile.mkdtemp(prefix="identity.")
    try:
        sys.exit(measure(o))
    finally:
        shutil.rmtree(o.work)


def measure(o):
    base = os.path.join(o.work, "base")
    os.mkdir(base)
    corpus(o, base)
    git(base, "init", "-q")
    git(base, "add", "-A")
    git(base, "commit", "-qm", "base")
    first = os.path.join(o.work, "base.db")
    check(o.refaudit, base, first, o.work)
    targets = pick(first, o.functions)
    if not o.tree and o.functions < 1000:
        keep = {t.file for t in targets}
        for f in sources(base):
            if f not in keep:
                os.remove(os.path.join(base, f))
        check(o.refaudit, base, first, o.work)
    print("%d functions in %d files" % (len(targets), len(by_file(targets))))
    lost_of_table = total = kept = 0
    for name, edit in {**TABLE, **MORE}.items():
        if o.edit and name not in o.edit:
            continue
        survived, lost = run_edit(o, base, targets, name, edit)
        kept += survived
        total += survived + lost
        if name in TABLE:
            lost_of_table += lost
    if not o.edit:
        survived, lost = run_pairs(o)
        kept += survived
        total += survived + lost
        lost_of_table += lost
    print("%d of %d (%.1f%%)" % (kept, total, 100.0 * kept / max(total, 1)))
    return lost_of_table > 0 or total == 0


if __name__ == "__main__":
    main()
