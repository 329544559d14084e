#include <cctype>

#include "sbom/sbom.h"
#include "text/percent.h"

namespace whittle::sbom {
namespace {

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
  if (!name.starts_with('@') || slash == name.npos) return text::percent_encode(name);
  return text::percent_encode(name.substr(0, slash)) + "/" +
         text::percent_encode(name.substr(slash + 1));
}

struct Type {
  std::string_view name;
  std::string_view distribution;  // where os-release has no ID; empty: not a distribution's package
};

constexpr Type kTypes[kPackageManagerCount] = {{"deb", "debian"}, {"apk", "alpine"},
                                               {"rpm", "redhat"}, {"pypi", ""},
                                               {"npm", ""},       {"gem", ""}};

}  // namespace

std::string purl(const Package& package, const Distribution& distribution) {
  const Type& type = kTypes[static_cast<std::size_t>(package.manager)];
  std::string name = text::percent_encode(package.name);
  if (package.manager == PackageManager::pip) name = text::percent_encode(pypi_name(package.name));
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
    text += text::percent_encode(id) + "/";
    if (!package.architecture.empty())
      qualifiers += "&arch=" + text::percent_encode(package.architecture);
    if (!distribution.version_id.empty()) {
      qualifiers += "&distro=" + text::percent_encode(id + "-" + distribution.version_id);
    }
    if (!epoch.empty()) qualifiers += "&epoch=" + text::percent_encode(epoch);
  } else if (package.manager == PackageManager::gem && !package.architecture.empty()) {
    qualifiers += "&platform=" + text::percent_encode(package.architecture);
  }
  text += name;
  if (!version.empty()) text += "@" + text::percent_encode(version);
  if (!qualifiers.empty()) text += "?" + qualifiers.substr(1);
  return text;
}

}  // namespace whittle::sbom
