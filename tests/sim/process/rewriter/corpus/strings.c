/* String handling, with calls of the C library and its inlined forms. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct entry {
  char name[24];
  int count;
  struct entry* next;
};
static struct entry* table[32];
static unsigned hash(const char* s) {
  unsigned h = 5381;
  while (*s) h = h * 33 + (unsigned char)*s++;
  return h;
}
static void add(const char* word) {
  struct entry** e = &table[hash(word) % 32];
  while (*e && strcmp((*e)->name, word)) e = &(*e)->next;
  if (!*e) {
    *e = calloc(1, sizeof **e);
    strncpy((*e)->name, word, 23);
  }
  (*e)->count++;
}
long kernel(void) {
  static const char text[] =
      "the quick brown fox jumps over the lazy dog and the dog sleeps while the fox runs";
  char buffer[sizeof text];
  memset(buffer, 0, sizeof buffer);
  strcpy(buffer, text);
  for (char* w = strtok(buffer, " "); w; w = strtok(NULL, " ")) add(w);
  long sum = 0;
  for (int i = 0; i < 32; i++)
    for (struct entry* e = table[i]; e; e = e->next) {
      char line[64];
      sum = sum * 7 + snprintf(line, sizeof line, "%s=%d", e->name, e->count) + line[2];
    }
  return sum;
}
