/* SPDX-License-Identifier: MIT */
/* Characters and the C locale, the only one. The tables that header code looks at directly are copies inside
 * the process's window. */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <string.h>

#include "sim/process/runtime/runtime.h"

enum { below_zero = 128, entries = 384, texts = 64, text_bytes = 32, errors = 134 };

static unsigned short classes[entries];
static int lower[entries], upper[entries];
static const unsigned short* classes_at_zero = classes + below_zero;
static const int *lower_at_zero = lower + below_zero, *upper_at_zero = upper + below_zero;
static struct __locale_struct c_locale;

void shrimp_start_characters(void) {
  shrimp_host.errno_location = __errno_location();
  shrimp_host.copy_character_tables(classes, lower, upper);
  shrimp_host.copy_locale(&c_locale);
  c_locale.__ctype_b = classes_at_zero;
  c_locale.__ctype_tolower = lower_at_zero;
  c_locale.__ctype_toupper = upper_at_zero;
}

static int process_errno;
int* __errno_location(void) {
  return &process_errno;
}

const unsigned short** __ctype_b_loc(void) {
  return &classes_at_zero;
}
const int** __ctype_tolower_loc(void) {
  return &lower_at_zero;
}
const int** __ctype_toupper_loc(void) {
  return &upper_at_zero;
}
size_t __ctype_get_mb_cur_max(void) {
  return 1;
}

#undef tolower
#undef toupper
int tolower(int c) {
  return c >= -below_zero && c < 256 ? lower_at_zero[c] : c;
}
int toupper(int c) {
  return c >= -below_zero && c < 256 ? upper_at_zero[c] : c;
}
#undef toascii
#undef isascii
int toascii(int c) {
  return c & 0x7f;
}
int isascii(int c) {
  return (c & ~0x7f) == 0;
}

#define CLASS(name, bit)                             \
  int(name)(int c) {                                 \
    return classes_at_zero[c] & (unsigned short)bit; \
  }
#define CLASSES            \
  CLASS(isalnum, _ISalnum) \
  CLASS(isalpha, _ISalpha) \
  CLASS(isblank, _ISblank) \
  CLASS(iscntrl, _IScntrl) \
  CLASS(isdigit, _ISdigit) \
  CLASS(isgraph, _ISgraph) \
  CLASS(islower, _ISlower) \
  CLASS(isprint, _ISprint) \
  CLASS(ispunct, _ISpunct) \
  CLASS(isspace, _ISspace) \
  CLASS(isupper, _ISupper) \
  CLASS(isxdigit, _ISxdigit)
CLASSES

static int is_c(const char* name) {
  return name == NULL || *name == 0 || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0;
}
char* setlocale(int category, const char* name) {
  (void)category;
  return is_c(name) ? "C" : NULL;
}
locale_t newlocale(int mask, const char* name, locale_t base) {
  (void)mask, (void)base;
  if (is_c(name)) return &c_locale;
  errno = ENOENT;
  return NULL;
}
locale_t __newlocale(int mask, const char* name, locale_t base) {
  return newlocale(mask, name, base);
}
locale_t duplocale(locale_t locale) {
  return locale;
}
locale_t __duplocale(locale_t locale) {
  return locale;
}
void freelocale(locale_t locale) {
  (void)locale;
}
void __freelocale(locale_t locale) {
  (void)locale;
}
locale_t uselocale(locale_t locale) {
  (void)locale;
  return &c_locale;
}
locale_t __uselocale(locale_t locale) {
  return uselocale(locale);
}

struct lconv* localeconv(void) {
  static struct lconv c = {.decimal_point = ".",
                           .thousands_sep = "",
                           .grouping = "",
                           .int_curr_symbol = "",
                           .currency_symbol = "",
                           .mon_decimal_point = "",
                           .mon_thousands_sep = "",
                           .mon_grouping = "",
                           .positive_sign = "",
                           .negative_sign = "",
                           .int_frac_digits = CHAR_MAX,
                           .frac_digits = CHAR_MAX,
                           .p_cs_precedes = CHAR_MAX,
                           .p_sep_by_space = CHAR_MAX,
                           .n_cs_precedes = CHAR_MAX,
                           .n_sep_by_space = CHAR_MAX,
                           .p_sign_posn = CHAR_MAX,
                           .n_sign_posn = CHAR_MAX};
  return &c;
}

/* A text once asked for stays where it is. */
char* nl_langinfo(nl_item item) {
  static struct {
    nl_item item;
    char text[text_bytes];
  } known[texts];
  static int count;
  for (int i = 0; i < count; ++i)
    if (known[i].item == item) return known[i].text;
  if (count == texts) return "";
  known[count].item = item;
  shrimp_host.copy_locale_text(item, known[count].text, text_bytes);
  return known[count++].text;
}
char* nl_langinfo_l(nl_item item, locale_t locale) {
  (void)locale;
  return nl_langinfo(item);
}
char* __nl_langinfo_l(nl_item item, locale_t locale) {
  return nl_langinfo_l(item, locale);
}

/* Translations: there are none. */
char* gettext(const char* text) {
  return (char*)text;
}
char* dgettext(const char* domain, const char* text) {
  (void)domain;
  return (char*)text;
}
char* textdomain(const char* domain) {
  return (char*)domain;
}
char* bindtextdomain(const char* domain, const char* folder) {
  (void)domain;
  return (char*)folder;
}
char* bind_textdomain_codeset(const char* domain, const char* codeset) {
  (void)domain;
  return (char*)codeset;
}

/* A text once asked for stays as it is. */
char* strerror(int error) {
  static char* known[errors];
  char text[2 * text_bytes];
  const int is_known = error >= 0 && error < errors;
  if (is_known && known[error] != NULL) return known[error];
  shrimp_host.copy_error_text(error, text, sizeof text);
  char* copy = strdup(text);
  if (is_known) known[error] = copy;
  return copy;
}
#undef strerror_r
char* strerror_r(int error, char* text, size_t bytes) {
  shrimp_host.copy_error_text(error, text, bytes);
  return text;
}
int __xpg_strerror_r(int error, char* text, size_t bytes) {
  shrimp_host.copy_error_text(error, text, bytes);
  return 0;
}
