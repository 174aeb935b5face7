// Makes calls about files on the running kernel and tells what it answered, for record.js, which describes the language.
//
// Reads scenarios from stdin, one step a line, an empty line after each scenario; writes one line a step. Every
// scenario has a mount namespace and a tmpfs of its own, which is the root of its processes.

#define _GNU_SOURCE
#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_ARGS 16
#define MAX_PROCESSES 5
#define LINE (1 << 16)
/** A step whose process sleeps for that long waits. */
#define PATIENCE_MS 60
/** Times of files move in steps of up to 4 ms. */
#define TICK_US 6000
/** What was typed has come to the terminal, and its echo back. */
#define SETTLE_US 25000

static void die(const char *what) {
  perror(what);
  exit(1);
}

// Processes 'a' (the first) to 'e'. Steps go to each through a pipe of its own, and answers come back.
static int to[MAX_PROCESSES][2], from[MAX_PROCESSES][2];
static pid_t pids[MAX_PROCESSES];

static char buffer[1 << 20];
static char strings[1 << 18];

struct step {
  char *name;
  int count;
  long args[MAX_ARGS];
};

/** "i123", "s68656c6c6f" (bytes), "l1,2,3" (64-bit words), separated by blanks. */
static void parse(char *line, struct step *s) {
  char *at = strings;
  s->name = strtok(line, " ");
  s->count = 0;
  memset(s->args, 0, sizeof s->args);
  for (char *word; (word = strtok(NULL, " ")) != NULL && s->count < MAX_ARGS; s->count++) {
    long *arg = &s->args[s->count];
    if (word[0] == 'i') {
      *arg = (long)strtoll(word + 1, NULL, 10);
      if (errno == ERANGE) *arg = (long)strtoull(word + 1, NULL, 10);
      continue;
    }
    *arg = (long)at;
    if (word[0] == 'p') {
      *arg = pids[word[1] - 'a'];
      continue;
    }
    if (word[0] == 's') {
      for (char *p = word + 1; p[0] != '\0'; p += 2) {
        char hex[3] = {p[0], p[1], 0};
        *at++ = (char)strtol(hex, NULL, 16);
      }
      *at++ = '\0';
    } else {
      for (char *p = word + 1; *p != '\0'; p += *p == ',') {
        long value = (long)strtoll(p, &p, 10);
        memcpy(at, &value, 8);
        at += 8;
      }
    }
    at = strings + (at - strings + 7) / 8 * 8;
  }
}

static void put_result(char *out, long result) {
  if (result < 0) sprintf(out, "%s", strerrorname_np(errno));
  else sprintf(out, "%ld", result);
}

/** What a special step makes of its arguments; the answer goes to `out`. */
typedef void special(struct step *s, char *out);

static void put_stat(char *out, long result, struct stat *st) {
  if (result < 0) put_result(out, result);
  else
    sprintf(out, "%o nlink=%lu %u:%u size=%ld blocks=%ld rdev=%lu", st->st_mode, (long)st->st_nlink, st->st_uid,
            st->st_gid, (long)st->st_size, (long)st->st_blocks, (long)st->st_rdev);
}
static void do_stat(struct step *s, char *out) {
  struct stat st;
  put_stat(out, syscall(SYS_stat, s->args[0], &st), &st);
}
static void do_lstat(struct step *s, char *out) {
  struct stat st;
  put_stat(out, syscall(SYS_lstat, s->args[0], &st), &st);
}
static void do_fstat(struct step *s, char *out) {
  struct stat st;
  put_stat(out, syscall(SYS_fstat, s->args[0], &st), &st);
}
static void do_newfstatat(struct step *s, char *out) {
  struct stat st;
  put_stat(out, syscall(SYS_newfstatat, s->args[0], s->args[1], &st, s->args[2]), &st);
}
static void do_statx(struct step *s, char *out) {
  struct statx x;
  long result = syscall(SYS_statx, s->args[0], s->args[1], s->args[2], s->args[3], &x);
  if (result < 0) put_result(out, result);
  else
    sprintf(out, "is mask=%x %o nlink=%u %u:%u size=%llu attributes=%llx", x.stx_mask, x.stx_mode, x.stx_nlink,
            x.stx_uid, x.stx_gid, x.stx_size, x.stx_attributes);
}
static void put_statfs(char *out, long result, struct statfs *f) {
  if (result < 0) put_result(out, result);
  else
    sprintf(out, "is type=%lx bsize=%ld blocks=%lu free=%lu,%lu files=%lu,%lu names=%ld flags=%lx", (long)f->f_type,
            (long)f->f_bsize, f->f_blocks, f->f_bfree, f->f_bavail, f->f_files, f->f_ffree, (long)f->f_namelen,
            (long)f->f_flags);
}
static void do_statfs(struct step *s, char *out) {
  struct statfs f;
  put_statfs(out, syscall(SYS_statfs, s->args[0], &f), &f);
}
static void do_fstatfs(struct step *s, char *out) {
  struct statfs f;
  put_statfs(out, syscall(SYS_fstatfs, s->args[0], &f), &f);
}

