#include "cli/config_edit_options.h"

#include "cli/words.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

// As in a Dockerfile: a JSON array, or words; but no shell is put before the words.
std::vector<std::string> to_words(const char* option, const std::string& text) {
  if (!text.starts_with('[')) return split_words(text);
  if (const auto words = oci::parse_strings(text)) return *words;
  throw UsageError(std::string(option) + " does not understand " + text,
                   R"(it takes a JSON array as ["nginx","-g","daemon off;"], or words)");
}

std::size_t require_equals(const char* option, const char* form, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError(std::string(option) + " needs " + form + ", not \"" + text + "\"",
                     "an empty value is NAME=");
  }
  return equals;
}

}  // namespace

void bind_config_edits(CLI::App& app, ConfigEditTexts& texts) {
  const std::string group = "What is changed in the new image's config";
  const auto add = [&](const char* name, auto& into, const char* help) {
    app.add_option(name, into, help)->group(group);
  };
  const auto add_each = [&](const char* name, std::vector<std::string>& into, const char* help) {
    add_list(app, name, into, help)->group(group);
  };
  add("--new-entrypoint", texts.entrypoint, "words or a JSON array; empty: none");
  add("--new-cmd", texts.cmd, "likewise");
  add_each("--new-env", texts.env, "NAME=VALUE");
  add_each("--new-label", texts.labels, "NAME=VALUE");
  add("--new-user", texts.user, "USER[:GROUP]");
  add("--new-workdir", texts.working_dir, "a directory of the image");
  add_each("--remove-env", texts.remove_env, "a variable's name");
  add_each("--remove-label", texts.remove_labels, "a label's name");
  add_each("--remove-expose", texts.remove_exposed_ports, "PORT[/PROTOCOL]");
  add_each("--remove-volume", texts.remove_volumes, "a volume's path");
}

oci::ConfigEdits to_config_edits(const ConfigEditTexts& texts) {
  oci::ConfigEdits edits;
  if (texts.entrypoint) edits.entrypoint = to_words("--new-entrypoint", *texts.entrypoint);
  if (texts.cmd) edits.cmd = to_words("--new-cmd", *texts.cmd);
  for (const std::string& text : texts.env) {
    require_equals("--new-env", "NAME=VALUE", text);
    edits.env.push_back(text);
  }
  for (const std::string& text : texts.labels) {
    const std::size_t equals = require_equals("--new-label", "NAME=VALUE", text);
    edits.labels[text.substr(0, equals)] = text.substr(equals + 1);
  }
  edits.user = texts.user;
  if (texts.working_dir) {
    if (!texts.working_dir->starts_with('/')) {
      throw UsageError("--new-workdir needs an absolute path, not \"" + *texts.working_dir + "\"",
                       "did you mean /" + *texts.working_dir + "?");
    }
    edits.working_dir = texts.working_dir;
  }
  edits.remove_env = texts.remove_env;
  edits.remove_labels = texts.remove_labels;
  edits.remove_exposed_ports = texts.remove_exposed_ports;
  edits.remove_volumes = texts.remove_volumes;
  return edits;
}

}  // namespace whittle::cli
