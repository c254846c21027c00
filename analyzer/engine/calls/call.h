/* Private to call.c, resolve.c and effect.c: one call being executed. */
#ifndef REFAUDIT_CALL_H
#define REFAUDIT_CALL_H

#include "explore.h"

/* sub of the symbol for the result; out-parameters follow */
#define RESULT_SUB 0
/* The first file descriptor that is no standard stream. */
#define FIRST_OWN 3

struct calling {
    struct explorer *x;
    const struct op *op;
    struct op_info *info;
    const struct contract *c;     /* NULL: unknown */
    const struct contract *model; /* its line with the format, or NULL */
    bool known_body;              /* c was inferred from a body of ours */
    bool slot;            /* c is what the interpreter promises a slot */
    struct writes writes; /* to memory that others see */
    value *args;
    enum thread_state thread; /* before the call */
    bool switched;
    value taken; /* what the outcome takes out of a variable; or NO_VALUE */
};

/* assertions.c: the outcome of a call of which an assertion wants better. */
bool assertion_excludes(const struct calling *k, const struct outcome *o);
/* The assertion fails at this block, and a release build goes on without. */
bool assertion_goes_on(struct explorer *x, struct state *s,
                       const struct op *branch, uint32_t block, value about);

/* size.c: may Python code make the allocation fail by its size alone? */
bool size_is_chosen(const struct calling *k, const struct state *s);
/* outcomes.c */
bool call_is_forced(const struct calling *k, const struct state *s);
bool call_is_starved(const struct calling *k, const struct state *s);
bool call_only_reads(const struct calling *k, const struct state *s, size_t i);
/* drops.c: what the callee releases in a struct of the caller. */
#define MAX_DROPS 8
struct drops_done {
    struct cell v[MAX_DROPS];
    size_t n;
};
void drops_take(const struct calling *k, struct state *s,
                struct drops_done *gone);
void drops_leave(const struct calling *k, struct state *s,
                 const struct drops_done *gone);
/* reads_text.c: argument i, which is no object, is followed. */
bool call_reads(const struct calling *k, size_t i);
/* freed_after.c: argument i is memory that this function frees itself. */
bool call_is_freed_after(const struct calling *k, const struct state *s,
                         size_t i);

/* resolve.c: fills c, writes and known_body. */
void call_resolve(struct calling *k, struct state *s);
/* Of a call by name, before any state is known; NULL: none. */
const struct contract *call_line(const struct explorer *x,
                                 const struct op *op);

/* The parameter of argument i, also of the variable rest; or NULL. */
const struct param *call_param(const struct contract *c, size_t i);
bool param_has(const struct param *p, enum verb verb);
/* The reference or block that is passed may be the caller's no more. */
bool param_gives_up(const struct param *p);
value call_arg(const struct calling *k, int i); /* NO_VALUE: no such */
const struct type *call_arg_type(const struct calling *k, size_t i);

/* locks.c: the effect takes a lock; does the thread hold it? */
void lock_retake(const struct calling *k, struct state *s, value v,
                 const struct effect *e);
/* effect.c: one reference or lock of this kind is taken or released. */
void call_acquires(const struct calling *k, struct state *s, value v,
                   sym kind);
void call_releases(const struct calling *k, struct state *s, value v,
                   sym kind);
/* lock_helpers.c: the callee may be such a helper. */
void lock_by_helper(const struct calling *k, struct state *s);
/* The outcome leaves a mutex alone that another takes. */
bool lock_is_refused(const struct calling *k, const struct outcome *o);
/* lock_events.c: a mutex of a kind that one thread may take several times. */
bool lock_may_nest(const struct calling *k);

/* call_tell.c: what is told of the call before it happens. */
void call_tell(const struct calling *k, struct state *s);

/* memory.c: what this function owns and what lay at `from` lies at `to`; the
   rest may be anywhere. */
void memory_move(struct explorer *x, struct state *s, value from, value to);
/* The call has filled the array of this function that argument i is; see
   filled_array.c.  The function may have given v, the first element, away
   by what it does to any of them before `end`. */
bool array_filled(const struct calling *k, const struct state *s, size_t i);
bool array_undecided(const struct explorer *x, value v, const struct op *end);
/* v, which may be any of several elements, is about to be released. */
void memory_release_item(struct explorer *x, struct state *s, value v);

/* effect.c */
void call_effects(const struct calling *k, struct state *s, unsigned outcome);
/* What lay in the block lies in the one that took its place. */
void call_moves_block(const struct calling *k, struct state *s,
                      unsigned outcome, value result);
