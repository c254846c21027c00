/* The context of a library is used by functions that do not keep it. */
#include <Python.h>

typedef struct evp_md_ctx_st EVP_MD_CTX;
extern EVP_MD_CTX *EVP_MD_CTX_new(void);
extern void EVP_MD_CTX_free(EVP_MD_CTX *c);
extern int EVP_DigestInit_ex(EVP_MD_CTX *c, const void *type, void *engine);
extern int EVP_DigestUpdate(EVP_MD_CTX *c, const void *p, size_t n);
extern int EVP_DigestFinal_ex(EVP_MD_CTX *c, unsigned char *out,
                              unsigned *n);
extern const void *EVP_sha256(void);

static PyObject *
fingerprint(PyObject *module, PyObject *arg)
{
    unsigned char out[64];
    unsigned size = 0;
    char *text;
    Py_ssize_t n;
    if (PyBytes_AsStringAndSize(arg, &text, &n) < 0)
        return NULL;
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    if (c == NULL)
        return PyErr_NoMemory();
    if (EVP_DigestInit_ex(c, EVP_sha256(), NULL) != 1 ||
        EVP_DigestUpdate(c, text, (size_t)n) != 1) {
        PyErr_SetString(PyExc_RuntimeError, "no such digest");
        return NULL; // WARN leaked-allocation "'c' from EVP_MD_CTX_new()"
    }
    int ok = EVP_DigestFinal_ex(c, out, &size);
    EVP_MD_CTX_free(c);
    if (ok != 1) {
        PyErr_SetString(PyExc_RuntimeError, "cannot finish");
        return NULL;
    }
    return PyBytes_FromStringAndSize((const char *)out, (Py_ssize_t)size);
}

PyMethodDef fingerprint_methods[] = {
    {"fingerprint", fingerprint, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
