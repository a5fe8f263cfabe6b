// SPDX-License-Identifier: MIT
#include "vmmc_api/shrimp_rpc/generator/emit.h"

#include <fmt/format.h>

#include <cctype>

namespace shrimp::rpcgen {
namespace {

std::string upper(std::string s) {
  for (char& c : s) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return s;
}

std::string opening(const std::string& source, const std::string& what) {
  return fmt::format("/* {}, made by shrimp-rpcgen from {}. Do not edit. */\n", what, source);
}

/// As a parameter of a C function: what only comes in is const or a value.
std::string parameter(const Argument& a) {
  if (a.scalar() && a.direction == Direction::in) return a.type + " " + a.name;
  return (a.direction == Direction::in ? "const " : "") + a.type + "* " + a.name;
}

std::string parameters(const CheckedProcedure& p, std::string first) {
  for (const Argument& a : p.arguments) first += (first.empty() ? "" : ", ") + parameter(a);
  return first.empty() ? "void" : first;
}

std::string client_head(const Interface& i, const CheckedProcedure& p) {
  std::string words = parameters(p, "struct shrimp_rpc* rpc");
  if (p.result != "void") words += ", " + p.result + "* result";
  return fmt::format("int {}_{}({})", i.name, p.name, words);
}

std::string server_head(const Interface& i, const CheckedProcedure& p) {
  return fmt::format("{} {}_server_{}({})", p.result, i.name, p.name, parameters(p, ""));
}

/// Bytes of an argument, as C has them; a length is trusted to be in range.
std::string size_of(const Argument& a) {
  return a.array() ? fmt::format("{}{} * sizeof({})", a.variable() ? "(size_t)" : "", a.size, a.type)
                   : fmt::format("sizeof({})", a.type);
}

std::string rounded(const Argument& a, unsigned to) {
  return fmt::format("SHRIMP_RPC_ROUND({}, {})", size_of(a), to);
}

std::string offset(const CheckedProcedure& p, const char* area, const std::string& name) {
  return fmt::format("{}_{}_{}", p.name, area, name);
}

/// Bytes of arrays and structures of fixed size, which the limit is for.
std::string sum_of_sizes(const Area& area) {
  std::string sum = "0";
  for (const auto* part : {&area.wide, &area.small})
    for (const Argument& a : *part)
      if (!a.scalar()) sum += " + (int)(" + size_of(a) + ")";
  return sum;
}

/// Places of what has a fixed length, from the lowest on, as enumerators.
std::string places(const CheckedProcedure& p, const Area& area, const char* name) {
  std::string text = "enum {\n", next = "0";
  const auto add = [&](const Argument& a, unsigned to) {
    text += fmt::format("  {} = {},\n", offset(p, name, a.name), next);
    next = fmt::format("{} + (int){}", offset(p, name, a.name), rounded(a, to));
  };
  for (const Argument& a : area.wide) add(a, 8);
  if (area.filler) {
    text += fmt::format("  {} = {},\n", offset(p, name, "filler_"), next);
    next = offset(p, name, "filler_") + " + 4";
  }
  for (const Argument& a : area.small) add(a, 4);
  text += fmt::format("  {} = {},\n", offset(p, name, "bytes_"), next);
  return text + fmt::format("  {} = {}\n}};\n", offset(p, name, "data_"), sum_of_sizes(area));
}

std::string layout(const Interface& i) {
  std::string text = "/* Places in the areas before the flags. */\n";
  for (const CheckedProcedure& p : i.procedures) {
    text += places(p, p.call, "call") + places(p, p.back, "back");
    text += fmt::format(
        "SHRIMP_RPC_ASSERT({0} <= {4} && {1} <= {4} && {2} <= {5} && {3} <= {5},\n"
        "               \"the arguments of {6} fit the buffer: give it more bytes\");\n",
        offset(p, "call", "data_"), offset(p, "back", "data_"), offset(p, "call", "bytes_"),
        offset(p, "back", "bytes_"), i.limit, i.bytes - 4, p.name);
  }
  return text + "\n";
}

/// Whether a length's type has values that are negative or above the limit: compilers warn of other checks.
bool may_exceed(const CheckedProcedure& p, const std::string& length, std::uint32_t limit) {
  for (const Argument& a : p.arguments)
    if (a.name == length) return a.is_signed || a.bytes >= 4 || (1u << 8 * a.bytes) - 1 > limit;
  return true;
}

/// The sum of the lengths of an area, and the check that its arguments are no more than the limit. Lengths
/// are checked first, each by itself, so that nothing overflows; a negative one is a very large one.
std::string lengths(const Interface& i, const CheckedProcedure& p, const Area& area, const char* name,
                    const std::string& otherwise) {
  std::string checks, sum = offset(p, name, "bytes_"), data = offset(p, name, "data_");
  for (const Argument& a : area.variable) {
    if (may_exceed(p, a.size, i.limit))
      checks += fmt::format("  if ((uint64_t){} > {}) {}\n", a.size, i.limit, otherwise);
    sum += " + " + rounded(a, area.round);
    data += " + " + size_of(a);
  }
  if (!area.variable.empty()) checks += fmt::format("  if ({} > {}) {}\n", data, i.limit, otherwise);
  return checks + fmt::format("  const size_t {}_ = {};\n", name, sum);
}

bool comes_back(const Argument& a) {
  return a.direction != Direction::in;
}

/// ---- The client's stub ----

std::string put(const Argument& a, unsigned to) {
  const bool by_value = a.scalar() && a.direction == Direction::in;
  if (a.scalar() && a.integer && a.bytes <= 4)
    return fmt::format("  *shrimp_rpc_word(at) = (uint32_t){}{};\n  at += 4;\n", by_value ? "" : "*", a.name);
  return fmt::format("  at = shrimp_rpc_put(at, {}{}, {}, {});\n", by_value ? "&" : "", a.name, size_of(a),
                     to);
}

std::string put_all(const Area& area) {
  std::string text;
  const auto add = [&](const Argument& a, unsigned to) {
    if (comes_back(a)) text += fmt::format("  const char* const {}_place_ = at;\n", a.name);
    text += put(a, to);
  };
  for (const Argument& a : area.variable) add(a, area.round);
  for (const Argument& a : area.wide) add(a, 8);
  if (area.filler) text += "  *shrimp_rpc_word(at) = 0;\n  at += 4;\n";
  for (const Argument& a : area.small) add(a, 4);
  return text;
}

std::string get(const Argument& a, const std::string& from) {
  if (a.scalar()) return fmt::format("  *{} = *(const {}*)(const void*)({});\n", a.name, a.type, from);
  return fmt::format("  shrimp_rpc_get({}, {}, {});\n", a.name, from, size_of(a));
}

std::string get_all(const CheckedProcedure& p) {
  std::string text;
  for (const Argument& a : p.arguments)
    if (a.direction == Direction::inout) text += get(a, a.name + "_place_");
  std::string at = "rpc->return_flag - back_";
  for (const Argument& a : p.back.variable) {
    text += get(a, at);
    at += " + " + rounded(a, p.back.round);
  }
  const std::string fixed = fmt::format("rpc->return_flag - {} + ", offset(p, "back", "bytes_"));
  for (const Argument& a : p.back.wide) text += get(a, fixed + offset(p, "back", a.name));
  for (const Argument& a : p.back.small) text += get(a, fixed + offset(p, "back", a.name));
  return text;
}

bool empty(const Area& area) {
  return area.variable.empty() && area.wide.empty() && area.small.empty() && !area.filler;
}

const char* back_flag(const CheckedProcedure& p) {
  return p.returns_in_place ? "rpc->call_flag" : "rpc->return_flag";
}

std::string client_stub(const Interface& i, const CheckedProcedure& p) {
  std::string text = client_head(i, p) + " {\n  if (rpc->status < 0) return rpc->status;\n";
  text += lengths(i, p, p.call, "call", "return SHRIMP_RPC_TOO_LARGE;");
  if (!p.back.variable.empty()) text += lengths(i, p, p.back, "back", "return SHRIMP_RPC_TOO_LARGE;");
  text += "  char* const from = rpc->call_flag - call_;\n";
  if (!empty(p.call)) text += "  char* at = from;\n" + put_all(p.call);
  const std::string results = get_all(p);
  const std::string call = fmt::format("shrimp_rpc_call(rpc, {}, from, {})", p.number, back_flag(p));
  if (results.empty()) return text + fmt::format("  return {};\n}}\n\n", call);
  return text +
         fmt::format(
             "  const int status = {};\n  if (status < 0) return status;\n{}  return SHRIMP_RPC_OK;\n}}\n\n",
             call, results);
}

/// ---- The server's stub ----

std::string value(const Argument& a, const std::string& place) {
  return fmt::format("  const {0} {1} = *(const {0}*)(const void*)({2});\n", a.type, a.name, place);
}

std::string reference(const Argument& a, const std::string& place) {
  return fmt::format("  {0}{1}* const {2} = ({0}{1}*)(void*)({3});\n",
                     a.direction == Direction::in ? "const " : "", a.type, a.name, place);
}

std::string argument_at(const Argument& a, const std::string& place) {
  return a.scalar() && a.direction == Direction::in ? value(a, place) : reference(a, place);
}

std::string bind_fixed(const CheckedProcedure& p, const Area& area, const char* name, const char* flag) {
  std::string text;
  for (const auto* part : {&area.wide, &area.small})
    for (const Argument& a : *part)
      if (a.name != "result")
        text += argument_at(
            a, fmt::format("rpc->{} - {} + {}", flag, offset(p, name, "bytes_"), offset(p, name, a.name)));
  return text;
}

std::string bind_variable(const Area& area, const char* name, const char* flag) {
  std::string text, at = fmt::format("rpc->{} - {}_", flag, name);
  for (const Argument& a : area.variable) {
    text += argument_at(a, at);
    at += " + " + rounded(a, area.round);
  }
  return text;
}

/// What comes back in the area of the call lies from here on.
std::string lowest_changed(const CheckedProcedure& p) {
  for (const auto* part : {&p.call.variable, &p.call.wide, &p.call.small})
    for (const Argument& a : *part)
      if (comes_back(a)) return fmt::format("(char*){}", a.name);
  return "";
}

std::string store_result(const CheckedProcedure& p) {
  std::string text;
  const std::string fixed = fmt::format("rpc->return_flag - {} + ", offset(p, "back", "bytes_"));
  const std::string at = fixed + offset(p, "back", "result");
  bool wide = false;
  for (const Argument& a : p.back.wide) wide |= a.name == "result";
  if (wide || p.result == "float")
    text += fmt::format("  shrimp_rpc_put({}, &result, sizeof result, {});\n", at, wide ? 8 : 4);
  else
    text += fmt::format("  *shrimp_rpc_word({}) = (uint32_t)result;\n", at);
  if (wide && p.back.filler && p.back.small.empty())  // else the packet would end before the flag
    text += fmt::format("  *shrimp_rpc_word({}{}) = 0;\n", fixed, offset(p, "back", "filler_"));
  return text;
}

std::string server_stub(const Interface& i, const CheckedProcedure& p) {
  const std::string refuse = fmt::format(
      "{{\n    shrimp_rpc_return(rpc, {0}, {0}, SHRIMP_RPC_BAD_ARGUMENTS);\n    return;\n  }}", back_flag(p));
  std::string text = fmt::format("static void serve_{}(struct shrimp_rpc* rpc) {{\n", p.name);
  text += bind_fixed(p, p.call, "call", "call_flag");
  if (!p.call.variable.empty())
    text += lengths(i, p, p.call, "call", refuse) + bind_variable(p.call, "call", "call_flag");
  if (!p.returns_in_place) {
    text += lengths(i, p, p.back, "back", refuse) + bind_variable(p.back, "back", "return_flag");
    text += bind_fixed(p, p.back, "back", "return_flag");
  }
  std::string words;
  for (const Argument& a : p.arguments) words += (words.empty() ? "" : ", ") + a.name;
  const bool returns = p.result != "void";
  text += fmt::format("  {}{}_server_{}({});\n", returns ? "const " + p.result + " result = " : "", i.name,
                      p.name, words);
  if (returns) text += store_result(p);
  const std::string changed = lowest_changed(p);
  if (p.returns_in_place)
    return text + fmt::format("  shrimp_rpc_return(rpc, {}, rpc->call_flag, SHRIMP_RPC_OK);\n}}\n\n",
                              changed.empty() ? "rpc->call_flag" : changed);
  if (!changed.empty())
    text += fmt::format("  if (!rpc->automatic) shrimp_rpc_update(rpc, {}, rpc->call_flag);\n", changed);
  return text + "  shrimp_rpc_return(rpc, rpc->return_flag - back_, rpc->return_flag, SHRIMP_RPC_OK);\n}\n\n";
}

std::string interface_constant(const Interface& i, const char* side, const char* dispatch) {
  return fmt::format("const struct shrimp_rpc_interface {0}_{1} = {{\"{0}\", {2}u, {3:#x}u, {4}, {5}}};\n",
                     i.name, side, i.version, i.signature, i.bytes, dispatch);
}

}  // namespace

std::string header_text(const Interface& i, const std::string& source) {
  const std::string guard = upper(i.name) + "_SHRIMP_RPC_H";
  std::string text = opening(source, fmt::format("Interface {}, version {}", i.name, i.version));
  text += fmt::format(
      "#ifndef {0}\n#define {0}\n#include <shrimp_rpc.h>\n\n#ifdef __cplusplus\nextern \"C\" {{\n#endif\n\n",
      guard);
  for (const CheckedStructure& s : i.structures) {
    text += fmt::format("struct {} {{\n", s.name);
    for (const Argument& f : s.fields)
      text += fmt::format("  {} {}{};\n", f.type, f.name, f.array() ? "[" + f.size + "]" : "");
    text += "};\n\n";
  }
  text += fmt::format(
      "extern const struct shrimp_rpc_interface {0}_client, {0}_server;\n\n"
      "/* Clients: bind, then call; results are 0 or an error of shrimp_rpc.h. */\n"
      "static inline struct shrimp_rpc* {0}_bind(const char* node, int* status) {{\n"
      "  return shrimp_rpc_bind(node, &{0}_client, status);\n}}\n",
      i.name);
  for (const CheckedProcedure& p : i.procedures) text += client_head(i, p) + ";\n";
  text += fmt::format(
      "\n/* Servers: write these, export, then shrimp_rpc_run. Pointers are into the buffer. */\n"
      "static inline int {0}_export(void) {{\n  return shrimp_rpc_export(&{0}_server);\n}}\n",
      i.name);
  for (const CheckedProcedure& p : i.procedures) text += server_head(i, p) + ";\n";
  return text + "\n#ifdef __cplusplus\n}\n#endif\n#endif\n";
}

std::string client_text(const Interface& i, const std::string& source, const std::string& header) {
  std::string text =
      opening(source, "Stubs of a client") + fmt::format("#include \"{}\"\n\n", header) + layout(i);
  for (const CheckedProcedure& p : i.procedures) text += client_stub(i, p);
  return text + interface_constant(i, "client", "0");
}

std::string server_text(const Interface& i, const std::string& source, const std::string& header) {
  std::string text =
      opening(source, "Stubs of a server") + fmt::format("#include \"{}\"\n\n", header) + layout(i);
  for (const CheckedProcedure& p : i.procedures) text += server_stub(i, p);
  text += "static void dispatch(struct shrimp_rpc* rpc, unsigned procedure) {\n  switch (procedure) {\n";
  for (const CheckedProcedure& p : i.procedures)
    text += fmt::format("    case {}:\n      serve_{}(rpc);\n      return;\n", p.number, p.name);
  text +=
      "    default:\n"
      "      shrimp_rpc_return(rpc, rpc->call_flag, rpc->call_flag, SHRIMP_RPC_NO_PROCEDURE);\n"
      "      shrimp_rpc_return(rpc, rpc->return_flag, rpc->return_flag, SHRIMP_RPC_NO_PROCEDURE);\n"
      "  }\n}\n\n";
  return text + interface_constant(i, "server", "dispatch");
}

}  // namespace shrimp::rpcgen
