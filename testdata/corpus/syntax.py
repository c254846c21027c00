"""What of a row's unit the compiler accepts."""

import re
import subprocess


def function_lines(path, name):
    """First and last line of a function's definition; None when unsure."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    head = re.compile(rf"\b{re.escape(name)}\s*\(")
    for i, line in enumerate(lines):
        if not head.search(line) or line[:1] in " \t#/*" or ";" in line:
            continue
        for j in range(i, min(i + 40, len(lines))):
            if lines[j].startswith("{") or lines[j].rstrip().endswith("{"):
                for k in range(j, len(lines)):
                    if lines[k].startswith("}"):
                        return i + 1, k + 1
            if lines[j].rstrip().endswith(";"):
                break
    return None


class Syntax:
    def __init__(self, clang):
        self.clang = clang

    def check(self, row, tree, flags):
        """'' when the row's function parses, otherwise the cause."""
        unit = tree / row["parse_tu"]
        if not unit.exists():
            return f"no file {row['parse_tu']}"
        done = subprocess.run(
            [self.clang, "-fsyntax-only", "-ferror-limit=0", "-x", "c", *flags,
             str(unit)], capture_output=True, text=True, errors="replace")
        errors = []
        for line in done.stderr.splitlines():
            match = re.match(r"(.*?):(\d+):\d+: (?:fatal )?error: (.*)", line)
            if match:
                errors.append((match[1], int(match[2]), match[3]))
        if not errors:
            return ""
        for _, _, message in errors:
            if "file not found" in message:
                return f"{len(errors)} errors: {message}"
        source = tree / row["file"]
        lines = function_lines(source, row["function"]) or (1, 10 ** 9)
        inside = [e for e in errors if e[0] == str(source)
                  and lines[0] <= e[1] <= lines[1]]
        if inside:
            return f"{len(inside)} errors inside: {inside[0][2]}"
        return f"elsewhere {len(errors)} errors: {errors[0][2]}"
