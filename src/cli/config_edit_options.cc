#include "cli/config_edit_options.h"

#include "cli/words.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

// As in a Dockerfile: a JSON array, or words; but no shell is put before the words.
std::vector<std::string> to_words(const char* option, const std::string& text) {
  if (!text.starts_with('[')) return split_words(text);
  if (const auto words = oci::parse_strings(text)) return *words;
  throw UsageError(std::string(option) + " does not accept " + text,
                   R"(give words, or a JSON array such as ["nginx","-g","daemon off;"])");
}

std::size_t require_equals(const char* option, const char* form, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError(std::string(option) + " needs " + form + ", not \"" + text + "\"",
                     "NAME= sets an empty value");
  }
  return equals;
}

}  // namespace

Group config_edit_options(ConfigEditTexts& texts) {
  return {"Configuration of the new image",
          {{"--new-entrypoint", "WORDS",
            "replace the entrypoint: words or a JSON array; empty: none", &texts.entrypoint},
           {"--new-cmd", "WORDS", "replace the command, likewise", &texts.cmd},
           {"--new-env", "NAME=VALUE", "add or replace a variable", &texts.env},
           {"--new-label", "NAME=VALUE", "add or replace a label", &texts.labels},
           {"--new-user", "USER[:GROUP]", "replace the user", &texts.user},
           {"--new-workdir", "DIR", "replace the working directory", &texts.working_dir},
           {"--remove-env", "NAME", "remove a variable", &texts.remove_env},
           {"--remove-label", "NAME", "remove a label", &texts.remove_labels},
           {"--remove-expose", "PORT[/PROTOCOL]", "remove an exposed port",
            &texts.remove_exposed_ports},
           {"--remove-volume", "PATH", "remove a volume", &texts.remove_volumes}}};
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