/** NULs are shown as dots. */
static void put_text(char *out, long result, long length) {
  for (long i = 0; i < length; i++)
    if (!buffer[i]) buffer[i] = '.';
  if (result < 0) put_result(out, result);
  else sprintf(out, "is %.*s", (int)length, buffer);
}
static void do_readlink(struct step *s, char *out) {
  long n = syscall(SYS_readlink, s->args[0], buffer, s->count > 1 ? s->args[1] : 4096);
  put_text(out, n, n);
}
static void do_getcwd(struct step *s, char *out) {
  long n = syscall(SYS_getcwd, buffer, s->args[0]);
  put_text(out, n, n - 1);
}
static void do_read(struct step *s, char *out) {
  long n = syscall(SYS_read, s->args[0], buffer, s->args[1]);
  put_text(out, n, n);
}
static void do_write(struct step *s, char *out) {
  put_result(out, syscall(SYS_write, s->args[0], s->args[1], strlen((char *)s->args[1])));
}
/** Bytes of no interest, as many as are wanted. */
static void do_fill(struct step *s, char *out) {
  memset(buffer, 'x', sizeof buffer);
  put_result(out, syscall(SYS_write, s->args[0], buffer, s->args[1]));
}
static void do_getdents64(struct step *s, char *out) {
  long n = syscall(SYS_getdents64, s->args[0], buffer, s->args[1]);
  if (n < 0) {
    put_result(out, n);
    return;
  }
  out += sprintf(out, "has");
  if (n == 0) out += sprintf(out, " ");
  for (long at = 0; at < n;) {
    unsigned short length;
    int64_t next;
    memcpy(&length, buffer + at + 16, 2);
    memcpy(&next, buffer + at + 8, 8);
    out += sprintf(out, " %s:%d@%ld", buffer + at + 19, buffer[at + 18], (long)next);
    at += length;
  }
}

static void do_getids(struct step *s, char *out) {
  (void)s;
  unsigned ids[6];
  syscall(SYS_getresuid, ids, ids + 1, ids + 2);
  syscall(SYS_getresgid, ids + 3, ids + 4, ids + 5);
  long fsuid = syscall(SYS_setfsuid, -1), fsgid = syscall(SYS_setfsgid, -1);
  struct __user_cap_header_struct header = {0x20080522, 0};
  struct __user_cap_data_struct data[2];
  syscall(SYS_capget, &header, data);
  sprintf(out, "is %u %u %u %u %u %u fs %ld %ld caps %s %s", ids[0], ids[1], ids[2], ids[3], ids[4], ids[5], fsuid,
          fsgid, data[0].effective & 2 ? "yes" : "no", data[0].permitted ? "all" : "none");
}
static void do_getgroups(struct step *s, char *out) {
  long n = syscall(SYS_getgroups, s->args[0], buffer);
  put_result(out, n);
  if (n < 0 || s->args[0] == 0) return;
  out += sprintf(out, "is");
  if (n == 0) out += sprintf(out, " ");
  for (long i = 0; i < n; i++) out += sprintf(out, " %u", ((unsigned *)buffer)[i]);
}
static void do_setgroups(struct step *s, char *out) {
  for (int i = 0; i < s->count; i++) ((unsigned *)buffer)[i] = (unsigned)s->args[i];
  put_result(out, syscall(SYS_setgroups, s->count, buffer));
}
/** Effective, permitted and inheritable capabilities, as masks of 64 bits. */
static void do_setcaps(struct step *s, char *out) {
  struct __user_cap_header_struct header = {0x20080522, 0};
  struct __user_cap_data_struct data[2];
  for (int i = 0; i < 2; i++) {
    data[i].effective = (unsigned)(s->args[0] >> (32 * i));
    data[i].permitted = (unsigned)(s->args[1] >> (32 * i));
    data[i].inheritable = (unsigned)(s->args[2] >> (32 * i));
  }
  put_result(out, syscall(SYS_capset, &header, data));
}
/** Of the three sets, what is in the mask that is given. */
static void do_getcaps(struct step *s, char *out) {
  struct __user_cap_header_struct header = {0x20080522, 0};
  struct __user_cap_data_struct d[2];
  syscall(SYS_capget, &header, d);
  unsigned mask = (unsigned)s->args[0];
  sprintf(out, "is %x %x %x", d[0].effective & mask, d[0].permitted & mask, d[0].inheritable & mask);
}

