/* SPDX-License-Identifier: MIT */
/* getopt and getopt_long. Arguments that are no options are moved to the end, as GNU does; POSIXLY_CORRECT
 * and the prefix + stop at the first. */
#define _GNU_SOURCE
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/process/runtime/runtime.h"

char* optarg;
int optind = 1, opterr = 1, optopt = '?';

static char* cluster;  /* the rest of -abc */
static int first_word; /* [first_word, optind): words that are no options, passed over */

static int is_option(const char* word) {
  return word[0] == '-' && word[1] != 0;
}

/* Moves the `count` words before optind behind those passed over. */
static void put_before_words(char** words, int count) {
  for (int n = 0; n < count; ++n) {
    char* moved = words[optind - count + n];
    for (int i = optind - count + n; i > first_word; --i) words[i] = words[i - 1];
    words[first_word++] = moved;
  }
}

static int complain(char** words, const char* format, const char* name, int silent) {
  if (opterr && !silent) {
    fprintf(stderr, "%s: ", words[0]);
    fprintf(stderr, format, name);
  }
  return '?';
}

static int short_option(int count, char** words, const char* letters, int silent) {
  const char name[2] = {*cluster++, 0};
  const char* found = name[0] == ':' ? NULL : strchr(letters, name[0]);
  optopt = name[0];
  if (found == NULL) {
    if (*cluster == 0) cluster = NULL;
    return complain(words, "invalid option -- '%s'\n", name, silent);
  }
  if (found[1] == ':') {
    optarg = *cluster != 0 ? cluster : NULL;
    cluster = NULL;
    if (optarg == NULL && found[2] != ':') {
      if (optind >= count) {
        complain(words, "option requires an argument -- '%s'\n", name, silent);
        return silent ? ':' : '?';
      }
      optarg = words[optind++];
    }
  } else if (*cluster == 0) {
    cluster = NULL;
  }
  return name[0];
}

static const struct option* find(const struct option* known, const char* name, size_t length) {
  const struct option* found = NULL;
  for (const struct option* o = known; o->name != NULL; ++o) {
    if (strncmp(o->name, name, length) != 0) continue;
    if (o->name[length] == 0) return o;
    if (found != NULL) return NULL; /* ambiguous */
    found = o;
  }
  return found;
}

static int long_option(int count, char** words, const char* name, const struct option* known, int* index,
                       int silent) {
  const size_t length = strcspn(name, "=");
  const struct option* o = find(known, name, length);
  if (o == NULL) return complain(words, "unrecognized option '--%s'\n", name, silent);
  if (index != NULL) *index = (int)(o - known);
  if (name[length] == '=') {
    if (o->has_arg == no_argument)
      return complain(words, "option '--%s' allows no argument\n", o->name, silent);
    optarg = (char*)name + length + 1;
  } else if (o->has_arg == required_argument) {
    if (optind >= count) {
      complain(words, "option '--%s' requires an argument\n", o->name, silent);
      return silent ? ':' : '?';
    }
    optarg = words[optind++];
  }
  if (o->flag == NULL) return o->val;
  *o->flag = o->val;
  return 0;
}

static int next(int count, char** words, const char* letters, const struct option* known, int* index,
                int single) {
  const int in_order = *letters == '+' || getenv("POSIXLY_CORRECT") != NULL;
  if (*letters == '+' || *letters == '-') ++letters;
  const int silent = *letters == ':';
  if (optind == 0) optind = 1, cluster = NULL, first_word = 0;
  optarg = NULL;
  if (cluster == NULL) {
    if (first_word == 0 || first_word > optind) first_word = optind;
    while (!in_order && optind < count && !is_option(words[optind])) ++optind;
    if (optind >= count || !is_option(words[optind])) {
      optind = first_word;
      return -1;
    }
    const char* word = words[optind++];
    if (strcmp(word, "--") == 0) {
      put_before_words(words, 1);
      optind = first_word;
      return -1;
    }
    if (known != NULL &&
        (word[1] == '-' || (single && find(known, word + 1, strcspn(word + 1, "=")) != NULL))) {
      const int before = optind;
      const int result = long_option(count, words, word + (word[1] == '-' ? 2 : 1), known, index, silent);
      put_before_words(words, optind - before + 1);
      return result;
    }
    cluster = (char*)word + 1;
    put_before_words(words, 1);
  }
  const int before = optind;
  const int result = short_option(count, words, letters, silent);
  put_before_words(words, optind - before);
  return result;
}

int getopt(int count, char* const* words, const char* letters) {
  return next(count, (char**)words, letters, NULL, NULL, 0);
}
int __posix_getopt(int count, char* const* words, const char* letters) {
  return getopt(count, words, letters);
}
int getopt_long(int count, char* const* words, const char* letters, const struct option* known, int* index) {
  return next(count, (char**)words, letters, known, index, 0);
}
int getopt_long_only(int count, char* const* words, const char* letters, const struct option* known,
                     int* index) {
  return next(count, (char**)words, letters, known, index, 1);
}
