// A unit: a part of the app that its runtime can load by itself, such as a module or a library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace whittle::rehearse {

struct Unit {
  std::string name;  // as the runtime is asked for it: "zoneinfo", "/app/routes.js"
  std::string path;  // its file in the image
};

enum class Outcome : std::uint8_t {
  not_reached,  // there was no time for it
  loaded,
  failed,   // the runtime said no; it goes on with the next unit
  skipped,  // it ran without an end, or ended the runtime
};

struct UnitResult {
  Outcome outcome = Outcome::not_reached;
  std::string detail;            // why it was not loaded; one printable line
  std::set<std::string> opened;  // what the runtime says that it opened for it; may be incomplete
};

// The units of one runtime in one image, in the order in which they are loaded.
struct Plan {
  std::string runtime;  // "Python"
  std::string verb;     // "import": with the name of a unit it says what is done
  // The program and its arguments, up to where the token, `options` and the units follow
  // (driver_output.h).
  std::vector<std::string> command;
  std::string options;  // for the driver alone
  std::vector<Unit> units;
  // A path in the image. Where the driver is not a program of the app, only what this one opens
  // counts; empty: all counts.
  std::string opener;
};

inline std::string title(const Plan& plan, std::size_t unit) {
  return plan.verb + " " + plan.units[unit].name;
}

}  // namespace whittle::rehearse
