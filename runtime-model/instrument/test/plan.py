"""Plans for the companion runtime, made from the contracts, and its log."""
import collections
import json
import os
import subprocess

FAMILIES = {"mem": "mem", "raw": "raw", "obj": "obj", "gc": "gc",
            "malloc": "malloc"}


def api_line(c):
    """The `api` record of one contract, as `refaudit model dump` has it."""
    outcomes = c["outcomes"]
    results = {o["result"] for o in outcomes if not o["fails"]}
    fails = [o for o in outcomes if o["fails"]]
    result = "other"
    for o in outcomes:
        if o["result"] in ("new", "fresh"):
            result = FAMILIES.get(o["kind"], "new" if o["kind"] == "ref"
                                  else "other")
    if result == "other" and results & {"lent", "same"}:
        result = "lent"
    elif result == "other" and results == {"range"}:
        result = "int"
    elif result == "other" and results == {"void"}:
        result = "void"
    if c["name"].endswith("AsDouble"):
        result = "double"
    fail = "-"
    for o in fails:
        if o["result"] == "NULL":
            fail = "null"
        elif o["result"] == "range" and o["lo"] == o["hi"] == -1:
            fail = "-1"
    exc = "no"
    for o in fails:
        exc = {"set": "set", "maybe": "maybe"}.get(o["exc"], exc)
    releases, consumes = "-", []
    failing = {i for i, o in enumerate(outcomes) if o["fails"]}
    for i, p in enumerate(c["params"]):
        for e in p["effects"]:
            if e["verb"] == "releases" and e["kind"] in FAMILIES:
                releases = "%s:%d" % (FAMILIES[e["kind"]], i)
            if (e["verb"] in ("steals", "releases", "replaces", "clears")
                    and failing & set(e["when"])):
                consumes.append(str(i))
    trades = []
    for i, p in enumerate(c["params"]):
        for e in p["effects"]:
            if e["kind"] == "ref" and e["verb"] in ("acquires", "releases"):
                trades.append(str(i))
            elif e["kind"] == "ref" and e["verb"] in ("gives", "replaces"):
                trades.append("*%d" % i)
    kinds = {(e["verb"], e["kind"]) for p in c["params"]
             for e in p["effects"]}
    if ("releases", "buffer") in kinds or c["format"] in ("parse", "parsekw"):
        trades = ["always"]
    elif ("gives", "buffer") in kinds:
        trades = ["ok"]
    clobbers = (c["calls"] and "user" in c["fails"] and exc != "no" and
                "calls(" not in c["text"])
    thread = {"needed": "needs", "any": "any", "detaches": "detaches",
              "attaches": "attaches"}[c["thread"]]
    return "\t".join(["api", c["name"], result, fail, exc, thread,
                      ",".join(c["fails"]) or "-", releases,
                      ",".join(consumes) or "-",
                      ",".join(dict.fromkeys(trades)) or "-",
                      "clobbers" if clobbers else "-"])


def api_lines(refaudit, version):
    out = subprocess.run([refaudit, "model", "dump"], check=True,
                         capture_output=True, text=True).stdout
    lines = {}
    for line in out.splitlines():
        c = json.loads(line)
        if c["since"] and tuple(c["since"]) > version:
            continue
        if c["until"] and tuple(c["until"]) < version:
            continue
        lines[c["name"]] = api_line(c)
        if c["format"]:
            lines.setdefault(
                "_%s_SizeT" % c["name"],
                api_line(dict(c, name="_%s_SizeT" % c["name"])))
    return list(lines.values())


Trial = collections.namedtuple("Trial",
                               "id proc entry ordinal grade site nth")


def write(path, log, mode, objects, apis, trials=(), extra=()):
    with open(path, "w") as f:
        f.write("refaudit-plan\t1\nmode\t%s\nlog\t%s\n" % (mode, log))
        for o in objects:
            f.write("object\t%s\n" % os.path.realpath(o))
        for line in list(extra) + list(apis):
            f.write(line + "\n")
        for t in trials:
            f.write("trial\t" + "\t".join(map(str, t)) + "\n")


def read(log):
    """The records of a log as lists of fields, the type first."""
    if not os.path.exists(log):
        return []
    with open(log) as f:
        return [line.rstrip("\n").split("\t") for line in f]


def run(runtime, plan, python, args, timeout):
    env = dict(os.environ, REFAUDIT_PLAN=plan,
               PYTHONPATH=os.pathsep.join([runtime, args["path"]]),
               PYTHONHASHSEED="0")
    return subprocess.run([python] + args["argv"], env=env, timeout=timeout,
                          capture_output=True, text=True,
                          errors="replace")
