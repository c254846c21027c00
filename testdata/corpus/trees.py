"""Trees of historical commits, and the flags that their units compile with."""

import collections
import csv
import fnmatch
import functools
import shlex
import shutil
import subprocess
import threading

OLD_C = ["-Wno-error=" + w for w in (
    "implicit-function-declaration", "implicit-int", "int-conversion",
    "incompatible-function-pointer-types", "incompatible-pointer-types")]

SOURCES = ["*.c", "*.h", "*.inc", "*.def", "*.macros",
           "*.src", "*.x", "*.docstrings"]

# A directory with one of these would hide the system's or Python's own.
SYSTEM_HEADERS = {
    "assert.h", "ctype.h", "errno.h", "float.h", "inttypes.h", "limits.h",
    "locale.h", "math.h", "pyconfig.h", "Python.h", "signal.h", "stdarg.h",
    "stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h",
    "time.h", "unistd.h", "unicodeobject.h"}


def read_table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t",
                                   quoting=csv.QUOTE_NONE))


# ---- trees ------------------------------------------------------------------


class Trees:
    """Extracted source trees, one directory per commit, kept for next time."""

    def __init__(self, repos, cache, stubs):
        self.repos, self.cache, self.stubs = repos, cache, stubs
        self.locks = {}

    def repository(self, name):
        alias = {"python/cpython": "colesbury/nogil"}.get(name, name)
        flat = alias.replace("/", "+")
        for path in (self.repos / flat / "repo", self.repos / f"{flat}.git"):
            if path.is_dir():
                return path
        raise LookupError(f"no repository for {name} in {self.repos}")

    def get(self, name, commit):
        tree = self.cache / f"{name.replace('/', '+')}+{commit[:12]}"
        done = tree.with_name(tree.name + ".complete")
        with self.locks.setdefault(tree, threading.Lock()):
            if not done.exists():
                shutil.rmtree(tree, ignore_errors=True)
                tree.mkdir(parents=True)
                self.extract(self.repository(name), commit, tree)
                done.touch()
            self.add_stubs(name.replace("/", "+"), tree)
            self.add_stubs(tree.name, tree)
        return tree

    def extract(self, repository, commit, tree):
        git = ["git", f"--git-dir={repository}", "ls-tree", "-r", "-z", commit]
        listing = subprocess.run(git, capture_output=True, check=True).stdout
        blobs = {}
        for entry in filter(None, listing.decode(errors="replace").split("\0")):
            (mode, kind, oid), path = entry.split("\t")[0].split(), \
                entry.split("\t")[1]
            base = path.rsplit("/", 1)[-1]
            if kind == "blob" and mode != "120000" and any(
                    fnmatch.fnmatch(base, glob) for glob in SOURCES):
                blobs[path] = oid
        self.write_blobs(repository, blobs, tree)

    @staticmethod
    def write_blobs(repository, blobs, tree):
        git = ["git", f"--git-dir={repository}", "cat-file", "--batch"]
        answer = subprocess.run(git, capture_output=True, check=True,
                                input="\n".join(blobs.values()).encode() + b"\n"
                                ).stdout
        at = 0
        for path in blobs:
            head, at = answer[at:answer.index(b"\n", at)].split(), \
                answer.index(b"\n", at) + 1
            if head[1] == b"missing":
                continue
            size = int(head[2])
            target = tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(answer[at:at + size])
            at += size + 1

    def add_stubs(self, name, tree):
        """Files that the build would have made, prepared by the user."""
        stubs = self.stubs / name
        for source in sorted(stubs.rglob("*")):
            target = tree / source.relative_to(stubs)
            if source.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)


# ---- flags ------------------------------------------------------------------


class Flags:
    """The compile flags of a row's unit in a tree."""

    def __init__(self, headers, third_party, table):
        self.headers, self.third_party = headers, third_party
        self.table = table
        self.header_directories = functools.cache(self._header_directories)
        self.pkg_config = functools.cache(self._pkg_config)

    @staticmethod
    def _header_directories(tree):
        names = collections.defaultdict(set)
        for header in tree.rglob("*.h"):
            names[header.parent].add(header.name)
        good = [d for d, n in names.items() if not n & SYSTEM_HEADERS]
        good.sort(key=lambda d: (len(d.parts), d))
        return [tree, *good, *(d.parent for d in good if d != tree)]

    @staticmethod
    def _pkg_config(package):
        done = subprocess.run(["pkg-config", "--cflags", package],
                              capture_output=True, text=True)
        return shlex.split(done.stdout)

    def version(self, row):
        want = row["parses_with"]
        if want == "own":
            return row["cpython_version"]
        return want if want != "none" else "3.11"

    def get(self, row, tree):
        unit = tree / row["parse_tu"]
        flags = ["-w", *OLD_C, f"-I{unit.parent}"]
        flags += self.extra(row, tree)
        version = self.version(row)
        if row["repo"] == "python/cpython":
            flags += self.cpython(row, tree)
        else:
            flags += [f"-I{d}" for d in self.header_directories(tree)]
        if row["parses_with"] == "own":
            flags.append(f"-I{self.only_pyconfig(version)}")
        else:
            flags.append(f"-I{self.headers / version}")
        return list(dict.fromkeys(flags))

    def cpython(self, row, tree):
        own = row["parses_with"] == "own"
        directories = ["Include", "Include/internal"] if own else []
        directories += ["Modules", "Modules/expat", "Modules/_io", "Objects",
                        "Python", "Modules/_decimal/libmpdec",
                        "Modules/cjkcodecs", "Modules/_multiprocessing"]
        flags = [f"-I{tree / d}" for d in directories if (tree / d).is_dir()]
        if row["needs_py_build_core"] == "1":
            flags.append("-DPy_BUILD_CORE=1")
        return flags

    def only_pyconfig(self, version):
        return self.headers / f"{version}-pyconfig"

    def extra(self, row, tree):
        """flags.tsv: @pkg:NAME asks pkg-config, @tree and @third are paths."""
        result = []
        for line in self.table:
            if line["repo"] != row["repo"] or not any(
                    fnmatch.fnmatch(row[key], line["rows"])
                    for key in ("id", "parse_tu")):
                continue
            for word in shlex.split(line["flags"]):
                if word.startswith("@pkg:"):
                    result += self.pkg_config(word[5:])
                    continue
                word = word.replace("@tree", str(tree))
                result.append(word.replace("@third", str(self.third_party)))
        return result
