/* Where Debian keeps the headers that extension modules commonly need. */
#include "commands_internal.h"

#include <string.h>
#include <strings.h>

/* Sorted by header; a name ending in '/' stands for what begins so. */
static const struct known table[] = {
    {"FLAC/", "flac", "libflac-dev"},
    {"SDL.h", "sdl2", "libsdl2-dev"},
    {"X11/", "x11", "libx11-dev"},
    {"alsa/", "alsa", "libasound2-dev"},
    {"apr.h", "apr-1", "libapr1-dev"},
    {"archive.h", "libarchive", "libarchive-dev"},
    {"asoundlib.h", "alsa", "libasound2-dev"},
    {"augeas.h", "augeas", "libaugeas-dev"},
    {"avif/", "libavif", "libavif-dev"},
    {"bluetooth/", "bluez", "libbluetooth-dev"},
    {"brotli/", "libbrotlicommon", "libbrotli-dev"},
    {"bzlib.h", "bzip2", "libbz2-dev"},
    {"cairo.h", "cairo", "libcairo2-dev"},
    {"cups/", "cups", "libcups2-dev"},
    {"curl/", "libcurl", "libcurl4-openssl-dev"},
    {"db.h", "", "libdb-dev"},
    {"dbus/", "dbus-1", "libdbus-1-dev"},
    {"event.h", "libevent", "libevent-dev"},
    {"event2/", "libevent", "libevent-dev"},
    {"expat.h", "expat", "libexpat1-dev"},
    {"ffi.h", "libffi", "libffi-dev"},
    {"fribidi.h", "fribidi", "libfribidi-dev"},
    {"ft2build.h", "freetype2", "libfreetype-dev"},
    {"fuse.h", "fuse3 fuse", "libfuse3-dev"},
    {"gdbm.h", "", "libgdbm-dev"},
    {"gio/", "gio-2.0", "libglib2.0-dev"},
    {"girepository.h", "gobject-introspection-1.0", "libgirepository1.0-dev"},
    {"git2.h", "libgit2", "libgit2-dev"},
    {"glib-object.h", "gobject-2.0", "libglib2.0-dev"},
    {"glib.h", "glib-2.0", "libglib2.0-dev"},
    {"gmp.h", "gmp", "libgmp-dev"},
    {"gsl/", "gsl", "libgsl-dev"},
    {"gssapi.h", "krb5-gssapi", "libkrb5-dev"},
    {"gssapi/", "krb5-gssapi", "libkrb5-dev"},
    {"gtk/", "gtk+-3.0", "libgtk-3-dev"},
    {"hb.h", "harfbuzz", "libharfbuzz-dev"},
    {"hdf5.h", "hdf5", "libhdf5-dev"},
    {"jansson.h", "jansson", "libjansson-dev"},
    {"jpeglib.h", "libjpeg", "libjpeg-dev"},
    {"krb5.h", "krb5", "libkrb5-dev"},
    {"lber.h", "lber", "libldap-dev"},
    {"lcms2.h", "lcms2", "liblcms2-dev"},
    {"ldap.h", "ldap", "libldap-dev"},
    {"ldap_features.h", "ldap", "libldap-dev"},
    {"libimagequant.h", "", "libimagequant-dev"},
    {"libmemcached/", "libmemcached", "libmemcached-dev"},
    {"libpq-fe.h", "libpq", "libpq-dev"},
    {"libpq/", "libpq", "libpq-dev"},
    {"librdkafka/", "rdkafka", "librdkafka-dev"},
    {"librsync.h", "", "librsync-dev"},
    {"libusb.h", "libusb-1.0", "libusb-1.0-0-dev"},
    {"libvirt/", "libvirt", "libvirt-dev"},
    {"libxml/", "libxml-2.0", "libxml2-dev"},
    {"libxslt/", "libxslt", "libxslt1-dev"},
    {"lmdb.h", "lmdb", "liblmdb-dev"},
    {"lua.h", "lua5.4 lua5.3", "liblua5.4-dev"},
    {"lz4.h", "liblz4", "liblz4-dev"},
    {"lz4frame.h", "liblz4", "liblz4-dev"},
    {"lz4hc.h", "liblz4", "liblz4-dev"},
    {"lzma.h", "liblzma", "liblzma-dev"},
    {"lzo/", "lzo2", "liblzo2-dev"},
    {"magic.h", "libmagic", "libmagic-dev"},
    {"mpc.h", "", "libmpc-dev"},
    {"mpfr.h", "mpfr", "libmpfr-dev"},
    {"mpi.h", "ompi-c mpich", "libopenmpi-dev"},
    {"my_config.h", "libmariadb mysqlclient", "default-libmysqlclient-dev"},
    {"mysql.h", "libmariadb mysqlclient", "default-libmysqlclient-dev"},
    {"mysqld_error.h", "libmariadb mysqlclient", "default-libmysqlclient-dev"},
    {"ncurses.h", "ncurses", "libncurses-dev"},
    {"netcdf.h", "netcdf", "libnetcdf-dev"},
    {"openjpeg.h", "libopenjp2", "libopenjp2-7-dev"},
    {"openssl/", "openssl", "libssl-dev"},
    {"pango/", "pango", "libpango1.0-dev"},
    {"pcap.h", "libpcap", "libpcap-dev"},
    {"pcre.h", "libpcre", "libpcre3-dev"},
    {"pcre2.h", "libpcre2-8", "libpcre2-dev"},
    {"pg_config.h", "libpq", "libpq-dev"},
    {"png.h", "libpng", "libpng-dev"},
    {"portaudio.h", "portaudio-2.0", "portaudio19-dev"},
    {"postgres_ext.h", "libpq", "libpq-dev"},
    {"proj.h", "proj", "libproj-dev"},
    {"pulse/", "libpulse", "libpulse-dev"},
    {"raqm.h", "raqm", "libraqm-dev"},
    {"readline/", "readline", "libreadline-dev"},
    {"rpm/", "rpm", "librpm-dev"},
    {"sasl.h", "libsasl2", "libsasl2-dev"},
    {"sasl/", "libsasl2", "libsasl2-dev"},
    {"security/pam_appl.h", "pam", "libpam0g-dev"},
    {"selinux/", "libselinux", "libselinux1-dev"},
    {"snappy-c.h", "", "libsnappy-dev"},
    {"sodium.h", "libsodium", "libsodium-dev"},
    {"sql.h", "odbc", "unixodbc-dev"},
    {"sqlext.h", "odbc", "unixodbc-dev"},
    {"sqlite3.h", "sqlite3", "libsqlite3-dev"},
    {"sybdb.h", "", "freetds-dev"},
    {"sys/acl.h", "libacl", "libacl1-dev"},
    {"sys/capability.h", "libcap", "libcap-dev"},
    {"systemd/", "libsystemd", "libsystemd-dev"},
    {"tcl.h", "tcl", "tcl-dev"},
    {"tiff.h", "libtiff-4", "libtiff-dev"},
    {"tiffio.h", "libtiff-4", "libtiff-dev"},
    {"tk.h", "tk", "tk-dev"},
    {"usb.h", "libusb", "libusb-dev"},
    {"uuid/", "uuid", "uuid-dev"},
    {"uv.h", "libuv", "libuv1-dev"},
    {"webp/", "libwebp", "libwebp-dev"},
    {"xcb/", "xcb", "libxcb1-dev"},
    {"xmlsec/", "xmlsec1", "libxmlsec1-dev"},
    {"xxhash.h", "libxxhash", "libxxhash-dev"},
    {"yaml.h", "yaml-0.1", "libyaml-dev"},
    {"zlib.h", "zlib", "zlib1g-dev"},
    {"zmq.h", "libzmq", "libzmq3-dev"},
    {"zstd.h", "libzstd", "libzstd-dev"},
};

