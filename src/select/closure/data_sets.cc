#include "select/closure/data_sets.h"

namespace whittle::select {
namespace {

using Kind = Clue::Kind;
using Words = std::string_view[];

// File name prefixes of libc, and of programs that have their own data and mention the system's
// without using it.
constexpr Words kLibc = {"libc.so", "libc-", "libresolv", "ld-musl"};
constexpr Words kOpenssl = {"libssl", "libcrypto"};
constexpr Words kZonesOfTheirOwn = {"libc.so", "libc-",   "ld-musl", "libicu",
                                    "node",    "libnode", "libjava", "libjvm"};
constexpr Words kLocaleOnlyForMessages = {"libc.so", "libc-", "ld-musl", "bash", "dash", "lib"};

// Every Go program contains the paths of the whole standard library, used or not. What it can use
// is shown by the names of its reachable functions, which are there in stripped programs too.
constexpr std::string_view kGo = "runtime.gopanic";

constexpr Clue kTls[] = {
    {Kind::mentions, "crypto/x509.loadSystemRoots"},
    {Kind::program, "libssl.so"},
    {Kind::program, "libgnutls.so"},
    {Kind::program, "libmbedtls.so"},
    {Kind::program, "libwolfssl.so"},
    {Kind::mentions, "/etc/ssl/certs/ca-certificates.crt", {}, kGo},
    {Kind::mentions, "/etc/pki/tls/certs/ca-bundle.crt", {}, kGo},
    {Kind::mentions, "/etc/ssl/cert.pem", {}, kGo},
};
constexpr Words kBundles = {
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/ssl/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/usr/lib/ssl/cert.pem",
    "/etc/pki/tls/cert.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ca-certificates/extracted/tls-ca-bundle.pem",
};

// OpenSSL's default directory often has no bundle, only one file per certificate.
constexpr Clue kDefaultVerifyPaths[] = {
    {Kind::mentions, "SSL_CTX_set_default_verify_paths", kOpenssl},
    {Kind::mentions, "SSL_CTX_set_default_verify_dir", kOpenssl},
    {Kind::mentions, "X509_STORE_set_default_paths", kOpenssl},
};
constexpr Words kCertificateFiles = {"/etc/ssl/certs/*", "/usr/lib/ssl/certs",
                                     "/etc/pki/tls/certs/*"};
constexpr Words kJavaCertificates = {"/etc/ssl/certs/java"};

constexpr Clue kJava[] = {{Kind::program, "libjvm.so"}};
constexpr Words kCacerts = {"/etc/ssl/certs/java/cacerts", "/etc/pki/java/cacerts",
                            "/etc/default/cacerts"};

constexpr Clue kOpensslConfiguration[] = {{Kind::program, "libcrypto.so"}};
constexpr Words kOpensslConfigurationFiles = {"/usr/lib/ssl/openssl.cnf", "/etc/ssl/openssl.cnf",
                                              "/etc/pki/tls/openssl.cnf"};

constexpr Clue kZones[] = {
    {Kind::mentions, "time.LoadLocation"},
    {Kind::mentions, "/usr/share/zoneinfo", kZonesOfTheirOwn, kGo},
    {Kind::program, "python3"},
    {Kind::program, "libpython3"},
    {Kind::program, "ruby"},
    {Kind::program, "libruby"},
    {Kind::program, "php"},
    {Kind::program, "libphp"},
    {Kind::program, "postgres"},
    {Kind::program, "mariadbd"},
    {Kind::program, "mysqld"},
    {Kind::program, "POSIX.so"},  // Perl's
    {Kind::program, "libR.so"},
    {Kind::program, "date"},
    {Kind::program, "sshd"},
    {Kind::program, "cron"},
    {Kind::mentions, "TZ"},  // a script or configuration that sets it
    {Kind::environment, "TZ"},
};
constexpr Words kZoneinfo = {"/usr/share/zoneinfo"};
constexpr Words kZoneDuplicates = {"/usr/share/zoneinfo/posix", "/usr/share/zoneinfo/right"};

constexpr Clue kUtf8Locale[] = {
    {Kind::environment, "LC_ALL"}, {Kind::environment, "LANG"},   {Kind::environment, "LC_CTYPE"},
    {Kind::program, "python3"},    {Kind::program, "libpython3"}, {Kind::program, "perl"},
    {Kind::program, "libperl"},    {Kind::program, "ruby"},       {Kind::program, "libruby"},
    {Kind::program, "php"},        {Kind::program, "libphp"},     {Kind::program, "postgres"},
    {Kind::program, "R"},
};
constexpr Words kUtf8Directory = {"/usr/lib/locale/C.utf8", "/usr/lib/locale/C.UTF-8"};

constexpr Clue kOtherLocales[] = {
    {Kind::environment, "LC_ALL"},   {Kind::environment, "LANG"},
    {Kind::environment, "LC_TIME"},  {Kind::environment, "LC_MESSAGES"},
    {Kind::environment, "LANGUAGE"}, {Kind::program, "sshd"},
    {Kind::environment, "LC_CTYPE"}, {Kind::mentions, "setlocale", kLocaleOnlyForMessages},
    {Kind::program, "libpython3"},   {Kind::program, "libruby"},
    {Kind::program, "libperl"},
};
constexpr Words kLocales = {"/usr/lib/locale/*"};

constexpr Clue kTerminals[] = {{Kind::program, "libtinfo"}, {Kind::program, "libncurses"}};
constexpr Words kTerminfo = {"/etc/terminfo/a/ansi",
                             "/usr/lib/terminfo/a/ansi",
                             "/usr/share/terminfo/a/ansi",
                             "/etc/terminfo/d/dumb",
                             "/usr/lib/terminfo/d/dumb",
                             "/usr/share/terminfo/d/dumb",
                             "/etc/terminfo/l/linux",
                             "/usr/lib/terminfo/l/linux",
                             "/usr/share/terminfo/l/linux",
                             "/etc/terminfo/s/screen",
                             "/usr/lib/terminfo/s/screen",
                             "/usr/share/terminfo/s/screen",
                             "/etc/terminfo/s/screen-256color",
                             "/usr/lib/terminfo/s/screen-256color",
                             "/usr/share/terminfo/s/screen-256color",
                             "/etc/terminfo/t/tmux",
                             "/usr/lib/terminfo/t/tmux",
                             "/usr/share/terminfo/t/tmux",
                             "/etc/terminfo/t/tmux-256color",
                             "/usr/lib/terminfo/t/tmux-256color",
                             "/usr/share/terminfo/t/tmux-256color",
                             "/etc/terminfo/v/vt100",
                             "/usr/lib/terminfo/v/vt100",
                             "/usr/share/terminfo/v/vt100",
                             "/etc/terminfo/v/vt220",
                             "/usr/lib/terminfo/v/vt220",
                             "/usr/share/terminfo/v/vt220",
                             "/etc/terminfo/x/xterm",
                             "/usr/lib/terminfo/x/xterm",
                             "/usr/share/terminfo/x/xterm",
                             "/etc/terminfo/x/xterm-256color",
                             "/usr/lib/terminfo/x/xterm-256color",
                             "/usr/share/terminfo/x/xterm-256color"};

constexpr Clue kMimeTypes[] = {{Kind::mentions, "mime.TypeByExtension"},
                               {Kind::mentions, "/etc/mime.types", {}, kGo},
                               {Kind::file, "mimetypes.py"}};
constexpr Words kMimeTypesFile = {"/etc/mime.types"};
constexpr Clue kMimeDatabase[] = {{Kind::mentions, "mime.TypeByExtension"},
                                  {Kind::mentions, "/usr/share/mime", {}, kGo},
                                  {Kind::program, "libgio-2.0"}};
constexpr Words kMimeDatabaseFiles = {"/usr/share/mime/aliases",    "/usr/share/mime/globs2",
                                      "/usr/share/mime/magic",      "/usr/share/mime/types",
                                      "/usr/share/mime/mime.cache", "/usr/share/mime/subclasses"};

constexpr Clue kFontconfig[] = {{Kind::program, "libfontconfig.so"}};
constexpr Words kFontConfiguration = {"/etc/fonts", "/usr/share/fontconfig/conf.avail"};
constexpr Words kFonts = {"/usr/share/fonts", "/usr/local/share/fonts"};

constexpr Clue kHostNames[] = {
    {Kind::mentions, "getaddrinfo", kLibc},      {Kind::mentions, "getservbyname", kLibc},
    {Kind::mentions, "getservbyname_r", kLibc},  {Kind::mentions, "getprotobyname", kLibc},
    {Kind::mentions, "getprotobyname_r", kLibc}, {Kind::mentions, "net.LookupPort"},
    {Kind::mentions, "net.lookupProtocol"},      {Kind::mentions, "/etc/services", kLibc, kGo},
};
constexpr Words kNameFiles = {"/etc/services", "/etc/protocols", "/etc/nsswitch.conf",
                              "/etc/host.conf", "/etc/gai.conf"};

constexpr Clue kLocalTime[] = {
    {Kind::mentions, "localtime", kLibc}, {Kind::mentions, "localtime_r", kLibc},
    {Kind::mentions, "mktime", kLibc},    {Kind::mentions, "strftime", kLibc},
    {Kind::mentions, "tzset", kLibc},     {Kind::mentions, "time.loadLocation"},
};
constexpr Words kLocalTimeFiles = {"/etc/localtime", "/etc/timezone"};

constexpr Clue kMagic[] = {{Kind::program, "libmagic.so"}};
constexpr Words kMagicFiles = {"/etc/magic", "/etc/magic.mime", "/usr/share/misc/magic*",
                               "/usr/lib/file/magic.mgc"};
constexpr Clue kTcl[] = {{Kind::program, "libtcl8"}};
constexpr Words kTclFiles = {"/usr/share/tcltk/tcl8*"};
constexpr Clue kPoppler[] = {{Kind::program, "libpoppler.so"}};
constexpr Words kPopplerFiles = {"/usr/share/poppler"};
constexpr Clue kGhostscript[] = {{Kind::program, "libgs.so"}};
constexpr Words kGhostscriptFiles = {"/usr/share/ghostscript", "/etc/ghostscript",
                                     "/var/lib/ghostscript"};

constexpr DataSet kSets[] = {
    {"CA certificates", kTls, kBundles},
    {"CA certificates, one per file", kDefaultVerifyPaths, kCertificateFiles, kJavaCertificates},
    {"CA certificates for Java", kJava, kCacerts},
    {"OpenSSL configuration", kOpensslConfiguration, kOpensslConfigurationFiles},
    {"the local time zone", kLocalTime, kLocalTimeFiles},
    {"time zones", kZones, kZoneinfo, kZoneDuplicates},
    {"the UTF-8 locale", kUtf8Locale, kUtf8Directory},
    {"locales", kOtherLocales, kLocales, kUtf8Directory},
    {"terminal descriptions", kTerminals, kTerminfo},
    {"MIME types by file name", kMimeTypes, kMimeTypesFile},
    {"MIME types by file name and content", kMimeDatabase, kMimeDatabaseFiles},
    {"file types by content", kMagic, kMagicFiles},
    {"font configuration", kFontconfig, kFontConfiguration},
    {"fonts", kFontconfig, kFonts},
    {"host and service names", kHostNames, kNameFiles},
    {"Tcl scripts", kTcl, kTclFiles},
    {"PDF encodings", kPoppler, kPopplerFiles},
    {"Ghostscript resources", kGhostscript, kGhostscriptFiles},
};

}  // namespace

std::span<const DataSet> data_sets() {
  return kSets;
}

}  // namespace whittle::select
