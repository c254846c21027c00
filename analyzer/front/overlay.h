/* The overlay: what Python's macros and inline functions look like to us.
 *
 * A template, read by overlay.c, never compiled on its own.  The result
 * stands before Python's own headers on the include path, so that every
 * version of them lowers to the same IR: a use of Py_DECREF is a call of an
 * opaque function, whatever the macro of that version does inside.
 *
 *     @file NAME             begins the text of another virtual header
 *     @call RESULT NAME(...) redefines NAME, where the real header defines
 *                            it as a macro, as a call of refaudit_NAME
 *     @place RESULT NAME(...) the same, but usable as an lvalue: old code
 *                            assigns to Py_TYPE(o)
 *
 * A parameter of type `object` or `type` is cast to PyObject * or
 * PyTypeObject *.  Only what is defined is redefined: projects bring their
 * own versions of what an older Python lacks.
 */
@file Python.h
#include_next <Python.h>
#ifdef Py_PYTHON_H
#ifndef REFAUDIT_OVERLAY
#define REFAUDIT_OVERLAY
#ifdef __cplusplus
extern "C" {
#endif

/* Before Python 2.5; not for the rest of the unit, where projects that know
 * of it bring their own. */
#ifndef PY_SSIZE_T_MAX
typedef long refaudit_ssize_t;
#define Py_ssize_t refaudit_ssize_t
#endif

/* Facts about the unit, for us to find among the declarations. */
#ifdef PY_SSIZE_T_CLEAN
extern int refaudit_fact_ssize_clean;
#endif
#ifdef Py_LIMITED_API
extern int refaudit_fact_limited_api;
#endif

/* The limited API of 3.13 asks a function for each of them, which gives the
 * same objects (Objects/object.c). */
#if defined(Py_LIMITED_API) && Py_LIMITED_API + 0 >= 0x030d0000
extern PyObject _Py_NoneStruct, _Py_NotImplementedStruct, _Py_EllipsisObject;
extern struct _longobject _Py_FalseStruct, _Py_TrueStruct;
#undef Py_None
#define Py_None (&_Py_NoneStruct)
#undef Py_NotImplemented
#define Py_NotImplemented (&_Py_NotImplementedStruct)
#undef Py_Ellipsis
#define Py_Ellipsis (&_Py_EllipsisObject)
#undef Py_False
#define Py_False ((PyObject *)&_Py_FalseStruct)
#undef Py_True
#define Py_True ((PyObject *)&_Py_TrueStruct)
#endif

/* ---- macros that are more than a call ------------------------------------ */

/* The lowering reads, writes and releases in the right order; each operand
 * is evaluated once, as Python 3.12 does. */
#ifdef Py_CLEAR
void refaudit_Py_CLEAR(const volatile void *);
#undef Py_CLEAR
#define Py_CLEAR(op) refaudit_Py_CLEAR(&(op))
#endif
#ifdef Py_SETREF
void refaudit_Py_SETREF(const volatile void *, const volatile void *);
#undef Py_SETREF
#define Py_SETREF(dst, src) refaudit_Py_SETREF(&(dst), (src))
#endif
#ifdef Py_XSETREF
void refaudit_Py_XSETREF(const volatile void *, const volatile void *);
#undef Py_XSETREF
#define Py_XSETREF(dst, src) refaudit_Py_XSETREF(&(dst), (src))
#endif

PyObject *refaudit_Py_NewRef(PyObject *);
#ifdef Py_RETURN_NONE
#undef Py_RETURN_NONE
#define Py_RETURN_NONE return refaudit_Py_NewRef(Py_None)
#endif
#ifdef Py_RETURN_TRUE
#undef Py_RETURN_TRUE
#define Py_RETURN_TRUE return refaudit_Py_NewRef(Py_True)
#endif
#ifdef Py_RETURN_FALSE
#undef Py_RETURN_FALSE
#define Py_RETURN_FALSE return refaudit_Py_NewRef(Py_False)
#endif
#ifdef Py_RETURN_NOTIMPLEMENTED
#undef Py_RETURN_NOTIMPLEMENTED
#define Py_RETURN_NOTIMPLEMENTED                                              \
    return refaudit_Py_NewRef(Py_NotImplemented)
#endif

/* Items are lvalues; some code takes their address. */
#ifdef PyList_GET_ITEM
PyObject **refaudit_PyList_ITEM_SLOT(PyObject *, Py_ssize_t);
#undef PyList_GET_ITEM
#define PyList_GET_ITEM(o, i)                                                 \
    (*refaudit_PyList_ITEM_SLOT((PyObject *)(o), (i)))
#endif
#ifdef PyTuple_GET_ITEM
PyObject **refaudit_PyTuple_ITEM_SLOT(PyObject *, Py_ssize_t);
#undef PyTuple_GET_ITEM
#define PyTuple_GET_ITEM(o, i)                                                \
    (*refaudit_PyTuple_ITEM_SLOT((PyObject *)(o), (i)))
#endif

/* Allocation: the type of the result stays. */
#ifdef PyObject_New
PyObject *refaudit_PyObject_New(PyTypeObject *);
#undef PyObject_New
#define PyObject_New(type, tp)                                                \
    ((type *)refaudit_PyObject_New((PyTypeObject *)(tp)))
#endif
#ifdef PyObject_NEW
#undef PyObject_NEW
#define PyObject_NEW(type, tp) PyObject_New(type, tp)
#endif
#ifdef PyObject_NewVar
PyVarObject *refaudit_PyObject_NewVar(PyTypeObject *, Py_ssize_t);
#undef PyObject_NewVar
#define PyObject_NewVar(type, tp, n)                                          \
    ((type *)refaudit_PyObject_NewVar((PyTypeObject *)(tp), (n)))
#endif
#ifdef PyObject_NEW_VAR
#undef PyObject_NEW_VAR
#define PyObject_NEW_VAR(type, tp, n) PyObject_NewVar(type, tp, n)
#endif
#ifdef PyObject_GC_New
PyObject *refaudit_PyObject_GC_New(PyTypeObject *);
#undef PyObject_GC_New
#define PyObject_GC_New(type, tp)                                             \
    ((type *)refaudit_PyObject_GC_New((PyTypeObject *)(tp)))
#endif
#ifdef PyObject_GC_NewVar
PyVarObject *refaudit_PyObject_GC_NewVar(PyTypeObject *, Py_ssize_t);
#undef PyObject_GC_NewVar
#define PyObject_GC_NewVar(type, tp, n)                                       \
    ((type *)refaudit_PyObject_GC_NewVar((PyTypeObject *)(tp), (n)))
#endif
#ifdef PyObject_GC_Resize
PyVarObject *refaudit_PyObject_GC_Resize(PyObject *, Py_ssize_t);
#undef PyObject_GC_Resize
#define PyObject_GC_Resize(type, op, n)                                       \
    ((type *)refaudit_PyObject_GC_Resize((PyObject *)(op), (n)))
#endif
/* Builds with the GIL have nothing in these macros; others lock. */
#ifdef Py_BEGIN_CRITICAL_SECTION
#undef Py_BEGIN_CRITICAL_SECTION
#undef Py_END_CRITICAL_SECTION
#undef Py_BEGIN_CRITICAL_SECTION2
#undef Py_END_CRITICAL_SECTION2
struct refaudit_critical {
    void *state[4];
};
#define Py_BEGIN_CRITICAL_SECTION(op)                                         \
    {                                                                         \
        struct refaudit_critical refaudit_section;                            \
        PyCriticalSection_Begin((PyCriticalSection *)&refaudit_section,       \
                                (PyObject *)(op));
#define Py_END_CRITICAL_SECTION()                                             \
    PyCriticalSection_End((PyCriticalSection *)&refaudit_section);            \
    }
#define Py_BEGIN_CRITICAL_SECTION2(a, b)                                      \
    {                                                                         \
        struct refaudit_critical refaudit_section;                            \
        PyCriticalSection2_Begin((PyCriticalSection2 *)&refaudit_section,     \
                                 (PyObject *)(a), (PyObject *)(b));
#define Py_END_CRITICAL_SECTION2()                                            \
    PyCriticalSection2_End((PyCriticalSection2 *)&refaudit_section);          \
    }
#endif
#ifdef PyObject_INIT
#undef PyObject_INIT
#define PyObject_INIT(op, tp) PyObject_Init((PyObject *)(op), (tp))
#endif
#ifdef PyObject_INIT_VAR
#undef PyObject_INIT_VAR
#define PyObject_INIT_VAR(op, tp, n)                                          \
    PyObject_InitVar((PyVarObject *)(op), (tp), (n))
#endif
/* Their check for overflow fails the way the allocation does. */
#ifdef PyMem_New
#undef PyMem_New
#define PyMem_New(type, n) ((type *)PyMem_Malloc((n) * sizeof(type)))
#endif
#ifdef PyMem_NEW
#undef PyMem_NEW
#define PyMem_NEW(type, n) PyMem_New(type, n)
#endif
#ifdef PyMem_Resize
#undef PyMem_Resize
#define PyMem_Resize(p, type, n)                                              \
    ((p) = (type *)PyMem_Realloc((p), (n) * sizeof(type)))
#endif
#ifdef PyMem_RESIZE
#undef PyMem_RESIZE
#define PyMem_RESIZE(p, type, n) PyMem_Resize(p, type, n)
#endif

/* The trashcan only bounds the depth of recursion; what begins and ends it
 * stays in view. */
#if defined(Py_TRASHCAN_BEGIN) || defined(Py_TRASHCAN_SAFE_BEGIN)
void refaudit_Py_TRASHCAN_BEGIN(PyObject *, destructor);
void refaudit_Py_TRASHCAN_SAFE_BEGIN(PyObject *);
void refaudit_Py_TRASHCAN_END(void);
#endif
#ifdef Py_TRASHCAN_BEGIN
#undef Py_TRASHCAN_BEGIN
#undef Py_TRASHCAN_END
#define Py_TRASHCAN_BEGIN(op, dealloc)                                        \
    do {                                                                      \
        refaudit_Py_TRASHCAN_BEGIN((PyObject *)(op), (destructor)(dealloc));
#define Py_TRASHCAN_END                                                       \
    refaudit_Py_TRASHCAN_END();                                               \
    }                                                                         \
    while (0)                                                                 \
        ;
#endif
#ifdef Py_TRASHCAN_BEGIN_CONDITION
#undef Py_TRASHCAN_BEGIN_CONDITION
#define Py_TRASHCAN_BEGIN_CONDITION(op, condition)                            \
    do {                                                                      \
        refaudit_Py_TRASHCAN_SAFE_BEGIN((PyObject *)(op));
#endif
#ifdef Py_TRASHCAN_SAFE_BEGIN
#undef Py_TRASHCAN_SAFE_BEGIN
#undef Py_TRASHCAN_SAFE_END
#define Py_TRASHCAN_SAFE_BEGIN(op)                                            \
    do {                                                                      \
        refaudit_Py_TRASHCAN_SAFE_BEGIN((PyObject *)(op));
#define Py_TRASHCAN_SAFE_END(op)                                              \
    refaudit_Py_TRASHCAN_END();                                               \
    }                                                                         \
    while (0)                                                                 \
        ;
#endif

/* As the build without a GIL has them. */
#ifdef Py_BEGIN_CRITICAL_SECTION
#undef Py_BEGIN_CRITICAL_SECTION
#undef Py_END_CRITICAL_SECTION
#define Py_BEGIN_CRITICAL_SECTION(op)                                         \
    {                                                                         \
        void *_py_cs[2];                                                      \
        PyCriticalSection_Begin((PyCriticalSection *)_py_cs,                  \
                                (PyObject *)(op));
#define Py_END_CRITICAL_SECTION()                                             \
    PyCriticalSection_End((PyCriticalSection *)_py_cs);                       \
    }
#endif
#ifdef Py_BEGIN_CRITICAL_SECTION2
#undef Py_BEGIN_CRITICAL_SECTION2
#undef Py_END_CRITICAL_SECTION2
#define Py_BEGIN_CRITICAL_SECTION2(a, b)                                      \
    {                                                                         \
        void *_py_cs2[3];                                                     \
        PyCriticalSection2_Begin((PyCriticalSection2 *)_py_cs2,               \
                                 (PyObject *)(a), (PyObject *)(b));
#define Py_END_CRITICAL_SECTION2()                                            \
    PyCriticalSection2_End((PyCriticalSection2 *)_py_cs2);                    \
    }
#endif

#ifdef Py_FatalError
__attribute__((noreturn)) void refaudit_Py_FatalError(const char *);
#undef Py_FatalError
#define Py_FatalError(message) refaudit_Py_FatalError(message)
#endif
#undef Py_UNREACHABLE
#define Py_UNREACHABLE() __builtin_unreachable()

#ifdef PyUnicode_WRITE
void refaudit_PyUnicode_WRITE(int, void *, Py_ssize_t, Py_UCS4);
#undef PyUnicode_WRITE
#define PyUnicode_WRITE(kind, data, index, value)                             \
    refaudit_PyUnicode_WRITE((kind), (void *)(data), (index), (value))
#endif

/* ---- plain calls ----------------------------------------------------------- */

@place PyTypeObject *Py_TYPE(object o)
@place Py_ssize_t Py_SIZE(object o)
@place Py_ssize_t Py_REFCNT(object o)
@place unsigned int PyUnicode_CHECK_INTERNED(object o)

/* references */
@call void Py_INCREF(object o)
@call void Py_DECREF(object o)
@call void Py_XINCREF(object o)
@call void Py_XDECREF(object o)
@call PyObject *Py_NewRef(object o)
@call PyObject *Py_XNewRef(object o)

/* types */
@call int Py_IS_TYPE(object o, type t)
@call void Py_SET_TYPE(object o, type t)
@call void Py_SET_SIZE(object o, Py_ssize_t n)
@call void Py_SET_REFCNT(object o, Py_ssize_t n)
@call int PyObject_TypeCheck(object o, type t)
@call int PyType_HasFeature(type t, unsigned long f)
@call int PyAnySet_Check(object o)
@call int PyAnySet_CheckExact(object o)
@call int PyAsyncGenASend_CheckExact(object o)
@call int PyAsyncGen_CheckExact(object o)
@call int PyBool_Check(object o)
@call int PyByteArray_Check(object o)
@call int PyByteArray_CheckExact(object o)
@call int PyBytes_Check(object o)
@call int PyBytes_CheckExact(object o)
@call int PyCFunction_Check(object o)
@call int PyCFunction_CheckExact(object o)
@call int PyCMethod_Check(object o)
@call int PyCMethod_CheckExact(object o)
@call int PyCallIter_Check(object o)
@call int PyCapsule_CheckExact(object o)
@call int PyCell_Check(object o)
@call int PyCode_Check(object o)
@call int PyComplex_Check(object o)
@call int PyComplex_CheckExact(object o)
@call int PyContextToken_CheckExact(object o)
@call int PyContextVar_CheckExact(object o)
@call int PyContext_CheckExact(object o)
@call int PyCoro_CheckExact(object o)
@call int PyDictItems_Check(object o)
@call int PyDictKeys_Check(object o)
@call int PyDictValues_Check(object o)
@call int PyDictViewSet_Check(object o)
@call int PyDict_Check(object o)
@call int PyDict_CheckExact(object o)
@call int PyExceptionClass_Check(object o)
@call int PyExceptionInstance_Check(object o)
@call int PyFloat_Check(object o)
@call int PyFloat_CheckExact(object o)
@call int PyFrameLocalsProxy_Check(object o)
@call int PyFrame_Check(object o)
@call int PyFrozenSet_Check(object o)
@call int PyFrozenSet_CheckExact(object o)
@call int PyFunction_Check(object o)
@call int PyGen_Check(object o)
@call int PyGen_CheckExact(object o)
@call int PyIndex_Check(object o)
@call int PyInstanceMethod_Check(object o)
@call int PyIter_Check(object o)
@call int PyList_Check(object o)
@call int PyList_CheckExact(object o)
@call int PyLong_Check(object o)
@call int PyLong_CheckExact(object o)
@call int PyMemoryView_Check(object o)
@call int PyMethod_Check(object o)
@call int PyModule_Check(object o)
@call int PyModule_CheckExact(object o)
@call int PyODict_Check(object o)
@call int PyODict_CheckExact(object o)
@call int PyPickleBuffer_Check(object o)
@call int PyRange_Check(object o)
@call int PySeqIter_Check(object o)
@call int PySet_Check(object o)
@call int PySet_CheckExact(object o)
@call int PySlice_Check(object o)
@call int PyTraceBack_Check(object o)
@call int PyTuple_Check(object o)
@call int PyTuple_CheckExact(object o)
@call int PyType_Check(object o)
@call int PyType_CheckExact(object o)
@call int PyUnicode_Check(object o)
@call int PyUnicode_CheckExact(object o)
@call int PyWeakref_Check(object o)
@call int PyWeakref_CheckProxy(object o)
@call int PyWeakref_CheckRef(object o)
@call int PyWeakref_CheckRefExact(object o)
@call int PyObject_IS_GC(object o)
@call int PyObject_CheckBuffer(object o)
@call int PyDescr_IsData(object o)

/* containers */
@call void PyList_SET_ITEM(object o, Py_ssize_t i, object v)
@call void PyTuple_SET_ITEM(object o, Py_ssize_t i, object v)
/* Assignments, in Python 2: some code asks whether the value is NULL. */
#if PY_MAJOR_VERSION < 3 && defined PyList_SET_ITEM
#undef PyList_SET_ITEM
#define PyList_SET_ITEM(o, i, v) \
    (refaudit_PyList_SET_ITEM((PyObject *)(o), (i), (PyObject *)(v)), \
     (PyObject *)1)
#endif
#if PY_MAJOR_VERSION < 3 && defined PyTuple_SET_ITEM
#undef PyTuple_SET_ITEM
#define PyTuple_SET_ITEM(o, i, v) \
    (refaudit_PyTuple_SET_ITEM((PyObject *)(o), (i), (PyObject *)(v)), \
     (PyObject *)1)
#endif
@call void PyStructSequence_SET_ITEM(object o, Py_ssize_t i, object v)
@call PyObject *PyStructSequence_GET_ITEM(object o, Py_ssize_t i)
@call void PyCell_SET(object o, object v)
@call PyObject *PyCell_GET(object o)
@call PyObject *PySequence_Fast_GET_ITEM(object o, Py_ssize_t i)
@call PyObject **PySequence_Fast_ITEMS(object o)
@call PyObject *PySequence_ITEM(object o, Py_ssize_t i)
@call Py_ssize_t PyList_GET_SIZE(object o)
@call Py_ssize_t PyTuple_GET_SIZE(object o)
@call Py_ssize_t PySequence_Fast_GET_SIZE(object o)
@call Py_ssize_t PyDict_GET_SIZE(object o)
@call Py_ssize_t PySet_GET_SIZE(object o)
@call Py_ssize_t PyODict_SIZE(object o)
@call Py_ssize_t PyBytes_GET_SIZE(object o)
@call Py_ssize_t PyByteArray_GET_SIZE(object o)
@call char *PyBytes_AS_STRING(object o)
@call char *PyByteArray_AS_STRING(object o)

/* members of objects */
@call PyObject *PyFunction_GET_ANNOTATIONS(object o)
@call PyObject *PyFunction_GET_CLOSURE(object o)
@call PyObject *PyFunction_GET_CODE(object o)
@call PyObject *PyFunction_GET_DEFAULTS(object o)
@call PyObject *PyFunction_GET_GLOBALS(object o)
@call PyObject *PyFunction_GET_KW_DEFAULTS(object o)
@call PyObject *PyFunction_GET_MODULE(object o)
@call PyObject *PyInstanceMethod_GET_FUNCTION(object o)
@call PyObject *PyMethod_GET_FUNCTION(object o)
@call PyObject *PyMethod_GET_SELF(object o)
@call PyObject *PyCFunction_GET_SELF(object o)
@call PyCFunction PyCFunction_GET_FUNCTION(object o)
@call int PyCFunction_GET_FLAGS(object o)
@call PyTypeObject *PyCFunction_GET_CLASS(object o)
@call Py_buffer *PyMemoryView_GET_BUFFER(object o)
@call PyObject *PyMemoryView_GET_BASE(object o)
@call PyObject *PyWeakref_GET_OBJECT(object o)
@call PyObject **PyObject_GET_WEAKREFS_LISTPTR(object o)
@call double PyFloat_AS_DOUBLE(object o)
@call const char *PyExceptionClass_Name(object o)
@call PyObject *PyExceptionInstance_Class(object o)

/* calls that are macros in some versions */
@call PyObject *PyCFunction_NewEx(PyMethodDef *d, object s, object m)
@call int PyObject_DelAttr(object o, object a)
@call int PyObject_DelAttrString(object o, const char *a)
@call int Py_EnterRecursiveCall(const char *w)
@call void Py_LeaveRecursiveCall()

/* strings */
@call int PyUnicode_READY(object o)
@call void *PyUnicode_DATA(object o)
@call enum PyUnicode_Kind PyUnicode_KIND(object o)
@call Py_ssize_t PyUnicode_GET_LENGTH(object o)
@call Py_UCS4 PyUnicode_READ(int k, const void *d, Py_ssize_t i)
@call Py_UCS4 PyUnicode_READ_CHAR(object o, Py_ssize_t i)
@call Py_UCS4 PyUnicode_MAX_CHAR_VALUE(object o)
@call unsigned int PyUnicode_IS_ASCII(object o)
@call unsigned int PyUnicode_IS_COMPACT(object o)
@call unsigned int PyUnicode_IS_COMPACT_ASCII(object o)
@call unsigned int PyUnicode_IS_READY(object o)
@call Py_UNICODE *PyUnicode_AS_UNICODE(object o)
@call const char *PyUnicode_AS_DATA(object o)
@call Py_ssize_t PyUnicode_GET_SIZE(object o)
@call Py_ssize_t PyUnicode_GET_DATA_SIZE(object o)
@call Py_ssize_t PyUnicode_WSTR_LENGTH(object o)
@call int Py_UNICODE_ISSPACE(Py_UCS4 c)
@call int Py_UNICODE_ISALNUM(Py_UCS4 c)
@call int Py_UNICODE_IS_SURROGATE(Py_UCS4 c)
@call int Py_UNICODE_IS_HIGH_SURROGATE(Py_UCS4 c)
@call int Py_UNICODE_IS_LOW_SURROGATE(Py_UCS4 c)
@call Py_UCS4 Py_UNICODE_JOIN_SURROGATES(Py_UCS4 h, Py_UCS4 l)
@call Py_UCS4 Py_UNICODE_HIGH_SURROGATE(Py_UCS4 c)
@call Py_UCS4 Py_UNICODE_LOW_SURROGATE(Py_UCS4 c)

#ifndef PY_SSIZE_T_MAX
#undef Py_ssize_t
#endif
#ifdef __cplusplus
}
#endif
#endif
#endif

@file datetime.h
#include_next <datetime.h>
#if defined(DATETIME_H) && defined(PyDateTime_IMPORT) &&                      \
    !defined(REFAUDIT_DATETIME)
#define REFAUDIT_DATETIME
#ifdef __cplusplus
extern "C" {
#endif
@call int PyDate_Check(object o)
@call int PyDate_CheckExact(object o)
@call int PyDateTime_Check(object o)
@call int PyDateTime_CheckExact(object o)
@call int PyTime_Check(object o)
@call int PyTime_CheckExact(object o)
@call int PyDelta_Check(object o)
@call int PyDelta_CheckExact(object o)
@call int PyTZInfo_Check(object o)
@call int PyTZInfo_CheckExact(object o)
@call int PyDateTime_GET_YEAR(object o)
@call int PyDateTime_GET_MONTH(object o)
@call int PyDateTime_GET_DAY(object o)
@call int PyDateTime_DATE_GET_HOUR(object o)
@call int PyDateTime_DATE_GET_MINUTE(object o)
@call int PyDateTime_DATE_GET_SECOND(object o)
@call int PyDateTime_DATE_GET_MICROSECOND(object o)
@call int PyDateTime_DATE_GET_FOLD(object o)
@call PyObject *PyDateTime_DATE_GET_TZINFO(object o)
@call int PyDateTime_TIME_GET_HOUR(object o)
@call int PyDateTime_TIME_GET_MINUTE(object o)
@call int PyDateTime_TIME_GET_SECOND(object o)
@call int PyDateTime_TIME_GET_MICROSECOND(object o)
@call int PyDateTime_TIME_GET_FOLD(object o)
@call PyObject *PyDateTime_TIME_GET_TZINFO(object o)
@call int PyDateTime_DELTA_GET_DAYS(object o)
@call int PyDateTime_DELTA_GET_SECONDS(object o)
@call int PyDateTime_DELTA_GET_MICROSECONDS(object o)
@call PyObject *PyDate_FromDate(int year, int month, int day)
@call PyObject *PyDate_FromTimestamp(object args)
@call PyObject *PyDateTime_FromTimestamp(object args)
@call PyObject *PyDateTime_FromDateAndTime(int year, int month, int day, int hour, int minute, int second, int us)
@call PyObject *PyDateTime_FromDateAndTimeAndFold(int year, int month, int day, int hour, int minute, int second, int us, int fold)
@call PyObject *PyTime_FromTime(int hour, int minute, int second, int us)
@call PyObject *PyTime_FromTimeAndFold(int hour, int minute, int second, int us, int fold)
@call PyObject *PyDelta_FromDSU(int days, int seconds, int us)
@call PyObject *PyTimeZone_FromOffset(object offset)
@call PyObject *PyTimeZone_FromOffsetAndName(object offset, object name)
#ifdef __cplusplus
}
#endif
#endif

/* To NumPy this macro of cpychecker also means that NumPy itself is being
 * built; then its headers want what only its own sources have. */
@file numpy/ndarrayobject.h
#pragma push_macro("WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE")
#undef WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE
#include_next <numpy/ndarrayobject.h>
#pragma pop_macro("WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE")

@file numpy/arrayobject.h
#pragma push_macro("WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE")
#undef WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE
#include_next <numpy/arrayobject.h>
#pragma pop_macro("WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE")

@file numpy/ufuncobject.h
#pragma push_macro("WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE")
#undef WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE
#include_next <numpy/ufuncobject.h>
#pragma pop_macro("WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE")

@file numpy/noprefix.h
#pragma push_macro("WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE")
#undef WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE
#include_next <numpy/noprefix.h>
#pragma pop_macro("WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE")
