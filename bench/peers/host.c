// One system call of the host's own kernel, timed: host FILE CALL SIZE COUNT MILLISECONDS prints nanoseconds per call, a line
// for each fifth of a millisecond.
// FILE: file (a memfd), pipe, null, zero. CALL: read, write, readv, writev, pread, pwrite, preadv, pwritev; or getppid; fork, with the
// child's exit and the wait for it; switch, a byte to another process and one back.
// COUNT segments of SIZE bytes, 8000 bytes apart, as in io-rows.js. A pipe is written and read in turn; the plain calls
// on a file begin at its start, with an lseek before each.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/prctl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#define STRIDE 8000
#define FILE_BYTES (4 << 20)
#define SAMPLE 2e5

static int in, out, vectored, positional, writes;
static struct iovec iov[1024];
static size_t size;
static int count;
static const char *call;
static int there[2], back[2];

static long move(int fd, int write_it)
{
	if (vectored)
		return positional ? (write_it ? pwritev : preadv)(fd, iov, count, 0) : (write_it ? writev : readv)(fd, iov, count);
	if (positional)
		return write_it ? pwrite(fd, iov->iov_base, size, 0) : pread(fd, iov->iov_base, size, 0);
	return write_it ? write(fd, iov->iov_base, size) : read(fd, iov->iov_base, size);
}

static long once(const char *file)
{
	if (call[0] == 'g')
		return syscall(SYS_getppid);
	if (!strcmp(call, "fork")) {
		pid_t child = fork();
		if (child == 0)
			_exit(0);
		return waitpid(child, 0, 0);
	}
	if (!strcmp(call, "switch")) {
		char byte = 0;
		return write(there[1], &byte, 1) == 1 && read(back[0], &byte, 1) == 1 ? 0 : -1;
	}
	if (file[0] == 'p')
		return move(out, 1) == move(in, 0) ? 0 : -1;
	if (file[0] == 'f' && !positional)
		lseek(in, 0, SEEK_SET);
	return move(in, writes);
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

/* Makes `calls` calls. Returns ns per call. */
static double sample(const char *file, long calls)
{
	double start = now();
	for (long i = 0; i < calls; i++)
		if (once(file) < 0)
			exit(1);
	return (now() - start) / calls;
}

int main(int argc, char **argv)
{
	if (argc != 6)
		return 2;
	const char *file = argv[1];
	call = argv[2];
	size = strtoul(argv[3], 0, 10);
	count = atoi(argv[4]);
	positional = call[0] == 'p';
	writes = call[positional] == 'w';
	vectored = call[strlen(call) - 1] == 'v';
	size_t bytes = vectored ? (size_t)count * STRIDE + size : size;
	char *memory = malloc(bytes);
	memset(memory, 0x5a, bytes);
	for (int i = 0; i < count; i++)
		iov[i] = (struct iovec){memory + (size_t)i * STRIDE, size};
	if (file[0] == 'f') {
		char *content = malloc(FILE_BYTES);
		memset(content, 0x33, FILE_BYTES);
		in = memfd_create("bench", 0);
		if (write(in, content, FILE_BYTES) != FILE_BYTES)
			return 1;
	} else if (file[0] == 'p') {
		int ends[2];
		if (pipe(ends))
			return 1;
		in = ends[0];
		out = ends[1];
		fcntl(out, F_SETPIPE_SZ, 1 << 20);
	} else
		in = open(file[0] == 'n' ? "/dev/null" : "/dev/zero", O_RDWR);
	if (!strcmp(call, "switch")) {
		if (pipe(there) || pipe(back))
			return 1;
		if (fork() == 0) {
			char byte;
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			while (read(there[0], &byte, 1) == 1 && write(back[1], &byte, 1) == 1)
				;
			_exit(0);
		}
	}
	double limit = atof(argv[5]) * 1e6, start = now(), ns;
	long calls = 1;
	while ((ns = sample(file, calls)) * calls < SAMPLE || now() - start < limit / 4)
		calls = ns * calls < SAMPLE ? calls * 2 : calls;
	start = now();
	do
		printf("%.2f\n", sample(file, calls));
	while (now() - start < limit);
	return 0;
}
