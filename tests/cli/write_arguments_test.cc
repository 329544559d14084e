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
  CHECK(contains(error_of([] { cli::parse_compression("zstd:23"); }), "levels are 1 to 22"));
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

TEST_CASE("edits that are not valid are refused") {
  const auto error = [](const cli::ConfigEditTexts& texts) {
    return error_of([&] { cli::to_config_edits(texts); });
  };
  cli::ConfigEditTexts texts;
  texts.cmd = "[1]";
  CHECK(contains(error(texts), "--new-cmd does not accept [1]"));
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
