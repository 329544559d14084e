#include "cli/write_arguments.h"

#include <doctest/doctest.h>

#include "cli/config_edit_options.h"
#include "transport/sample_image.h"

using namespace whittle;
using whittle::test::contains;
using whittle::test::error_of;
using Words = std::vector<std::string>;

TEST_CASE("a compression may have a level of its own") {
  CHECK(cli::parse_compression("gzip").form == Compression::gzip);
  CHECK(cli::parse_compression("gzip").level == 0);
  CHECK(cli::parse_compression("gzip:12").level == 12);
  CHECK(cli::parse_compression("zstd:22").level == 22);
  CHECK(cli::parse_compression("zstd:22").form == Compression::zstd);
  CHECK(cli::parse_compression("none").form == Compression::none);
  for (const char* wrong : {"gzip:0", "gzip:13", "zstd:23", "zstd:-1", "gzip:", "gzip:6x", "none:1",
                            "xz", "", "gzip:6:6"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(cli::parse_compression(wrong), UsageError);
  }
  CHECK(contains(error_of([] { cli::parse_compression("zstd:23"); }), "it takes 1 to 22"));
}

TEST_CASE("--layers names the nearest right word") {
  CHECK(cli::parse_layers("split") == write::Layers::split);
  CHECK(contains(error_of([] { cli::parse_layers("presrve"); }), "did you mean preserve?"));
}

TEST_CASE("SOURCE_DATE_EPOCH is seconds") {
  CHECK(cli::parse_source_date_epoch("0") == 0);
  CHECK(cli::parse_source_date_epoch("1700000000") == 1700000000);
  for (const char* wrong : {"", "now", "-1", "1.5", "1 ", "253402300800", "99999999999999999999"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(cli::parse_source_date_epoch(wrong), UsageError);
  }
}

TEST_CASE("edits of the config are words or JSON") {
  cli::ConfigEditTexts texts;
  texts.entrypoint = R"(["nginx", "-g", "daemon off;"])";
  texts.cmd = "-c 'a b'";
  texts.labels = {"k=v=w"};
  const oci::ConfigEdits edits = cli::to_config_edits(texts);
  CHECK(edits.entrypoint == Words{"nginx", "-g", "daemon off;"});
  CHECK(edits.cmd == Words{"-c", "a b"});
  CHECK(edits.labels.at("k") == "v=w");
  CHECK_FALSE(edits.user);
  texts.entrypoint = "";
  CHECK(cli::to_config_edits(texts).entrypoint == Words{});
}

TEST_CASE("edits that are none are refused") {
  const auto error = [](const cli::ConfigEditTexts& texts) {
    return error_of([&] { cli::to_config_edits(texts); });
  };
  cli::ConfigEditTexts texts;
  texts.cmd = "[1]";
  CHECK(contains(error(texts), "--new-cmd does not understand [1]"));
  texts = {};
  texts.env = {"NAME"};
  CHECK(contains(error(texts), "--new-env needs NAME=VALUE"));
  texts = {};
  texts.labels = {"=x"};
  CHECK(contains(error(texts), "--new-label needs NAME=VALUE"));
  texts = {};
  texts.working_dir = "srv";
  CHECK(contains(error(texts), "--new-workdir needs an absolute path"));
}

TEST_CASE("a list takes one word each time, and leaves the others to be images") {
  CLI::App app;
  std::vector<std::string> images;
  std::vector<std::string> tags;
  app.add_option("IMAGE", images);
  cli::add_list(app, "--tag", tags, "");
  cli::parse(app, {"--tag", "a", "--tag", "b", "one", "two"});
  CHECK(images == Words{"one", "two"});
  CHECK(tags == Words{"a", "b"});
}

TEST_CASE("an option with an empty text is not one that was not given") {
  cli::ConfigEditTexts texts;
  CLI::App app;
  cli::bind_config_edits(app, texts);
  cli::parse(app, {"--new-cmd", "", "--new-user", "", "--new-env", "A=", "--new-env", "B=1"});
  const oci::ConfigEdits edits = cli::to_config_edits(texts);
  CHECK(edits.cmd == Words{});
  CHECK(edits.user == "");
  CHECK(edits.env == Words{"A=", "B=1"});
  CHECK_FALSE(edits.entrypoint);
}
