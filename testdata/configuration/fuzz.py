"""Feeds hostile configurations to the command that reads them.

Usage: fuzz.py REFAUDIT [--seconds N] [--seed N] [--keep DIR]

Every key of `refaudit manual config` with values of every type, right, odd
and absurd, in refaudit.toml and in pyproject.toml; and such files damaged
byte by byte.  Right is an analysis (0, 1, 3), or 2 with a message that names
the file or an option; anything else is kept in DIR and told.
"""
import argparse
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile
import time

PATIENCE = 120  # seconds of processor time
SOURCE = "#include <stddef.h>\nint f(void);\nint f(void) { return 1; }\n"
TEXTS = ["", "x", "0", "-1", "1", "99999999999999999999", "nan", "all", "none",
         "certain", "likely", "possible", "REF001", "ref*", "!REF001", "*",
         "../..", "/", "/dev/null", "/nonexistent/x", "a.c", ".", "3.11",
         "3.999", "python3", "%s%n%x", "\u00e4\u20ac\U0001f40d", "a,b,,c",
         "a" * 5000, "a\nb", "\t", "\"", "'", "-", "--", "--help", "$HOME",
         "json", "auto", "never", "always", "text=x", "REF001=error"]
RAW = ["0", "1", "-1", "7", "1e400", "0.5", "-0.0", "inf", "nan", "true",
       "false", "9223372036854775807", "-9223372036854775808", "0xff", "[]",
       "{}", "[[]]", "[1, 2]", "[true]", "{a = 1}", "[{a = 1}]",
       "1979-05-27", "1979-05-27T07:32:00Z", "07:32:00", "'''a\nb'''"]


# A message begins so, from the program or about a line of a contract file.
SAYS_WHERE = re.compile(r"refaudit: |\S.*:\d+:\d+: (error|warning): ")


def quoted(text):
    out = "".join(c if c.isprintable() and c not in "\"\\" else
                  f"\\u{ord(c):04x}" for c in text)
    return f'"{out}"'


def known_keys(refaudit):
    text = subprocess.run([refaudit, "manual", "config"], check=True,
                          capture_output=True, text=True).stdout
    return sorted(set(re.findall(r"^#?\s*([a-z][a-z-]*)\s*=", text, re.M)))


def value(rng):
    what = rng.randrange(4)
    if what == 0:
        return rng.choice(RAW)
    if what == 1:
        return "[" + ", ".join(quoted(rng.choice(TEXTS)) for _ in
                               range(rng.randrange(4))) + "]"
    return quoted(rng.choice(TEXTS))


def configuration(rng, keys, head):
    chosen = rng.sample(keys, rng.randrange(1, min(6, len(keys))))
    if rng.random() < 0.1:
        chosen.append(rng.choice(["jbos", "no-such-key", "_", "A", "\"\""]))
    text = head + "".join(f"{key} = {value(rng)}\n" for key in chosen)
    data = bytearray(text.encode())
    for _ in range(rng.choice([0, 0, 0, 1, 2, 10])):
        i = rng.randrange(len(data))
        what = rng.randrange(3)
        if what == 0:
            data[i] = rng.randrange(256)
        elif what == 1:
            del data[i]
        else:
            data[i:i] = bytes(rng.choices(range(256), k=rng.randrange(1, 4)))
        data = data or bytearray(b"x")
    return bytes(data)


def limit():
    """A busy machine makes a run no worse."""
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))


def what_is_wrong(refaudit, where):
    """None, or a sentence."""
    try:
        p = subprocess.run([refaudit, "check", "--no-cache", "a.c"],
                           cwd=where, capture_output=True,
                           preexec_fn=limit, timeout=20 * PATIENCE,
                           stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return f"no end within {20 * PATIENCE} s"
    said = p.stderr.decode(errors="replace")
    if "Sanitizer" in said or "runtime error" in said:
        return said[-2000:]
    if p.returncode in (0, 1, 3):
        return None
    if p.returncode != 2:
        return f"exit {p.returncode}: {said[-2000:]}"
    return None if SAYS_WHERE.match(said) else f"says: {said[-500:]!r}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("refaudit")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", default="fuzz-found")
    args = parser.parse_args()
    refaudit = str(pathlib.Path(args.refaudit).resolve())
    keys, keep = known_keys(refaudit), pathlib.Path(args.keep)
    assert len(keys) > 20, keys
    runs = bad = 0
    end = time.monotonic() + args.seconds
    while time.monotonic() < end:
        rng = random.Random(args.seed * 1000003 + runs)
        name, head = rng.choice([("refaudit.toml", ""),
                                 ("pyproject.toml", "[tool.refaudit]\n")])
        with tempfile.TemporaryDirectory() as where:
            pathlib.Path(where, "a.c").write_text(SOURCE)
            data = configuration(rng, keys, head)
            pathlib.Path(where, name).write_bytes(data)
            wrong = what_is_wrong(refaudit, where)
        if wrong:
            bad += 1
            keep.mkdir(parents=True, exist_ok=True)
            to = keep / f"{args.seed}-{runs}-{name}"
            to.write_bytes(data)
            print(f"{to}: {wrong}", flush=True)
        runs += 1
    print(f"{runs} configurations (seed {args.seed}), {bad} wrong")
    sys.exit(1 if bad else 0)


main()
