/* SPDX-License-Identifier: MIT */
/* Encodes and decodes one object of every XDR type in every kind of stream and prints the bytes, results and
 * positions: the same text wherever it runs. */
#include <math.h>
#include <rpc/rpc.h>
#include <string.h>

static char memory[512] __attribute__((aligned(8)));

static void show(const char* name, bool_t done, XDR* stream) {
  const u_int bytes = xdr_getpos(stream);
  printf("%s %d %u:", name, done, bytes);
  for (u_int i = 0; i < bytes; ++i) printf(" %02x", (unsigned char)memory[i]);
  printf("\n");
}

/* Encodes, decodes into `back`, and says whether the object came back. */
static void both(const char* name, xdrproc_t what, void* object, void* back, size_t bytes) {
  XDR stream;
  memset(memory, 0x5a, sizeof memory);
  xdrmem_create(&stream, memory, sizeof memory, XDR_ENCODE);
  show(name, what(&stream, object), &stream);
  const u_int written = xdr_getpos(&stream);
  xdr_destroy(&stream);
  xdrmem_create(&stream, memory, written, XDR_DECODE);
  memset(back, 0, bytes);
  const bool_t done = what(&stream, back);
  printf("  back %d %u sizeof %lu:", done, xdr_getpos(&stream), xdr_sizeof(what, object));
  for (size_t i = 0; i < bytes; ++i) printf(" %02x", ((unsigned char*)back)[i]);
  printf("\n");
  xdrmem_create(&stream, memory, written - 1, XDR_DECODE);
  memset(back, 0, bytes);
  printf("  short %d\n", what(&stream, back));
}

