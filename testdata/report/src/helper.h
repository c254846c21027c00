static inline int
fill(PyObject *list, PyObject *o)
{
	if (PyList_Append(list, o) < 0)
		return -1;
	return 0;
}
