// What the tools of the shell share. Each is what POSIX says of it, as far as it goes: few options, no locales.

#ifndef TOOLS_H
#define TOOLS_H

#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

/** The name that the tool was called by. */
extern const char *tool;

/** Says on standard error what the error of the last call means for `subject`. @returns 1, a status to exit with */
int failed(const char *subject);

/** Says how the tool is called. @returns 2 */
int usage(const char *text);

/**
 * Calls `work` with the descriptor and the name of each file that is named, of standard input for "-" or if none is.
 * @returns 1 if one could not be opened or `work` said so, else 0
 */
int each_input(char **names, int (*work)(int fd, const char *name));

/** A stream of its own on a descriptor, which stays open; NULL if there can be none. */
FILE *stream_on(int fd);

/** Closes it. @returns 1 if it could not be read to its end, which is said; else 0 */
int end_of(FILE *in, const char *name);

/** Writes all bytes. @returns 0, or 1 after having said what is wrong */
int write_all(int fd, const char *bytes, size_t length);

/** Copies what there is to read. @returns 0, or 1 after having said what is wrong */
int copy(int from, int to, const char *name);

int cat_main(int argc, char **argv);
int clear_main(int argc, char **argv);
int cp_main(int argc, char **argv);
int grep_main(int argc, char **argv);
int head_main(int argc, char **argv);
int ls_main(int argc, char **argv);
int mkdir_main(int argc, char **argv);
int mv_main(int argc, char **argv);
int rm_main(int argc, char **argv);
int seq_main(int argc, char **argv);
int sleep_main(int argc, char **argv);
int sort_main(int argc, char **argv);
int tail_main(int argc, char **argv);
int tee_main(int argc, char **argv);
int wc_main(int argc, char **argv);

#endif
