#include "select/lookup/script_line.h"

#include <doctest/doctest.h>

using namespace whittle::select;

TEST_CASE("a script's first line is read as the kernel does") {
  CHECK(read_script_line("#!/bin/sh\nexit")->interpreter == "/bin/sh");
  CHECK(read_script_line("#!  /bin/sh -e -u \r\n")->argument == "-e -u");
  CHECK(read_script_line("#!/bin/sh")->interpreter == "/bin/sh");
  CHECK(read_script_line("#!/bin/" + std::string(1000, 'x'))->interpreter.size() ==
        kScriptHead - 2);
  CHECK_FALSE(read_script_line("#!"));
  CHECK_FALSE(read_script_line("#! \n/bin/sh"));
  CHECK_FALSE(read_script_line(" #!/bin/sh"));
  CHECK_FALSE(read_script_line(""));
}

TEST_CASE("env's program is found after its options and variables") {
  CHECK(program_of_env("python3") == "python3");
  CHECK(program_of_env("-S python3 -u") == "python3");
  CHECK(program_of_env("-i A=b node") == "node");
  CHECK(program_of_env("-Snode --x") == "node");
  CHECK(program_of_env("").empty());
}
