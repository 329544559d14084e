#include <doctest/doctest.h>

#include "image_on_disk.h"

using namespace whittle;
using namespace whittle::testing;

namespace {

class PerlImage : public ImageOnDisk {
 public:
  explicit PerlImage(const std::string& script) {
    options.keep = select::Keep::closure;
    options.app_budget = 0;
    file("/srv/app/run", "#!/usr/bin/perl -w\n" + script);
    recorded("/srv/app/run");
    file("/usr/bin/perl", "x");
    file("/usr/lib/x86_64-linux-gnu/perl-base/strict.pm", "");
    recorded("/usr/lib/x86_64-linux-gnu/perl-base/strict.pm");
  }
};

}  // namespace

TEST_CASE("modules that kept Perl code uses are kept with their compiled part") {
  PerlImage image(
      "use A::B;\nsub late { require C; }\nuse parent -norequire, qw(D E::F);\n# use G;\n"
      "require \"h.pl\";\nuse 5.010;\n=pod\nuse I;\n=cut\n");
  const std::string share = "/usr/share/perl/5.36.0";
  const std::string machine = "/usr/lib/x86_64-linux-gnu/perl/5.36";
  image.file(machine + "/A/B.pm", "require XSLoader;\nsub x { require A::Late; require Heavy; }");
  image.file(machine + "/auto/A/B/B.so", "");
  image.file(machine + "/auto/A/C/C.so", "");
  for (const char* name : {"A/Late", "C", "D", "E/F", "G", "Heavy", "I"}) {
    image.file(share + "/" + name + ".pm", "");
  }
  image.file("/srv/app/lib/h.pl", "");
  image.select();
  CHECK(image.kept_files() == Paths{"/srv/app/lib/h.pl", "/srv/app/run", "/usr/bin/perl",
                                    "/usr/lib/x86_64-linux-gnu/perl-base/strict.pm",
                                    machine + "/A/B.pm", machine + "/auto/A/B/B.so",
                                    share + "/A/Late.pm", share + "/C.pm", share + "/D.pm",
                                    share + "/E/F.pm"});
  CHECK(image.reason(share + "/E/F.pm").evidence == "use parent E::F");
}

TEST_CASE("of two compiled parts the one in the module's library directory is kept") {
  PerlImage image("use A;\n");
  const std::string base = "/usr/lib/x86_64-linux-gnu/perl-base";
  const std::string machine = "/usr/lib/x86_64-linux-gnu/perl/5.36";
  image.file(machine + "/A.pm", "require XSLoader;\n");
  image.file(machine + "/auto/A/A.so", "");
  image.file(base + "/auto/A/A.so", "");
  image.select();
  CHECK(image.kept(machine + "/auto/A/A.so"));
  CHECK_FALSE(image.kept(base + "/auto/A/A.so"));
}

TEST_CASE("of a module in several libraries the first in @INC is kept") {
  PerlImage image("use A;\n");
  const std::string machine = "/usr/lib/x86_64-linux-gnu/";
  for (const char* library : {"perl/5.36", "perl-base"}) {
    image.file(machine + library + "/A.pm", "");
  }
  image.select();
  CHECK(image.kept(machine + "perl-base/A.pm"));
  CHECK_FALSE(image.kept(machine + "perl/5.36/A.pm"));
}

TEST_CASE(
    "of an installed Perl library: late requires, names in strings, and modules below its name") {
  PerlImage image("use A::B;\n");
  const std::string vendor = "/usr/share/perl5";
  image.file(vendor + "/A/B.pm",
             "sub x { require Late; }\nmy @choices = ('One::XS', \"One::PP\", 'Nowhere::At');\n");
  for (const char* name :
       {"A/B/Plugin", "A/B/Deep/Plugin", "A/Other", "Late", "One/XS", "One/PP"}) {
    image.file(vendor + "/" + name + ".pm", "");
  }
  image.file(vendor + "/A/B/readme.pod", "");
  image.file(vendor + "/A/B/Test.pm", "");
  image.file(vendor + "/A/B/Test/Tool.pm", "");
  image.select();
  for (const char* name : {"A/B/Plugin", "A/B/Deep/Plugin", "Late", "One/XS", "One/PP"}) {
    CAPTURE(name);
    CHECK(image.kept(vendor + "/" + name + ".pm"));
  }
  CHECK_FALSE(image.kept(vendor + "/A/Other.pm"));
  CHECK_FALSE(image.kept(vendor + "/A/B/readme.pod"));
  CHECK_FALSE(image.kept(vendor + "/A/B/Test.pm"));
  CHECK_FALSE(image.kept(vendor + "/A/B/Test/Tool.pm"));
  CHECK(image.reason(vendor + "/A/B/Deep/Plugin.pm").evidence == "below A::B");
  CHECK(image.reason(vendor + "/One/PP.pm").evidence == "names One::PP");
}
