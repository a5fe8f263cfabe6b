#include <algorithm>
#include <cstdio>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

struct Announced {
  const char* name;
  explicit Announced(const char* n) : name(n) { std::cout << "construct " << name << "\n"; }
  ~Announced() { std::cout << "destroy " << name << "\n"; }
};
Announced first("first"), second("second");
thread_local int per_thread = 41;
thread_local Announced late("thread_local");
inline int shared_inline = 7;

struct Guard {
  bool& flag;
  ~Guard() { flag = true; }
};
[[gnu::noinline]] int deep(int n, bool& unwound) {
  Guard guard{unwound};
  if (n == 0) throw std::out_of_range("deep enough");
  return deep(n - 1, unwound) + 1;
}

int main() {
  ++per_thread;
  const char* name = late.name;
  std::cout << "thread_local " << per_thread << ' ' << name << '\n';
  bool unwound = false;
  try {
    deep(20, unwound);
  } catch (const std::exception& e) {
    std::cout << "caught " << e.what() << (unwound ? ", unwound" : "") << std::endl;
  }
  try {
    std::vector<int>().at(3);
  } catch (const std::out_of_range&) {
    std::cout << "caught out_of_range" << std::endl;
  }
  std::map<std::string, int> counts;
  std::istringstream words("the cat and the dog and the shrimp");
  for (std::string w; words >> w;) ++counts[w];
  for (const auto& [w, n] : counts) std::cout << w << '=' << n << ' ';
  std::cout << '\n';
  std::vector<double> v{3.5, -1, 2.25, 100};
  std::sort(v.begin(), v.end(), std::greater<>());
  for (double d : v) std::cout << std::setprecision(4) << d << ' ';
  std::cout << std::hex << std::showbase << 255 << std::dec << '\n';
  std::unordered_map<const void*, int> by_pointer;
  std::vector<std::unique_ptr<int>> owners;
  for (int i = 0; i < 10; ++i) {
    owners.push_back(std::make_unique<int>(i));
    by_pointer[owners.back().get()] = i;
  }
  for (const auto& [p, i] : by_pointer) std::cout << p << ':' << i << ' ';
  std::cout << '\n';
  std::mutex m;
  std::lock_guard<std::mutex> lock(m);
  std::once_flag once;
  std::call_once(once, [] { std::cout << "once\n"; });
  std::cout << std::stod("2.5") + std::stoi("40") << ' ' << std::to_string(1.5) << ' ' << shared_inline
            << '\n';
  std::wcout.clear();
  std::cerr << "to stderr\n";
  return 5;
}
