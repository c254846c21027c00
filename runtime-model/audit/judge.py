"""Observations against one contract: which clauses are proved, which are
contradicted, and which were not tried, and why.

A clause is proved when it held in every experiment that it speaks about and
at least one of them could have refuted it.
"""

PENDING = "was set before."
# What a parser writes there, by the type of the pointer that it wants.
SIZES = {"char *": 1, "short *": 2, "int *": 4, "long *": 8, "long long *": 8,
         "Py_ssize_t *": 8, "float *": 4, "double *": 8, "Py_complex *": 16,
         "const char **": 8, "char **": 8, "wchar_t **": 8}


def outcome_text(o):
    result = o["result"]
    if result == "range":
        lo, hi = o["lo"], o["hi"]
        low, high = -2 ** 63, 2 ** 63 - 1
        text = (str(lo) if lo == hi else ">=0" if (lo, hi) == (0, high) else
                ">0" if (lo, hi) == (1, high) else
                "<0" if (lo, hi) == (low, -1) else f"{lo}..{hi}")
    elif result == "notzero":
        text = "!=0"
    else:
        text = result
        if o["kind"] not in (None, "ref"):
            text += "." + o["kind"]
        if o["param"]:
            text += f"({o['param']})"
    return text + {"keep": "", "set": "!", "maybe": "?", "none": "~"}[o["exc"]]


def result_type(step):
    return f"a {step['seen']['result']['type']} object"


def effect_text(p, e):
    kind = "" if e["kind"] in (None, "ref") else "." + e["kind"]
    return f"{p['name']}:{e['verb']}{kind}"


