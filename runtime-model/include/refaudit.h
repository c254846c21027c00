/* refaudit.h: say what a function does with references, next to it.
 *
 * Copy this file into your project.  For a compiler the macros are nothing;
 * refaudit, which defines __REFAUDIT__, reads them, holds them against the
 * function's body where there is one, and believes them where there is
 * none.  Put them before the declaration or the definition:
 *
 *     REFAUDIT_CONTRACT("wrap(item:steals, n) -> new | NULL! calls")
 *     PyObject *wrap(PyObject *item, Py_ssize_t n);
 *
 *     REFAUDIT_RETURNS_BORROWED
 *     PyObject *current(void);
 *
 * A contract line names the function and its parameters in order.  `refaudit
 * explain NAME` shows the lines of the C API as examples; the whole grammar
 * is in the documentation.  The same line, without quotes, may stand in a
 * file that is given with --model.
 *
 * This file may be used for any purpose, without conditions.
 */
#ifndef REFAUDIT_H
#define REFAUDIT_H

#ifdef __REFAUDIT__
#define REFAUDIT_SAY(text) __attribute__((annotate("refaudit: " text)))
#else
#define REFAUDIT_SAY(text)
#endif

/* Everything, as a contract line. */
#define REFAUDIT_CONTRACT(line) REFAUDIT_SAY(line)

/* The result is a new reference, or one that somebody else holds. */
#define REFAUDIT_RETURNS_NEW REFAUDIT_SAY("new")
#define REFAUDIT_RETURNS_BORROWED REFAUDIT_SAY("borrowed")

/* One reference to argument n (from 1) passes to the function. */
#define REFAUDIT_STEALS(n) REFAUDIT_SAY("steals " #n)

/* Whatever it returns, an exception is set; or when the result is < 0. */
#define REFAUDIT_SETS_EXCEPTION REFAUDIT_SAY("sets exception")
#define REFAUDIT_NEGATIVE_SETS_EXCEPTION                                      \
    REFAUDIT_SAY("negative sets exception")

#endif
