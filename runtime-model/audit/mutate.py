"""Wrong lines made of right ones, to see whether the audit notices.

Each kind of mutation makes of a contract one that says something else about
the same function.  The audit is run again with all lines of one kind wrong;
a wrong line is caught when it is contradicted, and at least not believed when
the clause that it adds is left open.  What it believes is a hole.
"""
import copy


def objects(contract, types):
    """Positions of parameters that are objects, by their C types."""
    return [i for i, (p, t) in enumerate(zip(contract["params"], types))
            if t.replace("const ", "").strip() == "PyObject *"]


def named(contract, i):
    return contract["params"][i]["name"]


def all_outcomes(contract):
    return list(range(len(contract["outcomes"])))


def effect(verb, contract):
    return {"verb": verb, "kind": "ref", "other": None,
            "when": all_outcomes(contract)}


def of_references(o):
    return o["kind"] in (None, "ref")


def lend_what_is_new(c, types):
    hit = [o for o in c["outcomes"]
           if o["result"] in ("new", "fresh") and of_references(o)]
    for o in hit:
        o["result"] = "lent"
    return ["-> lent"] if hit else None


def own_what_is_lent(c, types):
    hit = [o for o in c["outcomes"] if o["result"] == "lent"]
    for o in hit:
        o["result"], o["param"] = "new", None
    return ["-> new"] if hit else None


def drop_verb(*verbs):
    def mutation(c, types):
        hit = False
        for p in c["params"]:
            left = [e for e in p["effects"]
                    if e["verb"] not in verbs or not of_references(e)]
            hit = hit or len(left) < len(p["effects"])
            p["effects"] = left
        return [] if hit else None
    return mutation


def add_verb(verb):
    def mutation(c, types):
        for i in objects(c, types):
            if not any(e["verb"] in ("steals", "releases", "retains",
                                     "acquires", "null")
                       for e in c["params"][i]["effects"]):
                c["params"][i]["effects"].append(effect(verb, c))
                return [f"{named(c, i)}:{verb}"]
        return None
    return mutation


def change_verb(old, new):
    def mutation(c, types):
        hit = []
        for p in c["params"]:
            for e in p["effects"]:
                if e["verb"] == old and of_references(e):
                    e["verb"] = new
                    hit.append(f"{p['name']}:{new}")
        return hit or None
    return mutation


def hide_python(c, types):
    if not c["calls"]:
        return None
    c["calls"] = False
    return ["no calls"]


def claim_python(c, types):
    if c["calls"]:
        return None
    c["calls"] = True
    return ["calls"]


def hide_exception(c, types):
    hit = [o for o in c["outcomes"] if o["exc"] == "set"]
    for o in hit:
        o["exc"] = "keep"
    return [] if hit else None


def claim_exception(c, types):
    hit = [o for o in c["outcomes"]
           if o["exc"] == "keep" and o["result"] not in ("noreturn",)]
    for o in hit:
        o["exc"] = "set"
    return [] if hit else None


def drop_failure(c, types):
    if len(c["outcomes"]) < 2 or not c["outcomes"][-1]["fails"]:
        return None
    last = len(c["outcomes"]) - 1
    c["outcomes"].pop()
    for p in c["params"]:
        for e in p["effects"]:
            e["when"] = [k for k in e["when"] if k != last]
        p["effects"] = [e for e in p["effects"] if e["when"]]
    return []


def free_thread(c, types):
    if c["thread"] != "needed":
        return None
    c["thread"] = "any"
    return ["any thread"]


def change_domain(c, types):
    hit = [o for o in c["outcomes"] if o["kind"] in ("mem", "raw", "obj")]
    for o in hit:
        o["kind"] = "raw" if o["kind"] != "raw" else "mem"
    return [] if hit else None


def allow_null(c, types):
    for i in objects(c, types):
        if not any(e["verb"] == "null" for e in c["params"][i]["effects"]):
            c["params"][i]["effects"].append(effect("null", c))
            return [f"{named(c, i)}:null"]
    return None


def swap_lender(c, types):
    for o in c["outcomes"]:
        if o["result"] in ("lent", "inner") and o["param"] is not None:
            for i in objects(c, types):
                if named(c, i) != o["param"]:
                    o["param"] = named(c, i)
                    return [f"{o['result']} by {o['param']}"]
    return None


KINDS = {
    "new is lent": lend_what_is_new,
    "lent is new": own_what_is_lent,
    "consumed is not": drop_verb("steals", "releases"),
    "not consumed is": add_verb("steals"),
    "not kept is": add_verb("retains"),
    "given is lent": change_verb("gives", "lends"),
    "lent out is given": change_verb("lends", "gives"),
    "Python is not run": hide_python,
    "Python is run": claim_python,
    "no exception": hide_exception,
    "an exception": claim_exception,
    "never fails": drop_failure,
    "NULL is allowed": allow_null,
    "any thread": free_thread,
    "other domain": change_domain,
    "other lender": swap_lender,
}


def mutants(contracts, functions, kind):
    """{name: contract}, {name: [clauses that the mutation added]}"""
    types = {f["name"]: f["types"] for f in functions}
    changed, added = {}, {}
    for name, contract in contracts.items():
        if name not in types or "base" in contract:
            continue
        mutant = copy.deepcopy(contract)
        clauses = KINDS[kind](mutant, types[name])
        if clauses is not None:
            changed[name], added[name] = mutant, clauses
    return changed, added


def fate(verdict, added):
    """What the audit makes of a wrong line."""
    if "reason" in verdict:
        return "not tried"
    if verdict["contradicted"]:
        return "caught"
    believed = [c for c in verdict["proved"]
                if any(c.startswith(a) for a in added)]
    return "believed" if believed or not added else "open"
