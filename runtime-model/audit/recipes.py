"""The arguments of each function: a table of words.

A pool is a text of words, each of which is one argument:

    list             the sample of that name, an object
    17  2.5  1+2j    a number
    'spam  "spam     const char *, const wchar_t * (an underscore: a space)
    @method          a thing of things.c
    cell  cell:list  PyObject **, empty or with an object of the caller
    stale            PyObject ** with something else in it
    out:8  junk:8    memory for so many bytes, zeroed or not
    view  view:list  Py_buffer, empty or filled by that object
    array:a,b        PyObject *const *
    block:mem        a block from that domain
    NULL             nothing

A word that begins with ~ is of the wrong type for its parameter, one with !
has a wrong value.  The first good word of each pool is tried with the first
of the others, then every word of each pool with the first of the others.
"""
import re
from fnmatch import fnmatchcase

import _audit
from samples import SAMPLES

ANY = ("instance list dict tuple str bytes int float set function type "
       "iterator module hostile number sequence none")
NUMBER = "int small big float number"

# "function.parameter" with wildcards; the first that fits is taken.
PARAMETERS = [
    # lists, tuples, dicts, sets
    ("PyList_?ET_ITEM.list", "list ints"),
    ("PyTuple_?ET_ITEM.tuple", "tuple strs_tuple"),
    ("PySequence_Fast_GET_ITEM.i", "1"), ("Py*_GET_ITEM.i", "1 0"),
    ("Py*_SET_ITEM.i", "1 0"),
    ("_PyObject_GetMethod.method", "cell"),
    ("PyUnicode_FS*.out", "stale"),
    ("_PyObject_Lookup*.result", "stale"),
    ("PyList_*.list", "list empty_list ints ~tuple ~instance"),
    ("_PyList_*.list", "list"),
    ("PyList_*.items", "list tuple ~int"),
    ("_PyList_*.items", "list tuple ~int"),
    ("PyTuple_*.tuple", "tuple empty_tuple ~list ~instance"),
    ("_PyTuple_Resize.p", "cell:tuple"),
    ("PyDict_Update.other", "dict sequence ~int"),
    ("PyDict_Merge.other", "dict sequence ~int"),
    ("PyDict_MergeFromSeq2.pairs", "pairs !ints ~int"),
    ("PyDict_*.d", "dict empty_dict int_dict ~list ~instance"),
    ("_PyDict_*.d", "dict empty_dict"),
    ("PyODict_*.d", "odict ~list"),
    ("PyDict*.key", "str eggs !absent number !list !hostile"),
    ("_PyDict*.key", "str eggs !absent number"),
    ("PyODict*.key", "str !absent"),
    ("PyDictProxy_New.mapping", "dict ~int"),
    ("PySet_New.items", "list tuple NULL ~int"),
    ("PyFrozenSet_New.items", "list frozenset NULL ~int"),
    ("PySet_*.set", "set frozenset empty_set ~list"),
    ("_PySet_*.set", "set"),
    ("PySet_*.key", "str absent number !list !hostile"),
    ("_PySet_Update.items", "list ~int"),
    ("PySequence_Fast_*.o", "list tuple"),
    ("PySequence_Fast.o", "list tuple iterator ~int"),
    ("PySequence_ITEM.o", "list tuple sequence str"),
    ("PySequence_In*Concat.b", "list tuple ~int"),
    ("PySequence_Concat.b", "list tuple ~int"),
    ("PySequence_*.o", "list tuple sequence str dict ~int hostile"),
    ("PySequence_*.value", "item list str"),
    ("PySequence_*.a", "list tuple ~int"),
    ("PyMapping_*.o", "dict sequence list ~int hostile"),
    ("PyMapping_*.key", "str !absent"),
    ("PyMapping_*.name", "'spam !'absent"),
    # attributes
    ("PyObject_*Attr*.name", "str !absent ~int"),
    ("PyObject_*Attr*.o", "instance slotted type module hostile"),
    ("_PyObject_*Attr*.o", "instance slotted type module"),
    ("_PyObject_*Attr*.name", "str !absent"),
    ("_PyObject_GetMethod.name", "str !absent"),
    ("_PyObject_GenericGetAttrWithDict.dict", "NULL dict"),
    ("_PyObject_GenericSetAttrWithDict.dict", "NULL dict"),
    ("_PyObject_GetMethod.o", "instance list"),
    ("PyObject_GenericGetDict.o", "instance !item"),
    ("PyObject_GenericSetDict.o", "instance"),
    ("PyObject_GenericSetDict.value", "dict ~int"),
    ("PyObject_Generic*Dict.context", "NULL"),
    ("PyObject_*Item.o", "dict list sequence ~int hostile"),
    ("PyObject_*Item.key", "str small !absent"),
    ("PyObject_DelItemString.o", "dict ~int"),
    ("PyObject_Format.spec", "NULL str !eggs ~int"),
    ("PyObject_Format.o", "instance str int hostile"),
    ("PyObject_Bytes.o", "bytes bytearray ints ~float hostile"),
    ("PyObject_AsFileDescriptor.o", "small file_like ~str !negative hostile"),
    ("PyObject_*Iter.o", "list tuple iterator sequence ~int hostile"),
    ("PyObject_GetAIter.o", "async_iterator asyncgen ~list"),
    ("PyObject_IsInstance.class", "type metaclassed static_type ~int"),
    ("PyObject_IsSubclass.class", "type metaclassed static_type ~int"),
    ("PyObject_IsSubclass.o", "type static_type ~int"),
    ("_PyObject_RealIs*.class", "type ~int"),
    ("_PyObject_RealIsSubclass.o", "type ~int"),
    ("PyObject_LengthHint.o", "list iterator int hostile"),
    ("PyObject_Hash*.o", "str instance int tuple ~list hostile"),
    ("PyObject_Dir.o", "instance module NULL hostile"),
    ("PyObject_GetItemData.o", "type ~list"),
    ("_PyObject_GetState.o", "instance"),
    ("PyIter_Next*.it", "iterator generator spent_iterator "
                        "sequence_iterator"),
    ("PyIter_Send.it", "generator iterator ~int"),
    ("PyIter_Send.arg", "none"),
    ("PySeqIter_New.seq", "list sequence ~int"),
    ("PyCallIter_New.callable", "function"),
    # instances and collection
    ("PyObject_New*.type", "type"), ("PyObject_NEW*.type", "type"),
    ("_PyObject_New*.type", "type"), ("PyObject_GC_*.type", "type"),
    ("_PyObject_GC_*.type", "type"), ("PyUnstable_Object_GC*.type", "type"),
    ("PyType_Generic*.type", "type list_type"),
    ("PyType_GenericNew.args", "empty_tuple NULL"),
    ("PyObject_Init*.type", "type static_type"),
    ("PyObject_INIT*.type", "type static_type"),
    ("PyObject_Init*.o", "@instance NULL"),
    ("PyObject_INIT*.o", "@instance NULL"),
    ("PyObject_GC_Track.o", "untracked"),
    ("PyObject_GC_UnTrack.o", "list instance"),
    ("PyObject_GetTypeData.o", "instance"),
    ("PyObject_ClearManagedDict.o", "instance"),
    ("PyObject_VisitManagedDict.o", "instance"),
    ("PyWeakref_New*.o", "instance function set ~int"),
    ("PyWeakref_NewProxy.o", "instance function ~int"),
    ("PyWeakref_New*.callback", "NULL function none"),
    ("PyWeakref_*.ref", "reference dead_reference ~int"),
    ("_PyWeakref_*.ref", "reference"),
    # numbers
    ("PyLong_FromUnicodeObject.o", "str_digits !str"),
    ("PyLong_FromString.s", "'123 !'spam"),
    ("PyLong_FromString.base", "10 0 16 !99"),
    ("PyLong_FromUnicode*.base", "10 0 !99"),
    ("_PyLong_FromNb*.o", "int number ~str"),
    ("PyLong_As*.o", "int small negative number ~str !big hostile"),
    ("_PyLong_As*.o", "int small !big"),
    ("PyLong_Is*.o", "int ~str"),
    ("PyLong_GetSign.o", "int ~str"),
    ("_PyLong_AsInt.o", "int ~str !big"),
    ("_PyLong_*Converter.o", "small ~str !negative !big"),
    ("_PyLong_*.o", "int small big negative"),
    ("_PyLong_*.a", "int big"), ("_PyLong_*.b", "small int"),
    ("_PyLong_Format.base", "10 16 2"),
    ("PyUnstable_Long_*.o", "small"),
    ("PyFloat_AS_DOUBLE.o", "float"),
    ("PyFloat_FromString.o", "str_digits bytes !str ~list"),
    ("PyFloat_As*.o", "float int number ~str hostile"),
    ("PyComplex_*.o", "complex float int number ~str hostile"),
    ("PyNumber_InPlacePower.c", "none"), ("PyNumber_Power.c", "none int"),
    ("PyNumber_MatrixMultiply.*", "number ~int hostile"),
    ("PyNumber_InPlaceMatrixMultiply.*", "number ~int hostile"),
    ("PyNumber_*Multiply.*", "small number float ~dict hostile"),
    ("PyNumber_*shift.b", "small number ~str"),
    ("PyNumber_*Power.b", "small number ~str"),
    ("PyNumber_*.b", "int small number float zero ~str"),
    ("PyNumber_*.a", "int number float ~str hostile"),
    ("PyNumber_*.o", "int number float small ~list hostile"),
    ("PyNumber_ToBase.base", "10 2 16 8 !3"),
    ("PyNumber_AsSsize_t.overflow", "static_type NULL"),
    ("PyNumber_AsSsize_t.o", "int number ~str !big"),
    ("_PyNumber_Index.o", "int number ~str"),
    ("PyIndex_Check.o", ANY),
    ("PyOS_string_to_double.s", "'2.5 !'spam"),
    ("PyOS_string_to_double.end", "NULL out:8"),
    ("PyOS_string_to_double.overflow", "NULL"),
    ("PyOS_double_to_string.code", "114 !0"),
    # dates
    ("PyDateTime_FromTimestamp.args", "timestamp ~spam_tuple"),
    ("PyDate_FromTimestamp.args", "timestamp ~spam_tuple"),
    ("PyTimeZone_*.offset", "hour"),
    ("PyTimeZone_*.name", "str"),
    ("PyDateTime_DATE_GET_TZINFO.o", "aware datetime"),
    ("PyDateTime_TIME_GET_TZINFO.o", "aware_time time"),
    ("PyDateTime_DATE_*.o", "datetime"), ("PyDateTime_TIME_*.o", "time"),
    ("PyDateTime_DELTA_*.o", "delta"), ("PyDateTime_GET_*.o", "date datetime"),
    ("*.year", "2001"), ("*.month", "2 !13"), ("*.day", "3 !99"),
    ("*.hour", "4 !99"), ("*.minute", "5 !99"), ("*.second", "6 !99"),
    ("*.usecond", "7 !9999999"), ("*.fold", "0 1"), ("*.days", "1"),
    ("PyDelta*.seconds", "2"), ("*.useconds", "3"),
    ("_PyTime_*.round", "0 1"),
    ("_PyTime_*.o", "int float ~str"), ("_PyTime_ObjectTo*.o", "int ~str"),
    ("_PyTime_FromTimeval.tv", "@timeval"),
    ("_PyTime_FromTimespec.ts", "@timespec"),
    # str and bytes
    ("PyUnicode_FromEncodedObject.o", "bytes bytearray ~int ~str"),
    ("PyUnicode_FromObject.o", "str ~int"),
    ("PyUnicode_FromKindAndData.kind", "1 !7"),
    ("PyUnicode_FromKindAndData.buffer", "'spam"),
    ("PyUnicode_FromOrdinal.c", "8364 97 !99999999"),
    ("PyUnicode_New.maxchar", "127 255 65535 1114111"),
    ("PyUnicode_*.kind", "1"), ("PyUnicode_READ*.i", "1"),
    ("PyUnicode_*.data", "@text"),
    ("PyUnicode_InternI*.p", "cell:str"),
    ("PyUnicode_Append.p", "cell:str cell:str_wide"),
    ("PyUnicode_AppendAndDel.p", "cell:str"),
    ("PyUnicode_Append*.right", "eggs NULL ~int"),
    ("PyUnicode_Resize.p", "cell:str ~cell:int"),
    ("PyBytes_Concat*.p", "cell:bytes"),
    ("PyBytes_Concat*.right", "bytes bytearray NULL ~int"),
    ("_PyBytes_Resize.p", "cell:bytes"),
    ("PyUnicode_2BYTE_DATA.o", "str_wide"),
    ("PyUnicode_4BYTE_DATA.o", "str_wide"),
    ("_PyUnicode_NONCOMPACT_DATA.o", "!str"),
    ("PyUnicode_FS*.o", "str bytes path ~int hostile"),
    ("PyUnicode_AsUTF8*.o", "str str_wide !str_surrogate ~int"),
    ("PyUnicode_As*.encoding", "'utf-8 NULL !'absent"),
    ("PyUnicode_*.encoding", "'utf-8 NULL !'absent"),
    ("PyUnicode_AsASCII*.o", "str !str_latin ~int"),
    ("PyUnicode_AsLatin1*.o", "str str_latin !str_wide ~int"),
    ("PyUnicode_AsCharmap*.mapping", "encode_map"),
    ("PyUnicode_AsDecoded*.o", "str"),
    ("PyUnicode_AsDecoded*.encoding", "'rot13 !'absent"),
    ("PyUnicode_AsEncodedUnicode.encoding", "'rot13 !'absent"),
    ("PyUnicode_AsUCS4.buffer", "out:64"), ("PyUnicode_AsUCS4.n", "8 !1"),
    ("PyUnicode_AsUCS4.copy_null", "1 0"),
    ("PyUnicode_AsWideChar.w", "out:64"),
    ("PyUnicode_AsWideChar*.o", "str str_wide ~int"),
    ("PyUnicode_Translate.table", "decode_map dict ~int"),
    ("PyUnicode_Translate*.errors", "NULL"),
    ("PyUnicode_DecodeCharmap.mapping", "decode_map NULL"),
    ("PyUnicode_DecodeUTF16*.s", "'s_p_"), ("PyUnicode_DecodeUTF16*.n", "4"),
    ("PyUnicode_DecodeUTF32*.s", "@zeros"), ("PyUnicode_DecodeUTF32*.n", "4"),
    ("PyUnicode_DecodeUTF8*.s", "'spam !@not_utf8"),
    ("PyUnicode_DecodeASCII.s", "'spam !@not_utf8"),
    ("PyUnicode_Decode.s", "'spam !@not_utf8"),
    ("PyUnicode_DecodeUnicodeEscape.s", "'spam !'\\"),
    ("PyUnicode_DecodeRaw*.s", "'spam"),
    ("PyUnicode_Decode*.n", "3"),
    ("PyUnicode_Decode*.order", "NULL out:8"),
    ("PyUnicode_*.consumed", "NULL out:8"),
    ("PyUnicode_FromString.s", "'spam !@not_utf8"),
    ("PyUnicode_FromStringAndSize.s", "'spam !@not_utf8"),
    ("PyUnicode_*Join.items", "strs strs_tuple !list ~int"),
    ("PyUnicode_Join.separator", "str NULL ~int"),
    ("_PyUnicode_JoinArray.items", "array:str,eggs"),
    ("_PyUnicode_JoinArray.n", "2"),
    ("PyUnicode_*.separator", "letter eggs NULL"),
    ("PyUnicode_*artition.separator", "letter str"),
    ("PyUnicode_Format.format", "str_format str"),
    ("PyUnicode_Format.args", "spam_tuple str dict"),
    ("PyUnicode_Split*.o", "str_spaces str ~int"),
    ("PyUnicode_RSplit*.o", "str_spaces str ~int"),
    ("PyUnicode_*artition.o", "str_spaces str ~int"),
    ("PyUnicode_Copy*.to", "new_str"), ("PyUnicode_Fill.o", "new_str"),
    ("PyUnicode_WriteChar.o", "new_str ~int"),
    ("_PyUnicode_Fast*.to", "new_str"), ("_PyUnicode_FastFill.o", "new_str"),
    ("PyUnicode_*.to_start", "0"), ("PyUnicode_*.from_start", "0"),
    ("PyUnicode_*.direction", "1 -1"), ("PyUnicode_*.part", "letter str ~int"),
    ("PyUnicode_*.old", "letter ~int"), ("PyUnicode_*.new", "eggs ~int"),
    ("PyUnicode_*.max", "-1 1"), ("PyUnicode_*.i", "1 !100"),
    ("PyUnicode_BuildEncodingMap.o", "map_str"),
    ("PyUnicode_IS_*.o", "str"), ("PyUnicode_IsIdentifier.o", "str"),
    ("PyUnicode_RichCompare.b", "eggs str"),
    ("PyUnicode_*ompare*.b", "eggs str"),
    ("PyUnicode_From*.n", "3"), ("PyUnicode_New.n", "5"),
    ("PyUnicode_Encode*.s", '"spam'),
    ("PyUnicode_TranslateCharmap.s", '"spam'),
    ("PyUnicode_TransformDecimal*.s", '"123'),
    ("PyUnicode_EncodeCharmap.mapping", "encode_map"),
    ("PyUnicode_TranslateCharmap.table", "decode_map"),
    ("PyUnicode_EncodeDecimal.output", "out:64"),
    ("PyUnicode_*.o", "str str_wide str_latin ~int"),
    ("PyUnicode_*.a", "str ~int"), ("PyUnicode_*.b", "eggs ~int"),
    ("_PyUnicode_XStrip.chars", "letter"),
    ("_PyUnicode_XStrip.kind", "0 1 2"),
    ("_PyUnicode_*onverter.o", "str ~int"),
    ("_PyUnicode_*Opt_Converter.o", "str none ~int"),
    ("_PyUnicode_EncodeCharmap.mapping", "encode_map"),
    ("_PyUnicode_*.o", "str"), ("_PyUnicode_*.a", "str"),
    ("_PyUnicode_*.b", "str eggs"),
    ("PyBytes_FromObject.o", "bytes bytearray ints ~str ~int"),
    ("PyBytes_Repr.o", "bytes"), ("_PyBytes_Join.items", "list"),
    ("_PyBytes_Join.separator", "bytes"),
    ("PyBytes_DecodeEscape.s", "'spam !'\\"),
    ("PyBytes_*.o", "bytes ~int"), ("_PyBytes_*.o", "bytes"),
    ("PyBytes_AsStringAndSize.p", "out:8"),
    ("PyBytes_AsStringAndSize.o", "bytes !bytes_null ~int"),
    ("PyByteArray_FromObject.o", "bytes ints ~str"),
    ("PyByteArray_Concat.*", "bytes bytearray ~int"),
    ("PyByteArray_*.o", "bytearray"),
    ("PyCodec_*.name", "'strict !'absent"),
    ("PyCodec_*.encoding", "'utf-8 !'absent"),
    ("PyCodec_Register*.function", "function ~int"),
    ("PyCodec_RegisterError.name", "'made"),
    ("PyCodec_RegisterError.handler", "function ~int"),
    ("PyCodec_Encode.o", "str"), ("PyCodec_Decode.o", "bytes"),
    ("PyCodec_*.exc", "decode_error encode_error translate_error ~int"),
    ("_PyCodec_*Text.o", "str"), ("_PyCodec_DecodeText.o", "bytes"),
    # buffers
    ("PyObject_GetBuffer.o", "bytearray bytes ~int"),
    ("PyObject_GetBuffer.view", "view"), ("PyObject_GetBuffer.flags", "0 284"),
    ("PyObject_CopyData.*", "bytearray ~int"),
    ("PyObject_CheckBuffer.o", ANY),
    ("PyObject_As*Buffer.o", "bytearray ~int"),
    ("PyObject_CheckReadBuffer.o", "bytes int"),
    ("PyBuffer_Release.view", "view:bytearray"),
    ("PyBuffer_FillInfo.view", "view"), ("PyBuffer_FillInfo.o", "bytearray"),
    ("PyBuffer_FillInfo.p", "@text"), ("PyBuffer_FillInfo.flags", "0"),
    ("PyBuffer_FillInfo.readonly", "0"), ("PyBuffer_FillInfo.n", "4"),
    ("PyBuffer_GetPointer.indices", "@zeros"),
    ("PyBuffer_ToContiguous.p", "out:64"),
    ("PyBuffer_*.view", "view:bytearray view:bytes"),
    ("PyBuffer_*.order", "67 70 65"), ("PyBuffer_*.p", "@text"),
    ("PyBuffer_*.n", "4"), ("PyBuffer_*.format", "'i !'absent"),
    ("PyBuffer_*.shape", "@shape"), ("PyBuffer_*.strides", "@strides"),
    ("PyBuffer_*.ndim", "1"), ("PyBuffer_*.size", "1"),
    ("PyMemoryView_FromObject.o", "bytearray bytes ~int"),
    ("PyMemoryView_GetContiguous.o", "bytearray bytes ~int"),
    ("PyMemoryView_GetContiguous.type", "256"),
    ("PyMemoryView_*.order", "67"), ("PyMemoryView_*.flags", "256 512"),
    ("PyMemoryView_FromMemory.p", "@text"),
    ("PyMemoryView_FromBuffer.view", "view:bytearray"),
    ("PyMemoryView_*.o", "memoryview"),
    ("PyPickleBuffer_FromObject.o", "bytearray ~int"),
    ("PyPickleBuffer_*.o", "pickle_buffer ~int"),
    # exceptions
    ("PyErr_SetString.type", "exception_type"),
    ("PyErr_SetObject.type", "exception_type"),
    ("PyErr_*.value", "str item"),
    ("PyErr_Warn*.category", "warning_type static_type NULL"),
    ("PyErr_GivenExceptionMatches.*", "exception_type static_type"),
    ("PyErr_ExceptionMatches.*", "exception_type"),
    ("PyErr_Restore.type", "exception_type"),
    ("PyErr_Restore.value", "str exception NULL"),
    ("PyErr_Restore.traceback", "NULL traceback"),
    ("PyErr_SetRaisedException.exc", "exception NULL"),
    ("PyErr_SetHandledException.exc", "exception NULL"),
    ("PyErr_SetExcInfo.type", "exception_type NULL"),
    ("PyErr_SetExcInfo.value", "exception NULL"),
    ("PyErr_SetExcInfo.traceback", "NULL traceback"),
    ("PyErr_NormalizeException.type", "cell:exception_type"),
    ("PyErr_NormalizeException.value", "cell:str cell"),
    ("PyErr_NormalizeException.traceback", "cell"),
    ("PyErr_DisplayException.exc", "exception"),
    ("PyErr_Display.type", "exception_type"),
    ("PyErr_Display.value", "exception"),
    ("PyErr_Display.traceback", "NULL"),
    ("PyErr_NewException*.name", "'made.Error !'absent"),
    ("PyErr_NewException*.base", "NULL exception_type"),
    ("PyErr_NewException*.dict", "NULL dict"),
    ("PyErr_SetImportErrorSubclass.type", "import_error ~int"),
    ("PyErr_SetImportError*.*", "str"),
    ("PyErr_*.type", "exception_type"),
    ("PyErr_WriteUnraisable.o", "str NULL"),
    ("PyErr_WarnExplicit*.registry", "NULL empty_dict"),
    ("PyErr_*Line*.*", "'absent"),
    ("_PyErr_ChainExceptions.type", "exception_type"),
    ("_PyErr_ChainExceptions.value", "exception"),
    ("_PyErr_ChainExceptions.traceback", "NULL"),
    ("PyException_SetCause.value", "exception NULL"),
    ("PyException_SetContext.value", "exception NULL"),
    ("PyException_SetTraceback.traceback", "traceback none ~int"),
    ("PyException_SetArgs.args", "tuple"),
    ("PyException_*.exc", "chained exception"),
    ("PyExceptionClass_Name.*", "exception_type"),
    ("PyExceptionInstance_Class.*", "exception"),
    ("PyUnicodeDecodeError_Create.object", "'spam"),
    ("PyUnicodeDecodeError_*.exc", "decode_error"),
    ("PyUnicodeEncodeError_*.exc", "encode_error"),
    ("PyUnicodeTranslateError_*.exc", "translate_error"),
    ("PyUnicode*Error_*.reason", "'bad"),
    ("PyUnicode*Error_*.encoding", "'utf-8"),
    ("PyTraceBack_Here.frame", "frame"),
    ("PyTraceBack_Print.traceback", "traceback ~int"),
    ("PyTraceBack_Print.file", "stream"),
    # calls
    ("*PyObject_Call*.callable", "function bound builtin type refusing ~int"),
    ("_PyObject_*all*.callable", "function bound refusing ~int"),
    ("PyVectorcall_*.callable", "function builtin ~int"),
    ("PyObject_Vectorcall*.callable", "function bound refusing ~int"),
    ("_PyObject_Vectorcall*.callable", "function bound refusing ~int"),
    ("PyEval_CallObject*.callable", "function ~int"),
    ("PyObject_CallMethod*.o", "method_instance instance"),
    ("_PyObject_CallMethod*.o", "instance"),
    ("*PyObject_CallMethod*.name", "method_name !absent"),
    ("*VectorcallMethod.name", "method_name !absent"),
    ("*VectorcallMethod.args", "array:instance,str"),
    ("*VectorcallMethod.nargsf", "1 2"),
    ("*.kwnames", "NULL"), ("*.kwargs", "NULL empty_dict dict"),
    ("PyCFunction_Call.f", "builtin"),
    ("PyCFunction_Call.args", "spam_tuple"),
    ("PyObject_CallFunctionObjArgs.args", "str"),
    ("*Call*.args", "tuple empty_tuple NULL"),
    ("PyObject_Call.args", "tuple empty_tuple"),
    ("*astCall*.args", "array:str,eggs"),
    ("*ectorcall*.args", "array:str,eggs"),
    ("PyVectorcall_Call.args", "tuple"),
    ("*.nargsf", "2 0"), ("PyVectorcall_NARGS.n", "2"),
    ("*FastCall*.n", "2 0"), ("_PyObject_FastCallDict.kwargs", "NULL dict"),
    ("_PyObject_Call_Prepend.*", "NULL"),
    ("PyCFunction_New*.def", "@method"), ("PyCMethod_New.def", "@method"),
    ("PyCFunction_New*.self", "item NULL"),
    ("PyCFunction_New*.module", "str NULL"),
    ("PyCMethod_New.class", "NULL"), ("PyCMethod_New.self", "item NULL"),
    ("PyCMethod_New.module", "str NULL"),
    ("PyCFunction_GET_CLASS.f", "builtin"),
    ("PyCFunction_*.f", "builtin len ~function"),
    ("PyCFunction_Get*.f", "builtin len ~int"),
    ("PyCFunction_GET*.f", "builtin"),
    ("PyFunction_New*.code", "code"), ("PyFunction_New*.globals", "globals"),
    ("PyFunction_SetDefaults.value", "tuple none ~int"),
    ("PyFunction_SetClosure.value", "none ~int"),
    ("PyFunction_Set*.value", "dict none ~int"),
    ("PyFunction_GET_*.f", "function"),
    ("PyFunction_*.f", "function ~int"),
    ("PyMethod_New.function", "function"), ("PyMethod_New.self", "item NULL"),
    ("PyMethod_*.m", "bound"),
    ("PyInstanceMethod_*.m", "instance_method"),
    ("PyInstanceMethod_New.*", "function"),
    ("PyStaticMethod_New.*", "function"), ("PyClassMethod_New.*", "function"),
    ("PyDescr_New*.type", "type static_type"),
    ("PyDescr_NewMethod.def", "@method"),
    ("PyDescr_NewClassMethod.def", "@class_method"),
    ("PyDescr_NewMember.def", "@member"),
    ("PyDescr_NewGetSet.def", "@getset"),
    ("PyDescr_NewWrapper.base", "@wrapper"),
    ("PyDescr_NewWrapper.wrapped", "@nothing"),
    ("PyDescr_*.descr", "descriptor"), ("PyDescr_IsData.o", "property item"),
    ("PyWrapper_New.descr", "wrapper"), ("PyWrapper_New.self", "int"),
    ("PyGen_GetCode.gen", "generator"),
    ("PyGen_NeedsFinalizing.gen", "generator"),
    ("_PyGen_SetStopIterationValue.value", "item"),
    ("PyArg_UnpackTuple.args", "pair ~tuple"),
    ("PyArg_ValidateKeywordArguments.kwargs", "dict !int_dict ~list"),
    ("PyArg_UnpackTuple.min", "1"), ("PyArg_UnpackTuple.max", "2"),
    ("_PyArg_NoKeywords.kwargs", "NULL empty_dict !dict"),
    ("_PyArg_NoKwnames.kwnames", "NULL empty_tuple !tuple"),
    ("_PyArg_NoPositional.args", "NULL empty_tuple !tuple"),
    ("_PyArg_CheckPositional.n", "1 !9"),
    ("_PyArg_CheckPositional.min", "0"), ("_PyArg_CheckPositional.max", "2"),
    ("_PyEval_SliceIndex*.o", "int none number ~str"),
    ("_PyEval_SliceIndex*.out", "out:8"),
    # modules and types
    ("PyModule_Create*.def", "@module"), ("PyModule_FromDef*.def", "@module"),
    ("PyModule_ExecDef.def", "@module"),
    ("PyModuleDef_Init.def", "@module_with_slots"),
    ("PyModule_FromDef*.spec", "spec"), ("*.api", "1013"),
    ("PyModule_AddFunctions.functions", "@method_list"),
    ("PyModule_AddType.type", "type"),
    ("PyModule_Add*.name", "'made"), ("PyModule_New.name", "'made"),
    ("PyModule_NewObject.name", "str"),
    ("PyModule_SetDocString.doc", "'text"),
    ("PyModule_Add*.value", "item NULL"),
    ("PyModule_AddIntConstant.value", "5"),
    ("PyModule_AddStringConstant.value", "'text"),
    ("PyModule_GetState.m", "stateful"),
    ("PyModule_*.m", "module ~int"),
    ("_PyModule_*.m", "module"),
    ("PyState_*.def", "@module"), ("PyState_AddModule.m", "module"),
    ("PyImport_*.name", "str_name !absent"),
    ("PyImport_ImportModule*.name", "str_name !absent"),
    ("PyImport_Import.name", "str_name str_dotted !absent"),
    ("PyImport_ReloadModule.m", "reloadable ~int"),
    ("PyImport_*.path", "str_path"), ("PyImport_*.level", "0"),
    ("PyImport_ExecCodeModule*.code", "code"),
    ("PyImport_ExecCodeModule*.name", "str"),
    ("PyImport_ExecCodeModule*.path", "NULL str_path"),
    ("PyImport_ExecCodeModule*.cpath", "NULL"),
    ("PyImport_*.globals", "globals NULL"),
    ("PyImport_*.locals", "NULL"), ("PyImport_*.fromlist", "NULL"),
    ("PyImport_AddModule*.name", "str"),
    ("PyType_From*.spec", "@spec"), ("PyType_From*.bases", "NULL"),
    ("PyType_From*.m", "module NULL"), ("PyType_From*.module", "module NULL"),
    ("PyType_FromMetaclass.metaclass", "NULL"),
    ("PyType_Ready.type", "type"),
    ("PyType_IsSubtype.*", "type static_type"),
    ("PyType_GetSlot.slot", "52 47"),
    ("PyType_GetModuleState.type", "stateful_type"),
    ("PyType_GetModule*.type", "heap_type ~type"),
    ("PyType_GetModuleByDef.def", "@module"),
    ("PyType_*.type", "type"), ("_PyType_*.type", "type static_type"),
    ("_PyType_Lookup*.name", "str absent"),
    ("PyStructSequence_New.type", "sequence_type"),
    ("PyStructSequence_New*.desc", "@sequence"),
    ("PyStructSequence_InitType*.desc", "@sequence"),
    ("PyStructSequence_*.o", "new_sequence"),
    ("PyStructSequence_*.i", "0 1"),
    ("PyStructSequence_*.value", "item"),
    ("PyCell_New.o", "item NULL"), ("PyCell_*.cell", "closure_cell ~int"),
    ("_PyType_CalculateMetaclass.type", "metatype"),
    ("_PyType_CalculateMetaclass.bases", "empty_tuple"),
    ("PyCell_*.value", "item NULL"),
    ("PyCapsule_New.p", "@text !NULL"), ("PyCapsule_New.name", "@capsule_name"),
    ("PyCapsule_New.destructor", "NULL @destructor"),
    ("PyCapsule_Import.name", "'datetime.datetime_CAPI !'absent"),
    ("PyCapsule_SetPointer.p", "@text !NULL"),
    ("PyCapsule_Set*.context", "@text"),
    ("PyCapsule_SetDestructor.destructor", "@destructor"),
    ("PyCapsule_SetName.name", "@capsule_name"),
    ("PyCapsule_*.name", "@capsule_name !'absent"),
    ("PyCapsule_*.capsule", "capsule ~int"),
    ("PyCapsule_IsValid.capsule", "capsule int"),
    ("PyMember_Get*.address", "@instance_with_member"),
    ("PyMember_*.p", "@instance_with_member"),
    ("PyMember_*.def", "@object_member"), ("PyMember_SetOne.value", "item"),
    ("PySlice_New.*", "small NULL"),
    ("PySlice_*.slice", "slice open_slice ~int"),
    ("PySlice_*.length", "5"), ("PySlice_AdjustIndices.step", "1"),
    ("_PySlice_FromIndices.*", "1"), ("_PySlice_GetLongIndices.length", "int"),
    # running, frames, code
    ("PyRun_*.text", "'1+1 !'1+"), ("Py_Compile*.text", "'1+1 !'1+"),
    ("PyRun_Simple*.text", "'spam=1 !'1/0"),
    ("PyRun_*.start", "258"), ("Py_Compile*.start", "258"),
    ("Py_Symtable*.text", "'1+1 !'1+"), ("Py_Symtable*.start", "258"),
    ("PyParser_*.text", "'1+1 !'1+"), ("PyParser_*.start", "258"),
    ("PyRun_*.globals", "globals"), ("PyRun_*.locals", "globals"),
    ("Py_Compile*.optimize", "-1"), ("Py_Compile*Object.filename", "str"),
    ("Py_SymtableStringObject.filename", "str"),
    ("PyRun_*.close", "0"),
    ("PyEval_EvalCode.code", "expression code"),
    ("PyEval_EvalCodeEx.code", "expression"),
    ("PyEval_EvalCode*.globals", "globals"),
    ("PyEval_EvalCode*.locals", "globals NULL"),
    ("PyEval_EvalCodeEx.args", "NULL"), ("PyEval_EvalCodeEx.kwargs", "NULL"),
    ("PyEval_EvalCodeEx.defaults", "NULL"),
    ("PyEval_EvalCodeEx.kwdefaults", "NULL"),
    ("PyEval_EvalCodeEx.closure", "NULL"),
    ("PyEval_EvalCodeEx.*", "0"),
    ("PyEval_GetFunc*.f", "function builtin bound"),
    ("PyEval_Set*.function", "NULL"), ("PyEval_Set*.arg", "NULL item"),
    ("PyCompile_*.opcode", "1"), ("PyCompile_*.oparg", "0"),
    ("PyCompile_*.jump", "0"),
    ("PyFrame_New.code", "code"), ("PyFrame_New.globals", "globals"),
    ("PyFrame_New.locals", "NULL dict"),
    ("PyFrame_GetVar*.name", "local !absent"),
    ("PyFrame_*.frame", "frame"), ("PyFrame_*.clear", "0"),
    ("PyCode_New*.filename", "'name"), ("PyCode_New*.function", "'name"),
    ("PyCode_NewEmpty.line", "7"),
    ("PyCode_Optimize.code", "bytes"), ("PyCode_Optimize.consts", "list"),
    ("PyCode_Optimize.names", "strs_tuple"),
    ("PyCode_Optimize.lnotab", "bytes"),
    ("PyCode_*.code", "code"), ("PyUnstable_Code_*.code", "code"),
    ("_PyCode_*.code", "code ~int"), ("*Code_*Extra.index", "0"),
    ("*Code_*etExtra.extra", "out:8 NULL"),
    ("*RequestCodeExtraIndex.free", "NULL @nothing"),
    # files and sys
    ("PyFile_FromFd.fd", "0 !-5"), ("PyFile_FromFd.mode", "'r"),
    ("PyFile_FromFd.name", "'name"), ("PyFile_FromFd.buffering", "-1"),
    ("PyFile_FromFd.encoding", "NULL"), ("PyFile_FromFd.errors", "NULL"),
    ("PyFile_FromFd.newline", "NULL"), ("PyFile_FromFd.closefd", "0"),
    ("PyFile_GetLine.file", "file_like stream ~int"), ("PyFile_*.n", "0 5"),
    ("PyFile_Write*.file", "stream file_like ~int"),
    ("PyFile_NewStdPrinter.fd", "1 !7"),
    ("PyFile_OpenCode.path", "'/dev/null !'/absent"),
    ("PyFile_OpenCodeObject.path", "null_path !str"),
    ("_Py_fopen_obj.path", "null_path !str ~int"), ("_Py_fopen*.mode", "'r"),
    ("PyOS_FSPath.path", "str bytes path ~int hostile"),
    ("PyMarshal_WriteObject*.o", "tuple_of_ints str !instance"),
    ("PyMarshal_*.version", "4 2"),
    ("PyMarshal_ReadObjectFromString.p", "@marshalled !'spam"),
    ("PyMarshal_ReadObjectFromString.n", "1"),
    ("PySys_GetObject.name", "'path !'absent"),
    ("PySys_SetObject.name", "'made"), ("PySys_SetObject.value", "item NULL"),
    ("PySys_Write*.format", "'%d"),
    ("PySys_SetPath.path", '"/tmp'),
    ("PySys_AddWarnOptionUnicode.option", "str"),
    ("PySys_AddXOption.option", '"made'),
    ("PySys_AddWarnOption.option", '"default'),
    ("PySys_AuditTuple.args", "tuple NULL ~list"),
    ("PySys_AuditTuple.event", "'made"),
    ("PySys_AddAuditHook.hook", "@zero"),
    ("PySys_AddAuditHook.data", "NULL @text"),
    ("PyContextVar_New.name", "'spam"),
    ("PyContextVar_New.default", "NULL item"),
    ("PyContextVar_Get.var", "context_var unset_var ~int"),
    ("PyContextVar_Get.default", "NULL item"),
    ("PyContextVar_*.var", "context_var ~int"),
    ("PyContextVar_Reset.token", "token ~int"),
    ("PyContext_*.context", "context ~int"),
    ("Py_GetConstant*.id", "0 4 7 9"),
    ("Py_GenericAlias.origin", "list_static"),
    ("Py_GenericAlias.args", "item tuple"),
    ("_PyNamespace_New.kwargs", "dict NULL"),
    ("PyOS_mystr*.*", "'spam"), ("PyOS_strto*.*", "'123"),
    ("PyOS_*.base", "10"), ("PyOS_strtol.end", "NULL out:8"),
    ("PyOS_strtoul.end", "NULL out:8"),
    ("PyOS_snprintf.buffer", "out:64"), ("PyOS_snprintf.n", "64"),
    ("PyOS_snprintf.format", "'%d"),
    ("Py_UniversalNewlineFgets.buffer", "out:64"),
    ("Py_UniversalNewlineFgets.n", "60"),
    ("Py_UniversalNewlineFgets.o", "NULL"),
    # reference counts and headers
    ("Py_CLEAR.p", "cell:item cell"), ("Py_SETREF.p", "cell:item"),
    ("Py_XSETREF.p", "cell:item cell"), ("Py_*SETREF.*", "item"),
    ("Py_*REF.o", "item"), ("Py_*Ref.o", "item"), ("Py_IS_TYPE.type", "type"),
    ("PyObject_TypeCheck.type", "type static_type"),
    ("Py_SET_TYPE.type", "type"), ("Py_SET_SIZE.*", "list"),
    ("Py_SET_SIZE.size", "3"), ("Py_SIZE.o", "list tuple"),
    ("_PyObject_*SIZE.type", "type static_type"),
    ("_PyObject_*SIZE.n", "3"),
    ("_Py_Dealloc.o", "!item"),
    # memory
    ("*Mem_*ealloc.p", "BLOCK NULL"), ("*Mem_*REALLOC.p", "BLOCK NULL"),
    ("*Mem_*ree.p", "BLOCK NULL"), ("*Mem_F*.p", "BLOCK NULL"),
    ("*Mem_D*.p", "BLOCK NULL"), ("PyObject_*ealloc.p", "BLOCK NULL"),
    ("PyObject_REALLOC.p", "BLOCK NULL"), ("PyObject_F*.p", "BLOCK NULL"),
    ("PyObject_D*.*", "BLOCK"), ("PyObject_F*.*", "BLOCK NULL"),
    # threads
    ("PyThread_*lock*.lock", "@lock"), ("PyThread_*.wait", "0"),
    ("PyThread_tss_*.key", "@tss"), ("PyThread_tss_set.value", "@text NULL"),
    ("PyThread_start_new_thread.function", "@nothing"),
    ("PyThread_start_new_thread.arg", "NULL"),
    ("PyThread_set_stacksize.n", "0 !1"),
    ("PyThread_*.key", "0"), ("PyThread_*.usec", "0"),
    ("PyThread_*.interruptible", "0"),
    ("PyThreadState_SetAsyncExc.exc", "exception_type NULL"),
    ("PyThreadState_SetAsyncExc.id", "12345"),
    ("Py_AddPendingCall.function", "@zero"),
    ("Py_AddPendingCall.arg", "NULL"),
    ("Py_AtExit.function", "@nothing"),
    ("PyUnstable_AtExit.function", "@nothing"),
    ("PyUnstable_AtExit.data", "NULL"),
    ("PyRefTracer_SetTracer.*", "NULL"),
    ("*Watcher.callback", "@zero"), ("*Watcher.id", "!77"),
    ("PyDict_*atch.id", "!77"),
    ("PyType_*atch.id", "!77"),
    ("PyUnstable_GC_VisitObjects.callback", "@zero"),
    ("PyUnstable_GC_VisitObjects.arg", "NULL"),
    ("PyObject_*ManagedDict.visit", "@visit"),
    ("PyObject_*ManagedDict.arg", "NULL"),
    ("Py_Repr*.o", "list"),
    # in and out
    ("*.pos", "out:64"), ("*.order", "NULL out:64"), ("*.range", "out:64"),
    ("PyEval_MergeCompilerFlags.flags", "@compiler_flags"),
    ("*.errors", "NULL 'strict !'absent"),
    ("PyImport_*.name", "'os !'absent"), ("PyImport_*.path", "'/tmp"),
    ("PyRun_*ile*.start", "258"),
    ("PyMarshal_Read*.file", "@marshal_file"),
    ("PyModule_FromDef*.spec", "spec"),
    ("PyOS_double_to_string.precision", "0"),
    # by the name of the parameter alone
    ("Py*_Check.o", ANY), ("Py*_CheckExact.o", ANY),
    ("*.code", "code"), ("*.frame", "frame"), ("*.filename", "str"),
    ("*.globals", "globals"), ("*.callable", "function"),
    ("*.type", "type"), ("*.exc", "exception"), ("*.m", "module"),
]

