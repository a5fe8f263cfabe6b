// SPDX-License-Identifier: MIT
#include "sim/cli/completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace shrimp {

namespace {

/// The script around the tables. Bash makes words of its own at '=', so `--config=x` comes as three.
constexpr const char* rules = R"sh(
_shrimp() {
  local at
  if [ "${COMP_WORDS[1]}" = sweep ]; then  # behind its -- stands a command
    for ((at = 2; at < COMP_CWORD; at++)); do
      if [ "${COMP_WORDS[at]}" = -- ]; then
        local words=("${COMP_WORDS[0]}" "${COMP_WORDS[@]:at+1}") COMP_CWORD=$((COMP_CWORD - at))
        local COMP_WORDS=("${words[@]}")
        if [ "$COMP_CWORD" = 1 ]; then
          COMPREPLY=($(compgen -W "run reproduce" -- "${COMP_WORDS[1]}"))
          return
        fi
        break
      fi
    done
  fi
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= kind= i
  COMPREPLY=()
  if [ "$word" = "=" ]; then word=; fi
  if [ "$before" = "=" ]; then
    before=${COMP_WORDS[COMP_CWORD-2]}
    case $before in -*) ;; *) return ;; esac
  fi
  if [ "$COMP_CWORD" -gt 1 ]; then
    command=${COMP_WORDS[1]}
    kind=$(_shrimp_kind "$command" "$before")
    if [ -z "$kind" ]; then
      if _shrimp_takes_program "$command"; then
        for ((i = 2; i < COMP_CWORD; i++)); do  # behind the program everything is its own
          case ${COMP_WORDS[i]} in
            -*) if [ -n "$(_shrimp_kind "$command" "${COMP_WORDS[i]}")" ]; then
                  i=$((i + 1))
                  if [ "${COMP_WORDS[i]}" = "=" ]; then i=$((i + 1)); fi
                fi ;;
            =) i=$((i + 1)) ;;
            *) return ;;
          esac
        done
      fi
      kind=$(_shrimp_kind "$command" "")
    fi
  fi
  case $word in
    -*) COMPREPLY=($(compgen -W "$(_shrimp_options "$command")" -- "$word")); return ;;
  esac
  if [ -z "$command" ]; then
    COMPREPLY=($(compgen -W "$(_shrimp_options commands)" -- "$word"))
  elif [ "$kind" = DIR ]; then
    COMPREPLY=($(compgen -d -- "$word"))
  else
    COMPREPLY=($(compgen -W "$(_shrimp_words "$kind")" -- "$word"))
    case ${COMPREPLY[0]} in  # a value follows
      *=) if type compopt >/dev/null 2>&1; then compopt -o nospace 2>/dev/null; fi ;;
    esac
  fi
}
complete -o default -F _shrimp shrimp
)sh";

bool takes_value(const CLI::Option& option) {
  return option.get_items_expected_max() > 0;
}

std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& n : option.get_snames()) names.push_back("-" + n);
  for (const std::string& n : option.get_lnames()) names.push_back("--" + n);
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> all;
  for (const CLI::Option* o : app.get_options()) {
    const std::vector<std::string> names = names_of(*o);
    all.insert(all.end(), names.begin(), names.end());
  }
  return all;
}

std::string options_function(const CommandTree& tree) {
  std::string text =
      fmt::format("_shrimp_options() {{\n  case $1 in\n    commands) echo '{}' ;;\n    '') echo '{}' ;;\n",
                  fmt::join(tree.names(), " "), fmt::join(option_names(tree.app()), " "));
  for (const CommandTree::Branch& b : tree.branches())
    text += fmt::format("    {}) echo '{}' ;;\n", b.name, fmt::join(option_names(*b.app), " "));
  return text + "  esac\n}\n";
}

/// The type of what follows an option of a command, or of its arguments.
std::string kind_function(const CommandTree& tree) {
  std::string text = "_shrimp_kind() {\n  case \"$1 $2\" in\n";
  for (const CommandTree::Branch& b : tree.branches())
    for (const CLI::Option* o : b.app->get_options()) {
      if (!takes_value(*o)) continue;
      std::vector<std::string> names = names_of(*o);
      if (names.empty()) names = {""};  // the arguments
      std::string patterns;
      for (const std::string& n : names)
        patterns += (patterns.empty() ? "'" : " | '") + b.name + " " + n + "'";
      text += fmt::format("    {}) echo '{}' ;;\n", patterns, o->get_type_name());
    }
  return text + "  esac\n}\n";
}

std::string program_function(const CommandTree& tree) {
  std::string text = "_shrimp_takes_program() {\n  case $1 in\n";
  for (const CommandTree::Branch& b : tree.branches())
    if (b.command->takes_program()) text += fmt::format("    {}) return 0 ;;\n", b.name);
  return text + "  esac\n  return 1\n}\n";
}

/// Types such as "a|b", whose words they hold themselves.
std::set<std::string> choices(const CommandTree& tree) {
  std::set<std::string> types;
  for (const CommandTree::Branch& b : tree.branches())
    for (const CLI::Option* o : b.app->get_options())
      if (o->get_type_name().find('|') != std::string::npos) types.insert(o->get_type_name());
  return types;
}

std::string words_function(const CommandTree& tree, const CompletionWords& words) {
  std::string text = "_shrimp_words() {\n  case $1 in\n";
  for (const auto& [kind, names] : words)
    text += fmt::format("    '{}') echo '{}' ;;\n", kind, fmt::join(names, " "));
  for (const std::string& type : choices(tree)) {
    std::string names = type;
    std::replace(names.begin(), names.end(), '|', ' ');
    text += fmt::format("    '{}') echo '{}' ;;\n", type, names);
  }
  return text + "  esac\n}\n";
}

}  // namespace

std::string completion_script(const CommandTree& tree, const CompletionWords& words) {
  return "# Completion of the command `shrimp`, made by `shrimp completion bash`.\n" +
         options_function(tree) + kind_function(tree) + program_function(tree) + words_function(tree, words) +
         rules;
}

}  // namespace shrimp
