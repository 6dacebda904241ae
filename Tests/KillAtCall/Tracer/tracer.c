#define _GNU_SOURCE
#include "tracer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

/// A system call that changes the file system, and which of its arguments say where.
struct call {
    unsigned long long number;
    /// The argument with the descriptor of a folder, or of the file where there is no path; -1: the current folder.
    int descriptor;
    /// The argument with the path; -1: none.
    int path;
    /// The argument with the flags of open; -1: none.
    int flags;
    int changes_names;
};

static const struct call calls[] = {
#ifdef SYS_open
    {SYS_open, -1, 0, 1, 0},
    {SYS_creat, -1, 0, -1, 0},
    {SYS_mkdir, -1, 0, -1, 1},
    {SYS_rmdir, -1, 0, -1, 1},
    {SYS_unlink, -1, 0, -1, 1},
    {SYS_rename, -1, 0, -1, 1},
    {SYS_link, -1, 0, -1, 1},
    {SYS_symlink, -1, 1, -1, 1},
#endif
#ifdef SYS_renameat
    {SYS_renameat, 0, 1, -1, 1},
#endif
    {SYS_openat, 0, 1, 2, 0},
    {SYS_mkdirat, 0, 1, -1, 1},
    {SYS_unlinkat, 0, 1, -1, 1},
    {SYS_renameat2, 0, 1, -1, 1},
    {SYS_linkat, 0, 1, -1, 1},
    {SYS_symlinkat, 1, 2, -1, 1},
    {SYS_truncate, -1, 0, -1, 0},
    {SYS_ftruncate, 0, -1, -1, 0},
    {SYS_write, 0, -1, -1, 0},
    {SYS_writev, 0, -1, -1, 0},
    {SYS_pwrite64, 0, -1, -1, 0},
};

/// What a link of /proc leads to; an empty text where it leads nowhere.
static void read_link(pid_t thread, const char *name, char *text) {
    char link[64];
    snprintf(link, sizeof link, "/proc/%d/%s", thread, name);
    ssize_t length = readlink(link, text, PATH_MAX - 1);
    text[length < 0 ? 0 : length] = 0;
}

/// The path that a call is about, as far as it is known.
static void path_of(const struct call *call, pid_t thread, const uint64_t *arguments, char *path) {
    char given[PATH_MAX] = "", folder[PATH_MAX] = "";
    if (call->path >= 0) {
        // Up to the end of a page at a time: what is beyond it may not be there.
        unsigned long address = arguments[call->path];
        size_t length = 0;
        while (length < sizeof given - 1) {
            size_t part = 4096 - (address + length) % 4096;
            if (part > sizeof given - 1 - length) part = sizeof given - 1 - length;
            struct iovec here = {given + length, part}, there = {(void *)(address + length), part};
            if (process_vm_readv(thread, &here, 1, &there, 1, 0) != (ssize_t)part) break;
            if (memchr(given + length, 0, part)) break;
            length += part;
        }
        given[sizeof given - 1] = 0;
    }
    if (given[0] != '/') {
        char name[32] = "cwd";
        int descriptor = call->descriptor < 0 ? AT_FDCWD : (int)arguments[call->descriptor];
        if (descriptor != AT_FDCWD) snprintf(name, sizeof name, "fd/%d", descriptor);
        read_link(thread, name, folder);
    }
    snprintf(path, 2 * PATH_MAX, "%s%s%s", folder, folder[0] && given[0] ? "/" : "", given);
}

static int is_counted(pid_t thread, const struct __ptrace_syscall_info *info, int names_only, const char *text) {
    for (size_t index = 0; index < sizeof calls / sizeof *calls; index++) {
        const struct call *call = &calls[index];
        if (call->number != info->entry.nr) continue;
        if (names_only && !call->changes_names) return 0;
        if (call->flags >= 0 && !(info->entry.args[call->flags] & (O_CREAT | O_TRUNC))) return 0;
        char path[2 * PATH_MAX];
        path_of(call, thread, info->entry.args, path);
        return strstr(path, text) != NULL;
    }
    return 0;
}

int run_until_call(long number, int names_only, const char *text, char *const arguments[]) {
    pid_t program = fork();
    if (program == 0) {
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        execvp(arguments[0], arguments);
        _exit(126);
    }
    int status;
    if (program < 0 || waitpid(program, &status, 0) != program || !WIFSTOPPED(status)) return 126;
    // Its threads too, but not the processes that it starts.
    long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL;
    if (ptrace(PTRACE_SETOPTIONS, program, 0, options) != 0) return 126;
    ptrace(PTRACE_SYSCALL, program, 0, 0);
    long count = 0;
    for (;;) {
        pid_t thread = waitpid(-1, &status, __WALL);
        if (thread < 0 && errno == EINTR) continue;
        if (thread < 0) return 126;
        if (!WIFSTOPPED(status)) {
            if (thread != program) continue;
            return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        }
        long delivered = 0;
        int signal = WSTOPSIG(status);
        if (signal == (SIGTRAP | 0x80)) {
            struct __ptrace_syscall_info info;
            memset(&info, 0, sizeof info);
            ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info);
            if (info.op == PTRACE_SYSCALL_INFO_ENTRY && is_counted(thread, &info, names_only, text)
                && ++count == number) {
                kill(program, SIGKILL);
                continue;
            }
        } else if (signal != SIGTRAP && !(signal == SIGSTOP && thread != program)) {
            // Its own signal; a thread that begins is stopped by ours.
            delivered = signal;
        }
        ptrace(PTRACE_SYSCALL, thread, 0, delivered);
    }
}
