/* SPDX-License-Identifier: MIT */
/* SBL, the SHRIMP Base Library: virtual memory-mapped communication for user programs.
 *
 * The calls, their arguments and their meaning are those of the manual pages of 1995 (Princeton, SHRIMP Base
 * Library) [P]; types and error codes, which are not published, are ours [A]. vmmc.h is the newer interface
 * that this one is a thin layer on; a program may use both.
 *
 * Sizes count words of 4 bytes. Calls return 0 or a negative error code (enum SBL_Status) unless they say
 * otherwise. Sending is user code; everything else is a call into the kernel and takes its time
 * (os.system_call; export, import and spawn go through the daemons, milliseconds). docs/sbl.md tells the
 * whole story, workloads/hello.c is a first program. */
#ifndef SHRIMP_VMMC_API_SBL_H
#define SHRIMP_VMMC_API_SBL_H
#include "vmmc_error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef int Int32;           /* the SHRIMP word */
typedef unsigned int NodeID; /* a node's internet address in host order: node k is 10.0.0.(k+1) */
typedef int SBL_Squid;       /* a process on its node (its pid); the first program on every node is 100 */
/* A handler of notifications, called with the number of the receive buffer that a message came for.
 * Notifications are blocked while it runs; it may send [P]. */
typedef void (*SBL_MsgHandler)(unsigned int rbufid);

/* What a call returns; SBL_Error prints it as a sentence. Names and values are ours [A], except
 * SBL_ENotInHandler, which is the manual's [P]. */
