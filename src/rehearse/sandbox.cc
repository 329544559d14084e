#include "rehearse/sandbox.h"

#include <algorithm>
#include <set>

#include "record/probe_plan.h"
#include "whittle/error.h"

namespace whittle::rehearse {
namespace {

using std::chrono::milliseconds;

constexpr Limits kLimits = {
    .memory = std::int64_t{2} << 30, .processes = 512, .file_size = std::int64_t{256} << 20};
// A driver that prints nothing for this part of the whole time is stuck.
constexpr int kSilentPart = 4;

std::vector<std::string> cheapest_for_opens() {
  const record::ProbeOffer* best = nullptr;
  for (const record::ProbeOffer& offer : record::probe_offers()) {
    if (!offer.obstacle.empty() || !offer.sees.opens) continue;
    if (best == nullptr || offer.cost < best->cost) best = &offer;
  }
  return best == nullptr ? std::vector<std::string>() : std::vector{std::string(best->name)};
}

// The image without what would be run besides the driver.
Image bare(Image image) {
  image.config.entrypoint.clear();
  image.config.cmd.clear();
  image.config.exposed_ports.clear();
  image.config.health_check.reset();
  return image;
}

}  // namespace

Sandbox::Sandbox(const Subject& subject, const SandboxOptions& options)
    : image_(bare(subject.image)), subject_(subject), options_(options) {}

milliseconds Sandbox::time_left() const {
  const auto left = options_.time_limit - (Clock::now() - began_);
  return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(left));
}

std::vector<UnitResult> Sandbox::load(const Plan& plan, std::span<const Unit> units, Watch watch,
                                      Trace& trace) {
  return run_batches(units, {.run =
                                 [&](std::span<const Unit> batch, const std::string& token) {
                                   return run(plan, batch, token, watch, trace);
                                 },
                             .time_is_over = [&] { return time_left() == milliseconds(0); }});
}

BatchRun Sandbox::run(const Plan& plan, std::span<const Unit> units, const std::string& token,
                      Watch watch, Trace& trace) {
  record::RecordOptions options;
  options.cache = options_.cache;
  options.watch = watch == Watch::nothing ? record::Watch::no : record::Watch::yes;
  if (watch == Watch::opens) options.probes = cheapest_for_opens();
  options.continue_after = {.kind = record::ContinueAfter::Kind::exit};
  options.limit = time_left();
  options.silence = options_.time_limit / kSilentPart;
  options.run.runtime = options_.runtime;
  options.run.seccomp = options_.seccomp;
  options.run.hardening.capabilities = std::set<std::string>();
  options.run.hardening.no_new_privileges = true;
  options.run.limits = kLimits;
  std::vector<std::string> command = plan.command;
  command.insert(command.end(), {token, plan.options});
  for (const Unit& unit : units) command.push_back(unit.name);
  options.run.entrypoint = std::move(command);

  SilentProgress silent;
  try {
    record::Recording recording =
        record::record(image_, subject_.tree, subject_.directories, options, silent);
    container_seconds_ += recording.container_seconds;
    trace.image = recording.trace.image;
    trace.merge(recording.trace);
    return {.output = std::move(recording.log),
            .killed = recording.hung,
            .exit = recording.exits.back(),
            .trouble = ""};
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& error) {
    return {.output = "", .killed = false, .exit = {}, .trouble = error.what()};
  }
}

}  // namespace whittle::rehearse
