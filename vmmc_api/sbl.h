/* SPDX-License-Identifier: MIT */
/* SBL, the SHRIMP Base Library: virtual memory-mapped communication for user programs.
 *
 * The calls, their arguments and their meaning are those of the manual pages of 1995 (Princeton, SHRIMP Base
 * Library) [P]; types and error codes, which are not published, are ours [A]. Message handlers, and with them
 * SBL_SendMsgWithNotify, SBL_BlockNotifications, SBL_UnblockNotifications and SBL_Spawn, are not in this
 * version.
 *
 * Sizes count words of 4 bytes. Calls return 0 or a negative error code (enum SBL_Status) unless they say
 * otherwise. Export, import and mapping are calls into the kernel and take their time (os.system_call; export
 * and import milliseconds); sending is user code. docs/sbl.md tells the whole story, workloads/hello.c is a
 * first program. */
#ifndef SHRIMP_VMMC_API_SBL_H
#define SHRIMP_VMMC_API_SBL_H

#ifdef __cplusplus
extern "C" {
#endif

typedef int Int32;           /* the SHRIMP word */
typedef unsigned int NodeID; /* a node's internet address in host order: node k is 10.0.0.(k+1) */
typedef int SBL_Squid;       /* a process on its node (its pid); the first program on every node is 100 */
/* A handler of notifications, called with the number of the receive buffer. Not in this version: pass 0. */
typedef void (*SBL_MsgHandler)(unsigned int rbufid);

/* What a call returns; SBL_Error prints it as a sentence. Names and values are ours [A]. */
enum SBL_Status {
  SBL_OK = 0,
  SBL_EAlignment = -1,   /* an address is not on the word or page boundary that the call needs */
  SBL_ERange = -2,       /* a size is not positive, or the words reach beyond the buffer, page or memory */
  SBL_ENoNode = -3,      /* the machine has no such node */
  SBL_EDuplicateId = -4, /* this process has already exported a buffer with this rbufid */
  SBL_EOverlap = -5,     /* the memory overlaps a receive buffer that is already exported */
  SBL_ENotImported = -6, /* the destination address is in no imported buffer */
  SBL_ENoMemory = -7,    /* the node has no room for another mapping */
  SBL_EUnsupported = -8, /* this machine or this version of the library cannot do it */
  SBL_EPermission = -9,  /* the exporter does not admit this importer (not returned yet) */
  SBL_ENoProcess = -10,  /* the process has ended, its export cannot come any more (not returned yet) */
  SBL_EArgument = -11,   /* an argument has no meaning for this call */
  SBL_EBusy = -32,       /* the transfer engine is at work (SBL_SendMsgStart): try again */
  SBL_EDevice = -33      /* the network interface refused the transfer */
};

/* How the stores to an automatic-update mapping become packets: the combining modes of SHRIMP-II [P]; what
 * closes a packet is recalled [R-h], sizes and the timer's period are parameters (nic.packetizer). */
enum SBL_AUWriteType {
  AU_Disable = 0,     /* ends the mapping */
  AU_SingleWrite = 1, /* each store is a packet at once: lowest latency */
  AU_BlockWrite = 2,  /* stores to increasing addresses merge; the last packet waits for a store elsewhere */
  AU_TimerWrite = 3   /* as block, but a timer also sends what waits (recommended) */
};

/* Bytes of a page (4096) and of a word (4) [P]. No errors. */
int SBL_PageSize(void);
int SBL_WordSize(void);

/* Lets other processes send into nwords words of memory at buf, which exists already and stays the program's
 * own [P]. buf: word-aligned; the target of an automatic-update mapping must start a page. rbufid: any
 * number, unique among the receive buffers of this process, which must not overlap. handler: 0, since
 * notifications are not in this version. reserved: 0.
 *
 * Errors: SBL_EAlignment, SBL_ERange, SBL_EDuplicateId, SBL_EOverlap, SBL_EUnsupported (handler),
 * SBL_EArgument (reserved). Memory that is not there is a page fault, which ends the program. */
int SBL_ExportRecvBuf(Int32* buf, int nwords, unsigned int rbufid, SBL_MsgHandler handler, int reserved);

/* Waits until process squid of the node has exported buffer rbufid, then makes it appear in the destination
 * space of this process [P]: *proxyBuf names its first word, *nwords is its size in words. The proxy address
 * names a place for SBL_SendMsg and SBL_AUMap; it is not memory: a load or store of the program's own there
 * speaks to the network interface. Any process may import any buffer [A]. An export that never comes leaves
 * the program waiting.
 *
 * Errors: SBL_ENoNode, SBL_ENoMemory (no destination space or outgoing page table entries left). */
int SBL_ImportRecvBuf(NodeID node, SBL_Squid squid, unsigned int rbufid, Int32** proxyBuf, int* nwords);

/* The same without waiting [P]: returns with *nwords == 0. Later *nwords becomes the size in words, and
 * *proxyBuf is set before that; or it becomes a negative error code (SBL_ENoMemory). Both variables must live
 * until then, and a loop that polls *nwords should read it as volatile. reserved: 0.
 *
 * Errors at once: SBL_ENoNode, SBL_EArgument (reserved). */
int SBL_ImportRecvBufReq(NodeID node, SBL_Squid squid, unsigned int rbufid, Int32** proxyBuf, int* nwords,
                         int reserved);

/* Deliberate update: copies nwords words from sendAddr to the remote memory that destAddr names [P]. Returns
 * when the source has been read and may be overwritten [D]; the data are then on their way, in order with
 * other deliberate updates to the same receiver [R-h], in no order with automatic ones [R-l]. All of it runs
 * at user level. The source is any memory of the program; both addresses are word-aligned; first and last
 * destination word lie inside one imported buffer.
 *
 * Errors: SBL_EAlignment, SBL_ERange, SBL_ENotImported, SBL_EDevice. A bad source, or an address in the
 * destination space that nothing was imported to, is a page fault. */
int SBL_SendMsg(Int32* sendAddr, Int32* destAddr, int nwords);

/* Automatic update: from now on every store to the nwords words at sendBuf also happens in the remote buffer,
 * at the same distance from the place that proxyBuf names [P]. Stores of the past do not travel. Both
 * addresses start a page [P], and the mapping covers whole pages. The pages of sendBuf become write-through
 * unless the program has made them uncached. AU_Disable sends what still waits and ends the mapping [A];
 * proxyBuf is then ignored, and the pages keep their caching. notify: 0, since notifications are not in this
 * version.
 *
 * Errors: SBL_EAlignment, SBL_ERange, SBL_ENotImported, SBL_EUnsupported (notify; and any mapping on
 * SHRIMP-I, which has no snooping hardware), SBL_EArgument (writeType). */
int SBL_AUMap(Int32* sendBuf, Int32* proxyBuf, int nwords, int notify, enum SBL_AUWriteType writeType);

/* Who has imported the receive buffer rbufid of this process: *num importers, the i-th being process
 * (*squids)[i] of node (*nodes)[i]. The answer may be out of date at once [P]. The tables belong to the
 * library and hold until the next call [A].
 *
 * Errors: SBL_EArgument (no such buffer), SBL_ENoMemory. */
int SBL_Importers(unsigned int rbufid, int* num, SBL_Squid** squids, NodeID** nodes);

/* The nodes of the machine: *num of them [P the call], in node order. The table belongs to the library and
 * holds to the end of the program [A].
 *
 * Errors: SBL_ENoMemory. */
int SBL_Hosts(int* num, NodeID** nodes);

/* Prints "text: what the status means" and a line end to standard error [P the call, A the words]. Any status
 * will do; values of 0 and above mean no error. */
void SBL_Error(int status, const char* text);

#ifdef __cplusplus
}
#endif
#endif
