// Text of results. Output of an app is shown on terminals and in JSON, so it is cut to one line of
// printable ASCII.
#pragma once

#include <string>
#include <string_view>

#include "whittle/exercise.h"

namespace whittle::exercise {

// One line, at most about this many bytes; control characters and bytes that are not ASCII become
// "?".
std::string printable(std::string_view text, std::size_t limit = 160);
// What a content is, where it is not text: "PNG image data, 640 x 480, 12.3 kB".
std::string describe(const Content& content);
// The last line that is not blank, printable; empty if there is none.
std::string last_line(std::string_view text);

}  // namespace whittle::exercise
