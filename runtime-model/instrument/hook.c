/* Stubs: a pool of tiny functions, each of which knows its number.
 *
 * A stub of an API function hands the registers to api_enter(), which says
 * where to go on, and jumps there: arguments on the stack stay where they
 * are, so functions with any number of arguments pass.  The result is seen
 * only by turning the return address, which is done in experiments alone.
 * Most calls need no more than to be counted: refrt_quick() is asked before,
 * which finds its arguments where the stub and the call have left them on the
 * stack, and changes no register but that of its result.
 *
 * A stub of an entry is an ordinary function of seven arguments: what Python
 * calls in an extension has at most six, all in registers.
 */
#include "rt.h"

#if !defined(__x86_64__)
#error "the companion runtime needs its stubs written for this machine"
#endif

#define API_STUBS 2048
#define ENTRY_STUBS 16384
#define STUB_SIZE 16

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)

__asm__(
    ".pushsection .text\n"
    ".balign 16\n"
    ".type refrt_api_stubs, @function\n"
    "refrt_api_stubs:\n"
    ".set number, 0\n"
    ".rept " TEXT(
        API_STUBS) "\n"
                   ".balign 16\n"
                   "pushq $number\n"
                   "call refrt_api_common\n"
                   "jmp *%r11\n"
                   ".set number, number + 1\n"
                   ".endr\n"
                   ".balign 16\n"
                   ".type refrt_entry_stubs, @function\n"
                   "refrt_entry_stubs:\n"
                   ".set number, 0\n"
                   ".rept " TEXT(
                       ENTRY_STUBS) "\n"
                                    ".balign 16\n"
                                    "pushq $(number + " TEXT(
                                        API_STUBS) ")\n"
                                                   "call refrt_entry\n"
                                                   "addq $8, %rsp\n"
                                                   "ret\n"
                                                   ".set number, number + 1\n"
                                                   ".endr\n"
                                                   ".popsection\n");

__asm__(".pushsection .text\n"
        ".type refrt_api_common, @function\n"
        "refrt_api_common:\n"
        ".cfi_startproc\n"
        ".cfi_def_cfa_offset 24\n"
        "movq %rax, %r11\n"
        "call refrt_quick\n"
        "xchgq %rax, %r11\n"
        "testq %r11, %r11\n"
        "je 1f\n"
        "ret $8\n"
        "1:\n"
        "pushq %rax\n pushq %r10\n pushq %r9\n pushq %r8\n"
        "pushq %rcx\n pushq %rdx\n pushq %rsi\n pushq %rdi\n"
        "subq $136, %rsp\n"
        ".cfi_def_cfa_offset 224\n"
        "movups %xmm0, 8(%rsp)\n movups %xmm1, 24(%rsp)\n"
        "movups %xmm2, 40(%rsp)\n movups %xmm3, 56(%rsp)\n"
        "movups %xmm4, 72(%rsp)\n movups %xmm5, 88(%rsp)\n"
        "movups %xmm6, 104(%rsp)\n movups %xmm7, 120(%rsp)\n"
        "leaq 8(%rsp), %rdi\n"
        "call refrt_enter\n"
        "movq %rax, %r11\n"
        "movups 8(%rsp), %xmm0\n movups 24(%rsp), %xmm1\n"
        "movups 40(%rsp), %xmm2\n movups 56(%rsp), %xmm3\n"
        "movups 72(%rsp), %xmm4\n movups 88(%rsp), %xmm5\n"
        "movups 104(%rsp), %xmm6\n movups 120(%rsp), %xmm7\n"
        "addq $136, %rsp\n"
        "popq %rdi\n popq %rsi\n popq %rdx\n popq %rcx\n"
        "popq %r8\n popq %r9\n popq %r10\n popq %rax\n"
        ".cfi_def_cfa_offset 24\n"
        "ret $8\n"
        ".cfi_endproc\n"
        ".type refrt_return, @function\n"
        "refrt_return:\n"
        /* As if it had been called from where it will go on. */
        ".cfi_startproc\n"
        ".cfi_def_cfa_offset 0\n"
        "subq $8, %rsp\n"
        ".cfi_def_cfa_offset 8\n"
        "pushq %rdx\n pushq %rax\n"
        "subq $40, %rsp\n"
        ".cfi_def_cfa_offset 64\n"
        "movups %xmm0, (%rsp)\n movups %xmm1, 16(%rsp)\n"
        "movq %rsp, %rdi\n"
        "call refrt_leave\n"
        "movq %rax, 56(%rsp)\n"
        "movups (%rsp), %xmm0\n movups 16(%rsp), %xmm1\n"
        "addq $40, %rsp\n"
        ".cfi_def_cfa_offset 24\n"
        "popq %rax\n popq %rdx\n"
        ".cfi_def_cfa_offset 8\n"
        "ret\n"
        ".cfi_endproc\n"
        ".type refrt_skip, @function\n"
        "refrt_skip:\n"
        "ret\n"
        ".popsection\n");

