/* SPDX-License-Identifier: MIT */
/* What the library says of a status: the sentences of libtirpc, word for word. */
#include <errno.h>
#include <rpc/rpc.h>
#include <stdint.h>
#include <string.h>

#undef rpc_createerr /* the header makes a call of the name of the type */

enum { SENTENCE_BYTES = 256 };

static struct rpc_createerr create_error;

struct rpc_createerr* __rpc_createerr(void) {
  return &create_error;
}

char* clnt_sperrno(enum clnt_stat status) {
  static const char* const sentences[] = {
      [RPC_SUCCESS] = "RPC: Success",
      [RPC_CANTENCODEARGS] = "RPC: Can't encode arguments",
      [RPC_CANTDECODERES] = "RPC: Can't decode result",
      [RPC_CANTSEND] = "RPC: Unable to send",
      [RPC_CANTRECV] = "RPC: Unable to receive",
      [RPC_TIMEDOUT] = "RPC: Timed out",
      [RPC_VERSMISMATCH] = "RPC: Incompatible versions of RPC",
      [RPC_AUTHERROR] = "RPC: Authentication error",
      [RPC_PROGUNAVAIL] = "RPC: Program unavailable",
      [RPC_PROGVERSMISMATCH] = "RPC: Program/version mismatch",
      [RPC_PROCUNAVAIL] = "RPC: Procedure unavailable",
      [RPC_CANTDECODEARGS] = "RPC: Server can't decode arguments",
      [RPC_SYSTEMERROR] = "RPC: Remote system error",
      [RPC_UNKNOWNHOST] = "RPC: Unknown host",
      [RPC_PMAPFAILURE] = "RPC: Port mapper failure",
      [RPC_PROGNOTREGISTERED] = "RPC: Program not registered",
      [RPC_FAILED] = "RPC: Failed (unspecified error)",
      [RPC_UNKNOWNPROTO] = "RPC: Unknown protocol",
  };
  const char* known = "RPC: (unknown error code)";
  if ((unsigned)status < sizeof sentences / sizeof *sentences) known = sentences[status];
  return (char*)(uintptr_t)known;
}

static const char* why_refused(enum auth_stat why) {
  static const char* const sentences[] = {
      [AUTH_OK] = "Authentication OK",
      [AUTH_BADCRED] = "Invalid client credential",
      [AUTH_REJECTEDCRED] = "Server rejected credential",
      [AUTH_BADVERF] = "Invalid client verifier",
      [AUTH_REJECTEDVERF] = "Server rejected verifier",
      [AUTH_TOOWEAK] = "Client credential too weak",
      [AUTH_INVALIDRESP] = "Invalid server verifier",
      [AUTH_FAILED] = "Failed (unspecified error)",
  };
  return (unsigned)why < sizeof sentences / sizeof *sentences ? sentences[why] : NULL;
}

/* "who: what happened", without an end of line; in memory that the next such call writes anew. */
char* clnt_sperror(CLIENT* client, const char* who) {
  static char text[SENTENCE_BYTES];
  struct rpc_err error;
  CLNT_GETERR(client, &error);
  int used = snprintf(text, sizeof text, "%s: %s", who, clnt_sperrno(error.re_status));
  if (used < 0 || used >= (int)sizeof text) return text;
  char* const more = text + used;
  const size_t room = sizeof text - (size_t)used;
  switch (error.re_status) {
    case RPC_CANTSEND:
    case RPC_CANTRECV:
      snprintf(more, room, "; errno = %s", strerror(error.re_errno));
      break;
    case RPC_VERSMISMATCH:
    case RPC_PROGVERSMISMATCH:
      snprintf(more, room, "; low version = %u, high version = %u", error.re_vers.low, error.re_vers.high);
      break;
    case RPC_AUTHERROR:
      if (why_refused(error.re_why))
        snprintf(more, room, "; why = %s", why_refused(error.re_why));
      else
        snprintf(more, room, "; why = (unknown authentication error - %d)", (int)error.re_why);
      break;
    default:
      if (error.re_status > RPC_UNKNOWNPROTO)
        snprintf(more, room, "; s1 = %u, s2 = %u", (unsigned)error.re_lb.s1, (unsigned)error.re_lb.s2);
  }
  return text;
}

char* clnt_spcreateerror(const char* who) {
  static char text[SENTENCE_BYTES];
  const char* more = NULL;
  if (create_error.cf_stat == RPC_PMAPFAILURE)
    more = clnt_sperrno(create_error.cf_error.re_status) + sizeof "RPC: " - 1;
  if (create_error.cf_stat == RPC_SYSTEMERROR) more = strerror(create_error.cf_error.re_errno);
  snprintf(text, sizeof text, "%s: %s%s%s", who, clnt_sperrno(create_error.cf_stat), more ? " - " : "",
           more ? more : "");
  return text;
}

void clnt_perrno(enum clnt_stat status) {
  fprintf(stderr, "%s\n", clnt_sperrno(status));
}

void clnt_perror(CLIENT* client, const char* who) {
  fprintf(stderr, "%s\n", clnt_sperror(client, who));
}

void clnt_pcreateerror(const char* who) {
  fprintf(stderr, "%s\n", clnt_spcreateerror(who));
}