/** Which times of a file moved since the last such step about the same path. */
static void do_touched(struct step *s, char *out) {
  static struct {
    char path[64];
    struct stat st;
  } known[32];
  struct stat st;
  long result = syscall(SYS_lstat, s->args[0], &st);
  if (result < 0) {
    put_result(out, result);
    return;
  }
  int i = 0;
  while (known[i].path[0] && strcmp(known[i].path, (char *)s->args[0])) i++;
#define MOVED(f) (st.f.tv_sec != known[i].st.f.tv_sec || st.f.tv_nsec != known[i].st.f.tv_nsec)
  if (!known[i].path[0]) sprintf(out, "moved first");
  else {
    int none = !MOVED(st_atim) && !MOVED(st_mtim) && !MOVED(st_ctim);
    sprintf(out, "moved %s%s%s%s", none ? "nothing" : "", MOVED(st_atim) ? "a" : "", MOVED(st_mtim) ? "m" : "", MOVED(st_ctim) ? "c" : "");
  }
  strcpy(known[i].path, (char *)s->args[0]);
  known[i].st = st;
}
/** Times that were set. */
static void do_times(struct step *s, char *out) {
  struct stat st;
  long result = syscall(SYS_lstat, s->args[0], &st);
  if (result < 0) put_result(out, result);
  else
    sprintf(out, "is %ld.%09ld %ld.%09ld", (long)st.st_atim.tv_sec, st.st_atim.tv_nsec, (long)st.st_mtim.tv_sec,
            st.st_mtim.tv_nsec);
}

/** fd, command, type, whence, start, length[, pid]: what fcntl says of a lock, and what it has put into the struct. */
static void do_lock(struct step *s, char *out) {
  struct flock lock = {.l_type = (short)s->args[2],
                       .l_whence = (short)s->args[3],
                       .l_start = s->args[4],
                       .l_len = s->args[5],
                       .l_pid = (pid_t)s->args[6]};
  long result = syscall(SYS_fcntl, s->args[0], s->args[1], &lock);
  int asks = s->args[1] == F_GETLK || s->args[1] == F_OFD_GETLK;
  if (result < 0 || !asks) {
    put_result(out, result);
    return;
  }
  char who[16];
  sprintf(who, "%d", lock.l_pid);
  for (int i = 0; i < MAX_PROCESSES; i++)
    if (lock.l_pid > 0 && lock.l_pid == pids[i]) sprintf(who, "%c", 'a' + i);
  sprintf(out, "is %d %d %ld %ld %s", lock.l_type, lock.l_whence, (long)lock.l_start, (long)lock.l_len, who);
}

/** mountinfo of what is mounted at and below a path, with IDs and devices in the order of their first appearance. */
static void do_mounts(struct step *s, char *out) {
  (void)s;
  static int ids[256];
  int known = 0;
  FILE *f = fopen("/proc/thread-self/mountinfo", "r");
  if (!f) {
    put_result(out, -1);
    return;
  }
  out += sprintf(out, "has");
  char line[4096];
  while (fgets(line, sizeof line, f)) {
    int id, parent, at;
    if (sscanf(line, "%d %d %*s %n", &id, &parent, &at) < 2) continue;
    ids[known++] = id;
    int in = 0;
    for (int i = 0; i < known - 1; i++)
      if (ids[i] == parent) in = i + 1;
    line[strcspn(line, "\n")] = 0;
    out += sprintf(out, ";%d %s", in, line + at);
  }
  fclose(f);
}
/** statx(2): whether it is the root of a mount, and the number of the mount as `mounts` has it. */
static void do_onmount(struct step *s, char *out) {
  struct statx x;
  long result = syscall(SYS_statx, AT_FDCWD, s->args[0], 0, STATX_BASIC_STATS | STATX_MNT_ID, &x);
  if (result < 0) {
    put_result(out, result);
    return;
  }
  int number = 0, known = 0, id;
  FILE *f = fopen("/proc/thread-self/mountinfo", "r");
  char line[4096];
  while (f && fgets(line, sizeof line, f)) {
    known++;
    if (sscanf(line, "%d", &id) == 1 && (unsigned long)id == x.stx_mnt_id) number = known;
  }
  if (f) fclose(f);
  sprintf(out, "is %d%s", number, x.stx_attributes & STATX_ATTR_MOUNT_ROOT ? " root" : "");
}

