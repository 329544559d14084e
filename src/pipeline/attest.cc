#include "pipeline/attest.h"

#include <array>

#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/sha256.h"
#include "transport/reference.h"

namespace whittle::pipeline {
namespace {

using Texts = std::vector<std::string>;

constexpr std::array kKeepWords = {"used", "closure", "package"};
constexpr std::array kListedWords = {"automatic", "all", "names", "opened"};
constexpr std::array kMetadataWords = {"prune", "keep", "drop"};
constexpr std::array kLayersWords = {"squash", "preserve", "split"};
constexpr std::array kNetworkWords = {"none", "host"};

template <typename Words, typename Enum>
Texts word(const Words& words, Enum value) {
  return {words.at(static_cast<std::size_t>(value))};
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
  stated["keep"] = word(kKeepWords, select.keep);
  stated["listed"] = word(kListedWords, select.listed);
  stated["data-budget"] = {std::to_string(select.data_budget)};
  stated["app-budget"] = {std::to_string(select.app_budget)};
  stated["include-path"] = select.include_paths;
  stated["include-bin"] = select.include_bins;
  stated["include-exe"] = select.include_exes;
  stated["include-shell"] = flag(select.include_shell);
  stated["package-metadata"] = word(kMetadataWords, select.package_metadata);
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

// The paths of the image that were used. Not how, by whom and when: a directory that one recording
// saw opened, another of the same command may have seen looked up only.
Digest used_files(const Job& job) {
  std::string lines;
  for (const auto& [path, use] : job.recording.trace.files) {
    if (job.tree.find(path)) lines += path + "\n";
  }
  return base::sha256(lines);
}

// Not where it lies: two archives of one result hold the same statement.
std::string name_of_result(const Job& job) {
  for (const std::string& output : job.outputs) {
    const transport::Reference reference = transport::parse_reference(output);
    const bool is_name = reference.transport == transport::Transport::docker_daemon ||
                         reference.transport == transport::Transport::registry;
    const std::string& name = is_name ? reference.location : reference.tag;
    if (!name.empty()) return name;
  }
  return job.image.name.empty() ? job.reference : job.image.name;
}

}  // namespace

attestation::Options stated_options(const MinifyOptions& options) {
  attestation::Options stated;
  state_selection(stated, options);
  state_run(stated, options.record);
  state_edits(stated, options.write.edits);
  stated["layers"] = word(kLayersWords, options.write.layers);
  if (options.platform) stated["platform"] = {options.platform->str()};
  if (options.write.source_date_epoch) {
    stated["source-date-epoch"] = {std::to_string(*options.write.source_date_epoch)};
  }
  stated["seccomp-strict"] = flag(options.seccomp == SeccompArguments::recorded);
  stated["verify-http"] = options.hold_outs.http;
  stated["verify-exec"] = options.hold_outs.exec;
  stated["verify-host-exec"] = options.hold_outs.host_exec;
  stated["repair-rounds"] = {std::to_string(options.repair_rounds)};
  stated["no-verify"] = flag(options.verify == Verify::no);
  std::erase_if(stated, [](const auto& option) { return option.second.empty(); });
  return stated;
}

void attest(Job& job, const MinifyOptions& options) {
  if (!may_be_handed_out(job, options)) return;
  const std::string statement =
      attestation::format_statement({.name = name_of_result(job),
                                     .result = job.result.manifest.digest,
                                     .source = job.reference,
                                     .source_digest = job.image.digest,
                                     .trace = used_files(job),
                                     .options = stated_options(options),
                                     .verification = job.report.verification,
                                     .contract = job.contract ? &*job.contract : nullptr});
  if (!job.artifacts.empty()) base::write_file(job.artifacts / kStatementFile, statement);
  job.result.attachments = {
      {.media_type = attestation::kMediaType,
       .bytes = statement,
       .annotations = {{"in-toto.io/predicate-type", attestation::kPredicateType}}}};
}

}  // namespace whittle::pipeline
