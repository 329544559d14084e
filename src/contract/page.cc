#include "contract/page.h"

#include "contract/platforms.h"
#include "contract/quote.h"
#include "text/join.h"

namespace whittle::contract {
namespace {

using Kind = WritableDirectory::Kind;

std::string denial_line(const std::string& what, const Denial& denial) {
  return "- **" + what + "**: " + (denial.possible ? "yes" : "no") +
         (denial.why.empty() ? "" : ", " + code_span(denial.why)) + "\n";
}

std::string state_of(const Contract& contract) {
  if (!contract.proven) {
    return "**Not verified**: the image has not been run under this contract.\n";
  }
  std::string text =
      "Verified: the image was run under this contract and behaved as the original.\n";
  if (contract.rounds.empty()) return text;
  text += "Failed runs before that, and what was changed after each:\n\n";
  for (const ContractRound& round : contract.rounds) {
    text += "- " + code_span(round.failure) + "\n";
    for (const std::string& change : round.changes) text += "  - " + code_span(change) + "\n";
  }
  return text;
}

std::string user_line(const ContractUser& user) {
  const std::string name = user.name.empty() ? "" : " (" + code_span(user.name) + ")";
  return "- **User**: " + std::to_string(user.uid) + ":" + std::to_string(user.gid) + name + "\n";
}

std::string ports_line(const Contract& contract) {
  const std::string ports = text::join(
      contract.ports, ", ", [](std::uint16_t port) { return std::to_string(port) + "/tcp"; });
  return "- **Ports**: " + (ports.empty() ? "none listened" : ports) + "\n";
}

std::string capability_lines(const Contract& contract) {
  std::string text = denial_line("All capabilities dropped", contract.drop_capabilities);
  for (const auto& [name, given] : contract.capabilities) {
    text += "  - but " + name + (given.inferred ? " (inferred): " : ": ") + code_span(given.why) +
            (given.without.empty() ? "; no run without it was tried" : "; without it: ") +
            (given.without.empty() ? "" : code_span(given.without)) + "\n";
  }
  for (const auto& [name, why] : contract.dispensable) {
    text += "  - not " + name + ": a run without it passed, although " + code_span(why) + "\n";
  }
  return text;
}

std::string health_line(const std::optional<HealthCheck>& check) {
  if (!check) return "";
  return "- **Health check**: " + code_span(text::join(check->command(), " ", shell_word)) + "\n";
}

std::string kind_of(const WritableDirectory& directory) {
  if (directory.kind == Kind::tmpfs) return "tmpfs";
  std::string text = directory.declared ? "volume of the image" : "volume";
  if (directory.has_content) text += ", to be filled with the files of the image";
  return text;
}

std::string writable_lines(const Contract& contract) {
  std::string text;
  for (const auto& [path, directory] : contract.writable) {
    text += "- " + code_span(path) + ": " + kind_of(directory) + ", " +
            std::to_string(directory.uid) + ":" + std::to_string(directory.gid) + ", mode " +
            octal(directory.mode) + "; " + code_span(directory.why) + "\n";
  }
  if (text.empty()) text = "Nothing.\n";
  if (contract.refused.empty()) return text;
  text += "\nChanges that a read-only root refuses and that the app does not need:\n\n";
  for (const auto& [path, why] : contract.refused) {
    text += "- " + code_span(path) + ": " + code_span(why) + "\n";
  }
  return text;
}

std::string block(const std::string& language, const std::string& text) {
  return "```" + language + "\n" + text + "```\n";
}

std::string kubernetes_notes(const Contract& contract) {
  std::string text = "The profile has to be in the kubelet's `seccomp` directory, in OCI format.\n";
  if (contract.writable.empty()) return text;
  text +=
      "An `emptyDir` is empty and belongs to root, with mode 0777; data that must persist needs a "
      "volume "
      "claim instead.\n";
  for (const auto& [path, directory] : contract.writable) {
    if (directory.kind != Kind::volume || !directory.has_content) continue;
    text += "The files of the image in " + code_span(path) +
            " have to be copied into its volume first.\n";
  }
  return text;
}

}  // namespace

std::string format_page(const Contract& contract) {
  std::string page = "# Run-time contract of " + code_span(image_name(contract)) + "\n\n";
  page += state_of(contract) + "\n";
  page += user_line(contract.user) + ports_line(contract);
  page += denial_line("Read-only root", contract.read_only_root);
  page += capability_lines(contract);
  page += denial_line("No new privileges", contract.no_new_privileges);
  if (!contract.seccomp.empty()) page += "- **seccomp**: " + code_span(contract.seccomp) + "\n";
  const std::string signal = contract.stop_signal.empty() ? "SIGTERM" : contract.stop_signal;
  page += "- **Stop signal**: " + code_span(signal) + "\n";
  page += health_line(contract.health_check);
  page += "\n## What must be writable\n\n" + writable_lines(contract);
  page += "\n## Docker\n\nFrom the directory of this file:\n\n";
  page += block("sh", docker_line(contract) + "\n");
  page += "\n## Compose\n\n" + block("yaml", compose_yaml(contract));
  page += "\n## Kubernetes\n\n" + kubernetes_notes(contract) + "\n";
  page += block("yaml", kubernetes_yaml(contract));
  return page;
}

}  // namespace whittle::contract
