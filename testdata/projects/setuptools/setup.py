import sys
from setuptools import Extension, setup

version = open("version.txt").read().strip()

# define_macros=[('NOT_THIS', '1')] in a comment does not count.
macros = [
    ("ANSWER", "42"),
    ("HAVE_FLAG", None),
    ("PACKAGE_VERSION", f'"{version}"'),
    ("PACKAGE_SERIAL", int(version.replace(".", ""))),
]
if sys.platform == "win32":
    macros.append(("USE_WINDOWS", "1"))
else:
    macros.append(("USE_POSIX", "1"))
if "--fast" in sys.argv:
    macros.append(("FAST", "1"))

setup(
    name="counted",
    version=version,
    ext_modules=[
        Extension(
            "counted",
            sources=["src/counted.c"],
            include_dirs=["src/lib"],
            define_macros=macros,
            extra_compile_args=["-DFROM_ARGS=7", "-O3"],
        )
    ],
)
