/* The embedded Python.h of the overlay, made from overlay.h at build time. */
#ifndef REFAUDIT_OVERLAY_TEXT_H
#define REFAUDIT_OVERLAY_TEXT_H

extern const unsigned char overlay_bytes[]; /* NUL-terminated text */

#endif
