/* SPDX-License-Identifier: MIT */
/* NX: the message passing of the iPSC/2, iPSC/860 and Paragon, on VMMC. The calls, their arguments and their
 * meaning are those of the manual pages (Paragon System C Calls Reference Manual) [P]. docs/nx.md tells how
 * messages travel, and what differs.
 *
 * A program is one process on each of numnodes() nodes; node numbers here are ranks from 0 on. Lengths count
 * bytes: messages may have any length from 0 on and any alignment. Messages of one sender arrive in the order
 * in which they were sent, as far as a receive's selectors match them.
 *
 * Errors. A call ends the program after printing "(node N, ptype P) CALL: TEXT" when something is wrong. The
 * form with an underscore does not: it returns -1 and sets errno to one of the EQ codes below (for plain
 * forms without a value, 0 means well done). */
#ifndef SHRIMP_VMMC_API_NX_H
#define SHRIMP_VMMC_API_NX_H
#include <errno.h>

#ifdef __cplusplus
extern "C" {
typedef void (*nx_handler)(long type, long count, long node, long ptype);
typedef void (*nx_xhandler)(long type, long count, long node, long ptype, long hparam);
typedef long (*nx_function)(void* x, void* work);
#else
/* As the originals, without parameters: handlers take (type, count, node, ptype), those of the x forms hparam
 * besides, a gopf function (x, work). */
typedef void (*nx_handler)();
typedef void (*nx_xhandler)();
typedef long (*nx_function)();
#endif

/* errno's values; numbers of the iPSC [P]. */
enum {
  EQPBUF = 151,    /* invalid buffer pointer */
  EQLEN = 153,     /* invalid length */
  EQMSGLONG = 155, /* received message too long for buffer: it is lost */
  EQPID = 156,     /* invalid process type */
  EQNODE = 157,    /* invalid node */
  EQTYPE = 158,    /* invalid type */
  EQMID = 159,     /* invalid message id */
  EQHND = 160,     /* invalid handler */
  EQNOACT = 163,   /* no active process: the one that is waited for has ended */
  EQPARAM = 165,   /* invalid parameter */
  EQMEM = 171,     /* not enough memory */
  EQNOMID = 174,   /* too many requests */
  EQBADNODE = 199  /* node not responding: the network has lost data */
};

/* ---- Types, nodes and selectors ----
 *
 * type: 0 to 999,999,999; force types from 1,073,741,824 to 1,999,999,999: a message of a force type is
 * thrown away if no receive for it is posted when it arrives. Others are the system's: EQTYPE. typesel: a
 * type; -1: any; any other negative number is a set of types by its bits: bits 0 to 29 the types 0 to 29, bit
 * 30 all types from 30 on. node: a node, or -1 in the sends without an answer: all but this one. nodesel: a
 * node, or -1: any. ptype, ptypesel: a node has one process, so 0 and greater name it; -1 as ptypesel: any.
 * info: of 8 long, or msginfo, which infocount and its relatives read: [0] type, [1] length, [2] node,
 * [3] ptype. */
extern long msginfo[8];

/* ---- Synchronous calls: return when the buffer may be used again ---- */

/* Errors: EQTYPE, EQPBUF, EQLEN, EQNODE, EQPID, EQNOACT, EQBADNODE. */
void csend(long type, void* buf, long count, long node, long ptype);
long _csend(long type, void* buf, long count, long node, long ptype);

/* Errors: EQPBUF, EQLEN, EQMSGLONG, EQNODE, EQPID, EQNOACT. */
void crecv(long typesel, void* buf, long count);
long _crecv(long typesel, void* buf, long count);
void crecvx(long typesel, void* buf, long count, long nodesel, long ptypesel, long info[]);
long _crecvx(long typesel, void* buf, long count, long nodesel, long ptypesel, long info[]);

/* Sends, and waits for an answer, whose length it returns. Errors: those of both. */
long csendrecv(long type, void* sbuf, long scount, long node, long ptype, long typesel, void* rbuf,
               long rcount);
long _csendrecv(long type, void* sbuf, long scount, long node, long ptype, long typesel, void* rbuf,
                long rcount);

/* Sends to `nodecount` nodes. Errors: as csend, EQPARAM (nodecount). */
void gsendx(long type, void* x, long xlen, long nodes[], long nodecount);
long _gsendx(long type, void* x, long xlen, long nodes[], long nodecount);

/* ---- Asynchronous calls: return a message id at once, to be released by msgwait, msgdone, msgcancel or
 * msgignore ---- */

/* Errors: as the synchronous ones but EQMSGLONG, which the wait tells; EQNOMID. */
long isend(long type, void* buf, long count, long node, long ptype);
long _isend(long type, void* buf, long count, long node, long ptype);
long irecv(long typesel, void* buf, long count);
long _irecv(long typesel, void* buf, long count);
long irecvx(long typesel, void* buf, long count, long nodesel, long ptypesel, long info[]);
long _irecvx(long typesel, void* buf, long count, long nodesel, long ptypesel, long info[]);
long isendrecv(long type, void* sbuf, long scount, long node, long ptype, long typesel, void* rbuf,
               long rcount);
long _isendrecv(long type, void* sbuf, long scount, long node, long ptype, long typesel, void* rbuf,
                long rcount);

/* Waits for the operation, releases the id. Errors: EQMID, EQMSGLONG, EQNOACT, EQBADNODE. */
void msgwait(long mid);
long _msgwait(long mid);
/* 1: it is done, and the id released; 0: not yet. Errors: as msgwait. */
long msgdone(long mid);
long _msgdone(long mid);
/* Gives the operation up; whether it has happened is unknown. The buffer may be used. Errors: EQMID. */
void msgcancel(long mid);
long _msgcancel(long mid);
/* Releases the id as soon as the operation is done. Errors: EQMID. */
void msgignore(long mid);
long _msgignore(long mid);
/* One id for both operations; -1 stands for none. Errors: EQMID. */
long msgmerge(long mid1, long mid2);
long _msgmerge(long mid1, long mid2);

/* ---- Handlers: the call returns at once; the handler interrupts the program when the operation is done.
 * While one runs, others wait. It may make any call of this header. ---- */

/* Errors: as the asynchronous ones; EQHND (no handler). */
void hsend(long type, void* buf, long count, long node, long ptype, nx_handler handler);
long _hsend(long type, void* buf, long count, long node, long ptype, nx_handler handler);
void hsendx(long type, void* buf, long count, long node, long ptype, nx_xhandler xhandler, long hparam);
long _hsendx(long type, void* buf, long count, long node, long ptype, nx_xhandler xhandler, long hparam);
void hrecv(long typesel, void* buf, long count, nx_handler handler);
long _hrecv(long typesel, void* buf, long count, nx_handler handler);
void hrecvx(long typesel, void* buf, long count, long nodesel, long ptypesel, nx_xhandler xhandler,
            long hparam);
long _hrecvx(long typesel, void* buf, long count, long nodesel, long ptypesel, nx_xhandler xhandler,
             long hparam);
void hsendrecv(long type, void* sbuf, long scount, long node, long ptype, long typesel, void* rbuf,
               long rcount, nx_handler handler);
long _hsendrecv(long type, void* sbuf, long scount, long node, long ptype, long typesel, void* rbuf,
                long rcount, nx_handler handler);
/* 1: handlers wait from now on; 0: they run. Returns what was before. No errors. */
long masktrap(long state);
long _masktrap(long state);

/* ---- Messages that wait ---- */

/* Waits for a message; its data are known to infocount, or stand in info. Errors: EQNODE, EQPID, EQNOACT. */
void cprobe(long typesel);
long _cprobe(long typesel);
void cprobex(long typesel, long nodesel, long ptypesel, long info[]);
long _cprobex(long typesel, long nodesel, long ptypesel, long info[]);
/* 1: there is one, 0: there is none. Errors: as cprobe; EQNOACT only after many looks in vain. */
long iprobe(long typesel);
long _iprobe(long typesel);
long iprobex(long typesel, long nodesel, long ptypesel, long info[]);
long _iprobex(long typesel, long nodesel, long ptypesel, long info[]);
/* Throws messages that wait away. Errors: EQNODE, EQPID. */
void flushmsg(long typesel, long nodesel, long ptypesel);
long _flushmsg(long typesel, long nodesel, long ptypesel);

/* Of the message last received, waited for or probed; in bytes. No errors; -1 before the first. */
long infocount(void);
long infonode(void);
long infoptype(void);
long infopid(void); /* iPSC's name */
long infotype(void);
long _infocount(void);
long _infonode(void);
long _infoptype(void);
long _infopid(void);
long _infotype(void);

/* ---- Nodes and time ---- */

long mynode(void);
long numnodes(void);
long myptype(void);
long mypid(void);       /* iPSC's name */
long myhost(void);      /* numnodes(): the number of the service node; nobody is there */
long nodedim(void);     /* dimension of the hypercube: the logarithm of numnodes(), rounded down */
long gray(long number); /* binary-reflected Gray code, and back */
long ginv(long number);
/* What myptype and infoptype say from now on. Errors: EQPID (negative). */
void setptype(long ptype);
long _mynode(void);
long _numnodes(void);
long _myptype(void);
long _mypid(void);
long _myhost(void);
long _nodedim(void);
long _gray(long number);
long _ginv(long number);
long _setptype(long ptype);
double dclock(void); /* seconds, from an arbitrary start */
double _dclock(void);
unsigned long mclock(void); /* milliseconds (iPSC) */
unsigned long _mclock(void);
void flick(void); /* gives the processor to another process of the node */
long _flick(void);
void led(long state); /* the node board's light: there is none */
long _led(long state);
/* Prints "(node N, ptype P) STRING: what errno means" to stderr. */
void nx_perror(const char* string);

/* ---- Global operations: all nodes make the same call ----
 *
 * x: n elements, replaced by the result over all nodes, the same on each, bit for bit; work: n elements more.
 * Errors: those of csend and crecv; EQLEN (n). */
void gsync(void);
long _gsync(void);
#define SHRIMP_NX_GLOBAL(name, element)         \
  void name(element* x, long n, element* work); \
  long _##name(element* x, long n, element* work);
SHRIMP_NX_GLOBAL(gisum, long)
SHRIMP_NX_GLOBAL(giprod, long)
SHRIMP_NX_GLOBAL(gihigh, long)
SHRIMP_NX_GLOBAL(gilow, long)
SHRIMP_NX_GLOBAL(gdsum, double)
SHRIMP_NX_GLOBAL(gdprod, double)
SHRIMP_NX_GLOBAL(gdhigh, double)
SHRIMP_NX_GLOBAL(gdlow, double)
SHRIMP_NX_GLOBAL(gssum, float)
SHRIMP_NX_GLOBAL(gsprod, float)
SHRIMP_NX_GLOBAL(gshigh, float)
SHRIMP_NX_GLOBAL(gslow, float)
SHRIMP_NX_GLOBAL(giand, long) /* bits */
SHRIMP_NX_GLOBAL(gior, long)
SHRIMP_NX_GLOBAL(gixor, long)
SHRIMP_NX_GLOBAL(gland, long) /* 0 or 1: truth */
SHRIMP_NX_GLOBAL(glor, long)
SHRIMP_NX_GLOBAL(glxor, long)
#undef SHRIMP_NX_GLOBAL
/* The nodes' x (xlen bytes, which may differ) one behind the other in y (ylen bytes); *ncnt: how many.
 * Errors: EQMSGLONG (y is too short). */
void gcol(void* x, long xlen, void* y, long ylen, long* ncnt);
long _gcol(void* x, long xlen, void* y, long ylen, long* ncnt);
/* The same where all know the lengths: xlens[node]. */
void gcolx(void* x, long xlens[], void* y);
long _gcolx(void* x, long xlens[], void* y);
/* A program's own operation: function(x, work) leaves in x what becomes of x and work (xlen bytes each); it
 * must be associative and commutative. */
void gopf(void* x, long xlen, void* work, nx_function function);
long _gopf(void* x, long xlen, void* work, nx_function function);

/* ---- Applications that start themselves (Paragon) ----
 *
 * All processes of a run begin with main, and there is no further one that controls them: what such a program
 * does before nx_nfork all of them do, and each goes on as a child. */

/* Takes the switches of the Paragon's commands (-sz, -pn, -pt, ...) out of the arguments. partition and
 * account are not looked at. Returns numnodes(). Errors: EQPARAM: `size` (0: no matter), or -sz, is another
 * number. */
long nx_initve(char* partition, long size, char* account, int* argc, char* argv[]);
long nx_initve_rect(char* partition, long anchor, long rows, long columns, char* account, int* argc,
                    char* argv[]);
/* 0: this is a child, of type ptype. A process on a node that is not in the list ends here, with status 0.
 * `count` -1: all nodes. Errors: EQNODE, EQPARAM (count), EQPID. */
long nx_nfork(long node_list[], long count, long ptype, long pid_list[]);
/* Children have none. Error: ECHILD. */
long nx_waitall(void);

/* ---- For tests and measurements: not of the manual ---- */

/* What has gone between this node and another: packets and credits. At rest, in_flight is 0 for both, and
 * what one has sent the other has taken. */
struct nx_traffic {
  unsigned long sent;      /* packets sent to the node */
  unsigned long returned;  /* credits for them that have come back */
  unsigned long in_flight; /* sent, and no credit has come back: at most `slots` */
  unsigned long taken;     /* packets taken from the node */
  unsigned long slots;     /* packet buffers of a pair */
  unsigned long direct;    /* messages whose data went straight into the buffer of the receiver there */
};
/* Errors: EQNODE. */
long nx_traffic(long node, struct nx_traffic* traffic);

#ifdef __cplusplus
}
#endif
#include "nx_int.h"
#endif