/* PyMemoryView_FromObject() keeps what it is a view of: the result does. */
void call_result_retains(const struct calling *k, struct state *s,
                         unsigned outcome, value result);
void call_gives(const struct calling *k, struct state *s, value v, sym kind);
/* What argument i gets through its address, or NO_VALUE, goes to `at`. */
value call_made(const struct calling *k, struct state *s, uint32_t sub,
                sym kind, enum origin origin, const struct type *type);
void call_overwrites(const struct calling *k, struct state *s, value at,
                     value v);
/* escape.c */
/* The API notes the pointer for later and changes nothing behind it. */
bool call_only_keeps(const struct calling *k);
/* A function of ours goes along, to be called back. */
bool call_passes_function(const struct calling *k);
/* questions.c: nothing is known of the function but that it answers. */
bool call_asks(const struct calling *k);
/* The value goes to the call, to be kept or for whatever else. */
void call_escape(const struct calling *k, struct state *s, value v);
/* ... but not what lies behind it. */
void call_escape_value(const struct calling *k, struct state *s, value v);

/* by_value.c: what goes in may be kept. */
void call_hands_over(const struct calling *k, struct state *s);
/* parts.c: fields of a variable of ours that have got something. */
void parts_fill(const struct calling *k, struct state *s, size_t i,
                unsigned outcome);
/* ... may be taken out of there by the callee. */
void parts_pass(const struct calling *k, struct state *s);
/* compared.c */
void compared_tell(const struct calling *k, struct state *s,
                   const struct outcome *o);
/* The callee, of ours, leaves alone what the struct holds. */
bool arg_only_reads(const struct calling *k, size_t arg);

/* errno.c: where errno is, or NO_VALUE; and that the call may change it. */
value errno_place(const struct calling *k);
void errno_call(const struct calling *k, struct state *s);
/* A call has failed, and errno, of all things, is 0. */
bool errno_is_none(struct explorer *x, const struct state *s);

/* buffers.c: what stands for the Py_buffer at v, which may be a block. */
value buffer_place(struct explorer *x, const struct state *s, value v);
/* The callee may release the buffers in the blocks that it gets. */
void buffers_pass(const struct calling *k, struct state *s);
/* The block is about to be freed: tell those in it. */
void buffers_lost(const struct calling *k, struct state *s, value block);

/* left_alone.c: variables that the outcome perhaps leaves as they were. */
void call_may_have_set(const struct calling *k, struct state *s, size_t i,
                       const struct outcome *o);
void call_note_absent(const struct calling *k, struct state *s, size_t i,
                      unsigned outcome);

/* ends.c: the function `end` will free v, as far as can be seen. */
void call_ends(const struct calling *k, struct state *s, value end, value v);

/* detached.c: what it does to the thread state. */
void call_switches(const struct calling *k, struct state *s,
                   const struct outcome *o);
bool call_may_switch(const struct calling *k, const struct state *before,
                     const struct outcome *o);
/* A path on which the GIL was released; the token, as far as it is known. */
bool detached_has_left(const struct explorer *x, const struct state *s);
value detached_token(const struct state *s);
/* jumps.c */
void jump_tell(const struct calling *k, struct state *s);
void jump_lands(const struct calling *k, struct state *s,
                const struct outcome *o);

/* yield.c: the call releases the GIL, if only for a while. */
bool yields(const struct contract *c);
void yield_tell(const struct calling *k, struct state *s);
/* Whether the argument is NULL nobody knows. */
bool call_cond_is_open(const struct calling *k, const struct state *s,
                       const struct cond *c);
/* pending.c: the exception that the call leaves. */
void pending_after(const struct calling *k, struct state *s,
                   const struct state *before, const struct outcome *o);
/* flagged.c */
void flagged_tell(const struct calling *k, struct state *s);
/* statics.c */
void statics_call(const struct calling *k, struct state *s);

/* finalized.c: the call ends the interpreter, or says that it has ended. */
void call_drops_tokens(const struct calling *k, struct state *s,
                       unsigned outcome);
/* Of a function that starts Python, or ends it: v is the GIL, to be kept. */
bool starts_or_ends_python(const struct func *f);
bool token_is_kept(const struct explorer *x, const struct state *s, value v);
/* told_elsewhere.c */
bool failure_is_told_elsewhere(struct explorer *x, const struct state *s);
/* own_flag.c: the reference was one that a flag of the object stood for. */
bool is_counted_by_flag(const struct explorer *x, const struct state *s,
                        value v);
/* parsed_again.c: the failure is one of arguments that were parsed before. */
bool call_parses_again(const struct calling *k, const struct state *s,
                       const struct outcome *o);
