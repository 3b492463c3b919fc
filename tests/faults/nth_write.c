/* Makes the n-th write below a folder fail, or kill the process. Loaded with LD_PRELOAD; what it is
   to do stands in a file both sides have mapped. Logs are left alone: they are not what is tested. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

struct control {
  long countdown; /* 0: nothing is to fail; n: the n-th write from now */
  long error;     /* what errno says then */
  long lasting;   /* whether every later one fails too */
  long deadly;    /* whether the process dies instead */
  long hits;      /* how many have failed */
};

static struct control *control;
static const char *under;
static size_t under_length;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("FAULTS_CONTROL");
  under = getenv("FAULTS_UNDER");
  if (!file || !under)
    return;
  under_length = strlen(under);
  int fd = open(file, O_RDWR | O_CLOEXEC);
  if (fd < 0)
    return;
  void *place = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (place != MAP_FAILED)
    control = place;
}

static int counts(const char *path) {
  return strncmp(path, under, under_length) == 0 && !strstr(path, "/logs/");
}

static int path_fails(const char *path) {
  if (!control || !__atomic_load_n(&control->countdown, __ATOMIC_SEQ_CST) || !counts(path))
    return 0;
  long left = __atomic_load_n(&control->countdown, __ATOMIC_SEQ_CST);
  if (left > 1) {
    __atomic_sub_fetch(&control->countdown, 1, __ATOMIC_SEQ_CST);
    return 0;
  }
  if (left < 1)
    return 0;
  if (control->deadly)
    kill(getpid(), SIGKILL);
  if (!control->lasting)
    __atomic_store_n(&control->countdown, 0, __ATOMIC_SEQ_CST);
  __atomic_add_fetch(&control->hits, 1, __ATOMIC_SEQ_CST);
  errno = (int)control->error;
  return 1;
}

static int fails(int fd) {
  if (!control || !__atomic_load_n(&control->countdown, __ATOMIC_SEQ_CST))
    return 0;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0)
    return 0;
  path[length] = 0;
  return path_fails(path);
}

#define REAL(name, type) static type real; if (!real) real = (type)dlsym(RTLD_NEXT, name)

typedef ssize_t (*write_t)(int, const void *, size_t);
typedef ssize_t (*pwrite_t)(int, const void *, size_t, off_t);
typedef int (*fd_t)(int);
typedef int (*truncate_t)(int, off_t);
typedef int (*rename_t)(const char *, const char *);
typedef int (*unlink_t)(const char *);

ssize_t write(int fd, const void *data, size_t size) {
  REAL("write", write_t);
  return fails(fd) ? -1 : real(fd, data, size);
}

/* The first half of what was to be written arrives: a torn page. */
static ssize_t torn(pwrite_t real, int fd, const void *data, size_t size, off_t at) {
  if (!fails(fd))
    return real(fd, data, size, at);
  int error = errno;
  if (size > 1)
    real(fd, data, size / 2, at);
  errno = error;
  return -1;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  REAL("pwrite", pwrite_t);
  return torn(real, fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) {
  REAL("pwrite64", pwrite_t);
  return torn(real, fd, data, size, at);
}

int fsync(int fd) {
  REAL("fsync", fd_t);
  return fails(fd) ? -1 : real(fd);
}

int fdatasync(int fd) {
  REAL("fdatasync", fd_t);
  return fails(fd) ? -1 : real(fd);
}

int ftruncate(int fd, off_t size) {
  REAL("ftruncate", truncate_t);
  return fails(fd) ? -1 : real(fd, size);
}

int ftruncate64(int fd, off_t size) {
  REAL("ftruncate64", truncate_t);
  return fails(fd) ? -1 : real(fd, size);
}

int rename(const char *from, const char *to) {
  REAL("rename", rename_t);
  return path_fails(to) ? -1 : real(from, to);
}

int unlink(const char *path) {
  REAL("unlink", unlink_t);
  return path_fails(path) ? -1 : real(path);
}
