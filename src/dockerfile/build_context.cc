#include "dockerfile/build_context.h"

#include "dockerfile/instructions.h"
#include "text/one_line.h"

namespace whittle::dockerfile {
namespace {

// The image with the tools, where the original has none.
constexpr const char* kToolsImage = "debian:12-slim";

constexpr const char* kScript = R"(#!/bin/sh
# Written by whittle export: puts the kept set of /whittle-source into /whittle-result.
# A kept path that is not there ends the build.
set -eu
context=/whittle-context
mkdir /whittle-result
cd /whittle-source
tar --create --file="$context/kept.tar" --format=posix --no-recursion --null \
  --files-from="$context/kept.list" --numeric-owner --xattrs --xattrs-include='*'
tar --extract --file="$context/kept.tar" --directory=/whittle-result --same-owner \
  --preserve-permissions --numeric-owner --xattrs --xattrs-include='*'
# New contents of files that are kept: owner, mode and time stay.
replace() {
  cat "$1" >"/whittle-result/$2"
  touch -r "/whittle-source/$2" "/whittle-result/$2"
}
)";

// For a POSIX shell: any bytes but NUL.
std::string shell_quoted(const std::string& text) {
  std::string result = "'";
  for (const char character : text) {
    if (character == '\'') {
      result += "'\\''";
    } else {
      result += character;
    }
  }
  return result + "'";
}

// "/usr/bin/x" -> "./usr/bin/x", "/" -> "."
std::string relative(const std::string& path) {
  return path == "/" ? "." : "." + path;
}

bool ends_in_digest(const std::string& name) {
  return name.find("@sha256:") != std::string::npos;
}

std::string comment(const Original& original, const std::string& name, Tools tools) {
  std::string text = "# Written by whittle export: rebuilds the minified image of\n#   " +
                     text::one_line(original.reference) + "\n#   " + original.digest +
                     "\n#\n# docker build -t NAME" +
                     (name.empty() ? " --build-arg SOURCE=ORIGINAL" : "") +
                     " DIRECTORY, with this file, kept.list and assemble.sh in it.\n#\n"
                     "# Limits:\n";
  if (name.empty()) {
    text +=
        "# - The original was not in an engine or a registry: load it, and give its name with\n"
        "#   --build-arg SOURCE=NAME.\n";
  }
  if (!ends_in_digest(name)) {
    text +=
        "# - The original is found by its name. If that now names another image, the build fails "
        "where a\n#   kept path is missing, and copies changed files as they are.\n";
  }
  if (tools == Tools::apart) {
    text += "# - The original has no shell or no GNU tar, so they come from the image TOOLS.\n";
  }
  return text +
         "# - Without BuildKit, engines copy no extended attributes between stages except file "
         "capabilities.\n"
         "# - The configuration has only what the instructions below set, and a new history.\n";
}

}  // namespace

std::string from_name(const std::string& reference, const std::string& digest) {
  const auto after = [&reference](std::string_view prefix) {
    return reference.substr(prefix.size());
  };
  if (reference.starts_with("docker://")) {
    const std::string name = after("docker://");
    if (ends_in_digest(name)) return name;
    const std::size_t tag = name.find(':', name.rfind('/') + 1);
    return name.substr(0, tag) + "@" + digest;
  }
  if (reference.starts_with("docker-daemon:")) return after("docker-daemon:");
  for (const char* prefix : {"oci:", "oci-archive:", "docker-archive:", "containers-storage:"}) {
    if (reference.starts_with(prefix)) return "";
  }
  return reference;
}

BuildContext build_context(const Original& original, const std::vector<std::string>& kept,
                           const std::vector<Replaced>& replaced, Tools tools) {
  Instructions instructions = instructions_for(original.config_json);
  BuildContext context;
  context.warnings = std::move(instructions.warnings);
  for (const std::string& path : kept) context.kept_list.append(relative(path)).append(1, '\0');

  context.assemble_script = kScript;
  bool has_contents = false;
  for (const Replaced& file : replaced) {
    has_contents = has_contents || !file.content.empty();
    const std::string content = file.content.empty() ? "/dev/null" : "$context/" + file.content;
    context.assemble_script +=
        "replace \"" + content + "\" " + shell_quoted(relative(file.path)) + "\n";
  }

  const std::string name = from_name(original.reference, original.digest);
  context.dockerfile = comment(original, name, tools);
  context.dockerfile += name.empty() ? "ARG SOURCE\n" : "ARG SOURCE=" + name + "\n";
  context.dockerfile += tools == Tools::in_source
                            ? (name.empty() ? "ARG TOOLS=${SOURCE}\n" : "ARG TOOLS=" + name + "\n")
                            : std::string("ARG TOOLS=") + kToolsImage + "\n";
  context.dockerfile +=
      "\nFROM ${SOURCE} AS source\n\n"
      "FROM ${TOOLS} AS assemble\n"
      "USER 0:0\n"
      "COPY --from=source / /whittle-source/\n"
      "COPY kept.list assemble.sh /whittle-context/\n";
  if (has_contents) context.dockerfile += "COPY replaced/ /whittle-context/replaced/\n";
  context.dockerfile +=
      "RUN [\"/bin/sh\", \"/whittle-context/assemble.sh\"]\n\n"
      "FROM scratch\n"
      "COPY --from=assemble /whittle-result/ /\n" +
      instructions.text;
  return context;
}

}  // namespace whittle::dockerfile
