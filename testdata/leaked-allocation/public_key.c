/* The key of a certificate is a reference of its own. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef struct x509_st X509;
typedef struct evp_pkey_st EVP_PKEY;
extern X509 *d2i_X509(X509 **, const unsigned char **, long);
extern void X509_free(X509 *);
extern EVP_PKEY *X509_get_pubkey(X509 *);
extern void EVP_PKEY_free(EVP_PKEY *);
extern int EVP_PKEY_bits(const EVP_PKEY *);

static PyObject *
key_bits(PyObject *module, PyObject *args)
{
    const unsigned char *der;
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "y#", &der, &n))
        return NULL;
    X509 *certificate = d2i_X509(NULL, &der, (long)n);
    if (certificate == NULL) {
        PyErr_SetString(PyExc_ValueError, "no certificate");
        return NULL;
    }
    EVP_PKEY *key = X509_get_pubkey(certificate);
    X509_free(certificate);
    if (key == NULL) {
        PyErr_SetString(PyExc_ValueError, "no key");
        return NULL;
    }
    return PyLong_FromLong(EVP_PKEY_bits(key)); // WARN leaked-allocation "'key'"
}

PyMethodDef key_methods[] = {
    {"key_bits", key_bits, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
