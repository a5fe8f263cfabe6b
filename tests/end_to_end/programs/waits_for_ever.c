/* Polls a word that nobody writes. */
static volatile int flag;

int main(void) {
  while (!flag) continue;
  return 0;
}
