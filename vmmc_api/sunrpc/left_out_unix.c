/* SPDX-License-Identifier: MIT */
/* Left out: Transports over AF_UNIX: sockets of a file system.
 * Whoever links these names is told so by the linker: the reason is a name that nothing defines. */

extern const char transports_over_AF_UNIX_are_left_out__see_docs_sunrpc_md;
const char* const rpc_left_out_unix = &transports_over_AF_UNIX_are_left_out__see_docs_sunrpc_md;

void clntunix_create(void) {}
void svcunix_create(void) {}
void svcunixfd_create(void) {}
