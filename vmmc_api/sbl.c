/* SPDX-License-Identifier: MIT */
/* The calls of the manual pages of 1995 on those of vmmc.h: words become bytes, an address a proxy. */
#include "sbl.h"

#include <stdio.h>
#include <stdlib.h>

#include "questions.h"
#include "sbl_ext.h"

enum { MOST_WORDS = INT32_MAX / VMMC_WORD_BYTES };

/* Whether a number of words has a length in bytes; how long a message may be is vmmc.h's matter. */
static int in_range(int nwords) {
  return nwords >= 0 && nwords <= MOST_WORDS;
}
static size_t bytes_of(int nwords) {
  return (size_t)nwords * VMMC_WORD_BYTES;
}
static vmmc_proxy proxy(Int32* address) {
  return (vmmc_proxy)(void*)address;
}
static struct vmmc_process process(NodeID node, SBL_Squid squid) {
  const struct vmmc_process name = {node, squid};
  return name;
}

int SBL_PageSize(void) {
  return VMMC_PAGE_BYTES;
}

int SBL_WordSize(void) {
  return VMMC_WORD_BYTES;
}

int SBL_ExportRecvBuf(Int32* buf, int nwords, unsigned int rbufid, SBL_MsgHandler handler, int reserved) {
  if (reserved != 0) return SBL_EArgument;
  if (!in_range(nwords)) return SBL_ERange;
  return vmmc_export(buf, bytes_of(nwords), rbufid, handler, 0, 0);
}

int SBL_ImportRecvBuf(NodeID node, SBL_Squid squid, unsigned int rbufid, Int32** proxyBuf, int* nwords) {
  vmmc_proxy buffer;
  size_t bytes;
  const int status = vmmc_import(process(node, squid), rbufid, &buffer, &bytes);
  if (status < 0) return status;
  *proxyBuf = (Int32*)(void*)buffer;
  *nwords = (int)(bytes / VMMC_WORD_BYTES);
  return SBL_OK;
}

int SBL_ImportRecvBufReq(NodeID node, SBL_Squid squid, unsigned int rbufid, Int32** proxyBuf, int* nwords,
                         int reserved) {
  if (reserved != 0) return SBL_EArgument;
  return vmmc_ask_for_import(VMMC_TRAP_IMPORT_START, process(node, squid), rbufid, proxyBuf, nwords);
}

int SBL_SendMsg(Int32* sendAddr, Int32* destAddr, int nwords) {
  if (!in_range(nwords)) return SBL_ERange;
  return vmmc_send(sendAddr, proxy(destAddr), bytes_of(nwords));
}

int SBL_SendMsgWithNotify(Int32* sendAddr, Int32* destAddr, int nwords) {
  if (!in_range(nwords)) return SBL_ERange;
  return vmmc_send_notify(sendAddr, proxy(destAddr), bytes_of(nwords));
}

int SBL_SendMsgStart(Int32* sendAddr, Int32* destAddr, int nwords) {
  if (!in_range(nwords)) return SBL_ERange;
  return vmmc_send_start(sendAddr, proxy(destAddr), bytes_of(nwords));
}

int SBL_SendMsgDone(Int32* sendAddr) {
  return vmmc_send_done(sendAddr);
}

int SBL_AUMap(Int32* sendBuf, Int32* proxyBuf, int nwords, int notify, enum SBL_AUWriteType writeType) {
  if (!in_range(nwords)) return SBL_ERange;
  if (writeType == AU_Disable) return vmmc_unbind(sendBuf, bytes_of(nwords));
  return vmmc_bind(sendBuf, proxy(proxyBuf), bytes_of(nwords), (enum vmmc_update_mode)writeType, notify);
}

int SBL_CachePolicy(void* page, int nbytes, enum SBL_Caching policy) {
  if (nbytes <= 0) return SBL_ERange;
  return vmmc_cache_policy(page, (size_t)nbytes, (enum vmmc_caching)policy);
}

void SBL_BlockNotifications(void) {
  vmmc_block_notifications();
}

int SBL_UnblockNotifications(void) {
  return vmmc_unblock_notifications();
}

int SBL_Importers(unsigned int rbufid, int* num, SBL_Squid** squids, NodeID** nodes) {
  static NodeID* node_table;
  static SBL_Squid* squid_table;
  static int capacity;
  for (;;) {
    const int found = vmmc_ask_for_importers(rbufid, node_table, squid_table, capacity);
    if (found < 0) return found;
    if (found <= capacity) {
      *num = (int)found;
      *nodes = node_table;
      *squids = squid_table;
      return SBL_OK;
    }
    /* More importers than fit: larger tables, and once more. */
    free(node_table);
    free(squid_table);
    node_table = malloc((size_t)found * sizeof *node_table);
    squid_table = malloc((size_t)found * sizeof *squid_table);
    capacity = node_table && squid_table ? found : 0;
    if (!capacity) return SBL_ENoMemory;
  }
}

int SBL_Hosts(int* num, NodeID** nodes) {
  static NodeID* table; /* the machine does not change while a program runs */
  static int count;
  if (!table) {
    count = vmmc_nodes(0, 0);
    if (count < 0) return count;
    table = malloc((size_t)count * sizeof *table);
    if (!table) return SBL_ENoMemory;
    vmmc_nodes(table, count);
  }
  *num = count;
  *nodes = table;
  return SBL_OK;
}

int SBL_Spawn(char* execfile, char** argv, NodeID node, SBL_Squid* squid) {
  struct vmmc_process child;
  const int status = vmmc_spawn(execfile, argv, node, &child);
  if (status < 0) return status;
  *squid = child.pid;
  return SBL_OK;
}

void SBL_Error(int status, const char* text) {
  fprintf(stderr, "%s%s%s\n", text ? text : "", text ? ": " : "", vmmc_error_text(status));
}
