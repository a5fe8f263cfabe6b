// Templates, lambdas, linked structures, 64-bit hashes, small functions that inline or not.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <list>
#include <numeric>
#include <vector>
template <typename T>
struct Tree {
  struct Node {
    T value;
    Node *left = nullptr, *right = nullptr;
  };
  std::list<Node> nodes;
  Node* root = nullptr;
  void insert(T v) {
    Node** n = &root;
    while (*n) n = v < (*n)->value ? &(*n)->left : &(*n)->right;
    nodes.push_back({v});
    *n = &nodes.back();
  }
  template <typename F>
  static void visit(Node* n, const F& f) {
    if (!n) return;
    visit(n->left, f);
    f(n->value);
    visit(n->right, f);
  }
};
extern "C" long kernel() {
  Tree<std::uint64_t> tree;
  std::uint64_t h = 14695981039346656037ull;
  for (int i = 0; i < 40; i++) {
    h = (h ^ static_cast<unsigned>(i)) * 1099511628211ull;
    tree.insert(h);
  }
  std::vector<std::uint64_t> order;
  Tree<std::uint64_t>::visit(tree.root, [&](std::uint64_t v) { order.push_back(v); });
  std::function<long(long)> step = [&](long n) { return n < 2 ? n : step(n - 1) + step(n - 2); };
  const bool sorted = std::is_sorted(order.begin(), order.end());
  return static_cast<long>(std::accumulate(order.begin(), order.end(), std::uint64_t{0}) >> 8) + sorted +
         step(9);
}