const struct known *
known_header(const char *name)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const char *header = table[i].header;
        if (str_ends(header, "/") ? str_starts(name, header)
                                  : strcmp(name, header) == 0)
            return &table[i];
    }
    return NULL;
}

bool
known_is_builtin(const char *name)
{
    static const char *const names[] = {
        "arm_acle.h",    "arm_neon.h", "arm_sve.h",  "cpuid.h",
        "float.h",       "iso646.h",   "limits.h",   "mm3dnow.h",
        "mm_malloc.h",   "omp.h",      "stdalign.h", "stdarg.h",
        "stdatomic.h",   "stdbool.h",  "stddef.h",   "stdint.h",
        "stdnoreturn.h", "tgmath.h",   "unwind.h",   "varargs.h",
        "altivec.h",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return str_ends(name, "intrin.h");
}

/* Looked for without importing the package: that would run its code. */
static const char numpy_question[] =
    "import importlib.util, os\n"
    "s = importlib.util.find_spec('numpy')\n"
    "for p in s.submodule_search_locations if s else ():\n"
    "    for d in 'core', '_core':\n"
    "        d = os.path.join(p, d, 'include')\n"
    "        if os.path.isdir(d):\n"
    "            print(d)\n";

const char *
known_numpy_dir(arena *keep, const struct python *py)
{
    const char *argv[] = {py->exe, "-I", "-c", numpy_question, NULL};
    struct ran ran;
    if (!run_program(keep, argv, &run_unasked, &ran) || ran.status != 0)
        return NULL;
    size_t n = strcspn(ran.out, "\n");
    return n == 0 ? NULL : arena_strndup(keep, ran.out, n);
}

/* Words in file names that say: for another system. */
static const char *const systems[] = {
    "aix",       "android", "bsd",    "cocoa", "cygwin",  "darwin",
    "dragonfly", "freebsd", "haiku",  "hpux",  "ios",     "irix",
    "mac",       "macos",   "macosx", "mingw", "msvc",    "netbsd",
    "nt",        "openbsd", "os2",    "osx",   "solaris", "sunos",
    "vms",       "win",     "win32",  "win64", "windows",
};

static const char *
system_word(const char *word, size_t n)
{
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
        if (strlen(systems[i]) == n && strncasecmp(word, systems[i], n) == 0)
            return systems[i];
    }
    return NULL;
}

const char *
known_system(const char *path)
{
    while (*path != '\0') {
        size_t n = strcspn(path, "/_-.");
        const char *system = system_word(path, n);
        if (system != NULL)
            return system;
        path += n;
        path += *path != '\0';
    }
    return NULL;
}

const char *
known_foreign_header(const char *header)
{
    static const struct {
        const char *header, *system;
    } all[] = {
        {"windows.h", "Windows"},
        {"winsock2.h", "Windows"},
        {"winsock.h", "Windows"},
        {"winbase.h", "Windows"},
        {"io.h", "Windows"},
        {"conio.h", "Windows"},
        {"direct.h", "Windows"},
        {"process.h", "Windows"},
        {"tchar.h", "Windows"},
        {"mach/", "macOS"},
        {"CoreFoundation/", "macOS"},
        {"CoreServices/", "macOS"},
        {"Carbon/", "macOS"},
        {"Cocoa/", "macOS"},
        {"IOKit/", "macOS"},
        {"Security/", "macOS"},
        {"SystemConfiguration/", "macOS"},
        {"ApplicationServices/", "macOS"},
        {"Foundation/", "macOS"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const char *name = all[i].header;
        if (str_ends(name, "/") ? str_starts(header, name)
                                : strcasecmp(header, name) == 0)
            return all[i].system;
    }
    return NULL;
}
