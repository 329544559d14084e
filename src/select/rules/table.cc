#include "select/rules/rules.h"

namespace whittle::select {
namespace {

// In this order: a path keeps the reason of the first rule that marks it.
constexpr RootRule kRoots[] = {
    {"recorded", "a recorded run used it", Keep::used, rules::recorded},
    {"written", "a recorded run wrote it, or wrote into this directory", Keep::used,
     rules::written},
    {"looked-up", "a recorded run looked for something in this directory", Keep::used,
     rules::looked_up},
    {"entrypoint", "the program that the image starts", Keep::used, rules::entrypoint},
    {"health-check", "the program of the image's health check", Keep::used, rules::health_check},
    {"working-directory", "the image's working directory", Keep::used, rules::working_directory},
    {"volume", "content of a volume, which engines copy into it", Keep::used, rules::volume},
    {"accounts", "users and groups, which runtimes look up", Keep::used, rules::accounts},
    {"system-file", "what engines mount files over, and what names the system", Keep::used,
     rules::system_file},
    {"mount-point", "a directory that every container expects", Keep::used, rules::mount_point},
    {"include-path", "--include-path", Keep::used, rules::include_path},
    {"include-bin", "--include-bin", Keep::used, rules::include_bin},
    {"include-exe", "--include-exe", Keep::used, rules::include_exe},
    {"include-shell", "--include-shell", Keep::used, rules::include_shell},
    {"listed", "in a directory that a recorded run listed", Keep::used, rules::listed},
    {"started-program", "a program that the shell text of the image's command runs", Keep::closure,
     rules::started_program},
    {"java-class-path", "what a recorded java command had on its class path", Keep::closure,
     rules::java_class_path},
};

constexpr NeedRule kNeeds[] = {
    {"parent", "a directory on the way to a kept path", Keep::used, rules::parent},
    {"symlink", "a symlink on the way to a kept path, or the target of a kept one", Keep::used,
     rules::symlink},
    {"elf-interpreter", "the dynamic loader of a kept program", Keep::used, rules::elf_interpreter},
    {"elf-needed", "a library that a kept ELF file is linked with", Keep::used, rules::elf_needed},
    {"script-interpreter", "the interpreter that a kept script's first line names", Keep::used,
     rules::script_interpreter},
    {"elf-opened", "a library that a kept ELF file opens by name", Keep::closure,
     rules::elf_opened},
    {"literal-path", "a file that a kept program, script or configuration names", Keep::closure,
     rules::literal_path},
    {"named-place", "where a kept program, script or configuration will create a file",
     Keep::closure, rules::named_place},
    {"called-program", "a program that the app's code or a used shell script runs", Keep::closure,
     rules::called_program},
    {"included-configuration", "a file that a kept configuration includes, or beside a used one",
     Keep::closure, rules::included_configuration},
    {"configured-plugin", "a plugin that a kept configuration names", Keep::closure,
     rules::configured_plugin},
    {"python-import", "a module that kept Python code imports", Keep::closure,
     rules::python_import},
    {"python-package", "data and metadata of a Python package of which code is kept", Keep::closure,
     rules::python_package},
    {"python-runtime", "modules that a Python interpreter imports by computed names", Keep::closure,
     rules::python_runtime},
    {"node-require", "a module that kept JavaScript requires or imports", Keep::closure,
     rules::node_require},
    {"node-package", "package.json, data and code of a Node package of which files are kept",
     Keep::closure, rules::node_package},
    {"ruby-require", "a file that kept Ruby code requires", Keep::closure, rules::ruby_require},
    {"ruby-gem", "gemspec and data of a gem of which code is kept", Keep::closure, rules::ruby_gem},
    {"ruby-runtime", "encodings that a Ruby interpreter opens by name", Keep::closure,
     rules::ruby_runtime},
    {"php-include", "a file that kept PHP code includes or autoloads", Keep::closure,
     rules::php_include},
    {"perl-use", "a module that kept Perl code uses", Keep::closure, rules::perl_use},
    {"beam-application", "an Erlang or Elixir application that kept modules name or need",
     Keep::closure, rules::beam_application},
    {"r-package", "a package of R that kept code loads, or a part of one in use", Keep::closure,
     rules::r_package},
    {"lua-require", "a module that kept Lua code requires", Keep::closure, rules::lua_require},
    {"tcl-package", "a package that kept Tcl code requires", Keep::closure, rules::tcl_package},
    {"office-component", "a component that a kept list of LibreOffice names", Keep::closure,
     rules::office_component},
};

constexpr RootRule kLate[] = {
    {"elf-cache", "glibc's list of libraries", Keep::used, rules::elf_cache},
    {"name-service", "libraries that glibc opens for what nsswitch.conf names", Keep::used,
     rules::name_service},
    {"plugin-directory", "what a kept library finds in its plugin directory", Keep::closure,
     rules::plugin_directory},
    {"login-host", "a usual tool, where people log in to a shell", Keep::closure,
     rules::login_host},
    {"data-set", "data that a kept program can open by name", Keep::closure, rules::data_set},
    {"message-catalogue", "messages in a language that the image sets", Keep::closure,
     rules::message_catalogue},
    {"library-family", "another name of a kept library", Keep::closure, rules::library_family},
    {"package-configuration", "configuration and empty directories of a kept package",
     Keep::closure, rules::package_configuration},
    {"waiting-directory", "an empty directory that the image's author made, or that is not root's",
     Keep::closure, rules::waiting_directory},
    {"package-file", "a file of a package of which something is kept", Keep::package,
     rules::package_file},
    {"package-copyright", "the licence of a kept package", Keep::closure, rules::package_copyright},
    {"package-records", "records of a kept package, for package managers and scanners", Keep::used,
     rules::package_records},
    {"application-files", "the application's own files beside those that are kept", Keep::closure,
     rules::application_files},
    {"like-files", "a file like several that a recorded run opened in the same place",
     Keep::closure, rules::like_files},
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
