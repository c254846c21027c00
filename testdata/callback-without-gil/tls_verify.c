/* Callbacks of OpenSSL, libxml2 and SDL run in their functions or threads. */
#include <Python.h>

typedef struct ssl_ctx SSL_CTX;
typedef struct x509_store_ctx X509_STORE_CTX;
extern void SSL_CTX_set_verify(SSL_CTX *c, int mode,
                               int (*verify)(int ok, X509_STORE_CTX *store));
extern void SSL_CTX_set_keylog_callback(SSL_CTX *c,
                                        void (*call)(void *s, const char *));
extern int SSL_connect(void *s);
extern void *xmlReadIO(int (*read)(void *data, char *p, int n),
                       int (*close)(void *data), void *data, const char *url,
                       const char *encoding, int options);
extern int SDL_AddTimer(unsigned ms, unsigned (*call)(unsigned ms, void *arg),
                        void *arg);

static PyObject *verify_hook, *log_hook;
void *document;

static int
on_verify(int ok, X509_STORE_CTX *store)
{
    PyObject *r = PyObject_CallFunction(verify_hook, "i", ok); // WARN callback-without-gil "SSL_CTX_set_verify()"
    int truth = r == NULL ? 0 : PyObject_IsTrue(r); // WARN callback-without-gil
    Py_XDECREF(r); // WARN callback-without-gil
    return truth > 0;
}

static void
on_key(void *s, const char *line)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *r = PyObject_CallFunction(log_hook, "s", line);
    if (r == NULL)
        PyErr_WriteUnraisable(log_hook);
    Py_XDECREF(r);
    PyGILState_Release(state);
}

static int
on_read(void *data, char *p, int n)
{
    return PyObject_IsTrue(data); // WARN callback-without-gil "xmlReadIO()"
}

static unsigned
on_timer(unsigned ms, void *arg)
{
    Py_INCREF(arg); // WARN callback-without-gil "SDL_AddTimer()"
    return ms;
}

PyObject *
connect(SSL_CTX *c, void *s, PyObject *source)
{
    void *doc;
    SSL_CTX_set_verify(c, 1, on_verify);
    SSL_CTX_set_keylog_callback(c, on_key);
    SDL_AddTimer(10, on_timer, source);
    Py_BEGIN_ALLOW_THREADS
    SSL_connect(s);
    doc = xmlReadIO(on_read, NULL, source, NULL, NULL, 0);
    Py_END_ALLOW_THREADS
    if (doc == NULL)
        return PyErr_NoMemory();
    document = doc;
    Py_RETURN_NONE;
}
