#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "select/language/word_scan.h"

using namespace whittle;
using namespace whittle::testing;
using select::literal;
using select::ScriptLanguage;
using select::WordScan;

namespace {

std::vector<std::string> words(std::string_view text, ScriptLanguage language) {
  std::vector<std::string> words;
  for (WordScan scan(text, language); scan.next();) words.emplace_back(scan.word());
  return words;
}

const std::string kRubyLibrary = "/usr/lib/ruby/3.1.0";
const std::string kGems = "/var/lib/gems/3.1.0";

class RubyImage : public ImageOnDisk {
 public:
  explicit RubyImage(const std::string& app) {
    options.keep = select::Keep::closure;
    options.app_budget = 0;
    file("/srv/app/app.rb", app);
    recorded("/srv/app/app.rb");
    file(kRubyLibrary + "/set.rb", "");
    recorded(kRubyLibrary + "/set.rb");
    file(kGems + "/specifications/shop-1.0.gemspec", "");
    file(kGems + "/gems/shop-1.0/lib/shop.rb",
         "require 'csv'\nautoload :Cart, 'shop/cart'\ndef x\n  require 'shop/late'\n"
         "  require 'heavy'\nend\n");
  }
};

}  // namespace

TEST_CASE("words are found outside of comments, strings and documentation") {
  CHECK(words("a # b\n'c' \"d\"\n=begin\ne\n=end\nf\n__END__\ng", ScriptLanguage::ruby) ==
        Paths{"a", "f"});
  CHECK(words("A::B $#x\n=pod\nc\n=cut\nd", ScriptLanguage::perl) == Paths{"A::B", "x", "d"});
  CHECK(words("A\\B /* c */ // d\n# e\nf", ScriptLanguage::php) == Paths{"A\\B", "f"});
  CHECK(words("/'/ a\nb", ScriptLanguage::ruby) == Paths{"b"});
}

TEST_CASE("a literal has no interpolation and is closed") {
  CHECK(literal(" ('a/b')") == "a/b");
  CHECK(literal(" \"a\"") == "a");
  CHECK_FALSE(literal(" \"a#{b}\""));
  CHECK_FALSE(literal(" name"));
  CHECK_FALSE(literal("'never closed"));
}

TEST_CASE("files that kept Ruby code requires are kept") {
  RubyImage image("def late\n  require 'shop'\n  require_relative 'lib/own'\nend\n");
  image.file("/srv/app/lib/own.rb", "require 'set'\n");
  image.file(kGems + "/gems/shop-1.0/lib/shop/cart.rb", "");
  image.file(kGems + "/gems/shop-1.0/lib/shop/late.rb", "");
  image.file(kGems + "/gems/shop-1.0/lib/shop/unused.rb", "");
  image.file(kGems + "/gems/shop-1.0/lib/shop/names.yml", "");
  image.file(kGems + "/gems/shop-1.0/test/names.yml", "");
  image.file(kGems + "/gems/shop-1.0/bin/shop", "#!/usr/bin/ruby\nrequire 'heavy'\n");
  image.file(kRubyLibrary + "/csv.rb", "");
  image.file(kRubyLibrary + "/heavy.rb", "");
  image.select();
  CHECK(image.kept_files() ==
        Paths{"/srv/app/app.rb", "/srv/app/lib/own.rb", kRubyLibrary + "/csv.rb",
              kRubyLibrary + "/set.rb", kGems + "/gems/shop-1.0/lib/shop.rb",
              kGems + "/gems/shop-1.0/lib/shop/cart.rb", kGems + "/gems/shop-1.0/lib/shop/late.rb",
              kGems + "/gems/shop-1.0/lib/shop/names.yml",
              kGems + "/specifications/shop-1.0.gemspec"});
  CHECK(image.reason(kGems + "/gems/shop-1.0/lib/shop.rb").evidence == "require \"shop\"");
}

TEST_CASE("an interpreter in use has its encodings") {
  RubyImage image("");
  const std::string machine = "/usr/lib/x86_64-linux-gnu/ruby/3.1.0/enc/";
  image.file(machine + "encdb.so", "");
  image.file(machine + "trans/emoji.so", "");
  image.recorded(machine + "encdb.so");
  image.file(machine + "trans/japanese.so", "");
  image.file(kRubyLibrary + "/unicode_normalize/normalize.rb", "require_relative 'tables'\n");
  image.file(kRubyLibrary + "/unicode_normalize/tables.rb", "");
  image.select();
  CHECK(image.kept(machine + "trans/japanese.so"));
  CHECK_FALSE(image.kept(machine + "trans/emoji.so"));
  CHECK(image.kept(kRubyLibrary + "/unicode_normalize/tables.rb"));
}

TEST_CASE(
    "what a library requires in a block that runs when it is loaded; a gem with its own lib") {
  RubyImage image("require 'shop'\nrequire 'many'\n");
  image.file(kRubyLibrary + "/csv.rb",
             "begin\n  require 'parser'\nrescue LoadError\n  require 'other'\nend\ndef x\n  "
             "require 'late'\nend\n");
  for (const char* name : {"other", "late"}) {
    image.file(kRubyLibrary + "/" + name + ".rb", "");
  }
  image.file(kRubyLibrary + "/parser.rb", "require 'fast.so'\n");
  image.file("/usr/lib/x86_64-linux-gnu/ruby/3.1.0/fast.so", "");
  image.file(kRubyLibrary + "/fast/errors.rb", "");
  const std::string own = kGems + "/gems/many-ruby-1.1/lib/many-ruby";
  image.file(own + "/many.rb", "");
  image.select();
  CHECK(image.kept(kRubyLibrary + "/parser.rb"));
  CHECK(image.kept(kRubyLibrary + "/other.rb"));
  CHECK_FALSE(image.kept(kRubyLibrary + "/late.rb"));
  CHECK(image.kept(own + "/many.rb"));
  CHECK(image.reason(kRubyLibrary + "/fast/errors.rb").evidence == "Ruby part of fast.so");
}
