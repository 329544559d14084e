// The rules of selection, a file each. A new rule is a function here, its file, a row in table.cc
// and a test.
//
// Roots mark what is kept for its own sake. Needs are asked for each kept node and mark what it
// cannot do without. Late rules depend on what the needs found and run, with needs again, when
// nothing is left to follow, until they add nothing. A rule is in effect from one setting of the
// dial on. The name of a row is Reason::rule.
#pragma once

#include <span>
#include <string_view>

#include "select/rule_context.h"

namespace whittle::select {

struct RootRule {
  std::string_view name;
  std::string_view description;
  Keep from;
  void (*mark)(Selection&);
};

struct NeedRule {
  std::string_view name;
  std::string_view description;
  Keep from;
  void (*mark)(Selection&, const KeptNode&);
};

std::span<const RootRule> root_rules();
std::span<const NeedRule> need_rules();
std::span<const RootRule> late_rules();

namespace rules {

void recorded(Selection& selection);
void written(Selection& selection);
void looked_up(Selection& selection);
void entrypoint(Selection& selection);
void health_check(Selection& selection);
void working_directory(Selection& selection);
void volume(Selection& selection);
void accounts(Selection& selection);
void system_file(Selection& selection);
void mount_point(Selection& selection);
void include_path(Selection& selection);
void include_bin(Selection& selection);
void include_exe(Selection& selection);
void include_shell(Selection& selection);
void listed(Selection& selection);
void java_class_path(Selection& selection);

void parent(Selection& selection, const KeptNode& node);
void symlink(Selection& selection, const KeptNode& node);
void elf_interpreter(Selection& selection, const KeptNode& node);
void elf_needed(Selection& selection, const KeptNode& node);
void script_interpreter(Selection& selection, const KeptNode& node);
void elf_opened(Selection& selection, const KeptNode& node);
void literal_path(Selection& selection, const KeptNode& node);
void configured_plugin(Selection& selection, const KeptNode& node);

void python_import(Selection& selection, const KeptNode& node);
void python_package(Selection& selection, const KeptNode& node);
void python_runtime(Selection& selection, const KeptNode& node);
void node_require(Selection& selection, const KeptNode& node);
void node_package(Selection& selection, const KeptNode& node);
void ruby_require(Selection& selection, const KeptNode& node);
void ruby_gem(Selection& selection, const KeptNode& node);
void ruby_runtime(Selection& selection, const KeptNode& node);
void php_include(Selection& selection, const KeptNode& node);
void perl_use(Selection& selection, const KeptNode& node);

void elf_cache(Selection& selection);
void name_service(Selection& selection);
void plugin_directory(Selection& selection);
void data_set(Selection& selection);
void library_family(Selection& selection);
void package_file(Selection& selection);
void package_configuration(Selection& selection);
void package_copyright(Selection& selection);
void package_records(Selection& selection);
void application_files(Selection& selection);

}  // namespace rules
}  // namespace whittle::select
