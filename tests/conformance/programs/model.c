/* SPDX-License-Identifier: MIT */
/* The model in plain use: process 0 sends from its own variables straight into those of process 1. */
#include "conforms.h"

enum { STACK = 1, HEAP = 2, FIELD = 3, ROWS = 40, COLUMNS = 70, ROW = 17, ROUND = 50 };

/* A field of some computation, in both processes: row 17 of process 0 is wanted in row 18 of process 1. */
static Int32 field[ROWS][COLUMNS];

static void send(void) {
  Int32* const to_stack = import_from(1, STACK);
  Int32* const to_heap = import_from(1, HEAP);
  Int32* const to_field = import_from(1, FIELD);
  Int32 mine = 4711;
  meet();
  CONFORMS("1.direct", SBL_SendMsg(&mine, to_stack, 1) == 0);
  for (int i = 0; i < COLUMNS; ++i) field[ROW][i] = 100 + i;
  CONFORMS("1.zero_copy", SBL_SendMsg(field[ROW], to_field + (ROW + 1) * COLUMNS, COLUMNS) == 0);
  meet();
  /* The receiver's heap as a ring of three slots: how it is divided up is between the two programs. */
  for (Int32 i = 0; i < ROUND; ++i) {
    Int32 entry[2] = {i * i, i + 1}; /* the second word says that the first has come */
    MUST(SBL_SendMsg(entry, to_heap + i % 3 * 2, 2));
    meet();
  }
  /* Without a send nothing travels. */
  mine = 4712;
  field[ROW][0] = 1;
  let_arrive();
  meet();
  CONFORMS("1.du", SBL_SendMsg(&mine, to_stack, 1) == 0);
  meet();
}

static void receive(void) {
  Int32 on_stack = 0;
  Int32* const heap = calloc(6, sizeof *heap);
  MUST(SBL_ExportRecvBuf(&on_stack, 1, STACK, NULL, 0));
  MUST(SBL_ExportRecvBuf(heap, 6, HEAP, NULL, 0));
  CONFORMS("1.export", SBL_ExportRecvBuf(field[0], ROWS * COLUMNS, FIELD, NULL, 0) == 0);
  meet();
  await(&on_stack, 4711);
  CONFORMS("1.poll", on_stack == 4711);
  CONFORMS("1.direct", on_stack == 4711);
  meet();
  int in_place = 1;
  for (int i = 0; i < COLUMNS; ++i) in_place = in_place && field[ROW + 1][i] == 100 + i && field[ROW][i] == 0;
  CONFORMS("1.zero_copy", in_place);
  CONFORMS("1.export", in_place);
  for (Int32 i = 0; i < ROUND; ++i) {
    meet();
    CONFORMS("1.user_buffers", heap[i % 3 * 2] == i * i && heap[i % 3 * 2 + 1] == i + 1);
  }
  meet();
  CONFORMS("1.du", on_stack == 4711 && field[ROW + 1][0] == 100);
  meet();
  CONFORMS("1.du", on_stack == 4712);
}

int main(void) {
  my_rank() == 0 ? send() : receive();
  return 0;
}
