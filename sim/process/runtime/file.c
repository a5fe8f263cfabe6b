/* SPDX-License-Identifier: MIT */
/* Buffered streams. stdout is line buffered and stderr unbuffered, so that the lines of several processes
 * appear in simulated-time order. */
#define _GNU_SOURCE
#include "sim/process/runtime/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

static char buffers[3][file_buffer_bytes];
static FILE standard[3] = {
    {._flags = file_reads,
     ._fileno = 0,
     ._IO_buf_base = buffers[0],
     ._IO_buf_end = buffers[0] + file_buffer_bytes},
    {._flags = file_writes | file_by_lines,
     ._fileno = 1,
     ._IO_buf_base = buffers[1],
     ._IO_buf_end = buffers[1] + file_buffer_bytes,
     ._chain = &standard[2]},
    {._flags = file_writes | file_unbuffered,
     ._fileno = 2,
     ._IO_buf_base = buffers[2],
     ._IO_buf_end = buffers[2] + file_buffer_bytes},
};
#undef stdin
#undef stdout
#undef stderr
FILE *stdin = &standard[0], *stdout = &standard[1], *stderr = &standard[2];

static FILE* open_files = &standard[1];

/* Empties the buffer's first `bytes` bytes. */
static int write_out(FILE* f, size_t bytes) {
  const char* from = f->_IO_write_base;
  while (bytes != 0) {
    const long n = shrimp_write(f->_fileno, from, bytes);
    if (n <= 0) {
      errno = (int)-n;
      f->_flags |= file_error_seen;
      f->_IO_write_ptr = f->_IO_write_base;
      return EOF;
    }
    from += n, bytes -= (size_t)n;
  }
  const size_t rest = (size_t)(f->_IO_write_ptr - from);
  for (size_t i = 0; i < rest; ++i) f->_IO_write_base[i] = from[i];
  f->_IO_write_ptr = f->_IO_write_base + rest;
  return 0;
}

/* Drops what was read ahead: the file's position becomes the stream's. */
static void stop_reading(FILE* f) {
  if (f->_IO_read_ptr != f->_IO_read_end)
    shrimp_seek(f->_fileno, f->_IO_read_ptr - f->_IO_read_end, SEEK_CUR);
  f->_IO_read_ptr = f->_IO_read_end = f->_IO_buf_base;
}

static int start_writing(FILE* f) {
  if ((f->_flags & file_writes) == 0) {
    errno = EBADF;
    f->_flags |= file_error_seen;
    return EOF;
  }
  if (f->_IO_read_end != NULL) stop_reading(f);
  f->_IO_read_ptr = f->_IO_read_end = NULL;
  f->_IO_write_base = f->_IO_write_ptr = f->_IO_buf_base;
  return 0;
}

int shrimp_file_flush(FILE* f) {
  if (f->_IO_write_base == NULL) return 0;
  return write_out(f, (size_t)(f->_IO_write_ptr - f->_IO_write_base));
}

void shrimp_file_put(FILE* f, const char* text, size_t bytes) {
  if (f->_IO_write_base == NULL && start_writing(f) != 0) return;
  while (bytes != 0) {
    const size_t room = (size_t)(f->_IO_buf_end - f->_IO_write_ptr), piece = bytes < room ? bytes : room;
    shrimp_copy(f->_IO_write_ptr, text, piece);
    f->_IO_write_ptr += piece, text += piece, bytes -= piece;
    if (f->_IO_write_ptr == f->_IO_buf_end && shrimp_file_flush(f) != 0) return;
  }
}

void shrimp_file_settle(FILE* f) {
  if (f->_IO_write_base == NULL) return;
  if (f->_flags & file_unbuffered) {
    shrimp_file_flush(f);
  } else if (f->_flags & file_by_lines) {
    const char* end = f->_IO_write_ptr;
    while (end != f->_IO_write_base && end[-1] != '\n') --end;
    if (end != f->_IO_write_base) write_out(f, (size_t)(end - f->_IO_write_base));
  }
}

