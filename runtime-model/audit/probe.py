"""Runs the experiments, inside the audited interpreter.

    probe.py PLAN

PLAN is JSON: the directory of the extension, the functions with their types
and contracts' parameter names, how thorough to be.  Each function has a
process of its own, and another one after each crash.  One line of JSON for
each experiment goes to standard output.
"""
import gc
import json
import os
import re
import resource
import signal
import sys
from fnmatch import fnmatchcase

with open(sys.argv[1]) as stream:
    PLAN = json.load(stream)
sys.path.insert(0, PLAN["here"])
sys.path.insert(0, PLAN["directory"])
sys.setdlopenflags(os.RTLD_LAZY)

if PLAN.get("numpy"):
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    import numpy  # noqa: F401

import _audit  # noqa: E402
import kinds  # noqa: E402
import recipes  # noqa: E402
import settings  # noqa: E402

# Some are only used by what is called.
import codecs, datetime, encodings.utf_8, warnings  # noqa: E401,E402,F401

SECONDS = 5
MEMORY = 1 << (32 if PLAN.get("numpy") else 29)


# ---- which experiments ------------------------------------------------------

def combinations(pools, most):
    """First the first words, then each word with the first of the others."""
    first = [next((w for w in p if recipes.quality(w) == "good"), p[0])
             for p in pools]
    yield list(first)
    longest = max(map(len, pools), default=0)
    given = 1
    for k in range(longest):
        for i, words in enumerate(pools):
            if k < len(words) and words[k] != first[i] and given < most:
                given += 1
                yield first[:i] + [words[k]] + first[i + 1:]


class Probe:
    """All experiments with one function."""

    def __init__(self, function):
        self.function = function
        self.types = function["types"]
        names = function["params"] + ["..."] * 9
        self.pools = []
        given = function["given"] or [None] * len(self.types)
        self.name = function["base"] or function["name"]
        for name, ctype, word in zip(names, self.types, given):
            words = [word] if word else recipes.pool(self.name, name, ctype)
            if words is None:
                raise LookupError(f"no arguments of type {ctype}")
            self.pools.append(self.sensible(words))

    def sensible(self, words):
        """What is wrong is tried only where that is said to fail."""
        fails = set(self.function["fails"])
        bad = {"type": "type" in fails,
               "value": bool(fails & {"type", "value", "user", "os"}),
               "good": True}
        left = [w for w in words if bad[recipes.quality(w)]
                and (w != "hostile" or "user" in fails)]
        return left or words[:1]

    def experiment(self, words, mode="", nth=0, situation=""):
        return {"words": words, "mode": mode, "nth": nth, "with": situation}

    def with_null(self, words, i):
        others = recipes.WITH_NULL.get(self.function["name"], {})
        names = self.function["params"] + [""] * len(words)
        return ["NULL" if k == i else others.get(names[k], word)
                for k, word in enumerate(words)]

    def combinations(self):
        yield from combinations(self.pools, PLAN["combinations"])
        names = self.function["params"]
        for pattern, given in recipes.TOGETHER:
            if fnmatchcase(self.name, pattern) and set(given) <= set(names):
                first = [next((w for w in p if recipes.quality(w) == "good"),
                              p[0]) for p in self.pools]
                yield [given.get(n, word)
                       for n, word in zip(names + [""] * 9, first)]

    def plan(self):
        """Yields experiments; is sent what each of them gave."""
        calls = self.function["calls"]
        plain = "d" if self.function["thread"] == "attaches" else ""
        modes = [plain, "u"] if self.name in recipes.UNIQUE else [plain]
        good, called = [], False
        only = recipes.ONLY_WITH.get(self.name)
        for words in self.combinations() if only is None else ():
            for mode in modes:
                seen = yield self.experiment(words, mode)
                called = called or bool(seen and seen["calls"])
                if seen and seen.get("exception") is None:
                    good.append((words, mode))
                if recipes.is_with_exception(self.name):
                    yield self.experiment(words, "x")
                elif seen and not calls and mode == plain:
                    yield self.experiment(words, mode + "p")
        # What holds nothing back: the old values may die.
        for words, mode in good[:None if calls and not called
                                else PLAN["good"]]:
            yield self.experiment(words, mode + "l")
        start = good[0] if good else ([p[0] for p in self.pools], plain)
        exception = recipes.is_with_exception(self.name)
        for situation in recipes.situations(self.name) * (only is None):
            for words, mode in good[:3] or [start]:
                yield self.experiment(words, mode + "x" * exception, 0,
                                      situation)
                yield self.experiment(words, mode + "l", 0, situation)
        if only is not None:
            for mode in [plain, plain + "d" if not plain else ""]:
                yield self.experiment(start[0], mode, 0, only)
        for words, mode in good[:PLAN["good"]]:
            seen = yield self.experiment(words, mode + "e")
            allocations = seen["allocations"] if seen else 0
            for nth in range(1, min(allocations, PLAN["allocations"]) + 1):
                yield self.experiment(words, mode + "e", nth)
            if self.function["thread"] == "any":
                yield self.experiment(words, mode + "d")
        for words, mode in good[:1]:
            if self.function["thread"] == "needed" and PLAN.get("nulls"):
                yield self.experiment(words, mode + "ed")
        if not PLAN.get("nulls") or self.function["base"]:
            return
        for i, ctype in enumerate(self.types):
            if recipes.is_pointer(ctype) and start[0][i] != "NULL":
                words = self.with_null(start[0], i)
                yield self.experiment(words, start[1] + "n")


