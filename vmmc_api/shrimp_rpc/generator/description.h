// SPDX-License-Identifier: MIT
// What an interface file says, as it stands there: every word remembers its place, for messages.
#pragma once
#include <boost/optional.hpp>
#include <boost/range/iterator_range.hpp>
#include <string>
#include <vector>

namespace shrimp::rpcgen {

/// A stretch of the file's text.
using Word = boost::iterator_range<const char*>;

inline std::string text(const Word& word) {
  return {word.begin(), word.end()};
}

/// A field of a structure: `double x;` or `char name[32];`.
struct Field {
  Word type;
  Word name;
  boost::optional<Word> size;
};

struct Structure {
  Word name;
  std::vector<Field> fields;
};

/// `in`, `out` or `inout`; a size is a number or the name of another parameter.
struct Parameter {
  Word direction;
  Word type;
  Word name;
  boost::optional<Word> size;
};

struct Procedure {
  Word result;
  Word name;
  std::vector<Parameter> parameters;
};

struct Description {
  std::vector<Structure> structures;
  Word name;
  Word version;
  boost::optional<Word> buffer;
  std::vector<Procedure> procedures;
};

/// What is wrong with a file, and where: "FILE:LINE:COLUMN: sentence".
struct Mistake {
  std::string sentence;
};

/// Where a place of a file's text is, for a message.
std::string place(const std::string& file, const std::string& text, const char* at);

}  // namespace shrimp::rpcgen
