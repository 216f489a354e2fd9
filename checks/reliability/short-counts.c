// For LD_PRELOAD: no call reads or writes more than a part of what it is asked for, and every seventh is interrupted.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <sys/types.h>

static atomic_uint calls;

// A part of `count` bytes, at most 4096 of them; 0 for an interruption.
static size_t part(size_t count) {
    unsigned call = atomic_fetch_add(&calls, 1);
    if (call % 7 == 6) return 0;
    size_t most = count < 4096 ? count : 4096;
    return most == 0 ? 0 : 1 + (size_t)(call * 2654435761u) % most;
}

#define SHORT(result, name, parameters, ...)                                                \
    result name parameters {                                                                \
        static result(*original) parameters;                                                \
        if (!original) original = (result(*) parameters)dlsym(RTLD_NEXT, #name);            \
        size_t some = part(count);                                                          \
        if (count > 0 && some == 0) return errno = EINTR, -1;                               \
        return original(__VA_ARGS__);                                                       \
    }

SHORT(ssize_t, read, (int file, void *bytes, size_t count), file, bytes, some)
SHORT(ssize_t, write, (int file, const void *bytes, size_t count), file, bytes, some)
SHORT(ssize_t, pread, (int file, void *bytes, size_t count, off_t at), file, bytes, some, at)
SHORT(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), file, bytes, some, at)