class Judge:
    def __init__(self, contract, function):
        self.contract = contract
        self.function = function
        self.outcomes = contract["outcomes"]
        self.names = [p["name"] for p in contract["params"]]
        self.double = function["returns"] in ("double", "float")
        self.proved, self.contradicted, self.remarks = {}, {}, set()
        self.clauses = {}
        self.list_clauses()
        self.sound = {}  # successes without a mark, by words

    # ---- clauses ------------------------------------------------------------

    def list_clauses(self):
        c, fails = self.contract, {o["fails"] for o in self.outcomes}
        for o in self.outcomes:
            self.clauses["-> " + outcome_text(o)] = "not reached"
            if o["result"] in ("lent", "inner") and o["param"]:
                self.clauses[self.lender(o)] = "no end of it was seen"
            if o["result"] == "fresh":
                self.clauses["fresh"] = "not reached"
        for p in c["params"]:
            for e in p["effects"]:
                for side in self.sides(e) if len(fails) == 2 else [""]:
                    self.clauses[effect_text(p, e) + side] = "not reached"
        if not c["calls"] and any(o["exc"] == "keep" for o in self.outcomes):
            self.clauses["exception untouched"] = "not reached"
        self.clauses["calls" if c["calls"] else "no calls"] = "not seen"
        for cause in c["fails"]:
            self.clauses[f"fails({cause})"] = (
                "cannot be shown" if cause == "never" else "not provoked")
        if c["makes"]:
            self.clauses[self.makes()] = "not reached"
        if c["utf8"]:
            self.clauses["utf8"] = "not reached"
        if c["thread"] == "needed":
            self.clauses["needs the GIL"] = "did no harm without it"
        else:
            self.clauses[c["thread"] + " thread"] = "not reached"

    def makes(self):
        return f"makes({', '.join(self.contract['makes'])})"

    def lender(self, o):
        return f"{o['result']} by {o['param']}"

    def sides(self, effect):
        # That nothing is kept or written by a failure shows nothing.
        if effect["verb"] in ("null", "retains", "fills", "escapes"):
            return [""]
        kinds = {self.outcomes[i]["fails"] for i in effect["when"]}
        return ["@fail" if f else "@ok" for f in sorted(kinds)]

    def prove(self, clause, seen):
        if clause in self.clauses:
            self.proved.setdefault(clause, seen)

    def contradict(self, clause, step, what):
        """What goes wrong only when memory runs out is CPython's own."""
        if step["nth"]:
            self.remarks.add("when memory runs out: " + what)
        else:
            self.contradicted.setdefault(clause, (what, step))

    # ---- which outcome ------------------------------------------------------

    def index(self, name):
        return self.names.index(name)

    def number(self, seen):
        result = seen["result"]
        if not isinstance(result, dict) or "number" not in result:
            return None
        return result["double"] if self.double else result["number"]

    def returned(self, o, seen):
        result, kind = seen["result"], o["result"]
        number = self.number(seen)
        is_object = number is None
        if kind in ("void", "value"):
            return True
        if kind == "NULL":
            return result is None if is_object else number == 0
        if kind in ("new", "fresh", "lent", "inner", "slot", "nonnull"):
            return result is not None if is_object else number != 0
        if kind == "same":
            i = self.index(o["param"])
            if result is None:
                return not seen["args"][i]
            return result["same"] == i
        if kind == "notzero":
            return not is_object and number != 0
        if kind == "range" and not is_object:
            return o["lo"] <= number <= o["hi"]
        return False

    def raised(self, o, seen, mode):
        exception = seen["exception"]
        if o["exc"] == "maybe":
            return True
        if o["exc"] == "keep" and "x" in mode:
            return exception is not None and exception["text"] == PENDING
        return (exception is not None) == (o["exc"] == "set")

    def holds(self, cond, step):
        if "exc" in cond:
            return cond["exc"] == ("x" in step["mode"])
        word = step["words"][self.index(cond["param"])]
        if cond["number"] is None:
            return (word == "NULL") == (cond["compare"] == "==")
        try:
            value = int(word.lstrip("!~"))
        except ValueError:
            return True
        return {"==": value == cond["number"], "!=": value != cond["number"],
                "<": value < cond["number"],
                ">=": value >= cond["number"]}[cond["compare"]]

    def candidates(self, step):
        return [k for k, o in enumerate(self.outcomes)
                if self.returned(o, step["seen"])
                and self.raised(o, step["seen"], step["mode"])
                and all(self.holds(c, step) for c in o["if"])]

    # ---- what it must have done ---------------------------------------------

    def param(self, i):
        """The parameter of the i-th argument; '...' is all that follow."""
        params = self.contract["params"]
        return params[i] if i < len(params) else params[-1]

    def effects(self, i, k):
        return [e for e in self.param(i)["effects"] if k in e["when"]]

    def expected(self, k, seen):
        """({entry id: net}, [what is wrong])"""
        net, wrong, o = {}, [], self.outcomes[k]

        def add(entry, n):
            if isinstance(entry, dict) and "id" in entry:
                net[entry["id"]] = net.get(entry["id"], 0) + n

        for i, arg in enumerate(seen["args"]):
            add(arg.get("object"), 0)
            add(arg.get("cell"), 0)
            for item in arg.get("items", ()):
                add(item, 0)
            for e in self.effects(i, k):
                self.expect_effect(e, arg, add, wrong, i)
        if o["result"] in ("new", "fresh", "lent", "same"):
            # Memory that becomes an object is one of the caller's.
            made = o["result"] == "same" and (
                seen["result"] or {}).get("origin") == "made"
            new = o["result"] in ("new", "fresh") or made
            add(seen["result"], 1 if new else 0)
        if o["result"] in ("new", "fresh") and o["kind"] in ("mem", "raw",
                                                             "obj"):
            block = seen["result"]
            if not (block["domain"] == o["kind"] and block["start"]
                    and block["made"]):
                wrong.append(f"the block is of domain {block['domain']}")
        return net, wrong

    def expect_effect(self, e, arg, add, wrong, i):
        name = self.param(i)["name"]
        verb, kind = e["verb"], e["kind"]
        if kind in ("mem", "raw", "obj") and verb in ("releases", "steals"):
            if arg.get("freed") is False:
                wrong.append(f"{name} is not freed")
        elif kind == "buffer":
            if verb == "gives":
                add(arg.get("view"), 1)
            elif verb == "releases" and "exporter" in arg and (
                    arg["exporter"]["kept"] != -1):
                wrong.append(f"{name} is not released")
        elif kind not in (None, "ref"):
            return
        elif verb in ("steals", "releases"):
            add(arg.get("object"), -1)
        elif verb == "acquires":
            add(arg.get("object"), 1)
        elif verb == "gives":
            add(arg.get("cell"), 1)
            if "cell" in arg and not isinstance(arg["cell"], dict):
                wrong.append(f"*{name} was given nothing")
        elif verb == "lends":
            if "cell" in arg and not isinstance(arg["cell"], dict):
                wrong.append(f"*{name} was lent nothing")
        elif verb in ("replaces", "clears"):
            add(arg.get("object"), -1)
            if verb == "replaces":
                add(arg.get("cell"), 1)
            elif arg.get("cell") is not None:
                wrong.append(f"*{name} is not NULL")
        elif verb == "nulls" and arg.get("cell", None) is not None:
            wrong.append(f"*{name} is not NULL")

    def entries(self, seen):
        """(id, name, entry) of everything that is counted."""
        for i, arg in enumerate(seen["args"]):
            name = self.param(i)["name"]
            for key in ("object", "cell", "view"):
                if isinstance(arg.get(key), dict):
                    yield ("*" if key == "cell" else "") + name, arg[key]
            for item in arg.get("items", ()):
                if isinstance(item, dict):
                    yield f"an item of {name}", item
        if isinstance(seen["result"], dict) and "id" in seen["result"]:
            yield "the result", seen["result"]

    def escapes(self, k):
        return {self.param(i)["name"] for i in range(len(self.names))
                for e in self.effects(i, k) if e["verb"] == "escapes"}

    def mismatches(self, k, step):
        seen = step["seen"]
        expected, wrong = self.expected(k, seen)
        loose = self.escapes(k)
        retained = {arg["object"]["id"] for i, arg in enumerate(seen["args"])
                    if isinstance(arg.get("object"), dict)
                    and any(e["verb"] == "retains"
                            for e in self.effects(i, k))}
        views = {a["exporter"]["id"] for a in seen["args"]
                 if isinstance(a.get("exporter"), dict)}
        wrong += self.wrong_widths(k, seen)
        for name, entry in self.entries(seen):
            if entry["immortal"] or name in loose or (
                    entry["id"] in views and entry["origin"] == "argument"):
                continue
            want = expected.get(entry["id"], 0)
            hidden = (entry["id"] in retained
                      and entry["kept"] == entry["net"] > 0)
            # What somebody else held before has been let go.
            let_go = (entry["origin"] == "argument" and self.contract["calls"]
                      and 0 < want - entry["net"] <= entry["base"])
            if entry["net"] != want and not hidden and not let_go:
                wrong.append(f"references to {name}: {entry['net']:+d}, "
                             f"expected {want:+d}")
        return wrong

    def wrong_widths(self, k, seen):
        """A format wrote more or less than the type that it is said to want.
        """
        wants = self.contract.get("wants", ())
        if self.outcomes[k]["fails"]:
            return
        args = seen["args"][len(seen["args"]) - len(wants):]
        for want, arg in zip(wants, args):
            width, size = arg.get("width"), SIZES.get(want)
            if width and size and width != size:
                yield f"wrote {width} bytes where it wants {want}"

    # ---- experiments --------------------------------------------------------

    def add(self, step):
        if "crash" in step:
            return self.add_crash(step)
        if "seen" not in step:
            return None
        seen, mode = step["seen"], step["mode"]
        if "n" in mode and not self.may_be_null(step):
            return None
        if "d" in mode and self.contract["thread"] == "needed":
            return self.add_detached(step)
        if seen["calls"]:
            if self.contract["calls"]:
                self.prove("calls", step)
            elif "x" in mode:
                self.remarks.add("destroys an exception that was set")
            elif not step["nth"] and "p" not in mode:
                self.contradict("no calls", step, "runs Python code")
        if "p" in mode:
            return self.add_pending(step)
        if "l" in mode:
            return self.prove("no calls", step)
        return self.add_plain(step)

    def may_be_null(self, step):
        """Whether the line allows the NULL that is tried."""
        for i, word in enumerate(step["words"]):
            if word == "NULL" and all(e["verb"] != "null"
                                      for e in self.param(i)["effects"]):
                if self.function["types"][i] == "PyObject *":
                    self.remarks.add(f"{self.param(i)['name']} may be NULL")
                return False
        return True

    def add_crash(self, step):
        mode, words = step["mode"], step["words"]
        if "n" in mode and step["crash"] != "timeout":
            i = words.index("NULL")
            null = [e for e in self.param(i)["effects"]
                    if e["verb"] == "null"]
            lives = any(c.startswith("->") for c in self.proved)
            if null and words.count("NULL") == 1 and lives:
                self.contradict(effect_text(self.param(i), null[0]), step,
                                "crashes when it is NULL")
        elif "d" in mode and self.contract["thread"] == "any":
            self.contradict("any thread", step,
                            "crashes without a thread state")
        elif "d" in mode and self.contract["thread"] == "needed":
            self.prove("needs the GIL", step)
        elif step["nth"]:
            self.remarks.add("crashes when memory runs out")
        elif any(w[0] in "~!" for w in words):
            self.remarks.add("crashes on a wrong argument")
        else:
            self.remarks.add("crashes: " + " ".join(words))

    def add_detached(self, step):
        """A call without the thread state that the line says it needs."""
        counted = any(e.get("kept") for _, e in self.entries(step["seen"]))
        if step["seen"]["ungated"] or step["seen"]["calls"] or counted:
            self.prove("needs the GIL", step)

    def add_pending(self, step):
        """The same call with an exception set before."""
        if tuple(step["words"]) not in self.sound:
            return
        exception = step["seen"]["exception"]
        k = self.sound[tuple(step["words"])]
        if exception is not None and exception["text"] == PENDING:
            self.prove("exception untouched", step)
        elif not self.returned(self.outcomes[k], step["seen"]):
            self.remarks.add("fails when an exception is set")
        elif any(o["exc"] == "set" for o in self.outcomes):
            # Not to be called so.
            self.remarks.add("loses an exception that was set")
        else:
            self.contradict("exception untouched", step,
                            "an exception that was set is lost or replaced")

    def add_plain(self, step):
        if step["seen"]["result"] == "not watched":
            self.remarks.add("the result was not watched")
            return
        found = self.candidates(step)
        if not found:
            seen = step["seen"]
            what = "no outcome fits: returned %s, %s" % (
                self.shown(seen), "exception " + seen["exception"]["mro"][0]
                if seen["exception"] else "no exception")
            self.contradict("->", step, what)
            return
        wrong = {k: self.mismatches(k, step) for k in found}
        k = min(found, key=lambda k: len(wrong[k]))
        if wrong[k]:
            clause = "-> " + outcome_text(self.outcomes[k])
            self.contradict(clause, step, "; ".join(wrong[k]))
            return
        self.credit(k, step, [j for j in found if not wrong[j]])

    def shown(self, seen):
        result = seen["result"]
        if result is None:
            return "NULL"
        if isinstance(result, str):
            return result
        return str(self.number(seen)) if "number" in result else (
            f"a {result['type']} object")

    def credit(self, k, step, fitting):
        seen, o = step["seen"], self.outcomes[k]
        if o["result"] == "value" and len(fitting) > 1 and not o["fails"]:
            pass
        self.prove("-> " + outcome_text(o), step)
        if o["exc"] == "keep" and "x" in step["mode"]:
            self.prove("exception untouched", step)
        if o["exc"] == "keep" and seen["exception"] is None:
            self.sound[tuple(step["words"])] = k
        if not step["words"] or self.contract["calls"] is False:
            self.prove("no calls", step)
        side = "@fail" if o["fails"] else "@ok"
        for i, arg in enumerate(seen["args"]):
            for e in self.effects(i, k):
                self.credit_effect(e, arg, i, side, step)
        self.credit_result(o, seen, step)
        self.credit_cause(o, seen, step)
        thread = self.contract["thread"]
        if (thread == "any" and "d" in step["mode"]) or (
                thread == "detaches" and not seen["attached"]) or (
                thread == "attaches" and seen["attached"]):
            self.prove(thread + " thread", step)

    def credit_effect(self, e, arg, i, side, step):
        p, verb = self.param(i), e["verb"]
        clause = effect_text(p, e)
        clause += side if clause + side in self.clauses else ""
        entry, cell = arg.get("object"), arg.get("cell")
        live = isinstance(entry, dict) and not entry["immortal"]
        if verb == "null":
            good = step["words"][i] == "NULL"
        elif e["kind"] in ("mem", "raw", "obj", "lock", "tss"):
            good = arg.get("freed") is True
        elif e["kind"] == "mutex":
            good = arg.get("filled") is True
        elif verb in ("steals", "releases", "acquires"):
            good = live if e["kind"] in (None, "ref") else (
                e["kind"] == "buffer" and "exporter" in arg)
        elif verb == "retains":
            good = live and entry["kept"] > 0
        elif verb == "gives" and e["kind"] == "buffer":
            good = isinstance(arg.get("view"), dict)
        elif verb in ("gives", "lends"):
            good = isinstance(cell, dict) and not cell["immortal"]
        elif verb == "replaces":
            good = live and isinstance(cell, dict)
        elif verb == "clears":
            good = live and cell is None
        elif verb == "nulls":
            good = "cell" in arg and cell is None
        elif verb == "changes":
            good = arg.get("lost") is True
        elif verb == "escapes":
            good = arg.get("escaped") is True or live and entry["kept"] > 0
        else:
            good = verb == "fills" and (arg.get("filled") is True or (
                "cell" in arg and cell != "untouched"))
        if good:
            self.prove(clause, step)

    def credit_result(self, o, seen, step):
        result = seen["result"]
        if o["result"] == "fresh" and isinstance(result, dict) and (
                result.get("kept") is not None):
            if result["immortal"]:
                return
            if result["kept"] == 1 and result["origin"] == "made":
                self.prove("fresh", step)
            else:
                self.contradict("fresh", step, "somebody else has it too")
        if o["result"] in ("lent", "inner") and o["param"]:
            self.credit_lender(o, result, step)
        if self.contract["utf8"] and not o["fails"] and self.number(seen):
            if result["text"] == "utf8":
                self.prove("utf8", step)
            else:
                self.contradict("utf8", step, "it is no UTF-8")
        if not o["fails"] and isinstance(result, dict) and "kind" in result:
            self.credit_type(result["kind"], result["exact"], step)

    def credit_type(self, kind, exact, step):
        makes = set(self.contract["makes"])
        wider = {"smallint": "int", "utf8": "str"}
        fits = kind in makes or wider.get(kind) in makes
        if fits and (exact or "subclass" in makes):
            self.prove(self.makes(), step)
        elif makes:
            self.contradict(self.makes(), step, "made " + (
                kind or result_type(step)) + ("" if exact else ", a subclass"))

    def credit_lender(self, o, result, step):
        """Where the result lies, or whose end is its end."""
        inside, by = result.get("inside", -1), result.get("freed_by", -1)
        wanted = self.index(o["param"])
        if wanted in (inside, by):
            self.prove(self.lender(o), step)
        elif inside >= 0:
            self.contradict(self.lender(o), step,
                            f"lies in {self.param(inside)['name']}")
        elif by >= 0 and result.get("origin") != "argument" and (
                result.get("domain", "raw") != "none"):
            self.contradict(self.lender(o), step,
                            f"ends with {self.param(by)['name']}")

    def credit_cause(self, o, seen, step):
        exception = seen["exception"]
        names = set(exception["mro"]) if exception else set()
        words = step["words"]
        if step["nth"]:
            if "MemoryError" in names or (o["fails"] and exception is None
                                          and seen["alloc_failed"]):
                if "alloc" in self.contract["fails"]:
                    self.prove("fails(alloc)", step)
                elif not self.contract["calls"]:
                    self.remarks.add("fails also when memory runs out")
            return
        if not o["fails"] and exception is None:
            return
        if "ProbeError" in names:
            self.prove("fails(user)", step)
        elif "OSError" in names or "no files" == step["with"]:
            self.prove("fails(os)", step)
        elif any(w[0] == "~" for w in words):
            self.prove("fails(type)", step)
        elif not names & {"MemoryError"}:
            self.prove("fails(value)", step)

    # ---- the end ------------------------------------------------------------

    def verdict(self):
        for clause in self.contradicted:
            self.proved.pop(clause, None)
        self.clauses.update({c: "contradicted" for c in self.contradicted
                             if c not in self.clauses})
        return {
            "name": self.contract["name"], "id": self.contract["id"],
            "proved": [c for c in self.clauses if c in self.proved],
            "contradicted": {c: {"what": w, "words": s["words"],
                                 "mode": s["mode"], "nth": s["nth"]}
                             for c, (w, s) in self.contradicted.items()},
            "open": {c: why for c, why in self.clauses.items()
                     if c not in self.proved and c not in self.contradicted},
            "remarks": sorted(self.remarks),
        }