int shrimp_file_get(FILE* f) {
  if (f->_IO_read_ptr < f->_IO_read_end) return (unsigned char)*f->_IO_read_ptr++;
  if ((f->_flags & file_reads) == 0) {
    errno = EBADF;
    f->_flags |= file_error_seen;
    return EOF;
  }
  shrimp_file_flush(f);
  f->_IO_write_base = f->_IO_write_ptr = NULL;
  char* to = f->_IO_buf_base + file_pushback_bytes;
  const long n = shrimp_read(f->_fileno, to, (size_t)(f->_IO_buf_end - to));
  f->_IO_read_ptr = f->_IO_read_end = to;
  if (n <= 0) {
    f->_flags |= n < 0 ? file_error_seen : file_end_seen;
    if (n < 0) errno = (int)-n;
    return EOF;
  }
  f->_IO_read_end += n;
  return (unsigned char)*f->_IO_read_ptr++;
}

int shrimp_file_unget(FILE* f, int character) {
  if (character == EOF) return EOF;
  if (f->_IO_read_ptr == NULL) f->_IO_read_ptr = f->_IO_read_end = f->_IO_buf_base + file_pushback_bytes;
  if (f->_IO_read_ptr == f->_IO_buf_base) return EOF;
  *--f->_IO_read_ptr = (char)character;
  f->_flags &= ~file_end_seen;
  return (unsigned char)character;
}

/* "r", "w", "a", each with "+"; -1: none of them. */
static int open_flags(const char* mode) {
  int update = 0;
  for (const char* c = mode + 1; *mode != 0 && *c != 0; ++c) update |= *c == '+';
  switch (*mode) {
    case 'r':
      return update ? O_RDWR : O_RDONLY;
    case 'w':
      return (update ? O_RDWR : O_WRONLY) | O_CREAT | O_TRUNC;
    case 'a':
      return (update ? O_RDWR : O_WRONLY) | O_CREAT | O_APPEND;
    default:
      return -1;
  }
}

static void attach(FILE* f, int descriptor, int flags) {
  const int way = flags & O_ACCMODE;
  f->_fileno = descriptor;
  f->_flags |= (way != O_WRONLY ? file_reads : 0) | (way != O_RDONLY ? file_writes : 0);
}

static FILE* new_file(int descriptor, int flags) {
  if (descriptor < 0) {
    errno = -descriptor;
    return NULL;
  }
  FILE* f = calloc(1, sizeof *f + file_buffer_bytes);
  if (f == NULL) return NULL;
  attach(f, descriptor, flags);
  f->_IO_buf_base = (char*)(f + 1);
  f->_IO_buf_end = f->_IO_buf_base + file_buffer_bytes;
  f->_chain = open_files;
  open_files = f;
  return f;
}

FILE* fopen(const char* restrict path, const char* restrict mode) {
  const int flags = open_flags(mode);
  return flags < 0 ? new_file(-EINVAL, 0) : new_file(shrimp_open(path, flags, 0666), flags);
}
FILE* fopen64(const char* restrict path, const char* restrict mode) {
  return fopen(path, mode);
}
FILE* fdopen(int descriptor, const char* mode) {
  const int flags = open_flags(mode);
  return new_file(flags < 0 ? -EINVAL : descriptor, flags);
}
FILE* tmpfile(void) {
  return new_file(shrimp_open("/tmp", O_TMPFILE | O_RDWR, 0600), O_RDWR);
}
FILE* tmpfile64(void) {
  return tmpfile();
}

FILE* freopen(const char* restrict path, const char* restrict mode, FILE* restrict f) {
  const int flags = open_flags(mode), descriptor = flags < 0 ? -EINVAL : shrimp_open(path, flags, 0666);
  shrimp_file_flush(f);
  shrimp_close(f->_fileno);
  if (descriptor < 0) {
    errno = -descriptor;
    return NULL;
  }
  f->_flags = 0;
  f->_IO_read_ptr = f->_IO_read_end = f->_IO_write_base = f->_IO_write_ptr = NULL;
  attach(f, descriptor, flags);
  return f;
}

