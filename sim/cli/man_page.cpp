// SPDX-License-Identifier: MIT
#include "sim/cli/man_page.h"

#include <fmt/format.h>

#include "sim/cli/version.h"

namespace shrimp {

namespace {

std::string bold(const std::string& text) {
  return "\\fB" + roff(text) + "\\fR";
}

std::string italic(const std::string& text) {
  return "\\fI" + roff(text) + "\\fR";
}

std::string paragraph(const std::string& text) {
  return ".PP\n" + roff(text) + "\n";
}

bool takes_value(const CLI::Option& option) {
  return option.get_items_expected_max() > 0;
}

/// "-c MACHINE, --config MACHINE", or the name of an argument.
std::string head_of(const CLI::Option& option) {
  const std::string value = takes_value(option) ? " " + italic(option.get_type_name()) : "";
  std::string text;
  const auto add = [&](const std::string& name) { text += (text.empty() ? "" : ", ") + bold(name) + value; };
  for (const std::string& name : option.get_snames()) add("-" + name);
  for (const std::string& name : option.get_lnames()) add("--" + name);
  return text.empty() ? italic(option.get_name(true)) : text;
}

/// Every command has --help, which is told once.
std::string options_of(const CLI::App& app, bool with_help) {
  std::string text;
  for (const CLI::Option* o : app.get_options())
    if (with_help || o != app.get_help_ptr())
      text += fmt::format(".TP\n{}\n{}\n", head_of(*o), roff(o->get_description()));
  return text;
}

std::string synopsis(const CommandTree::Branch& b) {
  std::string text = fmt::format(".br\n{} {} [{}...]", bold("shrimp"), bold(b.name), italic("OPTION"));
  for (const CLI::Option* o :
       b.app->get_options([](const CLI::Option* option) { return option->get_positional(); }))
    text += fmt::format(o->get_required() ? " {}{}" : " [{}{}]", italic(o->get_name(true)),
                        o->get_items_expected_max() > 1 ? "..." : "");
  if (b.command->takes_program()) text += " " + italic(b.command->program_synopsis());
  return text + "\n";
}

std::string section_of(const CommandTree::Branch& b) {
  std::string text = fmt::format(".SS {}\n{}\n", roff(b.name), roff(b.app->get_description()));
  text += options_of(*b.app, false);
  if (!b.command->details().empty()) text += paragraph(b.command->details());
  text += ".PP\nExamples:\n";
  for (const Example& e : b.command->examples())
    text += fmt::format(".TP\n{}\n{}\n", bold(e.line), roff(e.meaning));
  return text;
}

}  // namespace

std::string roff(const std::string& text) {
  std::string result;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) result += "\\&";
    line_begins = c == '\n';
    switch (c) {
      case '\\':
        result += "\\e";
        break;
      case '-':
        result += "\\-";
        break;
      case '~':
        result += "\\(ti";
        break;
      case '^':
        result += "\\(ha";
        break;
      case '`':
        result += "\\(ga";
        break;
      case '\'':
        result += "\\(aq";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string man_page(const CommandTree& tree) {
  std::string text = fmt::format(
      ".\\\" Made by `shrimp man`.\n.TH SHRIMP 1 \"\" \"shrimp {}\" \"User Commands\"\n", version_number());
  text += ".SH NAME\nshrimp \\- full\\-system simulator of the SHRIMP multicomputer\n.SH SYNOPSIS\n";
  text += fmt::format("{} {} | {}\n", bold("shrimp"), bold("--help"), bold("--version"));
  for (const CommandTree::Branch& b : tree.branches()) text += synopsis(b);
  text += ".SH DESCRIPTION\n" + roff(tree.app().get_description()) + "\n";
  text += ".SH OPTIONS\n" + options_of(tree.app(), true) + ".SH COMMANDS\n";
  for (const CommandTree::Branch& b : tree.branches()) text += section_of(b);
  return text + ".SH EXIT STATUS\n" + roff(exit_statuses()) + "\n";
}

}  // namespace shrimp
