// Exceptions through instrumented frames, virtual calls, containers, destructors.
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>
namespace {
int destroyed = 0;
struct Guard {
  int n;
  explicit Guard(int value) : n(value) {}
  ~Guard() { destroyed += n; }
};
struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};
struct Square : Shape {
  double s;
  explicit Square(double v) : s(v) {}
  double area() const override {
    if (s > 6) throw std::out_of_range("too big");
    return s * s;
  }
};
struct Circle : Shape {
  double r;
  explicit Circle(double v) : r(v) {}
  double area() const override { return 3.0 * r * r; }
};
int thrower(int n, int a, int b, int c, int d, int e) {
  Guard guard(n);
  if (n == 0) throw std::runtime_error("bottom" + std::to_string(a));
  try {
    return thrower(n - 1, b, c, d, e, a) + a * b;
  } catch (const std::logic_error&) {
    return -1;
  }
}
std::string label = "label";
}  // namespace
extern "C" long kernel() {
  long sum = 0;
  std::vector<std::unique_ptr<Shape>> shapes;
  for (int i = 0; i < 10; i++) {
    if (i & 1)
      shapes.push_back(std::make_unique<Square>(i));
    else
      shapes.push_back(std::make_unique<Circle>(i));
  }
  for (const auto& s : shapes) {
    try {
      sum += static_cast<long>(s->area());
    } catch (const std::exception& e) {
      sum += e.what()[0];
    }
  }
  try {
    sum += thrower(8, 1, 2, 3, 4, 5);
  } catch (const std::runtime_error& e) {
    sum += e.what()[6] * 1000;
  }
  std::map<std::string, int> words;
  for (int i = 0; i < 30; i++) words["w" + std::to_string(i % 7)] += i;
  for (const auto& w : words) sum = sum * 3 + w.second + static_cast<long>(w.first.size());
  return sum + destroyed + static_cast<long>(label.size());
}
