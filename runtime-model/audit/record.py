"""proofs.tsv: what the audit proved, as `refaudit explain` shows it.

One line for each contract: its name, the id of its text, the versions on
which it is proved, and the clauses, or why it was not tried.  A clause that
is not proved on all of these versions names those on which it is.  The id
changes with the contract: what was proved of another text counts no more.
"""

HEAD = """\
# What the audit proved; made by `./dev audit --record`, not to be edited.
# contract\tid\tversions\tclauses, or why it was not tried
"""
SEPARATOR = "; "


def order(version):
    return tuple(int(part) for part in version.split("."))


def read(path):
    """{id: {"name", "clauses": {clause: {version}}, "reason"}}"""
    found = {}
    try:
        stream = open(path)
    except OSError:
        return found
    with stream:
        for line in stream:
            if line.startswith("#"):
                continue
            name, key, versions, text = line.rstrip("\n").split("\t")
            entry = found[key] = {"name": name, "clauses": {}, "reason": None}
            if versions == "-":
                entry["reason"] = text
                continue
            for clause in text.split(SEPARATOR):
                only = versions
                if clause.endswith("]"):
                    clause, _, only = clause[:-1].rpartition(" [")
                entry["clauses"][clause] = set(only.split())
    return found


def merge(entry, version, verdict):
    """What this version said before is replaced."""
    for versions in entry["clauses"].values():
        versions.discard(version)
    if "reason" in verdict:
        entry["reason"] = verdict["reason"]
    elif verdict["contradicted"]:
        entry["reason"] = f"contradicted on {version}"
    else:
        for clause in verdict["proved"]:
            entry["clauses"].setdefault(clause, set()).add(version)


def row(entry, key):
    clauses = {c: v for c, v in entry["clauses"].items() if v}
    if not clauses:
        if entry["reason"] is None:
            return None
        return f"{entry['name']}\t{key}\t-\t{entry['reason']}"
    every = set().union(*clauses.values())
    shown = []
    for clause, versions in clauses.items():
        only = " ".join(sorted(versions, key=order))
        shown.append(clause if versions == every else f"{clause} [{only}]")
    return "\t".join([entry["name"], key, " ".join(sorted(every, key=order)),
                      SEPARATOR.join(shown)])


def write(path, contracts, results, keeps=lambda name: False):
    """Rows of contracts that are gone go, but for the names that keeps()."""
    old = read(path)
    entries = {c["id"]: old.get(c["id"]) or {"name": c["name"], "clauses": {},
                                             "reason": None}
               for c in contracts}
    entries.update((key, entry) for key, entry in old.items()
                   if key not in entries and keeps(entry["name"]))
    said = set()
    for result in results:
        if result["debug"]:
            continue
        version = "{}.{}".format(*result["version"])
        for verdict in result["verdicts"]:
            # Of two interpreters of one version the first one speaks.
            if (version, verdict["id"]) not in said:
                said.add((version, verdict["id"]))
                merge(entries[verdict["id"]], version, verdict)
    rows = [row(entry, key) for key, entry in entries.items()]
    with open(path, "w") as stream:
        stream.write(HEAD + "".join(r + "\n" for r in sorted(
            r for r in rows if r is not None)))
