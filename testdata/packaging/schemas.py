"""Published schemas of what other programs read, taken from packages that
carry them: OASIS's of SARIF from cfn-lint's tests, those of GitHub's actions
and GitLab's pipelines from check-jsonschema.

Usage: schemas.py DIRECTORY: makes DIRECTORY/{sarif,github-action,gitlab-ci}
.json with the help of pip; what is there already stays.
"""
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile

# The hashes make sure that it is what was read when this was written.
PINS = """\
cfn-lint==1.58.0 --no-binary cfn-lint \
--hash=sha256:ba02cd7f7e06c8bc160936051a03ec931af52943fcc9cc72ad2748caa0f2a103
check-jsonschema==0.39.0 --only-binary check-jsonschema \
--hash=sha256:14ce5c94871c551268ea948ffe21e9f1464dc48fb20bf9a4c13deeaaf756cf9b
"""
VENDOR = "check_jsonschema/builtin_schemas/vendor/"
MEMBERS = {
    "sarif.json":
        "cfn_lint-1.58.0/test/fixtures/schemas/sarif/schema-2.1.0.json",
    "github-action.json": VENDOR + "github-actions.json",
    "gitlab-ci.json": VENDOR + "gitlab-ci.json",
}


def read(archive, member):
    if archive.endswith(".whl"):
        with zipfile.ZipFile(archive) as z:
            return z.read(member)
    with tarfile.open(archive) as t:
        return t.extractfile(member).read()


def download(where):
    """The archive of each pinned package."""
    for i, line in enumerate(PINS.splitlines()):
        pin, option, package, hashed = line.split()
        name = os.path.join(where, "%d.txt" % i)
        with open(name, "w") as f:
            f.write("%s %s\n" % (pin, hashed))
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet",
                        "--disable-pip-version-check", "--no-deps", option,
                        package, "--dest", where, "-r", name],
                       check=True, timeout=120)
    return [os.path.join(where, n) for n in os.listdir(where)
            if n.endswith((".whl", ".gz"))]


def main(directory):
    os.makedirs(directory, exist_ok=True)
    wanted = {name: member for name, member in MEMBERS.items()
              if not os.path.exists(os.path.join(directory, name))}
    if not wanted:
        return
    with tempfile.TemporaryDirectory() as where:
        archives = download(where)
        for name, member in wanted.items():
            archive = [a for a in archives
                       if a.endswith(".whl") == member.startswith(VENDOR)]
            data = read(archive[0], member)
            with open(os.path.join(directory, name), "wb") as f:
                f.write(data)


if __name__ == "__main__":
    main(sys.argv[1])
