/* SPDX-License-Identifier: MIT */
/* Messages that wait: cprobe, iprobe, flushmsg, and what is known of the last message. */
#include "state.h"

static int look(long typesel, long node, long* info) {
  struct nx_arrived** at = nx_match_arrived((int32_t)typesel, (int32_t)node);
  if (!at) return 0;
  if (info) nx_tell(info, (*at)->type, (*at)->total, (*at)->node);
  return 1;
}

long _iprobex(long typesel, long nodesel, long ptypesel, long info[]) {
  const long error = nx_check_receive(0, 0, nodesel, ptypesel);
  if (error) return nx_fail((int)error);
  nx_enter();
  int found = look(typesel, nodesel, info);
  if (!found && nx_progress()) found = look(typesel, nodesel, info);
  if (found)
    nx.in_vain = 0;
  else if (nx_look_in_vain((int)nodesel))
    found = (int)nx_fail(EQNOACT);
  nx_leave();
  return found;
}
long iprobex(long typesel, long nodesel, long ptypesel, long info[]) {
  const long found = _iprobex(typesel, nodesel, ptypesel, info);
  if (found < 0) nx_die("iprobex");
  return found;
}
long _iprobe(long typesel) {
  return _iprobex(typesel, NX_ANY, NX_ANY, msginfo);
}
long iprobe(long typesel) {
  const long found = _iprobe(typesel);
  if (found < 0) nx_die("iprobe");
  return found;
}

long _cprobex(long typesel, long nodesel, long ptypesel, long info[]) {
  long error = nx_check_receive(0, 0, nodesel, ptypesel);
  if (error) return nx_fail((int)error);
  struct nx_patience patience = {0, 0, 0};
  nx_enter();
  while (!look(typesel, nodesel, info)) {
    if (nx_progress() || nx_rest(&patience, (int)nodesel) || nx_progress()) continue;
    nx_blame((int)nodesel);
    error = EQNOACT;
    break;
  }
  nx_leave();
  return error ? nx_fail((int)error) : 0;
}
void cprobex(long typesel, long nodesel, long ptypesel, long info[]) {
  if (_cprobex(typesel, nodesel, ptypesel, info) < 0) nx_die("cprobex");
}
long _cprobe(long typesel) {
  return _cprobex(typesel, NX_ANY, NX_ANY, msginfo);
}
void cprobe(long typesel) {
  if (_cprobe(typesel) < 0) nx_die("cprobe");
}

long _flushmsg(long typesel, long nodesel, long ptypesel) {
  const long error = nx_check_receive(0, 0, nodesel, ptypesel);
  if (error) return nx_fail((int)error);
  struct nx_arrived** at;
  nx_enter();
  nx_progress();
  while ((at = nx_match_arrived((int32_t)typesel, (int32_t)nodesel))) nx_drop_arrived(at);
  nx_leave();
  return 0;
}
void flushmsg(long typesel, long nodesel, long ptypesel) {
  if (_flushmsg(typesel, nodesel, ptypesel) < 0) nx_die("flushmsg");
}

/* clang-format off */
long _infotype(void) { return msginfo[0]; }
long infotype(void) { return msginfo[0]; }
long _infocount(void) { return msginfo[1]; }
long infocount(void) { return msginfo[1]; }
long _infonode(void) { return msginfo[2]; }
long infonode(void) { return msginfo[2]; }
long _infoptype(void) { return msginfo[3]; }
long infoptype(void) { return msginfo[3]; }
long _infopid(void) { return msginfo[3]; }
long infopid(void) { return msginfo[3]; }
/* clang-format on */