/* answered.c: an unknown function got the NULL of the call that raised, and
 * what it returned was asked for. */
bool failure_is_answered(const struct explorer *x, const struct state *s);
/* The step that has set the exception that is set. */
const struct trace *exception_setter(const struct state *s);
/* made_to_match.c: a helper asks what its caller has seen to. */
bool failure_is_mismatch(const struct explorer *x, const struct state *s);
/* made_text.c: an array of this function, filled with nothing but ASCII. */
bool is_made_text(const struct explorer *x, const struct operand *o);
bool is_ascii_literal(const struct operand *o);
/* attached.c */
bool is_called_attached(const struct explorer *x);
/* entered.c: a callback that takes the GIL itself, and so comes without. */
bool enters_without_gil(const struct explorer *x);
/* pointers.c: what the call may reach takes the GIL or lets go of it. */
bool pointer_switches(struct program *p, const struct unit *u,
                      const struct func *f, const struct op *call);
/* resolve.c: what a pointer leads to may take the GIL or let go of it. */
void call_switches_perhaps(const struct calling *k, struct state *s);
/* borrow.c: who keeps alive what v lends: v, or what lives longer. */
value borrow_keeper(const struct calling *k, const struct state *s, value v);
/* Who keeps alive what the effect lends. */
value call_lender(const struct calling *k, const struct effect *e);
/* by_number.c: v is NULL only for a number that nobody would pass. */
bool null_by_number(const struct explorer *x, value v);
/* causes_left.c: of the reasons why a call fails, those that its arguments
 * leave. */
unsigned causes_left(const struct explorer *x, const struct trace *t,
                     unsigned fails);
/* utf8_text.c: a str made of it fails for want of memory only. */
bool is_utf8_text(const struct explorer *x, const struct operand *o);
/* missing_self.c: this way is for a method without a self. */
bool self_is_missing(const struct explorer *x, const struct state *s);
/* thread_exception.c: tstate->curexc_type. */
bool is_thread_exception(const struct explorer *x, value address);
void thread_exception_stored(struct explorer *x, struct state *s,
                             const struct op *op, value address, value v);
value thread_exception_loaded(struct explorer *x, const struct state *s,
                              value address);
void thread_exception_known(struct explorer *x, struct state *s, value address,
                            value v);
/* bare_maker.c: a function that makes something has given NULL. */
bool lacks_bare_maker(struct explorer *x, const struct state *s,
                      const struct trace *t);
/* popped.c: the function takes the last item off a stack, or gives NULL... */
bool takes_from_stack(const struct func *f);
/* ...which it does not where something was put there before. */
bool call_takes_pushed(const struct calling *k, const struct outcome *o);
/* table_text.c: read from a table of literals. */
bool is_table_text(const struct explorer *x, const struct op *made);
bool builds_of_utf8(const struct explorer *x, const struct op *op);
/* absent_text.c: None, or nothing, was passed for a text, and the code never
 * asks. */
bool text_may_be_absent(const struct explorer *x, const struct state *s,
                        value v);
/* parse_fits.c: PyArg_ParseTuple(args, "O", ...) of a tuple of that size. */
bool parse_fits(const struct calling *k, const struct state *s);
/* in_range.c: an item access that cannot fail for its index. */
bool call_in_range(const struct calling *k, const struct state *s);
/* outcomes.c */
bool call_can_end_so(const struct calling *k, const struct state *before,
                     const struct outcome *o, unsigned spared, bool *supposed);
/* Nobody looks at the result. */
bool call_is_ignored(const struct calling *k);
/* getters.c: where a function like Py_TYPE() finds its result; it reads a
 * field, and finds the same until somebody writes there.  Or NO_VALUE. */
value call_getter_cell(const struct calling *k, const struct outcome *o);
/* ... of a function of ours that returns what it finds in a field. */
void getter_note(const struct explorer *x, const struct state *s, value v,
                 struct outcome *o);
/* The state of a module: a part of it for as long as it lives. */
bool call_gets_state(const struct calling *k, const struct outcome *o);
value call_state(const struct calling *k);
/* What it looks for was found before, and so it is there. */
bool call_is_known_found(const struct calling *k, const struct state *s,
                         const struct outcome *o);
/* The dict was found to have the key; so it cannot miss it. */
void call_note_key(const struct calling *k, struct state *s,
                   const struct outcome *o);
bool call_misses_key(const struct calling *k, const struct state *s,
                     const struct outcome *o);
bool call_deletes_known(const struct calling *k, const struct state *s);
/* memory.c: what was found NULL and the callee could have filled. */
void memory_forget_filled(const struct explorer *x, struct state *s,
                          const struct writes *w);