// Terminals: /dev/pts/0 is the slave of a master that steps write and read.

#define MASTER 690
/** Bytes that are no text are shown as \\xNN, so that an answer stays a line. */
static void put_escaped(char *out, long result, const char *bytes) {
  if (result < 0) {
    put_result(out, result);
    return;
  }
  out += sprintf(out, "is ");
  for (long i = 0; i < result; i++) {
    unsigned char c = (unsigned char)bytes[i];
    out += sprintf(out, c < 32 || c > 126 || c == '\\' ? "\\x%02x" : "%c", c);
  }
}
/** Makes the terminal; what opens it is a descriptor. */
static void do_terminal(struct step *s, char *out) {
  (void)s;
  if (mkdir("/dev", 0755) || mkdir("/dev/pts", 0755)) die("mkdir");
  if (mount("none", "/dev/pts", "devpts", 0, "newinstance,ptmxmode=666,mode=620,gid=5")) die("mount devpts");
  if (mknod("/dev/tty", S_IFCHR | 0666, 5 << 8)) die("mknod");
  int master = open("/dev/pts/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK), unlock = 0;
  if (master < 0 || ioctl(master, TIOCSPTLCK, &unlock)) die("ptmx");
  if (dup3(master, MASTER, O_CLOEXEC) < 0) die("dup3");
  close(master);
  put_result(out, open("/dev/pts/0", O_RDWR | O_NOCTTY));
}
/** What is typed. */
static void do_type(struct step *s, char *out) {
  put_result(out, write(MASTER, (char *)s->args[0], strlen((char *)s->args[0])));
  usleep(SETTLE_US); // the line discipline has a thread of its own
}
/** What is typed so often, until the terminal does not take all of it. */
static void do_paste(struct step *s, char *out) {
  size_t length = strlen((char *)s->args[0]);
  long total = 0, n = (long)length;
  for (long i = 0; i < s->args[1] && n == (long)length; i++) {
    n = write(MASTER, (char *)s->args[0], length);
    if (n > 0) total += n;
    usleep(SETTLE_US / 4);
  }
  usleep(SETTLE_US);
  put_result(out, total);
}
/** What has been shown since. */
static void do_see(struct step *s, char *out) {
  (void)s;
  put_escaped(out, read(MASTER, buffer, 8192), buffer);
}
/** A read that gives much: how much, and how it begins and ends. */
static void do_gist(struct step *s, char *out) {
  long n = syscall(SYS_read, s->args[0], buffer, s->args[1]);
  if (n < 20) {
    put_escaped(out, n, buffer);
    return;
  }
  out += sprintf(out, "has %ld ", n);
  put_escaped(out, 8, buffer);
  out += strlen(out);
  *out++ = ' ';
  put_escaped(out, 8, buffer + n - 8);
}
/** A limit of a process, by its resource. */
static void do_limit(struct step *s, char *out) {
  struct rlimit r;
  long result = syscall(SYS_prlimit64, 0, s->args[0], NULL, &r);
  if (result < 0) put_result(out, result);
  else sprintf(out, "is %ld %ld", (long)r.rlim_cur, (long)r.rlim_max);
}
static void do_hangup(struct step *s, char *out) {
  (void)s;
  put_result(out, close(MASTER));
}
static void do_take(struct step *s, char *out) {
  put_escaped(out, syscall(SYS_read, s->args[0], buffer, s->args[1]), buffer);
}
/** fd, how (TCSETS and kin), input, output and local flags; then pairs of an index of c_cc and what is to be there. */
static void do_modes(struct step *s, char *out) {
  struct termios t;
  if (ioctl((int)s->args[0], TCGETS, &t)) die("TCGETS");
  t.c_iflag = (unsigned)s->args[2];
  t.c_oflag = (unsigned)s->args[3];
  t.c_lflag = (unsigned)s->args[4];
  for (int i = 5; i + 1 < s->count; i += 2) t.c_cc[s->args[i]] = (unsigned char)s->args[i + 1];
  put_result(out, ioctl((int)s->args[0], (unsigned long)s->args[1], &t));
}
static void do_getmodes(struct step *s, char *out) {
  struct termios2 t;
  long result = ioctl((int)s->args[0], TCGETS2, &t);
  if (result < 0) {
    put_result(out, result);
    return;
  }
  out += sprintf(out, "is %o %o %o %o %d %u %u", t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag, t.c_line, t.c_ispeed, t.c_ospeed);
  for (int i = 0; i < 19; i++) out += sprintf(out, " %d", t.c_cc[i]);
}
/** A request whose argument is a number, one that tells of an int, one that is told it. */
static void do_request(struct step *s, char *out) {
  put_result(out, ioctl((int)s->args[0], (unsigned long)s->args[1], s->args[2]));
}
static void do_ask(struct step *s, char *out) {
  int value = -7;
  long result = ioctl((int)s->args[0], (unsigned long)s->args[1], &value);
  if (result < 0) put_result(out, result);
  else sprintf(out, "has %d", value);
}
static void do_tell(struct step *s, char *out) {
  int value = (int)s->args[2];
  put_result(out, ioctl((int)s->args[0], (unsigned long)s->args[1], &value));
}
static void do_poll(struct step *s, char *out) {
  struct pollfd p = {(int)s->args[0], (short)s->args[1], 0};
  long result = syscall(SYS_poll, &p, 1, 0);
  if (result < 0) put_result(out, result);
  else sprintf(out, "has %d", p.revents);
}
static void do_resize(struct step *s, char *out) {
  unsigned short size[4] = {(unsigned short)s->args[1], (unsigned short)s->args[2], 0, 0};
  put_result(out, ioctl((int)s->args[0], TIOCSWINSZ, size));
}
static void do_window(struct step *s, char *out) {
  unsigned short size[4];
  long result = ioctl((int)s->args[0], TIOCGWINSZ, size);
  if (result < 0) put_result(out, result);
  else sprintf(out, "is %d %d %d %d", size[0], size[1], size[2], size[3]);
}

// Job control: processes by their names.

static int named(long arg) {
  int i = ((char *)arg)[0] - 'a';
  return i < 0 || i >= MAX_PROCESSES ? 0 : pids[i];
}
static void put_name(char *out, int pid) {
  sprintf(out, "is %d", pid > 0 ? 1 : pid);
  for (int i = 0; i < MAX_PROCESSES; i++)
    if (pid > 0 && pids[i] == pid) sprintf(out, "is %c", 'a' + i);
}
static void do_group(struct step *s, char *out) { put_result(out, setpgid(named(s->args[0]), named(s->args[1]))); }
static void do_signal(struct step *s, char *out) { put_result(out, kill(named(s->args[0]), (int)s->args[1])); }
static void do_lead(struct step *s, char *out) {
  (void)s;
  put_result(out, setsid() < 0 ? -1 : 0);
}
static void do_foreground(struct step *s, char *out) {
  int pid = named(s->args[1]);
  put_result(out, ioctl((int)s->args[0], TIOCSPGRP, &pid));
}
/** fd, TIOCGPGRP or TIOCGSID. */
static void do_whose(struct step *s, char *out) {
  int pid;
  long result = ioctl((int)s->args[0], (unsigned long)s->args[1], &pid);
  if (result < 0) put_result(out, result);
  else put_name(out, pid);
}
/** fd, a process, and -1 if it is its group (F_SETOWN). */
static void do_own(struct step *s, char *out) {
  put_result(out, fcntl((int)s->args[0], 8 /* F_SETOWN */, named(s->args[1]) * (int)s->args[2]));
}
static void do_owner(struct step *s, char *out) { put_name(out, (int)syscall(SYS_fcntl, s->args[0], 9 /* F_GETOWN */, 0)); }
/** recvmsg(2): fd, size, flags. */
static void do_receive(struct step *s, char *out) {
  struct iovec v = {buffer, (size_t)s->args[1]};
  struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
  long n = recvmsg((int)s->args[0], &m, (int)s->args[2]);
  put_escaped(out, n, buffer);
  if (n >= 0) sprintf(out + strlen(out), " flags=%d", m.msg_flags);
}
static void do_block(struct step *s, char *out) {
  sigset_t set;
  sigemptyset(&set);
  for (int i = 0; i < s->count; i++) sigaddset(&set, (int)s->args[i]);
  put_result(out, sigprocmask(SIG_SETMASK, &set, NULL));
}
static void do_ignore(struct step *s, char *out) {
  put_result(out, signal((int)s->args[0], SIG_IGN) == SIG_ERR ? -1 : 0);
}
/** Signals that are blocked and have come; they are forgotten. */
static void do_pending(struct step *s, char *out) {
  (void)s;
  sigset_t set;
  sigpending(&set);
  out += sprintf(out, "has");
  for (int i = 1; i < 32; i++) {
    if (!sigismember(&set, i)) continue;
    sigset_t one;
    siginfo_t info;
    sigemptyset(&one);
    sigaddset(&one, i);
    struct timespec now = {0, 0};
    sigtimedwait(&one, &info, &now);
    out += sprintf(out, " %d/%d", i, info.si_code);
  }
}
static void do_exit(struct step *s, char *out) {
  (void)s;
  (void)out;
  _exit(0);
}

// Timers.

/** clock, sigevent (its last word -1: the caller's own thread), where the ID goes, or nothing: timer_create. */
static void do_mktimer(struct step *s, char *out) {
  long *event = (long *)s->args[1];
  if (event > (long *)4096 && event[2] == -1) event[2] = syscall(SYS_gettid);
  int id = -1;
  long result = syscall(SYS_timer_create, s->args[0], event, s->count > 2 ? s->args[2] : (long)&id);
  if (result < 0) put_result(out, result);
  else sprintf(out, "is %d", id);
}
/** Interval as it is; what is left, to the next second. */
static void put_setting(char *out, long result, struct itimerspec *t) {
  if (result < 0) put_result(out, result);
  else
    sprintf(out, "is every %ld.%09ld in %ld", t->it_interval.tv_sec, t->it_interval.tv_nsec,
            t->it_value.tv_sec + (t->it_value.tv_nsec > 0));
}
/** id, flags, setting: timer_settime, and what was set before. */
static void do_settimer(struct step *s, char *out) {
  struct itimerspec old = {{77, 77}, {77, 77}};
  put_setting(out, syscall(SYS_timer_settime, s->args[0], s->args[1], s->args[2], &old), &old);
}
static void do_gettimer(struct step *s, char *out) {
  struct itimerspec old = {{77, 77}, {77, 77}};
  put_setting(out, syscall(SYS_timer_gettime, s->args[0], &old), &old);
}
/** Takes a pending signal, and tells what it says of itself. */
static void do_taken(struct step *s, char *out) {
  siginfo_t info;
  struct timespec none = {0, 0};
  unsigned long set = (unsigned long)s->args[0];
  long result = syscall(SYS_rt_sigtimedwait, &set, &info, &none, 8);
  if (result < 0) put_result(out, result);
  else if (info.si_code == SI_TIMER)
    sprintf(out, "is %d of timer %d overrun %d value %lx", info.si_signo, info.si_timerid, info.si_overrun,
            (long)info.si_value.sival_ptr);
  else sprintf(out, "is %d code %d", info.si_signo, info.si_code);
}
static void do_pendingset(struct step *s, char *out) {
  (void)s;
  unsigned long set = 0;
  syscall(SYS_rt_sigpending, &set, 8);
  sprintf(out, "is %lx", set);
}
/** pid, size: sched_getattr, without how long a slice is. */
static void do_getattr(struct step *s, char *out) {
  unsigned attr[16] = {0};
  long result = syscall(SYS_sched_getattr, s->args[0], attr, s->args[1], 0);
  if (result < 0) put_result(out, result);
  else sprintf(out, "is size=%u policy=%u flags=%u nice=%d priority=%u", attr[0], attr[1], attr[2], (int)attr[4], attr[5]);
}
/** Does nothing for some milliseconds. */
static void do_sleep(struct step *s, char *out) {
  usleep((unsigned)s->args[0] * 1000);
  sprintf(out, "0");
}
/** Runs for some milliseconds of CPU time. */
static void do_spin(struct step *s, char *out) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  long end = t.tv_sec * 1000 + t.tv_nsec / 1000000 + s->args[0];
  do {
    for (volatile int i = 0; i < 1000000; i++);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  } while (t.tv_sec * 1000 + t.tv_nsec / 1000000 < end);
  sprintf(out, "0");
}

