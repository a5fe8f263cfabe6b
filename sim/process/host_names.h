// SPDX-License-Identifier: MIT
// The simulator's side of vmmc_api/posix/host_side.h: directories and links of the host, by name. Programs
// that call them get these by symbols.def; what a program may open it may list.
#pragma once

extern "C" {
long shrimp_host_directory(const char* path, void* to, unsigned long bytes);
int shrimp_host_link_status(const char* path, void* struct_stat);
long shrimp_host_read_link(const char* path, void* to, unsigned long bytes);
long shrimp_host_real_path(const char* path, void* to, unsigned long bytes);
int shrimp_host_truncate(int file, long bytes);
int shrimp_host_change_mode(int file, unsigned mode);
}
