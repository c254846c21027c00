#!/usr/bin/env python3
"""The audit: what the contracts say against what interpreters do.

For each interpreter a C extension is built that calls every function that
has a contract, in child processes, with good, bad and hostile arguments,
with an exception set before, and with each of its allocations failing in
turn.  It measures references and blocks before and after; the contracts,
read from `refaudit model dump`, say what had to come out.

Exit status 1 when a contract is contradicted.
"""
import argparse
import glob
import json
import os
import re
import subprocess
import sys
import time

import formats
import judge
import mutate
import record
import thunks

HERE = os.path.dirname(os.path.abspath(__file__))
PROOFS = os.path.join(HERE, "..", "proofs.tsv")
# The contracts of CPython's own functions; the others are about the tables of
# a type and about other libraries.
CPYTHON = {"calls.api", "containers.api", "errors.api", "memory.api",
           "misc.api", "modules.api", "numbers.api", "object.api",
           "strings.api", "threads.api"}
NUMPY = {"numpy.api"}
# Never to be shown by calling: they say nothing about success.
UNTRIABLE = {"did no harm without it", "cannot be shown"}
EFFORTS = {
    "quick": {"combinations": 4, "good": 1, "allocations": 1, "crashes": 2},
    "full": {"combinations": 24, "good": 2, "allocations": 12, "crashes": 8,
             "nulls": True},
}


# ---- contracts --------------------------------------------------------------

def dump(refaudit, models):
    text = subprocess.run([refaudit, "model", "dump",
                           *map(os.path.abspath, models)], check=True,
                          text=True, stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in text.splitlines()]


def is_audited(contract, numpy):
    """Also what --model adds, wherever it lies."""
    path = contract["where"].rsplit(":", 1)[0]
    return path in (NUMPY if numpy else CPYTHON) or os.path.isabs(path)


def in_force(contracts, version, numpy=False):
    """{name: contract} for one version; the later of two wins."""
    return {c["name"]: c for c in contracts
            if is_audited(c, numpy)
            and (c["since"] is None or c["since"] <= version)
            and (c["until"] is None or version <= c["until"])}


# ---- interpreters -----------------------------------------------------------

def interpreters():
    """Every CPython from 3.8 on with headers; one of each exact version."""
    found = {}
    root = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    for path in sorted(glob.glob("/usr/bin/python3*") + glob.glob(
            os.path.join(root, "versions/*/bin/python3"))):
        if not re.fullmatch(r"python3(\.\d+)?(d|-dbg)?",
                            os.path.basename(path)):
            continue
        try:
            about = thunks.describe(path)
        except (OSError, subprocess.CalledProcessError, ValueError):
            continue
        header = os.path.join(about["include"], "Python.h")
        if about["version"] >= [3, 8] and os.path.exists(header):
            found.setdefault(tuple(about["version"]) + (about["debug"],),
                             path)
    return [found[key] for key in sorted(found)]


# ---- the experiments --------------------------------------------------------

def lenders(contract):
    """Parameters that keep something alive: they are let go last."""
    out = {o["param"] for o in contract["outcomes"] if o["param"]}
    for p in contract["params"]:
        out |= {e["other"] for e in p["effects"] if e["other"]}
    return out


def describe_function(contract, built):
    names = [p["name"] for p in contract["params"] if p["name"] != "..."]
    last = lenders(contract)
    count = len(built["types"])
    first = {e["other"] for p in contract["params"] for e in p["effects"]
             if e["verb"] == "steals"}
    order = sorted(range(count), key=lambda i: (
        1 if i >= len(names) else 0 if names[i] in first
        else 2 if names[i] in last else 1))
    lends = any(o["result"] in ("lent", "inner")
                for o in contract["outcomes"])
    returns = built["returns"]
    if returns is None:
        is_object = any(o["result"] in ("new", "fresh", "lent", "same")
                        and o["kind"] in (None, "ref")
                        for o in contract["outcomes"])
    else:
        is_object = thunks.is_object(returns)
    address = not is_object and (returns is None or "*" in returns)
    return {"name": contract["name"], "index": built["index"],
            "types": built["types"], "params": names, "order": order,
            "result": "o" if is_object else (
                "a" if address else "") + ("t" if contract["utf8"] else ""),
            "early": "" if lends else "r", "base": contract.get("base"), "given": contract.get("given"),
            "escapes": any(e["verb"] == "escapes" for p in contract["params"]
                           for e in p["effects"]),
            "calls": contract["calls"], "fails": contract["fails"],
            "thread": contract["thread"]}


