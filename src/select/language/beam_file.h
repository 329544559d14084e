// The names in a compiled module of the BEAM (Erlang, Elixir): chunks "AtU8" or "Atom" and "ImpT" of
// an IFF file, "FOR1" SIZE "BEAM" (erlang.org, "BEAM file format"). A file compressed with gzip is
// read too. Hostile: every length is checked against what is there; what cannot be read is left
// out.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace whittle::select {

struct BeamFile {
  std::set<std::string> atoms;    // all of the module, as "crypto", "Elixir.Enum"
  std::set<std::string> imports;  // modules of which it calls a function by name
};

BeamFile read_beam_file(std::string_view bytes);

// The applications that an application resource file (NAME.app) says it needs: applications,
// included_applications, optional_applications.
std::set<std::string> read_needed_applications(std::string_view app_file);

}  // namespace whittle::select
