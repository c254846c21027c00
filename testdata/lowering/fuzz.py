"""Feeds damaged C programs to the whole analysis.

Usage: fuzz.py REFAUDIT [--seconds N] [--seed N] [--keep DIR]

The programs are the cases of testdata, with tokens and lines of them removed,
doubled, exchanged, moved from one to another, or cut off.  Parse errors and
budgets are right answers; a worker that dies or hangs is none, nor is any
other end of the program.  What was wrong is kept in DIR and named.
"""
import argparse
import json
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

CASES = pathlib.Path(__file__).resolve().parent.parent
TOKEN = re.compile(r'\s+|//[^\n]*|"(?:\\.|[^"\\\n])*"|\w+|.', re.S)
RIGHT = {"parse-errors", "unsupported", "budget", "headers-missing"}
PER_RUN = 24
PATIENCE = 120  # processor seconds; the budgets end a run far earlier
ODD = ["0", "-1", "(void *)0", "9223372036854775807", "0x80000000", "1.5",
       "NULL", "*", "&", "(", ")", "{", "}", ";", "goto", "return", "if",
       "while (1)", "for (;;)", "do", "else", "case 1:", "default:",
       "switch (1)", "sizeof", "struct", "union", "static", "...", "->", "[",
       "]", "?", ":", "__attribute__((cleanup(f)))", "__asm__(\"\")",
       "(PyObject *)", "(int)", "Py_None", "({", "})", "a ? b : c", "\0"]


def read_cases():
    texts = []
    for path in sorted(CASES.glob("*/*.c")):
        text = path.read_text(errors="replace")
        if "Python.h" in text and len(text) < 20000:
            texts.append(text)
    return texts


def damage_tokens(rng, text, texts):
    tokens = TOKEN.findall(text)
    others = TOKEN.findall(rng.choice(texts))
    for _ in range(rng.choice([1, 1, 2, 3, 8])):
        i, j = rng.randrange(len(tokens)), rng.randrange(len(tokens))
        what = rng.randrange(6)
        if what == 0:
            tokens[i] = ""
        elif what == 1:
            tokens[i] = tokens[j]
        elif what == 2:
            tokens[i], tokens[j] = tokens[j], tokens[i]
        elif what == 3:
            tokens[i] = " " + rng.choice(ODD) + " "
        elif what == 4:
            tokens[i] = " " + rng.choice(others) + " "
        else:
            names = [k for k, t in enumerate(tokens) if t[0:1].isalpha()]
            if names:
                tokens[rng.choice(names)] = tokens[rng.choice(names)]
    return "".join(tokens)


def damage_lines(rng, text, texts):
    lines = text.split("\n")
    others = rng.choice(texts).split("\n")
    i, n = rng.randrange(len(lines)), rng.randrange(1, 6)
    what = rng.randrange(5)
    if what == 0:
        del lines[i:i + n]
    elif what == 1:
        lines[i:i] = lines[i:i + n] * rng.choice([1, 2, 40])
    elif what == 2:
        j = rng.randrange(len(others))
        lines[i:i] = others[j:j + n]
    elif what == 3:
        j = rng.randrange(len(lines))
        lines[i], lines[j] = lines[j], lines[i]
    else:
        lines = lines[:i + 1] if rng.random() < 0.5 else lines + others
    return "\n".join(lines)


def damaged(rng, texts):
    text = rng.choice(texts)
    for _ in range(rng.choice([1, 1, 2, 4])):
        how = damage_lines if rng.random() < 0.4 else damage_tokens
        text = how(rng, text, texts) or "x"
    return text


def limit():
    """A busy machine makes a run no worse."""
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))


def what_is_wrong(refaudit, directory):
    """None, or a sentence."""
    argv = [refaudit, "check", "--no-db", "--no-cache", "--format", "json",
            "--progress", "never", "--triggers", "all", "--min-confidence",
            "possible", "-j1", "."]
    try:
        p = subprocess.run(argv, cwd=directory, capture_output=True,
                           preexec_fn=limit, timeout=20 * PATIENCE)
    except subprocess.TimeoutExpired:
        return f"no end within {20 * PATIENCE} s"
    if p.returncode not in (0, 1, 3):
        return f"exit {p.returncode}: {p.stderr[-2000:].decode(errors='replace')}"
    try:
        answer = json.loads(p.stdout)
    except ValueError as e:
        return f"the output is no JSON: {e}"
    for row in answer["not_analysed"]:
        if row["status"] not in RIGHT:
            return f"{row['file']}: {row['status']}: {row['reason']}"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("refaudit")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", default="fuzz-found")
    args = parser.parse_args()
    refaudit = str(pathlib.Path(args.refaudit).resolve())
    texts, keep = read_cases(), pathlib.Path(args.keep)
    programs = bad = 0
    end = time.monotonic() + args.seconds
    while time.monotonic() < end:
        rng = random.Random(args.seed * 1000003 + programs)
        with tempfile.TemporaryDirectory() as where:
            for i in range(PER_RUN):
                pathlib.Path(where, f"f{i}.c").write_text(
                    damaged(rng, texts), errors="replace")
            wrong = what_is_wrong(refaudit, where)
            if wrong:
                bad += 1
                to = keep / f"{args.seed}-{programs}"
                keep.mkdir(parents=True, exist_ok=True)
                shutil.copytree(where, to, dirs_exist_ok=True)
                print(f"{to}: {wrong}", flush=True)
        programs += PER_RUN
    print(f"{programs} damaged programs (seed {args.seed}), {bad} runs wrong")
    sys.exit(1 if bad else 0)


main()
