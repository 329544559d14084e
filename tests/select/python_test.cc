#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "select/language/python_source.h"

using namespace whittle;
using namespace whittle::testing;
using select::PythonImport;
using select::read_python_source;

namespace {

std::vector<std::string> texts(std::string_view source, PythonImport::When when) {
  std::vector<std::string> texts;
  for (const PythonImport& import : read_python_source(source).imports) {
    if (import.when == when) texts.push_back(import.text());
  }
  return texts;
}
std::vector<std::string> at_load(std::string_view source) {
  return texts(source, PythonImport::When::at_load);
}
std::vector<std::string> in_function(std::string_view source) {
  return texts(source, PythonImport::When::in_function);
}

// An image with a Python interpreter in use.
class PythonImage : public ImageOnDisk {
 public:
  PythonImage() {
    options.keep = select::Keep::closure;
    file("/usr/lib/python3.11/os.py", "");
    recorded("/usr/lib/python3.11/os.py");
  }
};

}  // namespace

TEST_CASE("imports are read in each form") {
  CHECK(at_load("import a, b.c as d\nimport e; import f\n") ==
        Paths{"import a", "import b.c", "import e", "import f"});
  CHECK(at_load("from a.b import (c, # the first\n  d as e,\n  f)\n") ==
        Paths{"from a.b import c, d, f"});
  CHECK(at_load("from . import a\nfrom ...b import *\n") ==
        Paths{"from . import a", "import ...b"});
  CHECK(at_load("from a \\\n  import b\r\n") == Paths{"from a import b"});
  CHECK(at_load("x = importlib.import_module('a.b')\ny = __import__(\"c\")\n") ==
        Paths{"import a.b", "import c"});
}

TEST_CASE("text that only looks like an import is not read as one") {
  CHECK(at_load("'''\nimport a\n'''\n# import b\nx = 'import c'\nimport_ = d\n").empty());
  CHECK(at_load("r'\\'; import a\n") == Paths{});
  CHECK(at_load("x = [\nimport_a,\n]\nfrom_ = 1\nyield_from = 2\n").empty());
  CHECK(at_load("import").empty());
  CHECK(at_load("from a").empty());
  CHECK(at_load("'''never closed\nimport a").empty());
}

TEST_CASE("an import runs when its module does, or when its function does") {
  const char* source =
      "try:\n  import a\nexcept ImportError:\n  a = None\n"
      "class B:\n  import c\n  def f(self):\n    if self:\n      import d\n  import e\n"
      "async def g(): import h\n"
      "if __name__ == '__main__':\n  import i\n"
      "if TYPE_CHECKING:\n  import j\nelse:\n  import k\n";
  CHECK(at_load(source) == Paths{"import a", "import c", "import e", "import k"});
  CHECK(in_function(source) == Paths{"import d", "import h", "import i"});
}

TEST_CASE("imports of kept Python code are kept, with a reason a user understands") {
  PythonImage image;
  image.file("/srv/app/app.py", "def late():\n  import zoneinfo\n  from shop import cart, name\n");
  image.recorded("/srv/app/app.py");
  image.file("/srv/app/shop/__init__.py", "");
  image.file("/srv/app/shop/cart.py", "from . import prices\nfrom ..gone import x\n");
  image.file("/srv/app/shop/prices.py", "");
  image.file("/usr/lib/python3.11/zoneinfo/__init__.py", "import _zoneinfo\nimport array\n");
  image.file("/usr/lib/python3.11/zoneinfo/unused.py", "");
  image.file("/usr/lib/python3.11/lib-dynload/_zoneinfo.cpython-311-x86_64-linux-gnu.so", "");
  image.file("/usr/lib/python3.11/unused.py", "");
  image.select();
  CHECK(image.kept_files() ==
        Paths{"/srv/app/app.py", "/srv/app/shop/__init__.py", "/srv/app/shop/cart.py",
              "/srv/app/shop/prices.py",
              "/usr/lib/python3.11/lib-dynload/_zoneinfo.cpython-311-x86_64-linux-gnu.so",
              "/usr/lib/python3.11/os.py", "/usr/lib/python3.11/zoneinfo/__init__.py"});
  const Reason& reason = image.reason("/usr/lib/python3.11/zoneinfo/__init__.py");
  CHECK(reason.rule == "python-import");
  CHECK(reason.evidence == "import zoneinfo");
  CHECK(reason.parent == "/srv/app/app.py");
}

