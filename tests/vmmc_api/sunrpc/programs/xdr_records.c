/* SPDX-License-Identifier: MIT */
/* Record marking and files: writes records of seeded lengths through xdrrec with small buffers, prints the
 * bytes that leave, reads them back by pieces of other sizes, then what xdrstdio writes. */
#include <rpc/rpc.h>
#include <string.h>

static unsigned char wire[1 << 16];
static int written, taken, piece = 7;
static unsigned state = 12345;

static unsigned next(unsigned below) {
  state = state * 1103515245u + 12345u;
  return (state >> 16) % below;
}

static int write_wire(void* handle, void* bytes, int count) {
  (void)handle;
  printf("write %d:", count);
  for (int i = 0; i < count; ++i) printf(" %02x", ((unsigned char*)bytes)[i]);
  printf("\n");
  memcpy(wire + written, bytes, (size_t)count);
  written += count;
  return count;
}

static int read_wire(void* handle, void* bytes, int count) {
  (void)handle;
  if (count > piece) count = piece;
  if (count > written - taken) count = written - taken;
  if (count == 0) return -1;
  memcpy(bytes, wire + taken, (size_t)count);
  taken += count;
  return count;
}

static void write_record(XDR* stream, int number) {
  char text[300];
  const u_int length = next(sizeof text);
  for (u_int i = 0; i < length; ++i) text[i] = (char)(number + (int)i);
  bool_t done = xdr_int(stream, &number) && xdr_opaque(stream, text, length);
  int32_t* here = XDR_INLINE(stream, 4);
  if (here) IXDR_PUT_LONG(here, 0x11223344);
  printf("record %d %u done %d inline %d position %u", number, length, done, here != NULL,
         xdr_getpos(stream));
  printf(" end %d\n", xdrrec_endofrecord(stream, next(2) != 0));
}

static void read_records(XDR* stream, int records) {
  for (int i = 0; i < records; ++i) {
    int number = -1;
    char bytes[16];
    printf("skip %d", xdrrec_skiprecord(stream));
    printf(" int %d", xdr_int(stream, &number));
    printf(" %d", number);
    printf(" bytes %d", xdr_opaque(stream, bytes, next(16)));
    int32_t* here = XDR_INLINE(stream, 4);
    printf(" inline %s\n", here ? "there" : "none");
  }
  printf("eof %d\n", xdrrec_eof(stream));
}

static void file(void) {
  const char* name = "xdr_records.bin";
  FILE* f = fopen(name, "wb");
  XDR stream;
  xdrstdio_create(&stream, f, XDR_ENCODE);
  int value = -77;
  double real = 3.75;
  char text[] = "file", *pointer = text;
  printf("file %d",
         xdr_int(&stream, &value) && xdr_double(&stream, &real) && xdr_string(&stream, &pointer, 9));
  printf(" %u\n", xdr_getpos(&stream));
  xdr_destroy(&stream);
  fclose(f);
  f = fopen(name, "rb");
  xdrstdio_create(&stream, f, XDR_DECODE);
  char* back = NULL;
  value = 0, real = 0;
  printf("back %d", xdr_int(&stream, &value) && xdr_double(&stream, &real) && xdr_string(&stream, &back, 9));
  printf(" %d %g %s", value, real, back);
  printf(" set %d", xdr_setpos(&stream, 4));
  printf(" %d %g", xdr_double(&stream, &real), real);
  printf(" inline %s", XDR_INLINE(&stream, 4) ? "there" : "none");
  printf(" end %d", xdr_setpos(&stream, 20) && xdr_int(&stream, &value));
  printf("\n");
  free(back);
  fclose(f);
  remove(name);
}

int main(void) {
  XDR out, in;
  out.x_op = XDR_ENCODE;
  xdrrec_create(&out, 128, 128, NULL, read_wire, write_wire);
  for (int i = 0; i < 24; ++i) write_record(&out, i);
  xdrrec_endofrecord(&out, TRUE);
  in.x_op = XDR_DECODE;
  xdrrec_create(&in, 128, 104, NULL, read_wire, write_wire);
  read_records(&in, 27);
  xdr_destroy(&out);
  xdr_destroy(&in);
  file();
  return 0;
}