# ---- one experiment ---------------------------------------------------------

class NoSuchThing(Exception):
    pass


def spaced(words, types):
    def factory():
        made, count = [], len(kinds.ITEMS)
        for word, ctype in zip(words, types):
            made.append(recipes.argument(word, ctype))
            if made[-1] is None:
                raise NoSuchThing(word)
        made.append(("raise", kinds.make_pending()))
        for arm in settings.AT_CALL:
            arm()
        return made + [("watch", o) for o in kinds.ITEMS[count:]]
    return factory


def run(probe, experiment):
    function, mode = probe.function, experiment["mode"]
    flags = mode.replace("x", "p") + function["result"]
    if function["name"] in recipes.OPAQUE:
        flags += "q"
    if PLAN.get("numpy"):
        # An array does not show what it holds: it goes first.
        flags += function["early"]
    if function["escapes"]:
        flags += "k"
    factory = spaced(experiment["words"], probe.types)
    order = tuple(function["order"])
    situation = experiment["with"]
    setting = settings.SETTINGS.get(situation)
    prepared = "" if setting else situation
    if situation in settings.HANDLERS:
        setting, prepared = settings.HANDLERS[situation], "signal"
    # Once to warm what is made only once, then in earnest.
    for nth, flags in (0, flags.replace("e", "") + "w"), (
            experiment["nth"], flags):
        undo = setting() if setting else None
        try:
            if nth:
                gc.collect()
            seen = _audit.run(function["index"], factory, order, nth, flags,
                              prepared)
        finally:
            if undo:
                undo()
    return seen


def plain(value):
    if isinstance(value, type):
        return value.__name__
    return str(value)


def child(probe, skip, out):
    """Runs the experiments after the first `skip`; each is announced."""
    steps, seen, number = probe.plan(), None, 0
    reported = dict(skip)
    try:
        experiment = next(steps)
        while True:
            if number in reported:
                seen = reported[number]
            else:
                announce = dict(experiment, begin=number)
                out.write(json.dumps(announce) + "\n")
                out.flush()
                signal.alarm(SECONDS)
                try:
                    seen = run(probe, experiment)
                    line = {"seen": seen}
                except (NoSuchThing, NotImplementedError) as error:
                    seen, line = None, {"skipped": str(error)}
                out.write(json.dumps(line, default=plain) + "\n")
                out.flush()
            number += 1
            experiment = steps.send(seen)
    except StopIteration:
        pass


def spawn(probe, skip):
    """Runs a child; returns its lines and how it ended."""
    reader, writer = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(reader)
            null = os.open(os.devnull, os.O_RDWR)
            for fd in (0, 1, 2):
                os.dup2(null, fd)
            with os.fdopen(writer, "w") as out:
                try:
                    child(probe, skip, out)
                    status = 0
                except BaseException as error:
                    out.write(json.dumps({"failed": repr(error)}) + "\n")
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader, errors="replace") as lines:
        text = lines.read()
    return text.splitlines(), os.waitpid(pid, 0)[1]


def ending(status):
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return "timeout" if number == signal.SIGALRM else (
            signal.Signals(number).name)
    return f"exit {os.WEXITSTATUS(status)}"


def probe_function(function, emit):
    probe = Probe(function)
    skip, crashes = {}, 0
    while crashes < PLAN["crashes"]:
        lines, status = spawn(probe, skip)
        current = None
        for text in lines:
            try:
                line = json.loads(text)
            except ValueError:
                continue
            if "begin" in line:
                current = line
                continue
            if current is None:
                emit({"name": function["name"], **line})
                return
            number = current.pop("begin")
            skip[number] = line.get("seen")
            emit({"name": function["name"], **current, **line})
            current = None
        if current is None:
            return
        crashes += 1
        skip[current.pop("begin")] = None
        emit({"name": function["name"], **current, "crash": ending(status)})


def emit(line):
    sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")


def main():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What would be huge shall fail.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    gc.collect()
    gc.disable()
    gc.freeze()
    _audit.watch()
    for function in PLAN["functions"]:
        why = next((why for pattern, why in recipes.NOT_TRIED
                    if re.match(pattern, function["base"]
                                or function["name"])), None)
        if why is None:
            try:
                probe_function(function, emit)
                continue
            except LookupError as error:
                why = error.args[0]
        emit({"name": function["name"], "not tried": why})


main()
