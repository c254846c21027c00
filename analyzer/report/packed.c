/* How large a text is once gzip has packed it, which is what GitHub counts
 * when it takes SARIF; at most that, since a slower gzip packs better. */
#include "paint.h"

#define ZLIB_CONST
#include <zlib.h>

/* A gzip member's own bytes around what deflate makes. */
#define GZIP_FRAME 18

struct packer {
    z_stream stream;
    size_t packed;
    unsigned char out[1 << 14];
};

static void
pack(struct packer *p, int flush)
{
    do {
        p->stream.next_out = p->out;
        p->stream.avail_out = sizeof p->out;
        if (deflate(&p->stream, flush) == Z_STREAM_ERROR)
            die("zlib: stream error");
        p->packed += sizeof p->out - p->stream.avail_out;
    } while (p->stream.avail_out == 0);
}

static int
take(const char *bytes, size_t n, void *data)
{
    struct packer *p = data;
    p->stream.next_in = (const Bytef *)bytes;
    p->stream.avail_in = (uInt)n;
    pack(p, Z_NO_FLUSH);
    return 0;
}

size_t
report_packed_size(const json_t *value, size_t flags)
{
    struct packer p = {.packed = GZIP_FRAME};
    if (deflateInit(&p.stream, Z_BEST_SPEED) != Z_OK)
        die("out of memory");
    if (json_dump_callback(value, take, &p, flags) != 0)
        die("cannot write JSON");
    p.stream.avail_in = 0;
    pack(&p, Z_FINISH);
    deflateEnd(&p.stream);
    return p.packed;
}