def observe(python, contracts, built, directory, effort, numpy=False):
    functions = [describe_function(contracts[f["name"]], f)
                 for f in built["functions"] if f["name"] in contracts]
    plan = {"here": HERE, "numpy": numpy, "directory": directory, "functions": functions,
            **EFFORTS[effort]}
    path = os.path.join(directory, "plan.json")
    with open(path, "w") as stream:
        json.dump(plan, stream)
    out = os.path.join(directory, "seen.jsonl")
    with open(out, "w") as stream:
        done = subprocess.run([python, "-W", "default",
                               os.path.join(HERE, "probe.py"), path],
                              stdout=stream, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise SystemExit(f"{python}: the audit itself failed")
    with open(out) as stream:
        return [json.loads(line) for line in stream]


def prepare(python, contracts, options):
    """(about the interpreter, its contracts, the extension, where)"""
    about = thunks.describe(python)
    minor = about["version"][:2]
    if options.numpy:
        about["numpy"] = thunks.describe_numpy(python)
    chosen = in_force(contracts, minor, options.numpy)
    directory = os.path.join(options.build, "{}.{}.{}{}{}".format(
        *about["version"], "d" if about["debug"] else "",
        "-numpy" if options.numpy else ""))
    chosen.update(formats.cases(options.refaudit, chosen, minor))
    built = thunks.build(python, about, list(chosen.values()), directory)
    if options.only:
        chosen = {n: c for n, c in chosen.items()
                  if re.fullmatch(options.only, c.get("base", n))}
    return about, chosen, built, directory


def audit(python, contracts, options):
    """The verdicts on all contracts that hold for one interpreter."""
    about, chosen, built, directory = prepare(python, contracts, options)
    began = time.monotonic()
    seen = observe(python, chosen, built, directory, options.effort,
                   options.numpy)
    verdicts = list(judge.judge(chosen, built, built["reasons"], seen))
    return {"python": python, "version": about["version"],
            "debug": about["debug"], "contracts": chosen,
            "verdicts": verdicts, "experiments": len(seen),
            "seconds": time.monotonic() - began}


def try_mutants(result, contracts, options):
    """{kind: {fate: [name]}} for the lines that are proved in full."""
    _, chosen, built, directory = prepare(result["python"], contracts, options)
    whole = {v["name"] for v in result["verdicts"]
             if "reason" not in v and is_whole(v)}
    fates = {}
    for kind in mutate.KINDS:
        wrong, added = mutate.mutants(
            {n: c for n, c in chosen.items() if n in whole},
            built["functions"], kind)
        if not wrong:
            continue
        seen = observe(result["python"], wrong, built, directory,
                       options.effort, options.numpy)
        for verdict in judge.judge(wrong, built, {}, seen):
            fate = mutate.fate(verdict, added[verdict["name"]])
            fates.setdefault(kind, {}).setdefault(fate, []).append(
                verdict["name"])
    return fates


# ---- the table --------------------------------------------------------------

def is_whole(verdict):
    """Every clause that can be shown is proved."""
    return not verdict["contradicted"] and all(
        why in UNTRIABLE for why in verdict["open"].values())


def is_proved(verdict):
    """At least what it returns, or one effect, was seen as stated."""
    return any(c.startswith(("->", "format")) or ":" in c
               for c in verdict["proved"])


def share(part, all):
    return f"{100 * len(part) / max(1, len(all)):.1f}%"


def figures(result):
    tried = [v for v in result["verdicts"] if "reason" not in v]
    public = [v for v in result["verdicts"] if not v["name"].startswith("_")]
    public_tried = [v for v in public if "reason" not in v]
    proved = [v for v in public_tried if is_proved(v)]
    whole = [v for v in public_tried if is_whole(v)]
    return {
        "lines": len(result["verdicts"]),
        "public": len(public),
        "proved": len(proved),
        "in part": share(proved, public),
        "whole": len(whole),
        "in full": share(whole, public),
        "contradicted": sum(bool(v["contradicted"]) for v in tried),
        "not tried": len(result["verdicts"]) - len(tried),
        "clauses": sum(len(v["proved"]) for v in tried),
        "open": sum(len(v["open"]) for v in tried),
        "experiments": result["experiments"],
        "seconds": round(result["seconds"]),
    }


def print_table(results):
    """Of public functions: proved at all, and in all that the line states."""
    heads = ["lines", "public", "proved", "in part", "whole", "in full",
             "contradicted", "not tried", "clauses", "open", "experiments",
             "seconds"]
    widths = {h: max(len(h), 6) for h in heads}
    print("Python       " + " ".join(f"{h:>{widths[h]}}" for h in heads))
    for result in results:
        row = figures(result)
        name = ".".join(map(str, result["version"]))
        name += " debug" if result["debug"] else ""
        print(f"{name:12} " + " ".join(f"{row[h]:>{widths[h]}}"
                                       for h in heads))


def counted(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda x: (-x[1], x[0]))


def print_open(result):
    verdicts = result["verdicts"]
    print("\n  not tried:")
    for reason, n in counted(v["reason"] for v in verdicts if "reason" in v):
        print(f"    {n:5} {reason}")
    print("  clauses left open:")
    for reason, n in counted(why for v in verdicts
                             for why in v.get("open", {}).values()):
        print(f"    {n:5} {reason}")


def print_mutants(fates):
    heads = ["caught", "open", "believed", "not tried"]
    print("wrong lines         " + " ".join(f"{h:>9}" for h in heads))
    for kind, found in fates.items():
        print(f"{kind:19} " + " ".join(f"{len(found.get(h, ())):>9}"
                                       for h in heads))
    for kind, found in fates.items():
        if found.get("believed"):
            print(f"believed though {kind}: "
                  + " ".join(sorted(found["believed"])))


def print_rest(result):
    """What is not proved in full, by name, and what of it is missing."""
    version = ".".join(map(str, result["version"]))
    for verdict in result["verdicts"]:
        if "reason" in verdict:
            print(f"{version} {verdict['name']}: {verdict['reason']}")
        elif not is_whole(verdict):
            print(f"{version} {verdict['name']}: " + "; ".join(
                f"{clause} ({why})" for clause, why in
                verdict["open"].items() if why not in UNTRIABLE))


def print_verdict(verdict, contract):
    print(f"\n{contract['text']}")
    if "reason" in verdict:
        print(f"    not tried: {verdict['reason']}")
        return
    for clause in verdict["proved"]:
        print(f"    proved        {clause}")
    for clause, why in verdict["open"].items():
        print(f"    not tried     {clause}: {why}")
    for remark in verdict["remarks"]:
        print(f"    seen          {remark}")


def print_contradictions(result):
    """Names what is contradicted, and the call that shows it."""
    version = ".".join(map(str, result["version"]))
    for verdict in result["verdicts"]:
        for clause, found in verdict.get("contradicted", {}).items():
            contract = result["contracts"][verdict["name"]]
            print(f"\n{contract['where']}: {version} contradicts\n"
                  f"    {contract['text']}\n"
                  f"    clause {clause}: {found['what']}\n"
                  f"    seen with ({', '.join(found['words'])})")


# ---- main -------------------------------------------------------------------

def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--refaudit", required=True, help="the program")
    parser.add_argument("--build", required=True, help="directory to build in")
    parser.add_argument("--python", action="append", default=[],
                        help="an interpreter; default: all that are found")
    parser.add_argument("--model", action="append", default=[],
                        help="more contracts, which win over the built-in")
    parser.add_argument("--only", help="functions, as a regular expression")
    parser.add_argument("--effort", choices=EFFORTS, default="full")
    parser.add_argument("--json", help="write the verdicts here")
    parser.add_argument("--record", action="store_true",
                        help="write what is proved into proofs.tsv")
    parser.add_argument("--numpy", action="store_true",
                        help="numpy.api instead, against the NumPy of each "
                        "interpreter that has one")
    parser.add_argument("--mutants", action="store_true",
                        help="make lines wrong, to see what is noticed")
    parser.add_argument("--rest", action="store_true",
                        help="name each line that is not proved in full")
    parser.add_argument("-v", "--verbose", action="store_true",
                        help="every line and clause")
    return parser.parse_args()


def has_numpy(python):
    """Says so where there is none: nothing is proved with it then."""
    include, said = thunks.describe_numpy(python)
    if include is None:
        print(f"{python}: no NumPy ({said}): left out")
    return include is not None


def chosen_interpreters(options):
    pythons = options.python or interpreters()
    if options.numpy:
        pythons = [python for python in pythons if has_numpy(python)]
        if not pythons:
            print("no interpreter with NumPy: nothing is proved")
    return pythons


def keeps(options):
    """Which rows of proofs.tsv are none of this run's business."""
    def other(name):
        return not re.fullmatch(options.only, name)
    return other if options.only else lambda name: False


def main():
    options = arguments()
    contracts = dump(options.refaudit, options.model)
    results = []
    for python in chosen_interpreters(options):
        results.append(audit(python, contracts, options))
        print_contradictions(results[-1])
        if options.verbose:
            for verdict in results[-1]["verdicts"]:
                print_verdict(verdict,
                              results[-1]["contracts"][verdict["name"]])
            print_open(results[-1])
        if options.mutants:
            print_mutants(try_mutants(results[-1], contracts, options))
        if options.rest:
            print_rest(results[-1])
    print_table(results)
    if options.json:
        with open(options.json, "w") as stream:
            json.dump([{**r, "contracts": None} for r in results], stream)
    if options.record:
        record.write(PROOFS, contracts, results, keeps(options))
    return 1 if any(v.get("contradicted") for r in results
                    for v in r["verdicts"]) else 0


if __name__ == "__main__":
    sys.exit(main())