#define EACH(type, proc, ...)                                       \
  do {                                                              \
    type values[] = {__VA_ARGS__}, back;                            \
    for (size_t i = 0; i < sizeof values / sizeof *values; ++i)     \
      both(#proc, (xdrproc_t)proc, &values[i], &back, sizeof back); \
  } while (0)

static void scalars(void) {
  EACH(int, xdr_int, 0, 1, -1, 0x7fffffff, -0x7fffffff - 1);
  EACH(u_int, xdr_u_int, 0, 1, 0xffffffffu, 0x80000000u);
  EACH(long, xdr_long, 0, -1, 0x7fffffff, -2147483647L, 0x123456789L, -0x123456789L);
  EACH(u_long, xdr_u_long, 0, 0xffffffffu, 0x123456789UL, ~0UL);
  EACH(short, xdr_short, 0, -1, 32767, -32768);
  EACH(u_short, xdr_u_short, 0, 65535, 258);
  EACH(char, xdr_char, 0, -1, 'a', 127, -128);
  EACH(u_char, xdr_u_char, 0, 255, 'a');
  EACH(int8_t, xdr_int8_t, -1, 127);
  EACH(uint8_t, xdr_u_int8_t, 255, 3);
  EACH(uint8_t, xdr_uint8_t, 255, 3);
  EACH(int16_t, xdr_int16_t, -2, 300);
  EACH(uint16_t, xdr_u_int16_t, 65534);
  EACH(uint16_t, xdr_uint16_t, 65534);
  EACH(int32_t, xdr_int32_t, -2, 70000);
  EACH(uint32_t, xdr_u_int32_t, 0xfffffffeu);
  EACH(uint32_t, xdr_uint32_t, 0xfffffffeu);
  EACH(int64_t, xdr_int64_t, -2, 0x123456789abcdef0);
  EACH(u_int64_t, xdr_u_int64_t, 0xfedcba9876543210u);
  EACH(uint64_t, xdr_uint64_t, 0xfedcba9876543210u);
  EACH(int64_t, xdr_quad_t, -3, 0x80000000);
  EACH(u_int64_t, xdr_u_quad_t, 0x80000000u);
  EACH(quad_t, xdr_hyper, -4);
  EACH(u_quad_t, xdr_u_hyper, 4);
  EACH(quad_t, xdr_longlong_t, -5);
  EACH(u_quad_t, xdr_u_longlong_t, 5);
  EACH(bool_t, xdr_bool, 0, 1, 2, -1);
  EACH(enum_t, xdr_enum, 0, 7, -7);
  EACH(float, xdr_float, 0.0f, -0.0f, 1.5f, 1e-40f, INFINITY);
  EACH(double, xdr_double, 0.0, -2.25, 1e300, 5e-324, -INFINITY);
}

struct list {
  int value;
  struct list* next;
};

static bool_t xdr_list(XDR* xdrs, struct list* list) {
  return xdr_int(xdrs, &list->value) &&
         xdr_pointer(xdrs, (char**)&list->next, sizeof *list->next, (xdrproc_t)xdr_list);
}

static XDR writer(void) {
  XDR stream;
  memset(memory, 0x5a, sizeof memory);
  xdrmem_create(&stream, memory, sizeof memory, XDR_ENCODE);
  return stream;
}

static XDR reader(u_int bytes) {
  XDR stream;
  xdrmem_create(&stream, memory, bytes, XDR_DECODE);
  return stream;
}

static void bytes_and_strings(void) {
  for (u_int length = 0; length < 6; ++length) {
    char text[] = "hello", *pointer = text, *back = NULL;
    text[length] = 0;
    XDR stream = writer();
    show("xdr_opaque", xdr_opaque(&stream, text, length), &stream);
    stream = writer();
    show("xdr_string", xdr_string(&stream, &pointer, 4), &stream);
    u_int end = xdr_getpos(&stream);
    stream = reader(end);
    bool_t done = xdr_string(&stream, &back, 4);
    printf("  back %d %s\n", done, back ? back : "(null)");
    xdr_free((xdrproc_t)xdr_wrapstring, &back);
    stream = writer();
    u_int count = length;
    show("xdr_bytes", xdr_bytes(&stream, &pointer, &count, 5), &stream);
    end = xdr_getpos(&stream);
    stream = reader(end);
    count = 99;
    done = xdr_bytes(&stream, &back, &count, 3);
    printf("  back %d %u %s\n", done, count, back ? "memory" : "(null)");
    free(back);
    struct netobj object = {length, text};
    stream = writer();
    show("xdr_netobj", xdr_netobj(&stream, &object), &stream);
    stream = writer();
    show("xdr_wrapstring", xdr_wrapstring(&stream, &pointer), &stream);
  }
  char* none = NULL;
  XDR stream = writer();
  show("null string", xdr_string(&stream, &none, 4), &stream);
  printf("xdr_void %d\n", xdr_void());
}

static void composites(void) {
  int numbers[] = {1, -2, 3};
  char* array = (char*)numbers;
  u_int count = 3;
  XDR stream = writer();
  show("xdr_vector", xdr_vector(&stream, array, 3, sizeof(int), (xdrproc_t)xdr_int), &stream);
  for (u_int most = 2; most < 5; ++most) {
    stream = writer();
    show("xdr_array", xdr_array(&stream, &array, &count, most, sizeof(int), (xdrproc_t)xdr_int), &stream);
  }
  stream = reader(xdr_getpos(&stream));
  char* back = NULL;
  bool_t done = xdr_array(&stream, &back, &count, 3, sizeof(int), (xdrproc_t)xdr_int);
  printf("  back %d %u %d %d %d\n", done, count, ((int*)back)[0], ((int*)back)[1], ((int*)back)[2]);
  free(back);

  struct list third = {3, NULL}, second = {2, &third}, first = {1, &second}, *got = NULL, *from = &first;
  stream = writer();
  show("list", xdr_reference(&stream, (char**)&from, sizeof *from, (xdrproc_t)xdr_list), &stream);
  stream = reader(xdr_getpos(&stream));
  done = xdr_reference(&stream, (char**)&got, sizeof *got, (xdrproc_t)xdr_list);
  for (struct list* l = got; l; l = l->next) printf("  back %d %d\n", done, l->value);
  XDR release = {XDR_FREE, NULL, NULL, NULL, NULL, 0};
  printf("  free %d", xdr_reference(&release, (char**)&got, sizeof *got, (xdrproc_t)xdr_list));
  printf(" %s\n", got ? "left" : "gone");

  static const struct xdr_discrim arms[] = {{1, (xdrproc_t)xdr_int}, {2, (xdrproc_t)xdr_double}, {0, NULL}};
  double arm = 2.5;
  for (enum_t which = 0; which < 4; ++which)
    for (int otherwise = 0; otherwise < 2; ++otherwise) {
      stream = writer();
      show("xdr_union",
           xdr_union(&stream, &which, (char*)&arm, arms, otherwise ? (xdrproc_t)xdr_u_char : NULL_xdrproc_t),
           &stream);
    }
}

static void places(void) {
  XDR stream = writer();
  int32_t* here = XDR_INLINE(&stream, 8);
  IXDR_PUT_LONG(here, -5);
  IXDR_PUT_U_LONG(here, 5);
  int value = 6;
  printf("inline %d", xdr_int(&stream, &value));
  printf(" position %u set %d", xdr_getpos(&stream), xdr_setpos(&stream, 4));
  printf(" past the end %d", xdr_setpos(&stream, sizeof memory + 1));
  printf(" too long %s\n", XDR_INLINE(&stream, sizeof memory) ? "there" : "none");
  stream = reader(12);
  here = XDR_INLINE(&stream, 8);
  printf("read %d", (int)IXDR_GET_LONG(here));
  printf(" %d", (int)IXDR_GET_LONG(here));
  value = 0;
  printf(" %d", xdr_int(&stream, &value));
  printf(" %d", value);
  printf(" end %d\n", xdr_int(&stream, &value));
  xdrmem_create(&stream, memory + 2, 64, XDR_ENCODE);
  printf("unaligned %d %s\n", xdr_int(&stream, &value), XDR_INLINE(&stream, 4) ? "there" : "none");
}

int main(void) {
  scalars();
  bytes_and_strings();
  composites();
  places();
  return 0;
}