# What is what these ask for.
CHECKED = {
    "PyCFunction": "builtin", "PyMethod": "bound", "PyGen": "generator",
    "PyInstanceMethod": "instance_method", "PyDictKeys": "keys",
    "PyDictValues": "values", "PyDictItems": "items", "PyODict": "odict",
    "PyDictViewSet": "keys", "PyFrozenSet": "frozenset", "PySlice": "slice",
    "PyRange": "range", "PyCell": "closure_cell", "PyTraceBack": "traceback",
    "PyExceptionClass": "exception_type", "PyExceptionInstance": "exception",
    "PyFrame": "frame", "PyCode": "code", "PyContext": "context",
    "PyContextVar": "context_var", "PyContextToken": "token",
    "PyCapsule": "capsule", "PyAnySet": "set", "PyIter": "iterator",
    "PySeqIter": "sequence_iterator", "PyCallIter": "call_iterator",
    "PyWeakref": "reference", "PyMemoryView": "memoryview",
    "PyPickleBuffer": "pickle_buffer", "PyDate": "date", "PyTime": "time",
    "PyDateTime": "datetime", "PyDelta": "delta", "PyTZInfo": "timezone",
    "PyComplex": "complex", "PyByteArray": "bytearray", "PyBool": "true",
    "PyAsyncGen": "asyncgen", "PyCoro": "coroutine", "PyAIter":
    "async_iterator", "PyModule": "module", "PyFunction": "function",
}