static const struct {
  const char *name;
  special *make;
} SPECIAL[] = {
    {"stat", do_stat},           {"lstat", do_lstat},   {"fstat", do_fstat},     {"newfstatat", do_newfstatat},
    {"statx", do_statx},         {"statfs", do_statfs}, {"fstatfs", do_fstatfs}, {"readlink", do_readlink},
    {"getcwd", do_getcwd},       {"read", do_read},     {"write", do_write},     {"fill", do_fill},
    {"getdents64", do_getdents64}, {"getids", do_getids}, {"getgroups", do_getgroups}, {"setgroups", do_setgroups},
    {"setcaps", do_setcaps},     {"getcaps", do_getcaps}, {"touched", do_touched}, {"times", do_times},
    {"lock", do_lock},           {"mounts", do_mounts}, {"onmount", do_onmount},
    {"terminal", do_terminal}, {"type", do_type},   {"see", do_see}, {"paste", do_paste}, {"gist", do_gist},
    {"getlimit", do_limit},      {"own", do_own},       {"owner", do_owner}, {"receive", do_receive},
    {"hangup", do_hangup},       {"take", do_take},   {"modes", do_modes},   {"getmodes", do_getmodes},
    {"request", do_request},     {"ask", do_ask},     {"tell", do_tell},     {"poll", do_poll},
    {"resize", do_resize},       {"window", do_window}, {"group", do_group}, {"signal", do_signal},
    {"lead", do_lead},           {"foreground", do_foreground}, {"whose", do_whose}, {"block", do_block},
    {"ignore", do_ignore},       {"pending", do_pending}, {"exit", do_exit},
    {"mktimer", do_mktimer},     {"settimer", do_settimer}, {"gettimer", do_gettimer}, {"taken", do_taken},
    {"pendingset", do_pendingset}, {"spin", do_spin}, {"sleep", do_sleep}, {"getattr", do_getattr}, {NULL, NULL}};

