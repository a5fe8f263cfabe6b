/* SPDX-License-Identifier: MIT */
/* One end of a connection: two regions that name each other, what the two ends have said, and their end. */
#include <errno.h>

#include "socket.h"
#include "transport.h"

static const char* const names[] = {"au-2copy", "du-1copy", "du-2copy", NULL};
static const struct vmmc_transports transports = {"SOCKET_TRANSPORT", names};

/* The variant: SOCKET_TRANSPORT in the environment, else automatic update where the machine has it. */
static const struct transport* chosen(void) {
  static const struct transport* const all[] = {&automatic_update, &deliberate_1copy, &deliberate_2copy};
  const int asked = vmmc_transport_asked_for(&transports);
  return all[asked < 0 ? 0 : asked];
}

int open_connection(struct socket* s) {
  size_t bytes;
  if (vmmc_import(s->peer_process, s->peer_id, &s->destination, &bytes) != VMMC_OK) return -ECONNRESET;
  s->shadow = take_shadow(s->peer_ring);
  s->transport = chosen();
  int status = s->shadow == NULL ? -ENOBUFS : s->transport->open(s);
  if (status == -EOPNOTSUPP) {
    vmmc_do_without_automatic_update(&transports);
    s->transport = &deliberate_1copy; /* a board that does not snoop */
    status = s->transport->open(s);
  }
  if (status == 0) {
    s->state = CONNECTED;
    return 0;
  }
  vmmc_unimport(s->destination);
  if (s->shadow != NULL) give_shadow(s->shadow, s->peer_ring);
  s->shadow = NULL;
  return status;
}

int has_reset(struct socket* s) {
  if (said(s) & SAID_RESET) return 1;
  return s->peer_gone && !(said(s) & SAID_FINISHED);
}

/* As TCP: an end that was reset hears of it once; if it knew that no more would come, as a broken pipe. */
int take_error(struct socket* s) {
  int error = s->error;
  s->error = 0;
  if (error != 0 || s->state != CONNECTED || s->reset_seen || !has_reset(s)) return error;
  s->reset_seen = 1;
  return (said(s) & SAID_FINISHED) ? EPIPE : ECONNRESET;
}

void look_after_peer(struct socket* s) {
  if (s->peer_gone || s->transport == NULL) return;
  s->peer_gone = vmmc_import_state(s->destination) != VMMC_OK;
}

void tell_peer(struct socket* s) {
  if (s->transport == NULL || s->peer_gone || (said(s) & SAID_CLOSED)) return;
  if (s->transport->tell(s) < 0) s->peer_gone = 1;
}

void say(struct socket* s, uint32_t what) {
  if ((s->say | what) == s->say) return;
  s->say |= what;
  tell_peer(s);
}

void shut_connection(struct socket* s) {
  const int unread = bytes_to_read(s) != 0 && !s->reads_shut;
  const int hard = s->options.linger && s->options.linger_seconds == 0;
  say(s, SAID_CLOSED | (unread || hard ? SAID_RESET : SAID_FINISHED));
}

void release_connection(struct socket* s) {
  if (s->transport != NULL) {
    s->transport->close(s);
    vmmc_unimport(s->destination);
    give_shadow(s->shadow, s->peer_ring);
    s->transport = NULL;
  }
  if (s->region != NULL) give_region(s->region);
  s->region = NULL;
}

/* A closed connection keeps its region until the other end has closed too, or is gone: it may still have to
 * import it. Done when a new connection wants memory, so that close itself is quick. */
void reap_connections(void) {
  for (struct socket *s = all_sockets, *next; s != NULL; s = next) {
    next = s->next;
    if (s->state != CLOSING || s->transport == NULL) continue;
    const int has_called = (s->say & SAID_READY) != 0; /* then the other end had imported first */
    if (!has_called && !(said(s) & (SAID_CLOSED | SAID_READY))) {
      look_after_peer(s);
      if (!s->peer_gone) continue;
    }
    free_socket(s);
  }
}
