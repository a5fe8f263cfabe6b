/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "rls.h"

directory* read_directory_1_svc(file_name* name, struct svc_req* request) {
  static directory result;
  (void)request;
  xdr_free((xdrproc_t)xdr_directory, (char*)&result); /* of the call before */
  memset(&result, 0, sizeof result);
  DIR* const folder = opendir(*name);
  if (folder == NULL) {
    result.error = errno;
    return &result;
  }
  entries* at = &result.directory_u.list;
  for (struct dirent* e; (e = readdir(folder)) != NULL; at = &(*at)->next) {
    *at = malloc(sizeof **at);
    (*at)->name = strdup(e->d_name);
    (*at)->next = NULL;
  }
  closedir(folder);
  return &result;
}
