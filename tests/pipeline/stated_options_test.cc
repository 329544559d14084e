#include "pipeline/stated_options.h"

#include <doctest/doctest.h>

using namespace whittle;
using pipeline::MinifyOptions;
using pipeline::stated_options;
using Texts = std::vector<std::string>;

TEST_CASE("the statement has the defaults that decide what is kept, and leaves out what is empty") {
  const attestation::Options stated = stated_options({});
  CHECK(stated.at("keep") == Texts{"closure"});
  CHECK(stated.at("listed") == Texts{"automatic"});
  CHECK(stated.at("package-metadata") == Texts{"prune"});
  CHECK(stated.at("layers") == Texts{"squash"});
  CHECK(stated.at("network") == Texts{"none"});
  CHECK(stated.at("repair-rounds") == Texts{"3"});
  for (const char* absent : {"exec", "no-verify", "user", "platform", "keep-file"}) {
    CAPTURE(absent);
    CHECK_FALSE(stated.contains(absent));
  }
}

TEST_CASE("values of variables and labels are not stated") {
  MinifyOptions options;
  options.record.run.env = {"PASSWORD=secret", "EMPTY="};
  options.write.edits.env = {"TOKEN=secret"};
  options.write.edits.labels = {{"owner", "secret"}};
  const attestation::Options stated = stated_options(options);
  CHECK(stated.at("env") == Texts{"PASSWORD", "EMPTY"});
  CHECK(stated.at("new-env") == Texts{"TOKEN"});
  CHECK(stated.at("new-label") == Texts{"owner"});
}

TEST_CASE("options are stated by their words") {
  MinifyOptions options;
  options.select.keep = select::Keep::used;
  options.write.layers = write::Layers::split;
  options.record.run.network = Network::host;
  options.record.runs = {{"--version", "-v"}, {"--help"}};
  options.record.run.volumes = {{.source = "/host", .destination = "/data"}};
  options.seccomp.arguments = SeccompArguments::recorded;
  options.verify = pipeline::Verify::no;
  options.write.source_date_epoch = 12;
  const attestation::Options stated = stated_options(options);
  CHECK(stated.at("keep") == Texts{"used"});
  CHECK(stated.at("layers") == Texts{"split"});
  CHECK(stated.at("network") == Texts{"host"});
  CHECK(stated.at("run") == Texts{"--version -v", "--help"});
  CHECK(stated.at("volume") == Texts{"/data"});
  CHECK(stated.at("seccomp-strict") == Texts{"yes"});
  CHECK(stated.at("profile-form") == Texts{"broad"});
  CHECK(stated.at("seccomp-network") == Texts{"allow"});
  CHECK(stated.at("no-verify") == Texts{"yes"});
  CHECK(stated.at("source-date-epoch") == Texts{"12"});
}
