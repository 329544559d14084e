#include "transport/reference.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "whittle/error.h"

namespace whittle::transport {
namespace {

constexpr std::size_t kNameBound = 255;
constexpr std::size_t kTagBound = 128;

struct Row {
  std::string_view prefix;
  Transport transport;
  const char* form;
};

constexpr Row kRows[] = {
    {"oci:", Transport::oci, "oci:DIR[:TAG]"},
    {"oci-archive:", Transport::oci_archive, "oci-archive:FILE[:TAG]"},
    {"docker-archive:", Transport::docker_archive, "docker-archive:FILE[:NAME]"},
    {"docker-daemon:", Transport::docker_daemon, "docker-daemon:NAME"},
    {"docker://", Transport::registry, "docker://[HOST/]NAME[:TAG|@DIGEST]"},
};

struct Foreign {
  std::string_view prefix;
  const char* hint;
};

constexpr Foreign kForeign[] = {
    {"containers-storage:", "copy it with: skopeo copy containers-storage:NAME oci:DIR:TAG"},
    {"dir:", "copy it with: skopeo copy dir:DIR oci:DIR:TAG"},
};

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool is_alphanumeric(char c) {
  return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z');
}

bool is_component(std::string_view text) {
  return !text.empty() && is_lower_or_digit(text.front()) && is_lower_or_digit(text.back()) &&
         std::ranges::all_of(
             text, [](char c) { return is_lower_or_digit(c) || c == '.' || c == '_' || c == '-'; });
}

bool is_domain(std::string_view text) {
  return text == "localhost" || text.find_first_of(".:") != std::string_view::npos;
}

bool is_host_and_port(std::string_view text) {
  return is_alphanumeric(text.front()) && std::ranges::all_of(text, [](char c) {
           return is_alphanumeric(c) || c == '.' || c == ':' || c == '-';
         });
}

bool is_tag(std::string_view text) {
  return !text.empty() && text.size() <= kTagBound && text.front() != '.' && text.front() != '-' &&
         std::ranges::all_of(
             text, [](char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

struct NameParts {
  std::string_view repository;
  std::optional<std::string_view> tag;
  std::optional<std::string_view> digest;
};

NameParts split_name(std::string_view name) {
  NameParts parts;
  if (const std::size_t at = name.find('@'); at != std::string_view::npos) {
    parts.digest = name.substr(at + 1);
    name = name.substr(0, at);
  }
  const std::size_t slash = name.rfind('/');
  const std::size_t colon = name.find(':', slash == std::string_view::npos ? 0 : slash);
  if (colon != std::string_view::npos) parts.tag = name.substr(colon + 1);
  parts.repository = name.substr(0, colon);
  return parts;
}

bool is_repository(std::string_view repository) {
  if (repository.empty() || repository.size() > kNameBound) return false;
  bool first = true;
  for (std::string_view rest = repository;; first = false) {
    const std::size_t slash = rest.find('/');
    const std::string_view component = rest.substr(0, slash);
    const bool domain = first && slash != std::string_view::npos && is_domain(component);
    if (component.empty() || !(domain ? is_host_and_port(component) : is_component(component))) {
      return false;
    }
    if (slash == std::string_view::npos) return true;
    rest.remove_prefix(slash + 1);
  }
}

// A registry needs a tag, and skopeo does not accept a tag with a digest.
std::string registry_name(const std::string& name) {
  const NameParts parts = split_name(name);
  if (!parts.digest) return with_tag(name);
  return std::string(parts.repository) + "@" + std::string(*parts.digest);
}

Reference parse_name(const std::string& text, const std::string& name, Transport transport) {
  if (is_image_name(name)) {
    return {.transport = transport,
            .text = text,
            .location = transport == Transport::registry ? registry_name(name) : name};
  }
  throw UsageError("not an image name: \"" + name + "\"",
                   "for an image in files, write oci:DIR, oci-archive:FILE or docker-archive:FILE");
}

}  // namespace

Reference parse_reference(const std::string& text) {
  for (const Foreign& foreign : kForeign) {
    if (text.starts_with(foreign.prefix)) {
      throw UsageError(
          "cannot use " + text + ": \"" + std::string(foreign.prefix) + "\" is not supported",
          foreign.hint);
    }
  }
  const Row* row =
      std::ranges::find_if(kRows, [&](const Row& r) { return text.starts_with(r.prefix); });
  if (row == std::end(kRows)) return parse_name(text, text, Transport::docker_daemon);
  const std::string rest = text.substr(row->prefix.size());
  if (row->transport == Transport::docker_daemon || row->transport == Transport::registry) {
    return parse_name(text, rest, row->transport);
  }

  const std::size_t colon = rest.find(':');
  Reference reference{.transport = row->transport, .text = text, .location = rest.substr(0, colon)};
  if (colon != std::string::npos) reference.tag = rest.substr(colon + 1);
  const bool wrong_name = row->transport == Transport::docker_archive && !reference.tag.empty() &&
                          !is_image_name(reference.tag);
  if (reference.location.empty() || (colon != std::string::npos && reference.tag.empty()) ||
      wrong_name) {
    throw UsageError("not an image reference: \"" + text + "\"", std::string("write ") + row->form);
  }
  return reference;
}

bool is_image_name(const std::string& name) {
  const NameParts parts = split_name(name);
  if (parts.digest && !(parts.digest->starts_with("sha256:") && is_tag(parts.digest->substr(7)))) {
    return false;
  }
  return is_repository(parts.repository) && (!parts.tag || is_tag(*parts.tag));
}

std::string repository_of(const std::string& name) {
  return std::string(split_name(name).repository);
}

std::string with_tag(const std::string& name) {
  const NameParts parts = split_name(name);
  return parts.tag || parts.digest ? name : name + ":latest";
}

std::string familiar_name(const std::string& name) {
  for (const std::string_view prefix : {"docker.io/library/", "index.docker.io/library/",
                                        "docker.io/", "index.docker.io/", "library/"}) {
    if (name.starts_with(prefix)) return with_tag(name.substr(prefix.size()));
  }
  return with_tag(name);
}

bool same_name(const std::string& one, const std::string& other) {
  return familiar_name(one) == familiar_name(other);
}

}  // namespace whittle::transport
