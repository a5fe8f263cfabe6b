/* SPDX-License-Identifier: MIT */
/* Users and groups: the one that processes run as (getuid says 0), and no other. */
#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

static char name[] = "root", password[] = "x", home[] = "/root", shell[] = "/bin/sh";
static char* members[] = {NULL};
static struct passwd user = {name, password, 0, 0, name, home, shell};
static struct group group = {name, password, 0, members};

static int is_its(const char* text) {
  return strcmp(text, name) == 0;
}

struct passwd* getpwuid(uid_t id) {
  return id == 0 ? &user : NULL;
}
struct passwd* getpwnam(const char* text) {
  return is_its(text) ? &user : NULL;
}
struct group* getgrgid(gid_t id) {
  return id == 0 ? &group : NULL;
}
struct group* getgrnam(const char* text) {
  return is_its(text) ? &group : NULL;
}

/* Its texts never change, so they need not be copied. */
static int give_user(int found, struct passwd* to, struct passwd** result) {
  if (found) *to = user;
  *result = found ? to : NULL;
  return 0;
}
static int give_group(int found, struct group* to, struct group** result) {
  if (found) *to = group;
  *result = found ? to : NULL;
  return 0;
}
int getpwuid_r(uid_t id, struct passwd* restrict to, char* restrict text, size_t bytes,
               struct passwd** restrict result) {
  (void)text, (void)bytes;
  return give_user(id == 0, to, result);
}
int getpwnam_r(const char* restrict wanted, struct passwd* restrict to, char* restrict text, size_t bytes,
               struct passwd** restrict result) {
  (void)text, (void)bytes;
  return give_user(is_its(wanted), to, result);
}
int getgrgid_r(gid_t id, struct group* restrict to, char* restrict text, size_t bytes,
               struct group** restrict result) {
  (void)text, (void)bytes;
  return give_group(id == 0, to, result);
}
int getgrnam_r(const char* restrict wanted, struct group* restrict to, char* restrict text, size_t bytes,
               struct group** restrict result) {
  (void)text, (void)bytes;
  return give_group(is_its(wanted), to, result);
}

/* One after the other. */
static int users_told, groups_told;
void setpwent(void) {
  users_told = 0;
}
void endpwent(void) {
  users_told = 0;
}
struct passwd* getpwent(void) {
  return users_told++ == 0 ? &user : NULL;
}
void setgrent(void) {
  groups_told = 0;
}
void endgrent(void) {
  groups_told = 0;
}
struct group* getgrent(void) {
  return groups_told++ == 0 ? &group : NULL;
}

char* getlogin(void) {
  return name;
}
int getlogin_r(char* to, size_t bytes) {
  if (bytes < sizeof name) return ERANGE;
  strcpy(to, name);
  return 0;
}
int getgroups(int count, gid_t* to) {
  if (count < 0) {
    errno = EINVAL;
    return -1;
  }
  if (count > 0) to[0] = 0;
  return 1;
}

/* It cannot become another. */
static int become(unsigned id) {
  if (id == 0) return 0;
  errno = EPERM;
  return -1;
}
int setuid(uid_t id) {
  return become(id);
}
int seteuid(uid_t id) {
  return become(id);
}
int setgid(gid_t id) {
  return become(id);
}
int setegid(gid_t id) {
  return become(id);
}

/* -1: as it is. */
static int is_as_it_is(unsigned id) {
  return id == 0 || id == (unsigned)-1;
}
int setreuid(uid_t real, uid_t effective) {
  return become(!is_as_it_is(real) || !is_as_it_is(effective));
}
int setregid(gid_t real, gid_t effective) {
  return become(!is_as_it_is(real) || !is_as_it_is(effective));
}
int setgroups(size_t count, const gid_t* wanted) {
  return become(count != 1 || wanted[0] != 0);
}
int initgroups(const char* who, gid_t id) {
  return become(!is_its(who) || id != 0);
}