# By C type; the word in front of a name wins over the type alone.
TYPES = {
    "PyObject *": ANY, "PyObject **": "stale", "void *": "@text",
    "const void *": "@text", "char *": "@text", "const char *": "'spam",
    "const wchar_t *": '"spam', "wchar_t *": "out:64",
    "PyTypeObject *": "type", "PyFrameObject *": "frame",
    "PyCodeObject *": "code", "PyLongObject *": "int",
    "PyWeakReference *": "reference", "PyListObject *": "list",
    "PySliceObject *": "slice", "PyVarObject *": "tuple",
    "PyObject *const *": "array:str,eggs", "Py_buffer *": "view",
    "FILE *": "@file", "PyThreadState *": "@thread_state",
    "PyInterpreterState *": "@interpreter", "_Py_Identifier *": "@identifier",
    "PyModuleDef *": "@module", "PyMethodDef *": "@method",
    "PyMemberDef *": "@member", "PyGetSetDef *": "@getset",
    "PyType_Spec *": "@spec", "PyStructSequence_Desc *": "@sequence",
    "PyCompilerFlags *": "NULL @compiler_flags", "Py_tss_t *": "@tss",
    "Py_ssize_t *": "junk:64", "int *": "junk:64", "size_t *": "junk:64",
    "Py_hash_t *": "junk:64", "Py_UCS4 *": "out:256", "char **": "junk:64",
    "const char **": "junk:64", "void **": "junk:64", "long *": "junk:64",
    "unsigned char *": "junk:64", "const unsigned char *": "'spam",
    "time_t *": "junk:64", "_PyTime_t *": "junk:64", "PyTime_t *": "junk:64",
    "struct tm *": "out:128", "struct timeval *": "junk:64",
    "struct timespec *": "junk:64", "_Py_clock_info_t *": "out:128",
    "const Py_buffer *": "view:bytearray", "PyThread_type_lock": "@lock",
    "const Py_ssize_t *": "@shape", "Py_complex": "1.5+2j",
    "double": "2.5", "float": "2.5", "const Py_UNICODE *": '"spam',
    "PyLongWriter *": "@none", "_PyUnicodeWriter *": "out:256",
    "const Py_UCS4 *": '"spam', "Py_UNICODE *": '"spam',
    "int64_t *": "junk:64", "PyMutex *": "out:64",
    "PyCriticalSection *": "out:64", "PyCriticalSection2 *": "out:64",
    "void (*)(void *)": "@nothing", "int (*)(void *)": "@zero",
}
INTEGERS = {"i": "1 0 !100", "n": "3", "low": "0", "high": "2", "op": "2 0 !9",
            "start": "0", "end": "3", "stop": "3", "flags": "0", "line": "7",
            "base": "10", "c": "97 48 32 8364", "level": "1", "size": "3"}

