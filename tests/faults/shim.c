/* LD_PRELOAD: the N-th write, sync, truncation or opening of a file under a folder fails, or kills the process; or the N-th allocation fails.
 *
 * FAULT_UNDER   folder whose files count (calls on other files pass)
 * FAULT_AT      the call that meets the fault, from 1
 * FAULT_KIND    kill (SIGKILL at that call, before it), eio (that call alone), full (that call and all writes after it: ENOSPC),
 *               short (half of that write reaches the file, then SIGKILL), count (nothing; the count goes to FAULT_COUNT, a file),
 *               alloc (the N-th allocation gives nothing, that one alone)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls, allocations;
static long fault_at = -1;
static const char* kind;
static const char* under;

static void begin(void) {
  if (fault_at >= 0) return;
  const char* at = getenv("FAULT_AT");
  kind = getenv("FAULT_KIND");
  under = getenv("FAULT_UNDER");
  if (kind == NULL) kind = "";
  fault_at = at == NULL ? 0 : atol(at);
}

static int ours(int fd) {
  char link[64], path[4096];
  begin();
  if (under == NULL || fd <= 2) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t got = readlink(link, path, sizeof path - 1);
  if (got <= 0) return 0;
  path[got] = 0;
  return strncmp(path, under, strlen(under)) == 0;
}

/* 0: go on; else the errno to give. half: how many bytes to write first, by way of `out`. */
static int fault(int writes, int fd, const void* bytes, size_t size, off_t at) {
  long n = atomic_fetch_add(&calls, 1) + 1;
  if (strcmp(kind, "count") == 0) {
    char text[32];
    const char* file = getenv("FAULT_COUNT");
    int out = file == NULL ? -1 : open(file, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (out >= 0) {
      dprintf(out, "%ld\n", n);
      close(out);
    }
    (void)text;
    return 0;
  }
  if (strcmp(kind, "full") == 0) return writes && n >= fault_at ? ENOSPC : 0;
  if (n != fault_at) return 0;
  if (strcmp(kind, "eio") == 0) return EIO;
  if (strcmp(kind, "short") == 0 && bytes != NULL && size > 1) {
    ssize_t (*real)(int, const void*, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite64");
    if (real(fd, bytes, size / 2, at) < 0) errno = 0;
  }
  if (strcmp(kind, "kill") == 0 || strcmp(kind, "short") == 0) kill(getpid(), SIGKILL);
  return 0;
}

#define FAIL(writes, fd, bytes, size, at)                                        \
  if (ours(fd)) {                                                                \
    int error_ = fault(writes, fd, bytes, size, at);                             \
    if (error_ != 0) {                                                           \
      errno = error_;                                                            \
      return -1;                                                                 \
    }                                                                            \
  }

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
  FAIL(1, fd, bytes, size, at)
  ssize_t (*real)(int, const void*, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite");
  return real(fd, bytes, size, at);
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off_t at) {
  FAIL(1, fd, bytes, size, at)
  ssize_t (*real)(int, const void*, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite64");
  return real(fd, bytes, size, at);
}

ssize_t write(int fd, const void* bytes, size_t size) {
  FAIL(1, fd, NULL, 0, 0)
  ssize_t (*real)(int, const void*, size_t) = dlsym(RTLD_NEXT, "write");
  return real(fd, bytes, size);
}

int fsync(int fd) {
  FAIL(0, fd, NULL, 0, 0)
  int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
  return real(fd);
}

int fdatasync(int fd) {
  FAIL(0, fd, NULL, 0, 0)
  int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
  return real(fd);
}

int ftruncate(int fd, off_t size) {
  FAIL(1, fd, NULL, 0, 0)
  int (*real)(int, off_t) = dlsym(RTLD_NEXT, "ftruncate");
  return real(fd, size);
}

int ftruncate64(int fd, off_t size) {
  FAIL(1, fd, NULL, 0, 0)
  int (*real)(int, off_t) = dlsym(RTLD_NEXT, "ftruncate64");
  return real(fd, size);
}

extern void* __libc_malloc(size_t);
void* malloc(size_t size) {
  static int failing = -1;
  if (failing < 0) {
    failing = 0;
    const char* k = getenv("FAULT_KIND");
    failing = k != NULL && strcmp(k, "alloc") == 0;
    if (failing) begin();
  }
  if (failing && atomic_fetch_add(&allocations, 1) + 1 == fault_at) {
    errno = ENOMEM;
    return NULL;
  }
  return __libc_malloc(size);
}
