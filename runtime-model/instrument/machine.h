/* What an instruction of x86-64 reads and writes. */
#ifndef REFRT_MACHINE_H
#define REFRT_MACHINE_H

#include <stdbool.h>
#include <stdint.h>
#include <ucontext.h>

uint64_t register_of(const greg_t *g, unsigned number);
/* The address in memory that the operand behind an opcode means. */
uint64_t operand_of(const greg_t *g, unsigned rex, const unsigned char *modrm,
                    uintptr_t ip);
/* It only gives back what a function has on the stack, or returns. */
bool unwinds(const unsigned char *p);

#endif
