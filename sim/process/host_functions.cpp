// SPDX-License-Identifier: MIT
// They run on the process's stack, called by its code; a fault in here by a wild pointer of the program is
// the program's (running.cpp).
#include "sim/process/host_functions.h"

#include <ctype.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "sim/process/running.h"

namespace shrimp {
namespace {

locale_t c_locale() {
  static const locale_t locale = newlocale(LC_ALL_MASK, "C", nullptr);
  return locale;
}

/// The host's result, or -errno; the host's errno is left clean.
template <class T>
T result(T value) {
  if (value != -1) return value;
  const int error = errno;
  errno = 0;
  return -error;
}

/// Conversions may set the host's errno.
template <class T>
T converted(T value) {
  shrimp_copy_errno();
  return value;
}

void copy_text(const char* from, char* to, unsigned long bytes) {
  if (bytes == 0) return;
  const size_t length = strnlen(from, bytes - 1);
  memcpy(to, from, length);
  to[length] = 0;
}

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
int format_double(char* to, unsigned long bytes, const char* conversion, double value) {
  return snprintf(to, bytes, conversion, value);
}
int format_long_double(char* to, unsigned long bytes, const char* conversion, const long double* value) {
  return snprintf(to, bytes, conversion, *value);
}

void copy_locale(void* to) {
  memcpy(to, c_locale(), sizeof(__locale_struct));
}

void copy_character_tables(unsigned short* classes, int* lower, int* upper) {
  constexpr int entries = 384, below_zero = 128;
  memcpy(classes, c_locale()->__ctype_b - below_zero, entries * sizeof *classes);
  memcpy(lower, c_locale()->__ctype_tolower - below_zero, entries * sizeof *lower);
  memcpy(upper, c_locale()->__ctype_toupper - below_zero, entries * sizeof *upper);
}

}  // namespace

void fill_in_host_functions(shrimp_image& image) {
  auto& host = const_cast<shrimp_host_functions&>(*image.host);
  host.open = [](const char* path, int flags, int mode) {
    return result(::open(path, flags | O_CLOEXEC, mode));
  };
  host.read = [](int file, void* to, unsigned long bytes) -> long { return result(::read(file, to, bytes)); };
  host.write = [](int file, const void* from, unsigned long bytes) -> long {
    return result(::write(file, from, bytes));
  };
  host.seek = [](int file, long offset, int whence) -> long { return result(::lseek(file, offset, whence)); };
  host.close = [](int file) { return result(::close(file)); };
  host.unlink = [](const char* path) { return result(::remove(path)); };
  host.rename = [](const char* from, const char* to) { return result(::rename(from, to)); };
  host.status = [](int file, void* status) {
    return result(::fstat(file, static_cast<struct stat*>(status)));
  };
  host.status_of_path = [](const char* path, void* status) {
    return result(::stat(path, static_cast<struct stat*>(status)));
  };
  host.format_double = format_double;
  host.format_long_double = format_long_double;
  host.parse_double = [](const char* text, char** end) { return converted(strtod_l(text, end, c_locale())); };
  host.parse_float = [](const char* text, char** end) { return converted(strtof_l(text, end, c_locale())); };
  host.parse_long_double = [](const char* text, char** end, long double* value) {
    *value = converted(strtold_l(text, end, c_locale()));
  };
  host.copy_error_text = [](int error, char* to, unsigned long bytes) {
    char buffer[128];
    copy_text(strerror_r(error, buffer, sizeof buffer), to, bytes);
  };
  host.copy_locale_text = [](int item, char* to, unsigned long bytes) {
    copy_text(nl_langinfo_l(item, c_locale()), to, bytes);
  };
  host.copy_locale = copy_locale;
  host.copy_character_tables = copy_character_tables;
}

}  // namespace shrimp
