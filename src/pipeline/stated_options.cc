#include "pipeline/stated_options.h"

#include <string>
#include <vector>

#include "base/fd.h"
#include "base/sha256.h"

namespace whittle::pipeline {
namespace {

using Texts = std::vector<std::string>;

template <typename Words, typename Enum>
Texts word(const Words& words, Enum value) {
  return {std::string(word_of(words, value))};
}

Texts text(const std::string& value) {
  return value.empty() ? Texts{} : Texts{value};
}

Texts flag(bool value) {
  return value ? Texts{"yes"} : Texts{};
}

Texts names_of(const Texts& variables) {
  Texts names;
  for (const std::string& variable : variables) {
    names.push_back(variable.substr(0, variable.find('=')));
  }
  return names;
}

std::string joined(const Texts& words) {
  std::string line;
  for (const std::string& one : words) line += (line.empty() ? "" : " ") + one;
  return line;
}

void state_selection(attestation::Options& stated, const MinifyOptions& options) {
  const select::SelectOptions& select = options.select;
  stated["keep"] = word(select::kKeepWords, select.keep);
  stated["listed"] = word(select::kListedWords, select.listed);
  stated["data-budget"] = {std::to_string(select.data_budget)};
  stated["app-budget"] = {std::to_string(select.app_budget)};
  stated["include-path"] = select.include_paths;
  stated["include-bin"] = select.include_bins;
  stated["include-exe"] = select.include_exes;
  stated["include-shell"] = flag(select.include_shell);
  stated["package-metadata"] = word(kPackageMetadataWords, select.package_metadata);
  stated["exclude-pattern"] = select.exclude_patterns;
  if (!options.keep_file.empty()) {
    stated["keep-file"] = {base::sha256(base::read_file(options.keep_file)).str()};
  }
}

void state_run(attestation::Options& stated, const record::RecordOptions& record) {
  const RunOptions& run = record.run;
  stated["network"] = word(kNetworkWords, run.network);
  if (run.entrypoint) stated["entrypoint"] = *run.entrypoint;
  stated["arguments"] = run.arguments;
  stated["env"] = names_of(run.env);
  stated["user"] = text(run.user);
  stated["workdir"] = text(run.working_dir);
  stated["hostname"] = text(run.hostname);
  for (const Volume& volume : run.volumes) stated["volume"].push_back(volume.destination);
  stated["http-probe-cmd"] = record.exercises.http;
  stated["exec"] = record.exercises.exec;
  stated["host-exec"] = record.exercises.host_exec;
  for (const Texts& arguments : record.runs) stated["run"].push_back(joined(arguments));
}

void state_edits(attestation::Options& stated, const oci::ConfigEdits& edits) {
  if (edits.entrypoint) stated["new-entrypoint"] = *edits.entrypoint;
  if (edits.cmd) stated["new-cmd"] = *edits.cmd;
  stated["new-env"] = names_of(edits.env);
  for (const auto& [name, value] : edits.labels) stated["new-label"].push_back(name);
  if (edits.user) stated["new-user"] = {*edits.user};
  if (edits.working_dir) stated["new-workdir"] = {*edits.working_dir};
  stated["remove-env"] = edits.remove_env;
  stated["remove-label"] = edits.remove_labels;
  stated["remove-expose"] = edits.remove_exposed_ports;
  stated["remove-volume"] = edits.remove_volumes;
}

}  // namespace

attestation::Options stated_options(const MinifyOptions& options) {
  attestation::Options stated;
  state_selection(stated, options);
  state_run(stated, options.record);
  state_edits(stated, options.write.edits);
  stated["layers"] = word(write::kLayersWords, options.write.layers);
  if (options.platform) stated["platform"] = {options.platform->str()};
  if (options.write.source_date_epoch) {
    stated["source-date-epoch"] = {std::to_string(*options.write.source_date_epoch)};
  }
  stated["seccomp-strict"] = flag(options.seccomp.arguments == SeccompArguments::recorded);
  stated["profile-form"] = word(kProfileFormWords, options.seccomp.form);
  stated["seccomp-network"] = word(kSeccompNetworkWords, options.seccomp.network);
  stated["verify-http"] = options.hold_outs.http;
  stated["verify-exec"] = options.hold_outs.exec;
  stated["verify-host-exec"] = options.hold_outs.host_exec;
  stated["repair-rounds"] = {std::to_string(options.repair_rounds)};
  stated["no-rehearsal"] = flag(options.rehearse == Rehearse::no);
  stated["rehearsal-time"] = {std::to_string(options.rehearsal_time.count())};
  stated["no-verify"] = flag(options.verify == Verify::no);
  std::erase_if(stated, [](const auto& option) { return option.second.empty(); });
  return stated;
}

}  // namespace whittle::pipeline
