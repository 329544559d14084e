#include "report/report_json.h"

#include <nlohmann/json.hpp>

#include "base/fd.h"
#include "report/rehearsal_json.h"
#include "report/verification_json.h"
#include "whittle/error.h"

namespace whittle::report {
namespace {

using Json = nlohmann::ordered_json;

Json losses(const Losses& losses) {
  return {{"queue_overflow", losses.queue_overflow},
          {"descriptor_failure", losses.descriptor_failure},
          {"unreadable_path", losses.unreadable_path},
          {"untraced_process", losses.untraced_process},
          {"submitted_path", losses.submitted_path},
          {"contradiction", losses.contradiction},
          {"total", losses.total()}};
}

Json allowed(const AllowedCalls& calls) {
  return {{"allowed", calls.all}, {"with_power", calls.with_power}};
}

Json seen(const Seen& seen) {
  return {{"files", seen.files}, {"seen", seen.seen}};
}

Json coverage(const AppCoverage& coverage) {
  return {{"code", seen(coverage.code)},
          {"templates", seen(coverage.templates)},
          {"called_programs_left_out", coverage.called},
          {"package_programs_left_out", coverage.beside}};
}

Json stages(const std::vector<StageTime>& times) {
  Json array = Json::array();
  for (const StageTime& time : times) {
    array.push_back({{"name", time.name},
                     {"seconds", time.seconds},
                     {"container_seconds", time.container_seconds}});
  }
  return array;
}

}  // namespace

double wall_seconds(const Report& report) {
  double seconds = 0;
  for (const StageTime& stage : report.stages) seconds += stage.seconds + stage.container_seconds;
  return seconds;
}

std::string format_report(const Report& report) {
  Json json;
  json["schema"] = Report::kSchema;
  json["source"] = {{"reference", report.source.reference},
                    {"digest", report.source.digest.str()},
                    {"size", report.source.size},
                    {"files", report.source.files},
                    {"layers", report.source.layers}};
  json["result"] = {{"reference", report.result.reference},
                    {"manifest_digest", report.result.digest.str()},
                    {"size", report.result.size},
                    {"files", report.result.files},
                    {"layers", report.result.layers}};
  json["not_written"] = report.not_written;
  json["seconds"] = wall_seconds(report);
  json["stages"] = stages(report.stages);
  json["container_seconds"] = report.container_seconds;
  json["syscalls"] = report.syscalls;
  json["allowed_syscalls"] = report.allowed_syscalls;
  json["allowed_by_reason"] = report.allowed_by_reason;
  json["profile"] = allowed(report.profile);
  json["docker_default"] = allowed(report.docker);
  json["docker_default"]["release"] = report.docker_release;
  json["inferred_syscalls"] = Json::array();
  for (const InferredCall& inferred : report.inferred) {
    json["inferred_syscalls"].push_back({{"call", inferred.call}, {"why", inferred.why}});
  }
  json["losses"] = losses(report.losses);
  json["runs"] = report.runs;
  json["traces"] = report.traces;
  json["exercises"] = exercises_json(report.exercises);
  json["rehearsal"] = rehearsal_json(report.rehearsal);
  json["verification"] = verification_json(report.verification);
  json["coverage"] = coverage(report.coverage);
  json["warnings"] = report.warnings;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string format_verification(const Verification& verification) {
  return verification_json(verification).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

ReportedImages read_reported_images(const std::filesystem::path& file) {
  return with_context("cannot read " + file.string(), [&] {
    try {
      const Json json = Json::parse(base::read_file(file));
      if (json.at("schema") != Report::kSchema) {
        throw Error("its schema is " + json.at("schema").dump() + ", not " +
                        std::to_string(Report::kSchema),
                    "use the version of whittle that wrote it");
      }
      return ReportedImages{.source = json.at("source").at("reference"),
                            .source_digest = json.at("source").at("digest"),
                            .result = json.at("result").at("reference")};
    } catch (const Json::exception&) {
      throw Error("it is not a report", "a report is the report.json of minify --artifacts");
    }
  });
}

}  // namespace whittle::report