# Not called, and why.
NOT_TRIED = [
    (r"Py_(Initialize|Finalize|EndInterp|NewInterp|Main|BytesMain|RunMain"
     r"|FrozenMain|Exit|FatalError|UNREACHABLE|PreInit)"
     r"|_Py_(FatalError|PreInit)|PyThread_exit_thread"
     r"|PyInterpreterState_(New|Clear|Delete)|Py_ExitStatusException",
     "starts or ends the interpreter"),
    (r"Py(Config|PreConfig|WideStringList|Status)_|PyConfig_"
     r"|PyImport_(AppendInittab|ExtendInittab|FrozenModules)",
     "configures an interpreter that has not started"),
    (r"PyRun_(Interactive|AnyFile)|PyOS_Readline",
     "reads from a terminal"),
    (r"PyOS_(Before|After)Fork|PyOS_(get|set)sig|PyOS_InitInterrupts",
     "changes the process"),
    (r"Py(Mem|Object)_(Set|Get)(Allocator|ArenaAllocator)|PyMem_SetupDebug"
     r"|PyMem_SetAllocator", "the audit watches through the allocators"),
    (r"PyThreadState_(Clear|Delete|New|Ensure|Release)|_PyThreadState_Prealloc"
     r"|PyEval_(Acquire|Release)(Lock|Thread)|_PyThreadState_Swap",
     "changes thread states that the audit runs in"),
    (r"_Py_(NewReference|ForgetReference|NegativeRefcount|Dealloc)|"
     r"PyUnstable_SetImmortal",
     "makes or unmakes the counts that are measured"),
    (r"Py_SET_(REFCNT|TYPE)|PyObject_GC_Resize|_PyObject_GC_Resize",
     "writes what is measured"),
    (r"PyUnicodeWriter_|_PyUnicodeWriter_|_PyBytesWriter_|PyLongWriter_"
     r"|PyBytesWriter_", "needs a writer that has been prepared"),
    (r"PyCode_New$|Py\w*Code_New(WithPosOnlyArgs)?$",
     "needs the parts of a code object"),
    (r"PyStructSequence_InitType", "needs a static type"),
    (r"PyObject_GC_Del", "needs an instance that is not tracked"),
    (r"PyState_", "needs a module that is being imported"),
    (r"_PyUnicode_NONCOMPACT_DATA", "needs a str that is not compact"),
    # The engine would take -1 for one of them.
    (r"PyObject_Hash$", "the line leaves out that a hash may be negative"),
    (r"PyModuleDef_Init", "gives a static object that nobody counts"),
    (r"Py(Gen|Coro|AsyncGen)_New", "needs a frame that has not run"),
    (r"PyErr_SetInterrupt|Py_SetRecursionLimit|_PyObject_AssertFailed"
     r"|PyEval_RestoreThread|PyGILState_Release|PyThreadState_Swap"
     r"|_PyEval_EvalFrameDefault|PyEval_EvalFrame",
     "interferes with the audit itself"),
    (r"PyObject_ClearWeakRefs|PyObject_CallFinalizerFromDealloc",
     "only for deallocators"),
    (r"PyParser_|PyNode_|PyAST_|PyArena_|PyFuture_|Py_Symtable",
     "of the old parser"),
]

