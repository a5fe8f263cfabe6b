/* SPDX-License-Identifier: MIT */
/* What the simulator does for this library with files of the host (sim/process/host_names.cpp), by names as
 * a program gives them. Errors are -errno. */
#ifndef SHRIMP_VMMC_API_POSIX_HOST_SIDE_H
#define SHRIMP_VMMC_API_POSIX_HOST_SIDE_H
/* The loader binds them, so the linker must not ask where they are. */
#define HOST_SIDE __attribute__((weak))

/* The names in a directory, in the order of their bytes, so that it is the same on every host: for each its
 * inode in eight bytes, its type (DT_*) in one, the name and a zero. Returns how many bytes that takes; they
 * are written only if `bytes` are as many. */
HOST_SIDE long shrimp_host_directory(const char* path, void* to, unsigned long bytes);

/* lstat, readlink, and realpath with a zero behind the path. */
HOST_SIDE int shrimp_host_link_status(const char* path, void* struct_stat);
HOST_SIDE long shrimp_host_read_link(const char* path, void* to, unsigned long bytes);
HOST_SIDE long shrimp_host_real_path(const char* path, void* to, unsigned long bytes);

/* ftruncate, fchmod, of a descriptor of the host (shrimp_host_file_of). */
HOST_SIDE int shrimp_host_truncate(int file, long bytes);
HOST_SIDE int shrimp_host_change_mode(int file, unsigned mode);

#endif