int fclose(FILE* f) {
  int result = shrimp_file_flush(f);
  if (shrimp_close(f->_fileno) < 0) result = EOF;
  for (FILE** link = &open_files; *link != NULL; link = &(*link)->_chain)
    if (*link == f) {
      *link = f->_chain;
      break;
    }
  const int is_standard = f >= standard && f < standard + 3;
  if (!is_standard) free(f);
  return result;
}

void shrimp_flush_all(void) {
  for (FILE* f = open_files; f != NULL; f = f->_chain) shrimp_file_flush(f);
}
int fflush(FILE* f) {
  if (f != NULL) return shrimp_file_flush(f);
  shrimp_flush_all();
  return 0;
}

int fseek(FILE* f, long offset, int whence) {
  shrimp_file_flush(f);
  if (whence == SEEK_CUR && f->_IO_read_end != NULL) offset -= f->_IO_read_end - f->_IO_read_ptr;
  f->_IO_read_ptr = f->_IO_read_end = f->_IO_write_base = f->_IO_write_ptr = NULL;
  f->_flags &= ~file_end_seen;
  const long at = shrimp_seek(f->_fileno, offset, whence);
  if (at >= 0) return 0;
  errno = (int)-at;
  return -1;
}
long ftell(FILE* f) {
  const long at = shrimp_seek(f->_fileno, 0, SEEK_CUR);
  if (at < 0) {
    errno = (int)-at;
    return -1;
  }
  return at + (f->_IO_write_ptr - f->_IO_write_base) - (f->_IO_read_end - f->_IO_read_ptr);
}
int fseeko(FILE* f, off_t offset, int whence) {
  return fseek(f, offset, whence);
}
int fseeko64(FILE* f, off64_t offset, int whence) {
  return fseek(f, offset, whence);
}
off_t ftello(FILE* f) {
  return ftell(f);
}
off64_t ftello64(FILE* f) {
  return ftell(f);
}
void rewind(FILE* f) {
  fseek(f, 0, SEEK_SET);
  f->_flags &= ~file_error_seen;
}
int fgetpos(FILE* restrict f, fpos_t* restrict position) {
  position->__pos = ftell(f);
  return position->__pos < 0 ? -1 : 0;
}
int fsetpos(FILE* f, const fpos_t* position) {
  return fseek(f, position->__pos, SEEK_SET);
}

int setvbuf(FILE* restrict f, char* restrict buffer, int mode, size_t bytes) {
  shrimp_file_flush(f);
  f->_flags &= ~(file_by_lines | file_unbuffered);
  if (mode == _IOLBF) f->_flags |= file_by_lines;
  if (mode == _IONBF) f->_flags |= file_unbuffered;
  if (buffer != NULL && bytes > 2 * file_pushback_bytes && mode != _IONBF) {
    f->_IO_buf_base = buffer;
    f->_IO_buf_end = buffer + bytes;
    f->_IO_read_ptr = f->_IO_read_end = f->_IO_write_base = f->_IO_write_ptr = NULL;
  }
  return 0;
}
void setbuf(FILE* restrict f, char* restrict buffer) {
  setvbuf(f, buffer, buffer != NULL ? _IOFBF : _IONBF, BUFSIZ);
}
void setlinebuf(FILE* f) {
  setvbuf(f, NULL, _IOLBF, 0);
}

int fileno(FILE* f) {
  return f->_fileno;
}
int feof(FILE* f) {
  return (f->_flags & file_end_seen) != 0;
}
int ferror(FILE* f) {
  return (f->_flags & file_error_seen) != 0;
}
void clearerr(FILE* f) {
  f->_flags &= ~(file_end_seen | file_error_seen);
}