# What goes with a NULL.
WITH_NULL = {"PyErr_Restore": {"value": "NULL", "traceback": "NULL"},
             "_Py_HashBytes": {"n": "0"}, "Py_HashBuffer": {"n": "0"}}

# Called with an exception set as well.
WITH_EXCEPTION = {
    "PyErr_Occurred", "PyErr_Fetch", "PyErr_GetRaisedException", "PyErr_Clear",
    "PyErr_Print", "PyErr_PrintEx",
    "PyErr_ExceptionMatches", "PyErr_WriteUnraisable", "PyErr_SyntaxLocation",
    "PyErr_SyntaxLocationEx", "PyErr_SyntaxLocationObject",
    "PyErr_RangedSyntaxLocationObject", "_PyGen_FetchStopIterationValue",
    "PyFile_WriteString", "PyErr_SetRaisedException", "PyErr_Restore",
    "_PyErr_ChainExceptions", "_PyErr_ChainExceptions1",
    "PyErr_FormatUnraisable",
    "PyErr_SetString", "PyErr_SetObject", "PyErr_SetNone", "PyErr_NoMemory",
    "PyErr_BadArgument", "PyErr_BadInternalCall", "_PyErr_OCCURRED",
}

# Exact counts matter: the call looks whether its argument has other owners.
UNIQUE = ("PyTuple_SetItem", "_PyTuple_Resize", "_PyBytes_Resize",
          "PyUnicode_Resize", "PyUnicode_Append", "PyUnicode_AppendAndDel",
          "PyBytes_Concat", "PyBytes_ConcatAndDel", "PyUnicode_WriteChar",
          "PyUnicode_CopyCharacters", "PyUnicode_Fill", "PySet_Add",
          "PyUnstable_Object_IsUniquelyReferenced")