TEST_CASE("imports in a library's functions only count for its own modules") {
  PythonImage image;
  const std::string site = "/usr/lib/python3/dist-packages";
  image.file(site + "/pictures/__init__.py",
             "def open():\n  from . import png\n  import heavy\n  PLUGINS = ['gif', 'none']\n");
  image.recorded(site + "/pictures/__init__.py");
  image.file(site + "/pictures/png.py", "");
  image.file(site + "/pictures/gif.py", "");
  image.file(site + "/pictures/psd.py", "");
  image.file(site + "/heavy.py", "");
  image.select();
  CHECK(image.kept(site + "/pictures/png.py"));
  CHECK(image.kept(site + "/pictures/gif.py"));
  CHECK_FALSE(image.kept(site + "/pictures/psd.py"));
  CHECK_FALSE(image.kept(site + "/heavy.py"));
}

TEST_CASE(
    "a library's translations are data, with the formats beside them, without their sources") {
  PythonImage image;
  const std::string shop = "/usr/lib/python3/dist-packages/web";
  image.file(shop + "/__init__.py", "");
  image.recorded(shop + "/__init__.py");
  for (const char* name :
       {"__init__.py", "de/__init__.py", "de/formats.py", "de/web.mo", "de/web.po"}) {
    image.file(shop + "/locale/" + name, "");
  }
  image.select();
  CHECK(image.kept(shop + "/locale/de/formats.py"));
  CHECK(image.kept(shop + "/locale/de/web.mo"));
  CHECK_FALSE(image.kept(shop + "/locale/de/web.po"));
}

TEST_CASE("a library that imports by computed names may import the packages it names in strings") {
  PythonImage image;
  const std::string site = "/usr/lib/python3/dist-packages";
  image.file(site + "/asks/__init__.py",
             "for name in ('codes', 'pip', 'none'):\n  __import__(name)\n");
  image.file(site + "/plain/__init__.py", "NAMES = ('other', 'none')\n");
  image.recorded(site + "/asks/__init__.py");
  image.recorded(site + "/plain/__init__.py");
  image.file(site + "/codes/__init__.py", "");
  image.file(site + "/other/__init__.py", "");
  image.file(site + "/pip/__init__.py", "");
  image.select();
  CHECK(image.reason(site + "/codes/__init__.py").evidence == "names module codes");
  CHECK_FALSE(image.kept(site + "/other/__init__.py"));
  CHECK_FALSE(image.kept(site + "/pip/__init__.py"));
}

TEST_CASE("modules are found in namespaces, on PYTHONPATH and in directories of .pth files") {
  PythonImage image;
  image.config.env = {"PYTHONPATH=/opt/more"};
  image.file("/srv/app/app.py", "import space.one, space.two\nimport more\nimport edited\n");
  image.recorded("/srv/app/app.py");
  image.file("/srv/app/space/one.py", "");
  image.file("/opt/more/space/two.py", "");
  image.file("/opt/more/more.py", "");
  image.file("/usr/lib/python3/dist-packages/edited.pth", "/home/me/edited\nimport sys\n");
  image.file("/home/me/edited/edited.py", "");
  image.select();
  CHECK(image.kept("/srv/app/space/one.py"));
  CHECK(image.kept("/opt/more/space/two.py"));
  CHECK(image.kept("/opt/more/more.py"));
  CHECK(image.kept("/home/me/edited/edited.py"));
}

TEST_CASE("modules that application code names in strings are kept") {
  PythonImage image;
  image.file("/srv/app/settings.py", "x = {'class': 'logging.handlers.Rotating', 'y': 'os.path'}");
  image.recorded("/srv/app/settings.py");
  image.file("/usr/lib/python3.11/logging/__init__.py", "");
  image.file("/usr/lib/python3.11/logging/handlers.py", "");
  image.select();
  CHECK(image.kept("/usr/lib/python3.11/logging/handlers.py"));
}

TEST_CASE("a compiled module needs its source, and without Python nothing is followed") {
  PythonImage image;
  image.file("/usr/lib/python3.11/__pycache__/abc.cpython-311.pyc", "x");
  image.recorded("/usr/lib/python3.11/__pycache__/abc.cpython-311.pyc");
  image.file("/usr/lib/python3.11/abc.py", "");
  image.select();
  CHECK(image.kept("/usr/lib/python3.11/abc.py"));

  ImageOnDisk none;
  none.options.keep = select::Keep::closure;
  none.file("/srv/app/app.py", "import other\n");
  none.recorded("/srv/app/app.py");
  none.file("/srv/app/other.py", "");
  none.file("/usr/lib/python3.11/os.py", "");
  none.select();
  CHECK_FALSE(none.kept("/usr/lib/python3.11/os.py"));
}

