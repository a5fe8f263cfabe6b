/* SPDX-License-Identifier: MIT */
/* Left out: The raw transport: client and server in one process, without a network.
 * Whoever links these names is told so by the linker: the reason is a name that nothing defines. */

extern const char the_raw_transport_is_left_out__see_docs_sunrpc_md;
const char* const rpc_left_out_raw = &the_raw_transport_is_left_out__see_docs_sunrpc_md;

void clnt_raw_create(void) {}
void clntraw_create(void) {}
void svc_raw_create(void) {}
void svcraw_create(void) {}