enum SBL_Status {
  SBL_OK = VMMC_OK,
  SBL_EAlignment =
      VMMC_ERROR_ALIGNMENT, /* an address is not on the word or page boundary that the call needs */
  SBL_ERange =
      VMMC_ERROR_RANGE, /* a size is not positive, or the words reach beyond the buffer, page or memory */
  SBL_ENoNode = VMMC_ERROR_NO_NODE, /* the machine has no such node */
  SBL_EDuplicateId =
      VMMC_ERROR_DUPLICATE_ID,       /* this process has already exported a buffer with this rbufid */
  SBL_EOverlap = VMMC_ERROR_OVERLAP, /* the memory overlaps a receive buffer that is already exported */
  SBL_ENotImported = VMMC_ERROR_NOT_IMPORTED, /* the destination address is in no imported buffer */
  SBL_ENoMemory = VMMC_ERROR_NO_MEMORY,       /* the node has no room for another mapping */
  SBL_EUnsupported = VMMC_ERROR_UNSUPPORTED,  /* this machine cannot do it */
  SBL_EPermission = VMMC_ERROR_PERMISSION,    /* the exporter does not admit this importer */
  SBL_ENoProcess =
      VMMC_ERROR_NO_PROCESS, /* the process has ended or does not exist: its export cannot come any more */
  SBL_EArgument = VMMC_ERROR_ARGUMENT,        /* an argument has no meaning for this call */
  SBL_EWithdrawn = VMMC_ERROR_WITHDRAWN,      /* the exporter has taken the buffer back, or has ended */
  SBL_ENotExported = VMMC_ERROR_NOT_EXPORTED, /* this process exports no buffer with this rbufid */
  SBL_ENotInHandler = VMMC_ERROR_IN_HANDLER,  /* a handler cannot really unblock notifications */
  SBL_EUnreachable = VMMC_ERROR_UNREACHABLE,  /* the daemon of the other node does not answer */
  SBL_ENoProgram = VMMC_ERROR_NO_PROGRAM,     /* there is no such program, or it cannot be run */
  SBL_ELost = VMMC_ERROR_LOST,                /* the network has lost data of this buffer */
  SBL_ENotificationsLost = VMMC_ERROR_NOTIFICATIONS_LOST, /* the queue of notifications was full */
  SBL_ETooMany = VMMC_ERROR_TOO_MANY,                     /* the node's limit of processes or pinned pages */
  SBL_EBusy = VMMC_ERROR_BUSY,    /* the transfer engine is at work (SBL_SendMsgStart): try again */
  SBL_EDevice = VMMC_ERROR_DEVICE /* the network interface refused the transfer */
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
 * own [P]. buf: word-aligned; the target of an automatic-update mapping must start a page.
 * rbufid: any number, unique among the receive buffers of this process, which must not overlap.
 * handler: runs for each message with notification, after its data are in memory; 0: nobody is notified.
 * reserved: 0. Any process may import the buffer; vmmc_export has permissions.
 *
 * Errors: SBL_EAlignment, SBL_ERange, SBL_EDuplicateId, SBL_EOverlap, SBL_ETooMany (pinned pages),
 * SBL_EArgument (reserved). Memory that is not there is a page fault, which ends the program. */
int SBL_ExportRecvBuf(Int32* buf, int nwords, unsigned int rbufid, SBL_MsgHandler handler, int reserved);

/* Waits until process squid of the node has exported buffer rbufid, then makes it appear in the destination
 * space of this process [P]: *proxyBuf names its first word, *nwords is its size in words. The proxy address
 * names a place for SBL_SendMsg and SBL_AUMap; it is not memory: a load or store of the program's own there
 * speaks to the network interface.
 *
 * Errors: SBL_ENoNode, SBL_ENoProcess, SBL_EPermission, SBL_ENoMemory (no destination space or outgoing page
 * table entries left), SBL_EUnreachable. */
int SBL_ImportRecvBuf(NodeID node, SBL_Squid squid, unsigned int rbufid, Int32** proxyBuf, int* nwords);

/* The same without waiting [P]: returns with *nwords == 0. Later *nwords becomes the size in words, and
 * *proxyBuf is set before that; or it becomes a negative error code. Both variables must live
 * until then, and a loop that polls *nwords should read it as volatile. reserved: 0.
 *
 * Errors at once: SBL_ENoNode, SBL_EArgument (reserved); later those of SBL_ImportRecvBuf. */
int SBL_ImportRecvBufReq(NodeID node, SBL_Squid squid, unsigned int rbufid, Int32** proxyBuf, int* nwords,
                         int reserved);

/* Deliberate update: copies nwords words from sendAddr to the remote memory that destAddr names [P]. Returns
 * when the source has been read and may be overwritten [D]; the data are then on their way, in order with
 * other deliberate updates to the same receiver [R-h], in no order with automatic ones [R-l]. All of it runs
 * at user level. The source is any memory of the program; both addresses are word-aligned; first and last
 * destination word lie inside one imported buffer. Allowed in a handler [P].
 *
 * Errors: SBL_EAlignment, SBL_ERange, SBL_ENotImported, SBL_EWithdrawn, SBL_ELost, SBL_EDevice. A bad source
 * is a page fault. */
int SBL_SendMsg(Int32* sendAddr, Int32* destAddr, int nwords);

/* The same; when the data are in the receiver's memory, its handler for the buffer runs once [P]. A buffer
 * without a handler: as SBL_SendMsg [P]. */
int SBL_SendMsgWithNotify(Int32* sendAddr, Int32* destAddr, int nwords);

/* Automatic update: from now on every store to the nwords words at sendBuf also happens in the remote buffer,
 * at the same distance from the place that proxyBuf names [P]. Stores of the past do not travel. Both
 * addresses start a page [P], and the mapping covers whole pages. The pages of sendBuf become write-through
 * unless the program has made them uncached. AU_Disable sends what still waits and ends the mapping [A];
 * proxyBuf is then ignored, and the pages keep their caching. notify: 0; otherwise the receiver's handler
 * runs for each word that arrives [P].
 *
 * Errors: SBL_EAlignment, SBL_ERange, SBL_ENotImported, SBL_EWithdrawn, SBL_ELost, SBL_EUnsupported
 * (SHRIMP-I has no snooping hardware), SBL_EArgument (writeType). */
int SBL_AUMap(Int32* sendBuf, Int32* proxyBuf, int nwords, int notify, enum SBL_AUWriteType writeType);

/* Blocks the handlers of all receive buffers of this process; notifications queue up meanwhile. Nests (a
 * counter); automatic while a handler runs [P]. */
void SBL_BlockNotifications(void);

/* Takes one block back [P]: > 0 if notifications are really unblocked now (the handlers of those that waited
 * have run [A]), 0 if only the counter went down (no effect at 0).
 *
 * Errors: SBL_ENotInHandler: a handler cannot take the last block back [P]; SBL_ENotificationsLost [A]. */
int SBL_UnblockNotifications(void);

/* Who has imported the receive buffer rbufid of this process: *num importers, the i-th being process
 * (*squids)[i] of node (*nodes)[i]. The answer may be out of date at once [P]. The tables belong to the
 * library and hold until the next call [A].
 *
 * Errors: SBL_ENotExported, SBL_ENoMemory. */
int SBL_Importers(unsigned int rbufid, int* num, SBL_Squid** squids, NodeID** nodes);

/* Starts a program on a node; returns when its process exists, with its id in *squid [P]. execfile: named as
 * on the command line [A]. argv: arguments from argv[1] on, ended by a null pointer [P].
 *
 * Errors: SBL_ENoNode, SBL_ENoProgram, SBL_ETooMany, SBL_EUnreachable. */
int SBL_Spawn(char* execfile, char** argv, NodeID node, SBL_Squid* squid);

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