TEST_CASE("a package in use has its data and its metadata, not its sources and tests") {
  PythonImage image;
  const std::string site = "/usr/lib/python3/dist-packages";
  image.file(site + "/certifi/__init__.py", "");
  image.recorded(site + "/certifi/__init__.py");
  image.file(site + "/certifi/cacert.pem", "roots");
  image.file(site + "/certifi/speedups.c", "int x;");
  image.file(site + "/certifi/tests/data.json", "{}");
  image.file(site + "/certifi/zones/Europe/__init__.py", "");
  image.file(site + "/certifi/zones/Europe/Berlin", "TZif");
  image.file(site + "/certifi/more/__init__.py", "");
  image.file(site + "/certifi/more/code.py", "");
  image.file(site + "/certifi/more/data.json", "{}");
  image.file(site + "/Certifi-1.dist-info/METADATA", "Name: Certifi");
  image.file(site + "/Certifi-1.dist-info/top_level.txt", "certifi\n");
  image.file(site + "/Certifi-1.dist-info/INSTALLER", "pip");
  image.file(site + "/other-1.dist-info/METADATA", "Name: other");
  image.select();
  CHECK(image.kept_files() ==
        Paths{"/usr/lib/python3.11/os.py", site + "/Certifi-1.dist-info/METADATA",
              site + "/Certifi-1.dist-info/top_level.txt", site + "/certifi/__init__.py",
              site + "/certifi/cacert.pem", site + "/certifi/zones/Europe/Berlin",
              site + "/certifi/zones/Europe/__init__.py"});
  CHECK(image.reason(site + "/certifi/cacert.pem").evidence == "data of Python package certifi");
}

TEST_CASE("data of a package over the budget is left out, with a warning") {
  PythonImage image;
  image.options.data_budget = 3;
  const std::string site = "/usr/lib/python3/dist-packages";
  image.file(site + "/large/__init__.py", "");
  image.recorded(site + "/large/__init__.py");
  image.file(site + "/large/data.bin", "1234");
  const KeepSet& keep = image.select();
  CHECK(image.reason(site + "/large/data.bin").rule == "over-budget");
  REQUIRE(keep.warnings.size() == 1);
  CHECK(keep.warnings[0].find("--data-budget") != std::string::npos);
}

TEST_CASE("an interpreter has the usual encodings and what its C code imports") {
  PythonImage image;
  const std::string library = "/usr/lib/python3.11";
  for (const char* name : {"utf_8", "cp1252", "cp037", "mac_arabic", "shift_jis"}) {
    image.file(library + "/encodings/" + name + ".py", "");
  }
  image.file(library + "/encodings/idna.py", "import stringprep\n");
  image.file(library + "/stringprep.py", "");
  image.file(library + "/_strptime.py", "");
  image.select();
  CHECK(image.kept_files() ==
        Paths{library + "/_strptime.py", library + "/encodings/cp1252.py",
              library + "/encodings/idna.py", library + "/encodings/shift_jis.py",
              library + "/encodings/utf_8.py", library + "/os.py", library + "/stringprep.py"});
}

TEST_CASE("data of a package behind a link is kept, or weighed and said") {
  PythonImage image;
  const std::string site = "/usr/lib/python3/dist-packages";
  image.file(site + "/babel/__init__.py", "");
  image.recorded(site + "/babel/__init__.py");
  image.line(site + "/babel/locale-data -> /usr/share/babel-data");
  image.file("/usr/share/babel-data/de.dat", std::string(400, 'x'));
  SUBCASE("within the budget") {
    image.select();
    CHECK(image.kept("/usr/share/babel-data/de.dat"));
    CHECK(image.kept(site + "/babel/locale-data"));
  }
  SUBCASE("over it") {
    image.options.data_budget = 100;
    const KeepSet& keep = image.select();
    CHECK(image.reason("/usr/share/babel-data/de.dat").rule == "over-budget");
    REQUIRE(keep.warnings.size() == 1);
    CHECK(keep.warnings[0].starts_with(
        "left out: data in /usr/share/babel-data of Python package babel ("));
  }
}
