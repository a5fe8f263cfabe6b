/* SPDX-License-Identifier: MIT */
/* The user's choice how a library sends: by automatic or by deliberate update. A program never chooses; a
 * variable of the environment may, as SOCKET_TRANSPORT=du-1copy. For libraries on VMMC.
 *
 * Names of ways that need automatic update begin with "au". Whoever asks for one on a machine that has none
 * (SHRIMP-I) is told so, since he would measure something else; who asks for nothing gets what there is. */
#ifndef SHRIMP_VMMC_API_TRANSPORT_H
#define SHRIMP_VMMC_API_TRANSPORT_H

struct vmmc_transports {
  const char* variable;     /* of the environment */
  const char* const* names; /* two or more; a null ends them */
};

/* The number of the name that the variable has; -1: it is not set. Any other value ends the program, with a
 * sentence and status 1. */
int vmmc_transport_asked_for(const struct vmmc_transports* transports);

/* For when vmmc_bind or vmmc_unbind is UNSUPPORTED: ends the program, with a sentence and status 1, if the
 * variable asks for automatic update. */
void vmmc_do_without_automatic_update(const struct vmmc_transports* transports);

#endif
