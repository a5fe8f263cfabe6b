/* SPDX-License-Identifier: MIT */
/* What no process of the machine can do, but whole programs refer to for an option that nobody takes, as
 * servers that may go into the background. A program has these, so that it can be loaded; a call ends the
 * process with the reason and with what to do instead. Nothing is said to have worked that has not.
 *
 * They have no declarations, since each has parameters of its own that nobody looks at. */
_Noreturn void shrimp_fail(const char* a, const char* b); /* sim/process/runtime */

#define NOT_HERE(name, why)                                   \
  _Noreturn void shrimp_not_here_##name(void) __asm__(#name); \
  _Noreturn void shrimp_not_here_##name(void) {               \
    shrimp_fail(#name ": ", why);                             \
  }

#define ONE_PROGRAM "one program per rank: start more with -n or A : B on the command line"
NOT_HERE(fork, ONE_PROGRAM)
NOT_HERE(vfork, ONE_PROGRAM)
NOT_HERE(_Fork, ONE_PROGRAM)
NOT_HERE(clone, ONE_PROGRAM)
NOT_HERE(execve, ONE_PROGRAM)
NOT_HERE(execv, ONE_PROGRAM)
NOT_HERE(execvp, ONE_PROGRAM)
NOT_HERE(execvpe, ONE_PROGRAM)
NOT_HERE(execl, ONE_PROGRAM)
NOT_HERE(execlp, ONE_PROGRAM)
NOT_HERE(execle, ONE_PROGRAM)
NOT_HERE(fexecve, ONE_PROGRAM)
NOT_HERE(posix_spawn, ONE_PROGRAM)
NOT_HERE(posix_spawnp, ONE_PROGRAM)
NOT_HERE(system, ONE_PROGRAM)
NOT_HERE(popen, ONE_PROGRAM)
NOT_HERE(pclose, ONE_PROGRAM)
NOT_HERE(ptrace, ONE_PROGRAM)
NOT_HERE(prctl, ONE_PROGRAM)
NOT_HERE(daemon,
         "a process has no background to go to; start the program with the option that keeps it in front")
NOT_HERE(rcmd, "no program is started on another node; start it there with A : B on the command line")
NOT_HERE(rexec, "no program is started on another node; start it there with A : B on the command line")

#define ONLY_OWN_SIGNALS \
  "the only signals of a simulated process are those it raises itself and its timer's (setitimer)"
NOT_HERE(sigaltstack, ONLY_OWN_SIGNALS)
NOT_HERE(timer_create, ONLY_OWN_SIGNALS)
NOT_HERE(timer_settime, ONLY_OWN_SIGNALS)
NOT_HERE(timer_delete, ONLY_OWN_SIGNALS)
NOT_HERE(sigqueue, ONLY_OWN_SIGNALS)

#define PLACE_IS_FIXED \
  "relative file names count from where the simulator was started; give the program whole paths"
NOT_HERE(chdir, PLACE_IS_FIXED)
NOT_HERE(fchdir, PLACE_IS_FIXED)
NOT_HERE(chroot, PLACE_IS_FIXED)

#define NO_OTHER_WAY_IN "files are plain files of the host; use pipe within a process, sockets between them"
NOT_HERE(mkfifo, NO_OTHER_WAY_IN)
NOT_HERE(mknod, NO_OTHER_WAY_IN)
NOT_HERE(chown, "there is one user only, root; leave the files with the user who runs the simulator")
NOT_HERE(fchown, "there is one user only, root; leave the files with the user who runs the simulator")
NOT_HERE(lchown, "there is one user only, root; leave the files with the user who runs the simulator")

NOT_HERE(statfs, "nobody counts the room for the host's files; write, and look whether it fails")
NOT_HERE(statvfs, "nobody counts the room for the host's files; write, and look whether it fails")
NOT_HERE(fstatvfs, "nobody counts the room for the host's files; write, and look whether it fails")
NOT_HERE(utimensat, "times of files are whole seconds; use utime")
NOT_HERE(futimens, "times of files are whole seconds; use utime")

NOT_HERE(getpass, "there are no terminals; give the program what it asks for as an argument")
NOT_HERE(vhangup, "there are no terminals; start the program without that option")
NOT_HERE(acct, "the kernel keeps no accounts; statistics are in stats.json (shrimp run -o)")
NOT_HERE(sethostname, "nodes have the names node0, node1 and so on")
NOT_HERE(sethostid, "nodes have the addresses 10.0.0.1, 10.0.0.2 and so on")
NOT_HERE(settimeofday, "time is simulated and cannot be set; a run begins on 1 January 1995")
NOT_HERE(adjtime, "time is simulated and cannot be set; a run begins on 1 January 1995")
