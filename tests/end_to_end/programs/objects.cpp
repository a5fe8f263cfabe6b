// iostreams, static and thread-local objects, exceptions, containers: C++ as anybody writes it.
#include <cstdlib>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

struct Told {
  const char* name;
  explicit Told(const char* n) : name(n) { std::cout << name << " is made" << std::endl; }
  ~Told() { std::cout << name << " is gone" << std::endl; }
};
static Told global("the global");
static thread_local int per_process = 40;

static int depth(int n) {
  Told local("a local");
  if (n == 0) throw std::runtime_error("the bottom");
  return depth(n - 1) + 1;
}

int main() {
  static Told in_function("a static");
  try {
    depth(1);
  } catch (const std::exception& e) {
    std::cout << "caught " << e.what() << std::endl;
  }
  std::map<std::string, std::vector<int>> numbers;
  for (int i = 0; i < 5; ++i) numbers[i % 2 ? "odd" : "even"].push_back(i);
  for (const auto& [name, list] : numbers) std::cout << name << ' ' << list.size() << std::endl;
  per_process += 2;
  std::cout << per_process << std::endl;
}