def together(name, key, parts):
    """One verdict of those on calls with different formats."""
    out = {"name": name, "id": key, "proved": [], "contradicted": {},
           "open": {}, "remarks": []}
    for text, verdict in parts:
        clause = f"format {text}"
        for c, found in verdict["contradicted"].items():
            out["contradicted"][f"{clause}: {c}"] = found
        if any(c.startswith("->") for c in verdict["proved"]):
            out["proved"].append(clause)
        else:
            out["open"][clause] = "not reached"
        out["remarks"] += verdict["remarks"]
    out["remarks"] = sorted(set(out["remarks"]))
    return out


def judge(contracts, built, reasons, seen):
    """One verdict for each contract, in their order."""
    functions = {f["name"]: f for f in built["functions"]}
    judges = {n: Judge(c, functions[n]) for n, c in contracts.items()
              if n in functions}
    reasons = dict(reasons)
    for step in seen:
        if "not tried" in step:
            reasons[step["name"]] = step["not tried"]
        elif "failed" in step:
            reasons[step["name"]] = "the audit failed: " + step["failed"]
        else:
            judges[step["name"]].add(step)
    parts = {}
    for name, contract in contracts.items():
        if "base" in contract and name in judges:
            parts.setdefault(contract["base"], []).append(
                (name[len(contract["base"]) + 1:], judges[name].verdict()))
    for name, contract in contracts.items():
        if "base" in contract:
            continue
        if name in parts:
            yield together(name, contract["id"], parts[name])
        elif name in reasons or name not in judges:
            yield {"name": name, "id": contract["id"],
                   "reason": reasons.get(name, "not built")}
        else:
            yield judges[name].verdict()
