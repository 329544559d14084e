#include "profile/apparmor.h"

#include <algorithm>
#include <cctype>

#include "profile/apparmor_files.h"
#include "profile/apparmor_path.h"
#include "profile/apparmor_tables.h"
#include "text/one_line.h"
#include "trace/used_calls.h"

namespace whittle::profile {
namespace {

AppArmorSection file_section(const std::string& title, const FileRules::Rules& rules) {
  AppArmorSection section{.title = title, .rules = {}};
  for (const auto& [pattern, rights] : rules) {
    section.rules.push_back({quoted(pattern) + " " + rights_text(rights), ""});
  }
  return section;
}

AppArmorSection known_section(const std::string& title, std::span<const KnownRule> rules) {
  AppArmorSection section{.title = title, .rules = {}};
  for (const KnownRule& rule : rules) {
    section.rules.push_back({std::string(rule.text), std::string(rule.why)});
  }
  return section;
}

bool is_needed(const std::vector<NeededCapability>& capabilities, std::string_view name) {
  return std::ranges::find(capabilities, name, &NeededCapability::name) != capabilities.end();
}

AppArmorSection network_section(const AppArmorSubject& subject) {
  AppArmorSection section{.title = "Network and other processes", .rules = {}};
  const trace::UsedCalls calls(subject.trace);
  for (const CallRule& rule : network_rules()) {
    if (calls.any_of(rule.calls) && (rule.also.empty() || calls.any_of(rule.also))) {
      section.rules.push_back({std::string(rule.text), std::string(rule.why)});
    }
  }
  if (is_needed(subject.capabilities, "CAP_NET_RAW")) {
    for (const char* family : {"inet", "inet6", "packet"}) {
      section.rules.push_back({std::string("network ") + family + " raw", "CAP_NET_RAW"});
    }
  }
  const std::string peer = "peer=" + subject.name;
  section.rules.push_back({"signal (send, receive) " + peer, "among the app's own processes"});
  section.rules.push_back({"signal (receive) peer=unconfined", "docker stop, docker kill"});
  section.rules.push_back(
      {"signal (receive) peer=runc", "docker stop, docker kill, if the runtime is confined"});
  section.rules.push_back(
      {"signal (receive) peer=crun", "docker stop, docker kill, if the runtime is confined"});
  section.rules.push_back({"ptrace (read, readby) " + peer, "ps, and /proc of other processes"});
  return section;
}

AppArmorSection capability_section(const std::vector<NeededCapability>& capabilities) {
  AppArmorSection section{.title = "Capabilities", .rules = {}};
  for (const NeededCapability& capability : capabilities) {
    std::string name = capability.name.substr(std::string_view("CAP_").size());
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    section.rules.push_back(
        {"capability " + name, capability.why.empty() ? "" : capability.why.front()});
  }
  return section;
}

// Prefixes of references on the command line; paths are named by their last component.
struct Transport {
  std::string_view prefix;
  bool is_path;
};
constexpr Transport kTransports[] = {{"docker-daemon:", false}, {"docker://", false},
                                     {"oci-archive:", true},    {"oci:", true},
                                     {"docker-archive:", true}, {"containers-storage:", false}};
constexpr std::size_t kMaxName = 200;

void format_section(const AppArmorSection& section, std::string& text) {
  if (section.rules.empty()) return;
  text += "\n  # " + section.title + ".\n";
  for (const AppArmorRule& rule : section.rules) {
    text += "  " + rule.text + ",";
    if (!rule.why.empty()) text += "  # " + text::one_line(rule.why);
    text += "\n";
  }
}

}  // namespace

AppArmorProfile apparmor_profile(const AppArmorSubject& subject) {
  const FileRules files = file_rules(subject, collect_rights(subject));
  AppArmorProfile profile{.name = subject.name, .sections = {}};
  profile.sections = {
      file_section("Programs, and scripts with their interpreters", files.programs),
      file_section("Libraries and other files mapped as code", files.libraries),
      file_section("Files that are read", files.read),
      file_section("Directories that are listed", files.listed),
      file_section("Files and directories that are written", files.written),
      capability_section(subject.capabilities),
      network_section(subject),
      known_section("What every container needs", basic_file_rules()),
      known_section("Always denied, even if allowed above", deny_rules()),
  };
  return profile;
}

std::string format_apparmor(const AppArmorProfile& profile) {
  std::string text =
      "# Load it with: apparmor_parser -r FILE\n"
      "# Use it with:  docker run --security-opt apparmor=" +
      profile.name + "\n" +
      "abi <abi/3.0>,\n\n"
      "profile " +
      profile.name + " flags=(attach_disconnected, mediate_deleted) {";
  for (const AppArmorSection& section : profile.sections) format_section(section, text);
  return text + "}\n";
}

std::string apparmor_name(const std::string& image) {
  std::string name = image;
  for (const Transport& transport : kTransports) {
    if (!name.starts_with(transport.prefix)) continue;
    name.erase(0, transport.prefix.size());
    if (transport.is_path) name.erase(0, name.rfind('/') + 1);
    break;
  }
  name = name.substr(0, kMaxName);
  for (char& character : name) {
    const bool plain =
        (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
        (character >= '0' && character <= '9') || character == '.' || character == '_';
    if (!plain) character = '-';
  }
  return "whittle-" + name;
}

}  // namespace whittle::profile
