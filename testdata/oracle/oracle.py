"""Compares the engine's verdicts with those of random programs.

Usage: oracle.py REFAUDIT [--programs N] [--seed N] [--run N] [--keep DIR]
                 [--max-miss PERCENT] [--max-false PERCENT]

N functions are generated and analysed.  A clean one that gets a finding at the
default confidence is a false alarm, a damaged one without a finding of the
right rule is a miss (of a kind in STILL_MISSED an expected one); one that only
--min-confidence possible shows is counted apart.
--run compiles some files and executes them, every operation failing in turn:
the generator must be right about what it says.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile

import generate

PER_FILE = 50


def analyse(refaudit, directory, paths):
    p = subprocess.run(
        [refaudit, "check", "--no-db", "--no-cache", "--format", "json",
         "--triggers", "all", "--min-confidence", "possible", "--progress",
         "never", *paths],
        cwd=directory, text=True, capture_output=True)
    if p.returncode not in (0, 1):
        sys.exit(f"oracle: refaudit ended with {p.returncode}\n{p.stderr}")
    answer = json.loads(p.stdout)
    if answer["not_analysed"]:
        sys.exit(f"oracle: not analysed: {answer['not_analysed'][:3]}")
    found = collections.defaultdict(list)
    for f in answer["findings"]:
        found[os.path.basename(f["file"]), f["function"]].append(f)
    return found


class Tally:
    def __init__(self):
        self.n = collections.Counter()
        self.bad = collections.Counter()
        self.examples = collections.defaultdict(list)

    def add(self, key, bad, example):
        self.n[key] += 1
        if bad:
            self.bad[key] += 1
            self.examples[key].append(example)

    def rate(self):
        return 100 * sum(self.bad.values()) / max(1, sum(self.n.values()))

    def print(self, title):
        print(f"{title}: {sum(self.bad.values())} of {sum(self.n.values())}"
              f" ({self.rate():.2f} %)")
        for key in sorted(self.n):
            if self.bad[key]:
                print(f"  {key:32} {self.bad[key]:5} of {self.n[key]:5}   "
                      + "  ".join(self.examples[key][:4]))


def at_gate(findings):
    return [f for f in findings if f["confidence"] != "possible"]


def compare(found, files, misses, still, alarms, doubts, helpers):
    for name, ledger in files.items():
        for function, level, defect in ledger:
            got = found.get((name, function), [])
            where = f"{name}:{function}"
            if defect is None:
                got = at_gate(got)
                said = " ".join(sorted({f["rule"] for f in got}))
                alarms.add(f"level {level} {said}", bool(got), where)
                continue
            right = [f for f in got if f["rule"] in generate.DEFECTS[defect]]
            tally = still if defect in generate.STILL_MISSED else misses
            tally.add(f"level {level} {defect}", not right, where)
            if right:
                doubts.add(f"level {level} {defect}", not at_gate(right),
                           where)
        known = {f for f, _, _ in ledger}
        for (file, function), got in found.items():
            if file == name and function not in known and at_gate(got):
                helpers.append(f"{file}:{function} {got[0]['rule']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("refaudit")
    parser.add_argument("--programs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--run", type=int, default=0, metavar="FILES")
    parser.add_argument("--keep", metavar="DIR")
    parser.add_argument("--max-miss", type=float, default=0.0)
    parser.add_argument("--max-false", type=float, default=0.0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        directory = args.keep or scratch
        os.makedirs(directory, exist_ok=True)
        files = {}
        for i in range((args.programs + PER_FILE - 1) // PER_FILE):
            name = f"m{i}.c"
            text, ledger = generate.generate(args.seed * 100003 + i, PER_FILE)
            with open(os.path.join(directory, name), "w") as f:
                f.write(text.replace("MODULE", name[:-2]))
            files[name] = ledger
        if args.run:
            import execute
            execute.check(directory, dict(list(files.items())[:args.run]))
        misses, alarms, doubts, helpers = Tally(), Tally(), Tally(), []
        still = Tally()
        found = analyse(os.path.abspath(args.refaudit), directory,
                        sorted(files))
        compare(found, files, misses, still, alarms, doubts, helpers)
        print("seed:", args.seed)
        misses.print("missed")
        still.print("missed as expected")
        doubts.print("found, but below the gate")
        alarms.print("false alarms")
        for line in helpers[:5]:
            print("in a helper:", line)
        sys.exit(misses.rate() > args.max_miss
                 or alarms.rate() > args.max_false or bool(helpers))


if __name__ == "__main__":
    main()
