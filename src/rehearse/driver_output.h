// What a driver prints: how the loading of each unit went.
//
// A driver is a small program for a runtime, given on its command line, that gets a token, options
// and units as arguments and loads the units one after the other. It prints lines that begin with
// the token, so that whatever the units print is not mistaken for one of them:
//
//   TOKEN b N          it begins with unit N, counted from 0
//   TOKEN l N          that was loaded
//   TOKEN f N WORDS    it was not, and why
//   TOKEN o N PATH     it was opened for unit N
//
// The token is random, once a batch. A unit that looks for it can lie, but only about itself and its
// image: what it names is kept only where the image has it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rehearse/unit.h"

namespace whittle::rehearse {

std::string new_token();

struct DriverOutput {
  std::vector<UnitResult> results;  // one a unit; not_reached: it has not ended
  std::optional<std::size_t> last;  // the last one that was begun
};

// Lines may be cut off, doubled or anything else: what is not understood is passed over.
DriverOutput read_driver_output(std::string_view output, std::string_view token, std::size_t units);

}  // namespace whittle::rehearse