static void process(int me);

static void make(struct step *s, char *out) {
  if (!strcmp(s->name, "fork")) {
    int child = ((char *)s->args[0])[0] - 'a';
    pid_t pid = fork();
    if (pid < 0) die("fork");
    if (pid == 0) {
      close(MASTER); // who has made a terminal is its other side
      process(child);
    }
    sprintf(out, "0 %d", pid);
    return;
  }
  for (int i = 0; SPECIAL[i].name; i++) {
    if (!strcmp(SPECIAL[i].name, s->name)) {
      SPECIAL[i].make(s, out);
      return;
    }
  }
  // Any other is the number of a call.
  long *a = s->args;
  put_result(out, syscall(strtol(s->name, NULL, 10), a[0], a[1], a[2], a[3], a[4], a[5]));
}

/** Reads one line; 0 at the end. */
static int read_line(int fd, char *line) {
  for (int n = 0; n < LINE - 1; n++) {
    if (read(fd, line + n, 1) <= 0) return 0;
    if (line[n] == '\n') {
      line[n] = '\0';
      return 1;
    }
  }
  return 0;
}

/** The life of one process of a scenario. */
static void process(int me) {
  static char line[LINE], out[LINE];
  pids[me] = getpid();
  while (read_line(to[me][0], line)) {
    struct step s;
    char *text = line;
    if (text[0] == '!') {
      // Whom a lock may belong to.
      int who, pid;
      sscanf(text, "!%d %d", &who, &pid);
      pids[who] = pid;
      continue;
    }
    parse(text, &s);
    errno = 0;
    make(&s, out);
    strcat(out, "\n");
    if (write(from[me][1], out, strlen(out)) < 0) die("write");
  }
  _exit(0);
}