/* for_library.c: a reference to what is borrowed was taken for a library. */
bool counted_for_library(const struct explorer *x, const struct state *s,
                         value v);
/* two_names.c: a reference to v, which is borrowed, is in a variable of the
   caller now. */
bool call_counts_in_local(const struct calling *k, const struct state *s,
                          value v);
/* The block around a Py_buffer is released after that. */
void buffer_ends(struct explorer *x, struct state *s, value v, sym kind);
/* ... and where a helper gives back what it has released. */
bool call_keeps_uncounted(const struct calling *k, const struct outcome *o);
/* set_item.c: the place that argument i is put into holds an item. */
bool call_fills_twice(const struct calling *k, const struct state *s,
                      size_t i);
void call_puts_null(const struct calling *k, struct state *s);
/* any_type.c */
bool call_on_any_type(const struct calling *k, const struct state *s,
                      const struct outcome *o);
bool call_on_any_item(const struct calling *k, const struct state *s);
/* The characters were read from a str that comes from Python code, which need
 * not have UTF-8. */
bool text_is_chosen(const struct explorer *x, const struct state *s,
                    value text);
/* False: an assertion of a test or a library ends the process. */
bool call_asserts(const struct calling *k, struct state *s);
/* pending.c */
bool pending_is_unnoticed(const struct calling *k, const struct state *s);
/* debt.c */
void debt_forgive(const struct calling *k, struct state *s, size_t i,
                  unsigned outcome);
/* object_type.c: causes of failure that the type of argument 0 rules out. */
unsigned call_spared(const struct calling *k, const struct state *s);
/* v is what the argument at `at` is filled with. */
void found_parsed(const struct calling *k, struct state *s, size_t at,
                  value v);
/* raised.c: PyErr_ExceptionMatches() can end so. */
bool call_matches(const struct calling *k, const struct state *s,
                  const struct outcome *o);
/* PyList_Check(): false when this cannot be the answer. */
bool call_answers(const struct calling *k, struct state *s,
                  const struct outcome *o);
/* A question like PyList_Check(). */
bool asks_for_type(sym name, const struct op *op);
/* What the first argument of the op can be after a "yes", and a "no". */
void object_question(const struct op *op, unsigned *yes, unsigned *no);
/* That of PyFloat_Type, subclasses left out. */
unsigned object_types_exact(sym type);
/* The types that the result can have, as the contract says or as was
 * inferred; of no contract, any. */
unsigned object_types_made(const struct contract *c);
/* It was found to be of one of these types. */
void object_narrow(struct explorer *x, struct state *s, value v,
                   unsigned types);
/* The types that an object, if it is one, can have. */
unsigned object_types_left(const struct explorer *x, const struct state *s,
                           value v);
void call_makes(const struct calling *k, struct state *s,
                const struct outcome *o, value result);
/* The key is a number or a string: hashed and compared without any Python
   code. */
bool call_key_is_plain(const struct calling *k, const struct state *s);
void call_types_args(const struct calling *k, struct state *s);

/* size.c: `PyList_New(n)`; and what PyList_GET_SIZE() gives then, or NO_VALUE.
 */
bool call_makes_sized(const struct op *op);
/* A NumPy array whose size the code has from elsewhere. */
bool array_has_given_size(const struct calling *k, const struct state *s);
value call_size_made(const struct calling *k, const struct state *s);

/* take_out.c: v takes the place of an item, which is left to who read it. */
void call_replaces_item(const struct calling *k, struct state *s,
                        value container, value v);

/* child.c: it was given to an object that was made for one of its fields. */
bool has_child(const struct explorer *x, value v);

/* macro_twice.c: the ways that a macro asks for twice have two answers. */
bool macro_contradicts(const struct explorer *x, const struct state *s);
bool is_found_key(const struct explorer *x, const struct state *s, value v);
bool moves_within(const struct explorer *x, const struct state *s,
                  const struct op *op, value v);
bool block_is_in_loop(const struct func *f, uint32_t block);
bool is_contradictory(const struct explorer *x, const struct trace *t);
bool is_contradictory_too(const struct explorer *x, const struct trace *t,
                          bool again);

/* filled.c: a static variable that begins as a number and stays it. */
bool is_constant_number(const struct explorer *x, value address, int64_t *out);

/* sentinel.c: what was found is not what stands for a failure. */
value sentinels_exclude(const struct calling *k, struct state *s,
                        const struct outcome *o, value v);

/* left_out.c: a helper fails and leaves something with its caller. */
void left_out_at_return(struct explorer *x, const struct state *s,
                        const struct op *op, value result);

#endif
