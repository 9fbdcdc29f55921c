#include <libpq-fe.h>
#include <sys/eventfd.h>

// Swift's Glibc module leaves eventfd out, and its flags are an anonymous enumeration.
static inline int cairn_eventfd(void) {
    return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}