# A new object that may not be looked into yet.
OPAQUE = ("PyObject_New", "PyObject_NewVar", "PyObject_NEW",
          "PyObject_NEW_VAR", "_PyObject_New", "_PyObject_NewVar",
          "PyObject_GC_New", "PyObject_GC_NewVar", "_PyObject_GC_New",
          "_PyObject_GC_NewVar", "PyUnstable_Object_GC_NewWithExtraData",
          "PyObject_Init", "PyObject_InitVar", "PyObject_INIT",
          "PyObject_INIT_VAR")


def pool(function, parameter, ctype):
    """The words for this parameter."""
    name = function + "." + parameter
    check = re.fullmatch(r"(Py\w+)_Check(Exact)?\.o", name)
    if check and check[1] in CHECKED:
        return [CHECKED[check[1]], "instance", "int", "list"]
    for pattern, words in PARAMETERS:
        if fnmatchcase(name, pattern) and all(
                fits(w, ctype) for w in words.split()):
            break
    else:
        plain = ctype.replace("const struct", "struct").strip()
        words = TYPES.get(plain)
        if words is None and "*" not in plain:
            words = INTEGERS.get(parameter, "1")
    if words is None:
        return None
    words = [block(function) if w == "BLOCK" else w for w in words.split()]
    if is_array(ctype) and not words[0].startswith(("array", "NULL")):
        words = TYPES["PyObject *const *"].split()
    return words


