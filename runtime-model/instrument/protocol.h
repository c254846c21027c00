/* What the driver (`refaudit confirm`, `refaudit sweep`) and the companion
 * runtime in the user's Python process tell each other.  The driver writes a
 * plan, the runtime writes a log; both are text, one record per line, fields
 * separated by tabs.  A field is never empty ("-" stands for nothing); tab,
 * newline and backslash in a path or name are written \t, \n and \\.  Lines
 * that begin with '#' and unknown records are skipped; more fields may be
 * appended to a record later.
 *
 * HOW IT GETS IN.  One directory holds _refrt.so (this runtime, at the same
 * time an extension module for every Python), sitecustomize.py and the
 * pytest plug-in: DIR/runtime next to the refaudit binary of a build tree,
 * PREFIX/lib/refaudit/runtime when installed.  The driver sets
 *     PYTHONPATH=<that directory>:$PYTHONPATH
 *     REFAUDIT_PLAN=<absolute path of the plan>
 * and runs the command.  sitecustomize.py loads the runtime and then the
 * sitecustomize of the user, if there is one.  Child processes inherit both.
 * Without REFAUDIT_PLAN nothing happens.
 *
 * IDENTITIES, the same in every process and every run of the same build:
 *   OBJECT  a shared object: the first 16 hex digits of its build-id, or "p"
 *           and 15 digits of a hash of its path when it has none
 *   SITE    a call of an API function: OBJECT+0xOFFSET, the return address
 *           of the call less the load base (so OFFSET-1 lies in the call
 *           instruction: look that up in the line table)
 *   ENTRY   a function that Python calls: OBJECT@0xOFFSET/KIND, the address
 *           of the C function less the load base.  KIND is "method",
 *           "getter", "setter", "init" (PyInit_...), "exec" (Py_mod_exec) or
 *           the name of a type slot (tp_init).  An init or exec is made anew
 *           for each call; only what a fault makes it lose counts, and only
 *           the first call can crash
 *   PROC    a process: 8 hex digits of its command line, then ".N" for the
 *           Nth fork since the runtime was loaded
 *   ORDINAL the how-many-eth outermost call of that entry in that process,
 *           from 1.  Outermost: no other entry is active on that thread
 *   NTH     the how-many-eth visit of a site within one outermost call,
 *           from 1
 *
 * THE PLAN
 *   refaudit-plan  1                    first line
 *   mode    record | replay
 *   log     PATH                        appended to, whole lines
 *   object  PATH                        instrument this shared object
 *   tree    DIRECTORY                   ... all that are loaded below it
 *   watch   WORDS                       comma list of what is also looked at
 *       while the command runs: boundary (results against exceptions at
 *       every entry), thread (API calls without a thread state),
 *       gc (cycles that are left at the end)
 *   contexts NUMBER                     record: so many hits for each site
 *       with different histories; default 3
 *   repeat  WARM MEASURED               calls in an experiment; default 2 5
 *   limit   SECONDS                     of the processor for one experiment,
 *       and twice as many of any other; default 20
 *   jobs    NUMBER                      experiments at once; default 1
 *   budget  SECONDS                     of all experiments; default 0, as
 *       long as they take.  Each call gets a share of what is left by the
 *       number of its trials; those that are left out are refused, with the
 *       reason "the time is used up"
 *   api     NAME RESULT FAIL EXC THREAD CAUSES RELEASES CONSUMES TRADES
 *           CLOBBERS STEALS
 *       one for each contract in force for the Python that runs (the driver
 *       asks it for its version; functions that it does not have are
 *       harmless), and for each libc allocator.  Names without a line are
 *       not instrumented.
 *       RESULT   new | lent      a reference
 *                mem | raw | obj | gc | malloc    a block of that family
 *                int | pointer | void | double | other
 *       FAIL     null | -1 | -   the result that means failure
 *       EXC      set | maybe | no    a failure leaves an exception
 *                tells   the same result without one is an answer
 *       THREAD   needs | any | detaches | attaches
 *       CAUSES   comma list of alloc type value user os never, or -
 *       RELEASES FAMILY:ARG      argument (from 0) that goes back to its
 *                family: PyMem_Free mem:0, free malloc:0; or -
 *       CONSUMES comma list of the arguments (from 0) whose references or
 *                blocks are consumed or replaced also when the call fails,
 *                or -.  No synthetic fault is made of such a call
 *       STEALS   comma list of the arguments that it takes over, or -
 *       CLOBBERS clobbers: it runs Python code as a rule, and is not to be
 *                called while an exception is set; or -
 *   owners  yes | no                    lines of what is lost are looked for;
 *       default no
 *   life    PROC NUMBER                 calls on the instance with that
 *       number (of a hit) are kept, so that a trial that changes what it is
 *       made on can have instances of its own; PROC may be "*"
 *   trial   ID PROC ENTRY ORDINAL GRADE SITE NTH [CAUSE]
 *       replay: at that call of that entry, fork and call it WARM+MEASURED
 *       times with the same arguments.  PROC may be "*".
 *       GRADE natural    no fault; SITE and NTH are "-"
 *             genuine    every allocation inside that API call fails; with
 *                        CAUSE "other": the module that it imports or the
 *                        attribute that it looks for is missing, else the
 *                        Python code that it runs is interrupted
 *             late       the call is made, its result dropped, then it
 *                        fails with MemoryError (or without, as EXC says)
 *             synthetic  the call is not made at all
 *       SITE "del", natural: the attribute is deleted instead.  ENTRY is a
 *       getter or a setter of it, or with another ENTRY in place of CAUSE,
 *       which is a setter, any call made on an instance that has it; the
 *       setter is called with NULL.  That is no control
 *       SITE "again", natural: ENTRY is a tp_init, which is called on the
 *       same instance each time instead of a new one.  That is no control
 *       SITE "ends", natural: only the instances that the call gives or is
 *       made on are looked at, and how they end.  No control is made for it
 *       SITE "vary", natural: one thing is exchanged, NTH says which and for
 *       what (vary.c, _refaudit_hostile.py): below 1000 an argument, from
 *       1000 the whole call, from 2000 something that hangs on an argument,
 *       from 3000 what it asks for by name, from 4000 a keyword more, from
 *       5000 an argument that has what object() was asked for.  That is no
 *       control either.  With CAUSE "again" a tp_init is called so, on the
 *       same instance each time
 *       SITE,NTH where; NTH "last" is the last visit in the outermost call
 *       that the unharmed call makes.
 *       Trials of one (PROC, ENTRY, ORDINAL) share one natural control,
 *       which is always made first: a natural trial among them, else one
 *       that is reported as an experiment of its own with "@" and the ID of
 *       the first of them as its ID.
 *
 * THE LOG.  Each record has the process id as its second field.
 *   start   PID PROC PYTHON EXECUTABLE FLAGS
 *       PYTHON 3.11.2; FLAGS comma list of debug, free-threaded, or -
 *   unsupported PID TEXT                nothing is instrumented
 *   object  PID OBJECT BUILDID BASE PATH        instrumented from here on
 *   import  PID OBJECT NAME SLOTS       API function patched in SLOTS slots
 *   entry   PID ENTRY NAME              NAME as Python sees it, or -
 *   hit     PID PROC ENTRY ORDINAL SITE NAME COUNT TRACE LIFE
 *       recorded after the outermost call: SITE was visited COUNT times in
 *       it.  TRACE is a hash of all sites visited in order, odd where the
 *       entry failed.  At most `contexts` for each site.  ENTRY "-": outside
 *       of every entry (callbacks), cannot be replayed.  LIFE: a number of
 *       the instance that it was called on, the same in every run, or 0
 *   total   PID PROC SITE NAME COUNT    at exit: all visits
 *   calls   PID PROC ENTRY COUNT        1 before the first outermost call, at
 *       exit, or where the process dies, those that followed
 *   thread  PID SITE NAME WHY           API call without a thread state:
 *       WHY none (this thread has none attached), other (another thread's
 *       is current)
 *   boundary PID PROC ENTRY WHAT EXCEPTION
 *       WHAT null-without-exception | result-with-exception; EXCEPTION is
 *       the type's name or -.  No fault was made.  Once for each entry
 *   instance PID PROC ENTRY ORDINAL TYPE DEALLOC HOW
 *       the call gave (HOW result) or was made on (self) an instance of a
 *       type whose tp_dealloc is at DEALLOC, OBJECT+0xOFFSET; a few for each.
 *       HOW heir: given or made on, and of a class made in Python from it
 *   end     PID PROC                    the process ended in order
 *
 * Of an experiment, all with the ID of the trial as third field.  They are
 * written in this order and end with `trial`; a log without that line means
 * that the process died on the way.
 *   step    PID ID NUMBER SITE NAME NTH OUTCOME
 *       the API calls of the first measured call, at most 400, in order;
 *       OUTCOME ok | fail | none (an answer that looks like a failure) |
 *       immortal (a reference to an object that never dies) | - (no failure
 *       is known for that function)
 *   anew    PID ID
 *       the calls took different ways at first: the steps above do not
 *       count, others follow
 *   fault   PID ID CHAIN
 *       the calls in the extension that were in progress where the first
 *       fault was made, like CHAINS below; without faults, one record for
 *       each of the first few calls that failed or set an exception
 *   leak    PID ID KIND SITE TYPE BORN LOST REFS POINTERS SIZE GIVEN
 *           CHAINS FIELDS
 *       KIND object (born in each measured call, never freed, more
 *       references than pointers anywhere in memory), block (of raw memory,
 *       no pointer to it anywhere).  SITE: the API call that made it, or -
 *       (TYPE is a name such as list, or the family of the block).
 *       BORN in all measured calls at that site, LOST of these; REFS and
 *       POINTERS of the one that has the fewest unexplained references
 *       GIVEN: an API call that gave a reference to it later, or -
 *       CHAINS: the calls in the extension that were in progress where it was
 *       made, as OBJECT+0xOFFSET like a SITE, the innermost first, with ","
 *       between them; ";" between different ones, or -
 *       FIELDS: offsets where the instance had it in an earlier call, or -
 *   refleak PID ID SITE TYPE PER_CALL CALLS REFS POINTERS GIVEN FIELDS GIVERS
 *       an object that was there before gained PER_CALL references in each
 *       of CALLS calls, POINTERS of the REFS gained are somewhere in memory.
 *       SITE: the first API call that gave or took that object, or - for
 *       one that is only an argument of the entry
 *   overdecref PID ID SITE TYPE PER_CALL CALLS MISSING GIVEN GIVERS
 *       ... lost references, until MISSING more were gone than there were
 *       besides the ones that the experiment holds itself
 *   owner   PID ID WHAT NUMBER CHAIN END JUMP PLACES ONWARD JUMP
 *       of the NUMBERth record of type WHAT (leak, refleak, overdecref) of the
 *       trial: where a function of the extension takes what it does not give
 *       back, or gives what it does not own; like CHAINS.  END "end": CHAIN is
 *       the tp_dealloc of the instance that the object was stored in
 *       JUMP: where the result is returned that CHAIN begins with, the jump
 *       to the end that several returns have in common, or -, a comma, and
 *       what was done last before that end.  PLACES: all
 *       that gave, or took.  ONWARD: where the caller gives on what is
 *       returned to it there, with a JUMP of its own; each may be -
 *   uaf     PID ID HOW BORN FREED USED TYPE IP GIVEN CHAIN END
 *       HOW fault (touched a page that was closed when the block was freed),
 *       written (a freed block was changed), twice (freed a second time).
 *       BORN, FREED, USED: sites or -; FREED is the API call in progress or
 *       the last one of the entry, - after that one; USED is in progress, IP
 *       is OBJECT+0xOFFSET of the faulting instruction itself (look up
 *       without -1) or the name of the library it lies in; TYPE is the
 *       family of the block; CHAIN as of a crash and END as CHAINS, where it
 *       was freed, of HOW fault
 *   family  PID ID BORN_FAMILY BORN FREED_FAMILY FREED
 *       a block of one family given back to another, both sites
 *   exception PID ID WHAT EXCEPTION     like `boundary`, in an experiment
 *   pending PID ID SITE NAME EXCEPTION
 *       a call that reports errors by an exception was made while that one
 *       was set; once for each site, and not counted for the verdict
 *   crash   PID ID SIGNAL IP SITE ADDRESS CLASS CHAIN
 *       SIGNAL a number; IP as above; SITE the API call in progress or the
 *       last one; CHAIN like CHAINS above, of the crash; ID "-" when the
 *       command itself died.  CLASS null (address below 64 KiB), freed,
 *       other or -
 *   traverse PID ID TYPE OFFSET TARGET RELEASED VISITS FUNCTION
 *       an instance released RELEASED references of the TARGET type that lies
 *       at OFFSET when it died, tp_traverse visited VISITS of them; FUNCTION
 *       is where tp_traverse is.  TYPE "module": what its m_clear releases.
 *       VISITS "none": the type has no GC support, which is no defect as
 *       long as there are no cycles; it does not count for the verdict
 *   unreleased PID ID TYPE OFFSET TARGET FUNCTION
 *       an instance showed the collector what lies at OFFSET, a TARGET, and
 *       has died without giving it back; FUNCTION is the tp_clear that gives
 *       back other fields, or else tp_dealloc
 *   locked  PID ID SITE NAME
 *       a call that failed left the lock taken that it took there
 *   early, untracked, resurrected, cycle   PID ID TYPE DEALLOC [WAY]
 *       an instance was tracked by the collector before its fields were set;
 *       was given away and is not tracked although it holds what is; came
 *       back from its end; is in a cycle that is never freed, WAY its members
 *       with the offsets of their fields: "Box+16 > list > Box".  ID of a
 *       cycle is "-" for those that the command leaves behind
 *   kept    PID ID TYPE DEALLOC
 *       an instance of the heap type died, was freed, and kept its reference
 *       to the type
 *   misfreed PID ID TYPE DEALLOC
 *       the memory of an instance, or of one of a class made from the type in
 *       Python, was given back by an address inside of it or to another
 *       family than it came from
 *   trace   PID ID CALL WHERE TYPE PLACE VALUE
 *       what one call left and no other: in a block made at the call WHERE
 *       (PLACE is the offset), or in the memory of WHERE
 *   trial   PID ID VERDICT REASON MEASURED FAULTS EXCEPTION RESULT MS
 *       VERDICT clean       measured, nothing wrong
 *               found       some record above says what
 *               infeasible  the fault did not make that call fail
 *               diverged    the calls did not take the same way each time
 *               unreached   the site was not visited that often
 *               crash       (a `crash` or `uaf` record says more)
 *               timeout
 *               refused     this grade cannot be made here, REASON
 *               doubtful    something seems lost, but each call leaves a
 *                           trace that may be how it is remembered
 *               unobservable  only immortal objects were concerned
 *       MEASURED calls, in FAULTS of which the fault was made and the call
 *       failed; EXCEPTION and RESULT (null, object, 0, -1, ...) as the entry
 *       ended in the last measured call; MS milliseconds that all took.
 *
 * Only grades natural and genuine are evidence of a defect.  What a
 * synthetic or late fault shows is a hint.  A leak or refleak that the
 * natural control shows as well, at the same site, is reported by the
 * control only.
 */
#ifndef REFRT_PROTOCOL_H
#define REFRT_PROTOCOL_H

#define REFRT_PROTOCOL 1
#define REFRT_PLAN_VARIABLE "REFAUDIT_PLAN"
#define REFRT_MODULE "_refrt"
#define REASON_NO_TIME "the time is used up"

#endif
