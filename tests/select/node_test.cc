#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "select/language/javascript_source.h"

using namespace whittle;
using namespace whittle::testing;
using select::ModuleReference;
using select::read_javascript_source;

namespace {

std::vector<std::string> references(std::string_view source) {
  constexpr const char* kForms[] = {"require ", "import ", "prefix ", "file "};
  std::vector<std::string> texts;
  for (const ModuleReference& reference : read_javascript_source(source).references) {
    texts.push_back(kForms[static_cast<int>(reference.form)] + reference.specifier);
  }
  return texts;
}

class NodeImage : public ImageOnDisk {
 public:
  explicit NodeImage(const std::string& server) {
    options.keep = select::Keep::closure;
    options.app_budget = 0;
    file("/app/server.js", server);
    recorded("/app/server.js");
  }
  // The kept files without the server itself.
  Paths found() {
    select();
    Paths paths = kept_files();
    std::erase(paths, "/app/server.js");
    return paths;
  }
};

}  // namespace

TEST_CASE("modules are read in each form") {
  CHECK(references("const a = require('a'), b = require(\"./b\");") ==
        Paths{"require a", "require ./b"});
  CHECK(references("import 'a'; import b, {c} from \"d\"; export * from 'e'; import('f')") ==
        Paths{"import a", "import d", "import e", "import f"});
  CHECK(references("require.resolve('a'); import(`b`); require('c', x)") ==
        Paths{"require a", "import b", "require c"});
  CHECK(references("require('./locale/' + name); require(`./x/${name}.js`)") ==
        Paths{"prefix ./locale/", "prefix ./x/"});
  CHECK(references("path.join(__dirname, '..', 'views'); __dirname + '/a.html'; __dirname") ==
        Paths{"file ./../views", "file ./a.html"});
  CHECK(references("new URL('./a.wasm', import.meta.url)") == Paths{"file ./a.wasm"});
}

TEST_CASE("text in comments, strings, templates and regular expressions is not read as code") {
  CHECK(references("// require('a')\n/* require('b') */ x = 'require(\"c\")'").empty());
  CHECK(references("x = /['\"`]/; require('a')") == Paths{"require a"});
  CHECK(references("x = (a) / 2; require('b') / 3") == Paths{"require b"});
  CHECK(references("return /[/'\"]/.test(x); require('c')") == Paths{"require c"});
  CHECK(references("`a ${ b ? `${require('d')}` : {} } require('no')`; require('e')") ==
        Paths{"require d", "require e"});
  CHECK(references("#!/usr/bin/node 'x\nrequire('f')") == Paths{"require f"});
  CHECK(references("obj.import('x'); a.from('y'); import").empty());
  CHECK(references("`never closed ${ 'so").empty());
}

TEST_CASE("relative modules, directories and packages are found as Node finds them") {
  NodeImage image(
      "require('./a'); require('./data'); require('dep'); require('dep/sub'); "
      "require('@s/scoped'); require('fs'); require('url')");
  image.file("/app/a.js", "");
  image.file("/app/data.json", "{}");
  image.file("/app/node_modules/dep/package.json", R"({"main": "lib"})");
  image.file("/app/node_modules/dep/lib/index.js", "require('nested'); require('./lazy')");
  image.file("/app/node_modules/dep/lib/lazy.js", "");
  image.file("/app/node_modules/dep/lib/unused.js", "");
  image.file("/app/node_modules/dep/sub.js", "");
  image.file("/app/node_modules/dep/node_modules/nested/index.js", "");
  image.file("/node_modules/@s/scoped/index.js", "");
  image.file("/app/node_modules/url/index.js", "");
  CHECK(image.found() == Paths{"/app/a.js", "/app/data.json", "/app/node_modules/dep/lib/index.js",
                               "/app/node_modules/dep/lib/lazy.js",
                               "/app/node_modules/dep/node_modules/nested/index.js",
                               "/app/node_modules/dep/package.json", "/app/node_modules/dep/sub.js",
                               "/node_modules/@s/scoped/index.js"});
  CHECK(image.reason("/app/a.js").evidence == "require(\"./a\")");
  CHECK(image.reason("/app/a.js").parent == "/app/server.js");
}

TEST_CASE("exports are followed with the conditions of require or import") {
  NodeImage image("require('dual'); require('dual/feature/x')");
  image.file("/app/node_modules/dual/package.json",
             R"({"exports": {".": {"browser": "./b.js", "import": "./m.mjs", "require": "./c.cjs"},
                 "./feature/*": ["./f/*.js"]}})");
  image.file("/app/node_modules/dual/b.js", "");
  image.file("/app/node_modules/dual/m.mjs", "");
  image.file("/app/node_modules/dual/c.cjs", "");
  image.file("/app/node_modules/dual/f/x.js", "");
  CHECK(image.found() == Paths{"/app/node_modules/dual/c.cjs", "/app/node_modules/dual/f/x.js",
                               "/app/node_modules/dual/package.json"});
}

TEST_CASE("of a computed name all files with its literal prefix are kept") {
  NodeImage image("require('dep')");
  image.file("/app/node_modules/dep/index.js", "require('./locale/' + name)");
  image.file("/app/node_modules/dep/locale/de.js", "");
  image.file("/app/node_modules/dep/locale/notes.txt", "");
  image.file("/app/node_modules/dep/other.js", "");
  CHECK(image.found() ==
        Paths{"/app/node_modules/dep/index.js", "/app/node_modules/dep/locale/de.js"});
}

TEST_CASE("a package that requires computed names has all its code kept, but not its tests") {
  NodeImage image("require('dep')");
  image.file("/app/node_modules/dep/index.js", "names.map(name => require(name))");
  image.file("/app/node_modules/dep/plugins/a.js", "");
  image.file("/app/node_modules/dep/test/a.js", "");
  image.file("/app/node_modules/dep/node_modules/other/index.js", "");
  image.file("/app/node_modules/dep/index.d.ts", "");
  CHECK(image.found() ==
        Paths{"/app/node_modules/dep/index.js", "/app/node_modules/dep/plugins/a.js"});
}

TEST_CASE("a dependency that the application names in a string is kept") {
  NodeImage image("app.set('view engine', 'pug'); x = 'unrelated'");
  image.file("/app/package.json", R"({"dependencies": {"pug": "3"}})");
  image.file("/app/node_modules/pug/index.js", "");
  image.file("/app/node_modules/unrelated/index.js", "");
  CHECK(image.found() == Paths{"/app/node_modules/pug/index.js", "/app/package.json"});
}

TEST_CASE("a damaged package.json counts as empty") {
  NodeImage image("require('dep')");
  image.file("/app/node_modules/dep/package.json", R"({"main": [}{)");
  image.file("/app/node_modules/dep/index.js", "");
  CHECK(image.found() ==
        Paths{"/app/node_modules/dep/index.js", "/app/node_modules/dep/package.json"});
}
