#include "select/rules/rules.h"

namespace whittle::select {
namespace {

// In this order: of several reasons for a path the first is told.
constexpr RootRule kRoots[] = {
    {"recorded", "a recorded run used it", rules::recorded},
    {"written", "a recorded run wrote it, or wrote into this directory", rules::written},
    {"looked-up", "a recorded run looked for something in this directory", rules::looked_up},
    {"entrypoint", "the program that the image starts", rules::entrypoint},
    {"health-check", "the program of the image's health check", rules::health_check},
    {"working-directory", "the image's working directory", rules::working_directory},
    {"volume", "content of a volume, which engines copy into it", rules::volume},
    {"accounts", "users and groups, which runtimes look up", rules::accounts},
    {"system-file", "what engines put files over, and what names the system", rules::system_file},
    {"mount-point", "a directory that every container expects", rules::mount_point},
    {"include-path", "--include-path", rules::include_path},
    {"include-bin", "--include-bin", rules::include_bin},
    {"include-exe", "--include-exe", rules::include_exe},
    {"include-shell", "--include-shell", rules::include_shell},
};

constexpr NeedRule kNeeds[] = {
    {"parent", "a directory on the way to a kept path", rules::parent},
    {"symlink", "a link on the way to a kept path, or where a kept link leads", rules::symlink},
    {"elf-interpreter", "the dynamic loader of a kept program", rules::elf_interpreter},
    {"elf-needed", "a library that a kept ELF file is linked with", rules::elf_needed},
    {"script-interpreter", "what a kept script's first line names", rules::script_interpreter},
};

constexpr RootRule kLate[] = {
    {"elf-cache", "glibc's list of libraries", rules::elf_cache},
    {"name-service", "libraries that glibc opens for what nsswitch.conf names",
     rules::name_service},
};

}  // namespace

std::span<const RootRule> root_rules() {
  return kRoots;
}
std::span<const NeedRule> need_rules() {
  return kNeeds;
}
std::span<const RootRule> late_rules() {
  return kLate;
}

}  // namespace whittle::select
