/* SPDX-License-Identifier: MIT */
/* Time to start a deliberate update with the library's checks, the engine idle: from the call to the status.
 *
 *   udma_start [starts]
 *
 * The published value is 2.8 us (HPCA'96: two references, and checks of alignment and page ends). The cost of
 * reading the clock is measured the same way and taken off. Process 1 checks that the last word came. */
#include "measurement.h"
#include "message.h"

enum { UNTIMED = 16 };

static Int32 source, receive_buffer;

/* Mean time in us from one reading of the clock to the next, with a start between them or nothing. */
static double mean_us(Int32* peer, int count, int with_start) {
  double total = 0;
  for (int i = 0; i < count; ++i) {
    const double before = now_us();
    const int status = with_start ? SBL_SendMsgStart(&source, peer, 1) : SBL_OK;
    total += now_us() - before;
    must(status, "starting a transfer");
    while (with_start && SBL_SendMsgDone(&source) == 0) continue;
  }
  return total / count;
}

int main(int argc, char** argv) {
  const int starts = argc > 1 ? parse_number(argv[1], INT_MAX) : 10000;
  const int side = my_side();
  Int32* peer = exchange_buffers(&receive_buffer, 1);
  if (side == 1) {
    await_message(&receive_buffer, 1, 1);
    return 0;
  }
  mean_us(peer, UNTIMED, 1);
  mean_us(peer, UNTIMED, 0);
  const double with_start = mean_us(peer, starts, 1);
  const double without = mean_us(peer, starts, 0);
  source = message_word(1, 0);
  must(SBL_SendMsg(&source, peer, 1), "sending the last word");
  printf("udma_start us=%.3f", with_start - without);
  end_line();
  return 0;
}