extern char refrt_api_stubs[], refrt_entry_stubs[];
void refrt_return(void);
void refrt_skip(void);
function refrt_enter(struct frame *f);
uint64_t refrt_leave(struct left *f);

#define HIDDEN __attribute__((used, visibility("hidden")))

HIDDEN function
refrt_enter(struct frame *f)
{
    return api_enter(f);
}

HIDDEN uint64_t
refrt_leave(struct left *f)
{
    return api_leave(f);
}

struct hook *hook_table[API_STUBS + ENTRY_STUBS];
function hook_targets[API_STUBS];
static size_t n_api, n_entry;

size_t
hook_count(void)
{
    return API_STUBS + n_entry;
}

uintptr_t
hook_return(void)
{
    return (uintptr_t)refrt_return;
}

bool
hook_calls_entry(uintptr_t ra)
{
    return ra - (uintptr_t)refrt_entry_stubs <= n_entry * STUB_SIZE;
}

function
hook_skip(void)
{
    return refrt_skip;
}

function
hook_api(struct api *api, function target)
{
    if (api->hook != NULL)
        return api->hook->stub;
    if (n_api >= API_STUBS)
        return NULL;
    struct hook *h = own_get(sizeof *h);
    *h = (struct hook){.kind = HOOK_API, .target = target, .api = api};
    *(char **)&h->stub = refrt_api_stubs + n_api * STUB_SIZE;
    hook_targets[n_api] = api->hands ? NULL : target;
    hook_table[n_api++] = h;
    api->hook = h;
    return h->stub;
}

static const struct hook *
hook_of(function f)
{
    char *p = *(char **)&f;
    if (p >= refrt_api_stubs && p < refrt_api_stubs + n_api * STUB_SIZE)
        return hook_table[(size_t)(p - refrt_api_stubs) / STUB_SIZE];
    if (p >= refrt_entry_stubs && p < refrt_entry_stubs + n_entry * STUB_SIZE)
        return hook_table[API_STUBS +
                          (size_t)(p - refrt_entry_stubs) / STUB_SIZE];
    return NULL;
}

function
hook_real(function f)
{
    const struct hook *h = hook_of(f);
    return h == NULL ? f : h->target;
}

/* A stub for the function, one for each way to call it. */
function
hook_entry(const struct entry_kind *kind, const char *name, function target)
{
    uintptr_t address = *(uintptr_t *)&target;
    const struct loaded *l = loaded_of(address);
    char id[160];
    if (l == NULL)
        return NULL;
    for (size_t i = 0; i < n_entry; i++) {
        if (hook_table[API_STUBS + i]->target == target &&
            hook_table[API_STUBS + i]->entry == kind)
            return hook_table[API_STUBS + i]->stub;
    }
    if (n_entry >= ENTRY_STUBS)
        return NULL;
    struct hook *h = own_get(sizeof *h);
    snprintf(id, sizeof id, "%s@0x%zx/%s", l->id, (size_t)(address - l->base),
             kind->name);
    *h = (struct hook){.kind = HOOK_ENTRY,
                       .target = target,
                       .entry = kind,
                       .sets_up = strcmp(kind->name, "tp_init") == 0,
                       .name = own_text(name == NULL ? "-" : name),
                       .id = own_text(id)};
    for (size_t i = plan.n_trials; i-- > 0;) {
        if (strcmp(plan.trials[i].entry, h->id) == 0) {
            plan.trials[i].next = h->trials;
            h->trials = &plan.trials[i];
        }
    }
    *(char **)&h->stub = refrt_entry_stubs + n_entry * STUB_SIZE;
    hook_table[API_STUBS + n_entry++] = h;
    log_record("entry", h->id, h->name, NULL);
    return h->stub;
}