static void enter(const char *root) {
  if (unshare(CLONE_NEWNS)) die("unshare");
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL)) die("mount private");
  if (mount("none", root, "tmpfs", 0, "size=64m,mode=1777,nr_inodes=4096")) die("mount tmpfs");
  if (chroot(root) || chdir("/")) die("chroot");
  umask(022);
}

/** Where the pipes of the processes are: above all descriptors of scenarios. */
static void high_pipe(int *ends, int at) {
  if (pipe(ends)) die("pipe");
  for (int i = 0; i < 2; i++) {
    if (dup3(ends[i], at + i, O_CLOEXEC) < 0) die("dup3");
    close(ends[i]);
    ends[i] = at + i;
  }
}

static char state_of(pid_t pid) {
  char path[64], state = 'X';
  sprintf(path, "/proc/%d/stat", pid);
  FILE *f = fopen(path, "r");
  if (f && fscanf(f, "%*d (%*[^)]) %c", &state) != 1) state = 'X';
  if (f) fclose(f);
  return state;
}

/** NULL and the answer, or why there is none yet: the process sleeps, was stopped, or has ended. `patient`: the step sleeps, and comes back. */
static const char *answer(int who, char *line, int patient) {
  struct pollfd p = {from[who][0], POLLIN, 0};
  for (int slept = 0; slept < 2;) {
    if (poll(&p, 1, PATIENCE_MS / 2) == 1) return read_line(from[who][0], line) ? NULL : "ended";
    char state = state_of(pids[who]);
    if (state == 'T') return "stops";
    if (state == 'Z' || state == 'X') return "ended";
    slept = !patient && (state == 'S' || state == 'D') ? slept + 1 : 0;
  }
  return "waits";
}

