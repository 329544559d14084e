#include <doctest/doctest.h>

#include "dockerfile/build_context.h"
#include "dockerfile/instructions.h"
#include "whittle/error.h"

using namespace whittle;

namespace {

std::string config(const std::string& members) {
  return R"({"architecture":"amd64","os":"linux","config":{)" + members +
         R"(},"rootfs":{"type":"layers","diff_ids":[]}})";
}

std::string instructions(const std::string& members) {
  return dockerfile::instructions_for(config(members)).text;
}

bool has(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

}  // namespace

TEST_CASE("a configuration becomes instructions, the command after the entrypoint") {
  CHECK(instructions(R"("Env":["PATH=/bin"],"Labels":{"a b":"c"},"ExposedPorts":{"80/tcp":{}},
                     "Volumes":{"/data":{}},"StopSignal":"SIGQUIT","WorkingDir":"/srv",
                     "Entrypoint":["/e","x y"],"Cmd":["-g"],"User":"www:www")") ==
        "ENV PATH=\"/bin\"\nLABEL \"a b\"=\"c\"\nEXPOSE 80/tcp\nVOLUME [\"/data\"]\n"
        "STOPSIGNAL SIGQUIT\nWORKDIR /srv\nENTRYPOINT [\"/e\",\"x y\"]\nCMD [\"-g\"]\n"
        "USER www:www\n");
  CHECK(instructions("").empty());
}

TEST_CASE("values are not expanded and do not begin a new line") {
  CHECK(instructions(R"("Env":["A=$HOME \"q\" \\"])") == "ENV A=\"\\$HOME \\\"q\\\" \\\\\"\n");
  CHECK(instructions(R"("Cmd":["a\nRUN b","$X"])") == "CMD [\"a\\nRUN b\",\"$X\"]\n");
  const auto with_break = dockerfile::instructions_for(config(R"("Env":["A=1\nRUN evil"])"));
  CHECK_FALSE(has(with_break.text, "\nRUN"));
  CHECK(with_break.warnings.size() == 1);
}

TEST_CASE("health checks in each of their forms") {
  CHECK(instructions(R"("Healthcheck":{"Test":["NONE"]})") == "HEALTHCHECK NONE\n");
  CHECK(instructions(R"("Healthcheck":{"Test":["CMD","/c","1"],"Interval":30000000000,
                        "Timeout":1500000000,"Retries":3})") ==
        "HEALTHCHECK --interval=30s --timeout=1500000000ns --retries=3 CMD [\"/c\",\"1\"]\n");
  CHECK(instructions(R"("Healthcheck":{"Test":["CMD-SHELL","curl -f localhost || exit 1"]})") ==
        "HEALTHCHECK CMD curl -f localhost || exit 1\n");
}

TEST_CASE("the name of an image for FROM") {
  CHECK(dockerfile::from_name("nginx:1", "sha256:a") == "nginx:1");
  CHECK(dockerfile::from_name("docker-daemon:nginx:1", "sha256:a") == "nginx:1");
  CHECK(dockerfile::from_name("docker://host:5000/x/nginx:1", "sha256:a") ==
        "host:5000/x/nginx@sha256:a");
  CHECK(dockerfile::from_name("oci:dir:latest", "sha256:a").empty());
}

TEST_CASE("the context lists the kept paths and quotes them for a shell") {
  const dockerfile::Original original = {"nginx", "sha256:a", config("")};
  const auto context = dockerfile::build_context(original, {"/", "/a b"},
                                                 {{"/it's $(x)\n", "replaced/7"}, {"/e", ""}},
                                                 dockerfile::Tools::in_source);
  CHECK(context.kept_list == std::string(".\0./a b\0", 8));
  CHECK(has(context.assemble_script, "replace \"$context/replaced/7\" './it'\\''s $(x)\n'\n"));
  CHECK(has(context.assemble_script, "replace \"/dev/null\" './e'\n"));
  CHECK(has(context.dockerfile, "ARG SOURCE=nginx\nARG TOOLS=nginx\n"));
  CHECK(has(context.dockerfile, "COPY replaced/ "));

  const auto plain = dockerfile::build_context({"oci:x", "sha256:a", config("")}, {"/"}, {},
                                               dockerfile::Tools::apart);
  CHECK(has(plain.dockerfile, "ARG SOURCE\nARG TOOLS=debian:12-slim\n"));
  CHECK_FALSE(has(plain.dockerfile, "COPY replaced/ "));
  CHECK_THROWS_AS(dockerfile::build_context({"x", "", "{"}, {}, {}, dockerfile::Tools::apart),
                  Error);
}
