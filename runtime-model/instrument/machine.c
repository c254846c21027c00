/* Registers and operands of machine instructions, as a signal finds them. */
#include "machine.h"

#include <string.h>

uint64_t
register_of(const greg_t *g, unsigned number)
{
    static const int order[] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX,
                                REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                                REG_R8,  REG_R9,  REG_R10, REG_R11,
                                REG_R12, REG_R13, REG_R14, REG_R15};
    return (uint64_t)g[order[number & 15]];
}

uint64_t
operand_of(const greg_t *g, unsigned rex, const unsigned char *modrm,
           uintptr_t ip)
{
    unsigned mod = modrm[0] >> 6, rm = modrm[0] & 7;
    const unsigned char *p = modrm + 1;
    int32_t far = 0;
    uint64_t at = 0;
    bool absolute = false;
    if (rm == 4) {
        unsigned base = p[0] & 7, index = (p[0] >> 3 & 7) | (rex & 2) << 2;
        absolute = base == 5 && mod == 0;
        at = absolute ? 0 : register_of(g, base | (rex & 1) << 3);
        if (index != 4)
            at += register_of(g, index) << (p[0] >> 6);
        p++;
    }
    else if (rm == 5 && mod == 0) {
        memcpy(&far, p, sizeof far);
        return ip + (uintptr_t)(p + 4 - (const unsigned char *)ip) +
               (uint64_t)(int64_t)far;
    }
    else
        at = register_of(g, rm | (rex & 1) << 3);
    if (mod == 1)
        far = (signed char)p[0];
    else if (mod == 2 || absolute)
        memcpy(&far, p, sizeof far);
    return at + (uint64_t)(int64_t)far;
}

bool
unwinds(const unsigned char *p)
{
    if (*p == 0x41 && (p[1] & 0xf8) == 0x58)
        return true;
    return (*p & 0xf8) == 0x58 || *p == 0xc9 || *p == 0xc3 || *p == 0xc2 ||
           (*p == 0x48 && (p[1] == 0x83 || p[1] == 0x81) && p[2] == 0xc4);
}
