#include <cctype>

#include "sbom/sbom.h"

namespace whittle::sbom {
namespace {

std::string encoded(std::string_view text) {
  constexpr std::string_view kPlain = ".-_~";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x80 && (std::isalnum(byte) != 0 || kPlain.find(letter) != kPlain.npos)) {
      result += letter;
    } else {
      result += '%';
      result += kDigits[byte >> 4];
      result += kDigits[byte & 15];
    }
  }
  return result;
}

// "pypi: the name is lower-cased, underscores become dashes."
std::string pypi_name(const std::string& name) {
  std::string result;
  for (const char letter : name) {
    result +=
        letter == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return result;
}

// Scope and name are two components: "%40types/node".
std::string npm_name(const std::string& name) {
  const std::size_t slash = name.find('/');
  if (!name.starts_with('@') || slash == name.npos) return encoded(name);
  return encoded(name.substr(0, slash)) + "/" + encoded(name.substr(slash + 1));
}

struct Type {
  std::string_view name;
  std::string_view distribution;  // where os-release does not say; empty: no distribution's
};

constexpr Type kTypes[kPackageManagerCount] = {{"deb", "debian"}, {"apk", "alpine"},
                                               {"rpm", "redhat"}, {"pypi", ""},
                                               {"npm", ""},       {"gem", ""}};

}  // namespace

std::string purl(const Package& package, const Distribution& distribution) {
  const Type& type = kTypes[static_cast<std::size_t>(package.manager)];
  std::string name = encoded(package.name);
  if (package.manager == PackageManager::pip) name = encoded(pypi_name(package.name));
  if (package.manager == PackageManager::npm) name = npm_name(package.name);
  std::string version = package.version;
  std::string epoch;
  if (package.manager == PackageManager::rpm && version.find(':') != version.npos) {
    epoch = version.substr(0, version.find(':'));
    version.erase(0, version.find(':') + 1);
  }
  std::string text = "pkg:" + std::string(type.name) + "/";
  std::string qualifiers;  // by name
  if (!type.distribution.empty()) {
    const std::string id =
        distribution.id.empty() ? std::string(type.distribution) : distribution.id;
    text += encoded(id) + "/";
    if (!package.architecture.empty()) qualifiers += "&arch=" + encoded(package.architecture);
    if (!distribution.version_id.empty()) {
      qualifiers += "&distro=" + encoded(id + "-" + distribution.version_id);
    }
    if (!epoch.empty()) qualifiers += "&epoch=" + encoded(epoch);
  } else if (package.manager == PackageManager::gem && !package.architecture.empty()) {
    qualifiers += "&platform=" + encoded(package.architecture);
  }
  text += name;
  if (!version.empty()) text += "@" + encoded(version);
  if (!qualifiers.empty()) text += "?" + qualifiers.substr(1);
  return text;
}

}  // namespace whittle::sbom
