// SPDX-License-Identifier: MIT
// The grammar of interface files (docs/shrimp_rpc.md), in Boost.Spirit X3.
#include "vmmc_api/shrimp_rpc/generator/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/fusion/include/adapt_struct.hpp>
#include <boost/spirit/home/x3.hpp>

BOOST_FUSION_ADAPT_STRUCT(shrimp::rpcgen::Field, type, name, size)
BOOST_FUSION_ADAPT_STRUCT(shrimp::rpcgen::Structure, name, fields)
BOOST_FUSION_ADAPT_STRUCT(shrimp::rpcgen::Parameter, direction, type, name, size)
BOOST_FUSION_ADAPT_STRUCT(shrimp::rpcgen::Procedure, result, name, parameters)
BOOST_FUSION_ADAPT_STRUCT(shrimp::rpcgen::Description, structures, name, version, buffer, procedures)

namespace shrimp::rpcgen {
namespace {

namespace x3 = boost::spirit::x3;
using x3::char_;
using x3::lexeme;
using x3::lit;
using x3::raw;

// Of ASCII, wherever a program runs; other bytes may stand in comments.
const auto digit = char_('0', '9');
const auto letter = char_('a', 'z') | char_('A', 'Z') | char_('_');
const auto letters = letter | digit;
const auto space = char_(' ') | char_('\t', '\r');

auto keyword(const char* word) {
  return lexeme[lit(word) >> !letters];
}

const auto blank = space | lexeme["//" >> *(char_ - x3::eol)] | lexeme["/*" >> *(char_ - "*/") >> "*/"];

const x3::rule<class name, Word> name = "a name";
const x3::rule<class number, Word> number = "a number";
const x3::rule<class type, Word> type = "a type";
const x3::rule<class size, Word> size = "a number or the name of a parameter";
const x3::rule<class direction, Word> direction = "in, out or inout";
const x3::rule<class field, Field> field = "a field";
const x3::rule<class structure, Structure> structure = "a structure";
const x3::rule<class parameter, Parameter> parameter = "a parameter";
const x3::rule<class procedure, Procedure> procedure = "a procedure";
const x3::rule<class description, Description> description = "an interface";
const x3::rule<class fields, std::vector<Field>> fields = "a field";
const x3::rule<class parameters, std::vector<Parameter>> parameters = "in, out or inout";
const x3::rule<class procedures, std::vector<Procedure>> procedures = "a procedure";
const x3::rule<class opening> opening = "struct or interface";

const auto plain =
    lexeme[(lit("unsigned") | "signed" | "char" | "short" | "int" | "long" | "float" | "double") >> !letters];

const auto name_def = raw[lexeme[letter >> *letters]];
const auto number_def = raw[lexeme[+digit >> !letters]];
const auto type_def = raw[(keyword("struct") > name) | +plain | name];
const auto size_def = name | number;
const auto direction_def = raw[keyword("inout") | keyword("in") | keyword("out")];
const auto direction_ahead = &(keyword("inout") | keyword("in") | keyword("out"));
const auto field_def = type > name > -('[' > number > ']') > ';';
const auto fields_def = +field;
const auto structure_def = keyword("struct") > name > '{' > fields > '}' > ';';
const auto parameter_def = direction > type > name > -('[' > size > ']');
const auto no_parameters = -keyword("void") >> &lit(')') >> x3::attr(std::vector<Parameter>{});
const auto parameters_def = no_parameters | (direction_ahead >> (parameter % ','));
const auto procedure_def = type > name > '(' > parameters > ')' > ';';
const auto procedures_def = +procedure;
const auto opening_def = keyword("interface");
const auto description_def = *structure > opening > name > number > '{' >
                             -(keyword("buffer") > number > ';') > procedures > '}' > -lit(';') > x3::eoi;

BOOST_SPIRIT_DEFINE(name, number, type, size, direction, field, structure, parameter, procedure, description,
                    fields, parameters, procedures, opening)

/// What the grammar calls a thing, as a reader would.
std::string named(const std::string& which) {
  if (which == "eoi") return "the end of the file";
  return which;
}

/// The word that stands there instead.
std::string found(const char* at, const char* end) {
  if (at == end) return "the end of the file";
  const char* to = at;
  x3::parse(to, end, *letters);
  if (to != at) return fmt::format("'{}'", std::string(at, to));
  if (*at > ' ' && *at <= '~') return fmt::format("'{}'", *at);
  return fmt::format("a byte {:#04x}", static_cast<unsigned char>(*at));
}

const char* skip_blank(const char* at, const char* end) {
  x3::parse(at, end, *blank);
  return at;
}

}  // namespace

std::string place(const std::string& file, const std::string& text, const char* at) {
  const char* const begin = text.data();
  const auto line = 1 + std::count(begin, at, '\n');
  const char* start = at;
  while (start != begin && start[-1] != '\n') --start;
  return fmt::format("{}:{}:{}", file, line, at - start + 1);
}

Description parse(const std::string& file, const std::string& text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  Description result;
  const auto fail = [&](const char* where, const std::string& expected) {
    where = skip_blank(where, end);
    if (end - where >= 2 && where[0] == '/' && where[1] == '*')
      throw Mistake{fmt::format("{}: this comment is not closed", place(file, text, where))};
    const std::string what = named(expected);
    throw Mistake{fmt::format("{}: expected {}, but {} stands here", place(file, text, where), what,
                              found(where, end))};
  };
  try {
    if (!x3::phrase_parse(at, end, description, blank, result)) fail(at, "struct or interface");
  } catch (const x3::expectation_failure<const char*>& failure) {
    fail(failure.where(), failure.which());
  }
  return result;
}

}  // namespace shrimp::rpcgen
