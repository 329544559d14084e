// Lets apparmor_parser read generated profiles. If it is not installed these tests are skipped, and
// counted as skipped.
#include <doctest/doctest.h>

#include "base/atomic_file.h"
#include "base/subprocess.h"
#include "base/temp_dir.h"
#include "profile/apparmor.h"
#include "profile/apparmor_path.h"

using namespace whittle;

namespace {

bool no_parser() {
  return !base::find_program("apparmor_parser");
}

// -Q: do not load into the kernel, -K: no cache.
base::Output parse(const std::string& text, std::vector<std::string> options = {}) {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-apparmor-test");
  const std::filesystem::path file = directory.path() / "profile";
  base::write_file(file, text);
  std::vector<std::string> arguments = {"apparmor_parser", "-QK"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  arguments.push_back(file.string());
  return base::run({.arguments = arguments});
}

const std::string kHostileNames[] = {"/a b",
                                     "/tab\there",
                                     "/new\nline",
                                     "/quote\"s'`",
                                     "/back\\slash\\",
                                     "/star*",
                                     "/??",
                                     "/[set]",
                                     "/[^",
                                     "/]",
                                     "/{a,b}",
                                     "/{",
                                     "/}",
                                     "/,",
                                     "/a,",
                                     "/#comment",
                                     "/@{HOME}",
                                     "/@",
                                     "/@{",
                                     "/$x",
                                     "/rx,",
                                     "/ r, / rw,",
                                     "/ix",
                                     "/-> b",
                                     "/<x>",
                                     "/(flags=)",
                                     "/^caret",
                                     "/\xff\xfe",
                                     "/\xe6\x80\xa5\xe9\xa0\x88",
                                     "/\x01\x7f",
                                     "/\\052",
                                     "/\\x2a",
                                     "/a\\\n",
                                     "/**",
                                     "/a//b",
                                     "/%",
                                     "/!",
                                     "/ ",
                                     "/deny",
                                     "/\r",
                                     "/" + std::string(255, '*'),
                                     "/" + std::string(255, '{'),
                                     "/" + std::string(255, '\\')};

}  // namespace

TEST_CASE("apparmor_parser accepts hostile names, each by itself and all together" *
          doctest::skip(no_parser())) {
  Trace trace;
  for (const std::string& name : kHostileNames) {
    FileUse use;
    use.phases.insert(Phase::app);
    use.uses.insert(Use::open);
    use.uses.insert(Use::exec);
    for (const char* directory : {"", "/etc", "/var/lib/x"}) {
      trace.files[directory + name] = use;
      trace.written.insert(directory + name + "/made");
    }
    Trace alone;
    alone.files[name] = use;
    alone.written = {name};
    const base::Output output = parse(
        profile::format_apparmor(profile::apparmor_profile({.name = "whittle-x", .trace = alone})));
    CAPTURE(name);
    CAPTURE(output.err);
    CHECK(output.exit.success());
  }
  const base::Output output = parse(
      profile::format_apparmor(profile::apparmor_profile({.name = "whittle-x", .trace = trace})));
  CAPTURE(output.err);
  CHECK(output.exit.success());
}

TEST_CASE("a pattern of an escaped name is read as that name" * doctest::skip(no_parser())) {
  // The parser prints the expression of each pattern; for a name without characters that it
  // escapes, the expression is the name.
  for (const std::string name : {"/{a}", "/@{HOME}", "/a?b", "/a\"b", "/a,b", "/{"}) {
    const base::Output output = parse(
        "profile x { " + profile::quoted(profile::escaped(name)) + " r, }\n", {"-D", "rule-exprs"});
    CAPTURE(name);
    CAPTURE(output.err);
    CHECK(output.exit.success());
    CHECK((output.out + output.err).find("->  " + name + " (") != std::string::npos);
  }
}

TEST_CASE("the parser is really run: it refuses an invalid profile" * doctest::skip(no_parser())) {
  CHECK_FALSE(parse("profile x { /a b r, }\n").exit.success());
  CHECK_FALSE(parse("profile x { \"/{a\" r, }\n").exit.success());
}
