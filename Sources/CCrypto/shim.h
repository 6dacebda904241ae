// OpenSSL's message digests. Imported by Computation alone.
#include <openssl/evp.h>
