// The selection rules, one per file. A new rule is a function here, its file, a row in table.cc and
// a test.
//
// Root rules mark what is kept for its own sake. Need rules run on each kept node and mark what it
// needs. Late rules depend on what was kept so far: they run when no needs are left to follow, and
// then needs and late rules repeat until nothing is added. A rule is active from one --keep setting
// on (`from`). The name of a row is Reason::rule.
#pragma once

#include <span>
#include <string_view>

#include "select/rule_context.h"

namespace whittle::select {

struct RootRule {
  std::string_view name;
  std::string_view description;
  Keep from;
  void (*mark)(RuleContext&);
};

struct NeedRule {
  std::string_view name;
  std::string_view description;
  Keep from;
  void (*mark)(RuleContext&, const KeptNode&);
};

std::span<const RootRule> root_rules();
std::span<const NeedRule> need_rules();
std::span<const RootRule> late_rules();

namespace rules {

void recorded(RuleContext& context);
void written(RuleContext& context);
void looked_up(RuleContext& context);
void entrypoint(RuleContext& context);
void health_check(RuleContext& context);
void working_directory(RuleContext& context);
void volume(RuleContext& context);
void accounts(RuleContext& context);
void system_file(RuleContext& context);
void mount_point(RuleContext& context);
void include_path(RuleContext& context);
void include_bin(RuleContext& context);
void include_exe(RuleContext& context);
void include_shell(RuleContext& context);
void listed(RuleContext& context);
void started_program(RuleContext& context);
void java_class_path(RuleContext& context);

void parent(RuleContext& context, const KeptNode& node);
void symlink(RuleContext& context, const KeptNode& node);
void elf_interpreter(RuleContext& context, const KeptNode& node);
void elf_needed(RuleContext& context, const KeptNode& node);
void script_interpreter(RuleContext& context, const KeptNode& node);
void elf_opened(RuleContext& context, const KeptNode& node);
void literal_path(RuleContext& context, const KeptNode& node);
void named_place(RuleContext& context, const KeptNode& node);
void included_configuration(RuleContext& context, const KeptNode& node);
void called_program(RuleContext& context, const KeptNode& node);
void configured_plugin(RuleContext& context, const KeptNode& node);

void python_import(RuleContext& context, const KeptNode& node);
void python_package(RuleContext& context, const KeptNode& node);
void python_runtime(RuleContext& context, const KeptNode& node);
void node_require(RuleContext& context, const KeptNode& node);
void node_package(RuleContext& context, const KeptNode& node);
void ruby_require(RuleContext& context, const KeptNode& node);
void ruby_gem(RuleContext& context, const KeptNode& node);
void ruby_runtime(RuleContext& context, const KeptNode& node);
void php_include(RuleContext& context, const KeptNode& node);
void perl_use(RuleContext& context, const KeptNode& node);
void beam_application(RuleContext& context, const KeptNode& node);
void r_package(RuleContext& context, const KeptNode& node);
void lua_require(RuleContext& context, const KeptNode& node);
void tcl_package(RuleContext& context, const KeptNode& node);
void office_component(RuleContext& context, const KeptNode& node);

void elf_cache(RuleContext& context);
void name_service(RuleContext& context);
void plugin_directory(RuleContext& context);
void data_set(RuleContext& context);
void library_family(RuleContext& context);
void waiting_directory(RuleContext& context);
void message_catalogue(RuleContext& context);
void login_host(RuleContext& context);
void package_file(RuleContext& context);
void package_configuration(RuleContext& context);
void package_copyright(RuleContext& context);
void package_records(RuleContext& context);
void application_files(RuleContext& context);
void like_files(RuleContext& context);

}  // namespace rules
}  // namespace whittle::select