static void tell(int who, const char *text) {
  if (write(to[who][1], text, strlen(text)) < 0) die("write");
}

int main(int argc, char **argv) {
  static char line[LINE], out[LINE];
  if (argc != 2) return 2;
  signal(SIGPIPE, SIG_IGN);
  int in = fcntl(0, F_DUPFD_CLOEXEC, 600);
  FILE *steps = fdopen(in, "r");
  FILE *answers = fdopen(fcntl(1, F_DUPFD_CLOEXEC, 601), "w");
  int scenario = 0;
  for (int c; (c = getc(steps)) != EOF;) {
    ungetc(c, steps);
    for (int i = 0; i < MAX_PROCESSES; i++) {
      high_pipe(to[i], 700 + 4 * i);
      high_pipe(from[i], 702 + 4 * i);
    }
    memset(pids, 0, sizeof pids);
    scenario = fork();
    if (scenario < 0) die("fork");
    if (scenario == 0) {
      setpgid(0, 0);
      int null = open("/dev/null", O_RDWR);
      enter(argv[1]);
      for (int i = 0; i < 3; i++) dup2(null, i);
      close_range(3, 599, 0);
      process(0);
    }
    setpgid(scenario, scenario);
    pids[0] = scenario;
    while (fgets(line, LINE, steps) && line[0] != '\n') {
      int who = line[0] - 'a';
      char *text = line + 2;
      usleep(TICK_US);
      int rest;
      if (sscanf(text, "rest i%d", &rest) == 1) {
        usleep((unsigned)rest * 1000);
        fprintf(answers, "0\n");
        continue;
      }
      int result = !strcmp(text, "result\n");
      if (!result) tell(who, text);
      const char *why = answer(who, out, !strncmp(text, "sleep ", 6) || !strncmp(text, "paste ", 6));
      int pid;
      if (!strncmp(text, "fork ", 5) && !why && sscanf(out, "0 %d", &pid) == 1) {
        int child = (int)strtol((char[]){text[6], text[7], 0}, NULL, 16) - 'a';
        pids[child] = pid;
        for (int i = 0; i < MAX_PROCESSES; i++) {
          if (!pids[i]) continue;
          char note[64];
          sprintf(note, "!%d %d\n", child, pid);
          tell(i, note);
        }
        strcpy(out, "0");
      }
      fprintf(answers, "%s\n", why ? why : out);
    }
    fprintf(answers, "\n");
    fflush(answers);
    // Some may have left the group.
    kill(-scenario, SIGKILL);
    for (int i = 1; i < MAX_PROCESSES; i++)
      if (pids[i]) kill(pids[i], SIGKILL);
    waitpid(scenario, NULL, 0);
    for (int i = 700; i < 700 + 4 * MAX_PROCESSES; i++) close(i);
  }
  return 0;
}
