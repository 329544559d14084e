// Modules and applications of the BEAM (Erlang, Elixir).
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "select/language/beam_file.h"

using namespace whittle;
using select::read_beam_file;
using select::read_needed_applications;
using testing::ImageOnDisk;
using testing::Paths;

namespace {

std::string be32(std::size_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xff);
  return bytes;
}

std::string chunk(const std::string& name, std::string content) {
  std::string bytes = name + be32(content.size()) + content;
  while (bytes.size() % 4 != 0) bytes += '\0';
  return bytes;
}

// A module whose imports are functions of the last `imported` atoms.
std::string beam(const Paths& atoms, std::size_t imported) {
  std::string names = be32(atoms.size());
  for (const std::string& atom : atoms) names += static_cast<char>(atom.size()) + atom;
  std::string imports = be32(imported);
  for (std::size_t i = atoms.size() - imported; i < atoms.size(); ++i) {
    imports += be32(i + 1) + be32(1) + be32(0);
  }
  const std::string body = "BEAM" + chunk("AtU8", names) + chunk("ImpT", imports);
  return "FOR1" + be32(body.size()) + body;
}

const std::string kOtp = "/usr/lib/erlang/lib/";

class BeamImage : public ImageOnDisk {
 public:
  explicit BeamImage(const std::string& app) {
    options.keep = select::Keep::closure;
    file("/app/ebin/Elixir.Web.beam", app, "644");
    recorded("/app/ebin/Elixir.Web.beam");
    application("ssl", {"ssl", "tls"}, "kernel, 'crypto'");
    application("crypto", {"crypto"}, "kernel");
    application("kernel", {"code", "file"}, "");
    application("wx", {"wx"}, "kernel");
    file(kOtp + "crypto-5/priv/lib/crypto.so", "", "644");
    file(kOtp + "ssl-5/src/ssl.erl", "", "644");
  }
  void application(const std::string& name, const Paths& modules, const std::string& needs) {
    const std::string ebin = kOtp + name + "-5/ebin/";
    file(ebin + name + ".app",
         "{application, " + name + ",\n [{vsn, \"5\"}, % {applications, [wx]}\n" +
             "  {applications, [" + needs + "]}]}.\n",
         "644");
    for (const std::string& module : modules) {
      file(ebin + module + ".beam", beam({module, "code"}, 1), "644");
    }
  }
};

}  // namespace

TEST_CASE("a module's atoms and imports are read, and damaged ones harm nothing") {
  const std::string bytes = beam({"web", "wx", "ssl"}, 1);
  CHECK(read_beam_file(bytes).atoms == std::set<std::string>{"web", "wx", "ssl"});
  CHECK(read_beam_file(bytes).imports == std::set<std::string>{"ssl"});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    read_beam_file(std::string_view(bytes).substr(0, size));
  }
  std::string huge = bytes;
  huge.replace(huge.find("AtU8") + 8, 4, "\x7f\xff\xff\xff");
  CHECK(read_beam_file(huge).atoms.size() <= 3);
  CHECK(read_beam_file("FOR1").atoms.empty());
}

TEST_CASE("atoms as OTP 28 writes them: a negative count, lengths of one or two bytes") {
  const std::string longer(300, 'x');
  std::string names = be32(0xfffffffe);
  names += std::string("\x30") + "web";
  names += std::string("\x28") + static_cast<char>(300 & 0xff) + longer;
  const std::string body = "BEAM" + chunk("AtU8", names);
  CHECK(read_beam_file("FOR1" + be32(body.size()) + body).atoms ==
        std::set<std::string>{"web", longer});
}

TEST_CASE("what a resource file says that its application needs") {
  CHECK(read_needed_applications("{application, a, [{applications, [kernel, 'Odd name']},\n"
                                 "{included_applications,[b]}, % {applications, [c]}\n"
                                 "{description, \"{applications, [d]}\"}]}.") ==
        std::set<std::string>{"kernel", "Odd name", "b"});
  CHECK(read_needed_applications("{applications, [").empty());
}

TEST_CASE("applications that the app's own modules call are kept, with those that they need") {
  BeamImage image(beam({"Elixir.Web", "none", "ssl"}, 1));
  image.select();
  CHECK(image.kept_files() ==
        Paths{"/app/ebin/Elixir.Web.beam", kOtp + "crypto-5/ebin/crypto.app",
              kOtp + "crypto-5/ebin/crypto.beam", kOtp + "crypto-5/priv/lib/crypto.so",
              kOtp + "kernel-5/ebin/code.beam", kOtp + "kernel-5/ebin/file.beam",
              kOtp + "kernel-5/ebin/kernel.app", kOtp + "ssl-5/ebin/ssl.app",
              kOtp + "ssl-5/ebin/ssl.beam", kOtp + "ssl-5/ebin/tls.beam"});
  CHECK(image.reason(kOtp + "ssl-5/ebin/tls.beam").evidence == "calls module ssl");
  CHECK(image.reason(kOtp + "crypto-5/ebin/crypto.beam").evidence == "needs application crypto");
}

TEST_CASE("an application beyond the budget is left out, with a warning") {
  BeamImage image(beam({"Elixir.Web", "wx"}, 1));
  image.file(kOtp + "wx-5/ebin/wx_big.beam", std::string(3000, 'x'), "644");
  image.options.app_budget = 1000;
  const KeepSet& keep = image.select();
  CHECK_FALSE(image.kept(kOtp + "wx-5/ebin/wx.beam"));
  REQUIRE(keep.warnings.size() == 1);
  CHECK(keep.warnings.front() ==
        "left out: /usr/lib/erlang/lib/wx-5 (3.1 kB, for /app/ebin/Elixir.Web.beam): more than "
        "--app-budget (1.0 kB); "
        "--app-budget 1M or --include-path /usr/lib/erlang/lib/wx-5 keeps it");
  CHECK(image.reason(kOtp + "wx-5/ebin/wx.beam").evidence == "calls module wx, 3.1 kB");
}