def block(function):
    if "Raw" in function:
        return "block:raw"
    return "block:obj" if function.startswith("PyObject") else "block:mem"


def is_array(ctype):
    return ctype.replace(" ", "") == "PyObject*const*"


def fits(word, ctype):
    """A pattern may mean objects where this parameter is something else."""
    word = word.lstrip("~!")
    return word not in SAMPLES or bool(re.fullmatch(
        r"Py\w*Object \*|PyWeakReference \*|void \*", ctype))


def is_pointer(ctype):
    return "*" in ctype or ctype.endswith("func")


def quality(word):
    return {"~": "type", "!": "value"}.get(word[0], "good")


def argument(word, ctype):
    """The tuple that _audit.run() takes for a word."""
    word = word.lstrip("~!")
    if word == "NULL":
        return ("null",)
    if word in SAMPLES:
        return ("object", SAMPLES[word]())
    if word[0] == "'":
        return ("bytes", word[1:].replace("_", " ").encode())
    if word[0] == '"':
        return ("wide", word[1:])
    if word[0] == "@":
        return thing(word[1:])
    kind, _, rest = word.partition(":")
    if kind == "cell":
        return ("cell", SAMPLES[rest]()) if rest else ("cell",)
    if kind == "stale":
        return ("stale",)
    if kind in ("out", "junk"):
        return (kind, int(rest))
    if kind == "view":
        return ("view", SAMPLES[rest]()) if rest else ("view",)
    if kind == "array":
        return ("array", [SAMPLES[w]() for w in rest.split(",")])
    if kind == "block":
        return ("block", rest)
    if word.endswith("j"):
        return ("complex", complex(word))
    if "." in word:
        return ("double", float(word))
    return ("double", float(word)) if ctype == "double" else ("int", int(word))


def thing(name):
    address = _audit.thing(name.replace("_", " "))
    return ("pointer", address) if address else None
