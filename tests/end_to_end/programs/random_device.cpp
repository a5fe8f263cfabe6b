// What would be true randomness is the same in every run.
#include <cstdio>
#include <random>

int main() {
  std::random_device device;
  std::printf("%u %u\n", device(), device());
}
