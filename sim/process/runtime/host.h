/* SPDX-License-Identifier: MIT */
/* What the run-time library asks of the host: files, and conversions of floating-point numbers. Nothing that
 * these return lies outside the process's window, and the table itself is a copy inside the image. Errors are
 * -errno. The loader fills it in (sim/process/host_functions.cpp). */
#ifndef SHRIMP_SIM_PROCESS_RUNTIME_HOST_H
#define SHRIMP_SIM_PROCESS_RUNTIME_HOST_H

struct shrimp_host_functions {
  int* errno_location; /* the process's own; set by the run-time library */

  int (*open)(const char* path, int flags, int mode);
  long (*read)(int file, void* to, unsigned long bytes);
  long (*write)(int file, const void* from, unsigned long bytes);
  long (*seek)(int file, long offset, int whence);
  int (*close)(int file);
  int (*unlink)(const char* path);
  int (*rename)(const char* from, const char* to);
  int (*status)(int file, void* struct_stat);
  int (*status_of_path)(const char* path, void* struct_stat);

  /* One conversion, `%[flags][width][.precision]X`, as printf would make it. */
  int (*format_double)(char* to, unsigned long bytes, const char* conversion, double value);
  int (*format_long_double)(char* to, unsigned long bytes, const char* conversion, const long double* value);
  double (*parse_double)(const char* text, char** end);
  float (*parse_float)(const char* text, char** end);
  void (*parse_long_double)(const char* text, char** end, long double* value);

  void (*copy_error_text)(int error, char* to, unsigned long bytes);
  void (*copy_locale_text)(int item, char* to, unsigned long bytes);
  /* The C locale: a struct __locale_struct, and the character tables with their 128 entries below zero. */
  void (*copy_locale)(void* to);
  void (*copy_character_tables)(unsigned short* classes, int* lower, int* upper);
};

#endif
