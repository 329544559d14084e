#include "select/closure/plugins.h"

namespace whittle::select {
namespace {

using Words = std::string_view[];

constexpr Words kProviders = {"{dir}/ossl-modules/*.so"};
constexpr Words kGconv = {"{dir}/gconv"};
// Encodings in common use: Unicode, ISO 8859, Windows, KOI8, and those of East Asia with their
// tables.
constexpr Words kCommonGconv = {"{dir}/gconv/gconv-modules",   "{dir}/gconv/gconv-modules.cache",
                                "{dir}/gconv/gconv-modules.d", "{dir}/gconv/UTF-*.so",
                                "{dir}/gconv/UNICODE.so",      "{dir}/gconv/ISO8859-*.so",
                                "{dir}/gconv/CP125?.so",       "{dir}/gconv/KOI8-?.so",
                                "{dir}/gconv/CP932.so",        "{dir}/gconv/SJIS.so",
                                "{dir}/gconv/EUC-??.so",       "{dir}/gconv/ISO-2022-JP.so",
                                "{dir}/gconv/BIG5.so",         "{dir}/gconv/GBK.so",
                                "{dir}/gconv/GB18030.so",      "{dir}/gconv/UHC.so",
                                "{dir}/gconv/libJIS.so",       "{dir}/gconv/libKSC.so",
                                "{dir}/gconv/libGB.so",        "{dir}/gconv/libCNS.so",
                                "{dir}/gconv/libISOIR165.so"};
// The same without East Asia, whose tables are large.
constexpr Words kAlphabets = {"{dir}/gconv/gconv-modules",   "{dir}/gconv/gconv-modules.cache",
                              "{dir}/gconv/gconv-modules.d", "{dir}/gconv/UTF-*.so",
                              "{dir}/gconv/UNICODE.so",      "{dir}/gconv/ISO8859-*.so",
                              "{dir}/gconv/CP125?.so",       "{dir}/gconv/KOI8-?.so"};
// Programs that often convert text of any encoding, and libraries of which few users do. Much else
// calls iconv (the C++ library, most GNU tools), but only converts between UTF-8 and the locale's
// encoding.
constexpr Words kConverters = {"iconv",      "php",         "libphp", "git",  "vim",
                               "mutt",       "w3m",         "lynx",   "smbd", "librecode.so",
                               "libenca.so", "libsybdb.so", "libR.so"};
constexpr Words kLibrariesThatConvert = {"libxml2.so", "libglib-2.0.so", "libarchive.so",
                                         "libtidy.so"};

constexpr Words kSasl = {"{dir}/sasl2", "/etc/sasl2", "/usr/lib/sasl2"};
constexpr Words kImageMagick = {"{dir}/ImageMagick-*", "/etc/ImageMagick-*",
                                "/usr/share/ImageMagick-*"};
// Formats of the web, documents and cameras, and coders that draw instead of reading a file.
constexpr Words kCommonCoders = {
    "bmp",   "caption", "gif",  "gradient", "icon", "info", "inline", "jp2", "jpeg", "json",
    "label", "magick",  "miff", "mpc",      "mpr",  "mvg",  "null",   "pcx", "pdf",  "plasma",
    "png",   "pnm",     "ps",   "ps2",      "ps3",  "psd",  "rgb",    "svg", "tga",  "thumbnail",
    "tiff",  "tile",    "txt",  "url",      "webp", "xc",   "xpm"};
constexpr Words kGraphicsMagick = {"{dir}/GraphicsMagick-*", "/usr/lib/GraphicsMagick-*",
                                   "/etc/GraphicsMagick"};
constexpr Words kPixbuf = {"{dir}/gdk-pixbuf-2.0"};
constexpr Words kGio = {"{dir}/gio/modules", "/usr/share/glib-2.0/schemas/gschemas.compiled"};
constexpr Words kVips = {"{dir}/vips-modules-*"};
constexpr Words kGstreamer = {"{dir}/gstreamer-1.0"};
constexpr Words kQt = {"{dir}/qt5/plugins/sqldrivers", "{dir}/qt5/plugins/platforms",
                       "{dir}/qt5/plugins/imageformats"};
constexpr Words kP11 = {"{dir}/pkcs11/p11-kit-trust.so", "/usr/share/p11-kit/modules"};
constexpr Words kKerberos = {"{dir}/krb5/plugins"};
constexpr Words kLdap = {"/usr/lib/ldap"};
constexpr Words kXtables = {"{dir}/xtables"};
constexpr Words kMariadbClient = {"{dir}/libmariadb3/plugin"};
constexpr Words kMariadb = {"{dir}/../lib/mysql/plugin/*.so", "{dir}/../lib64/mysql/plugin/*.so",
                            "{dir}/../share/mysql/charsets", "{dir}/../share/mysql/english"};
constexpr Words kPostgres = {"{dir}/../lib/*.so", "{dir}/../lib/postgresql/*.so"};
constexpr Words kPostgresExtensions = {
    "/usr/share/postgresql/*/extension",      "/usr/share/postgresql/*/timezonesets",
    "/usr/share/postgresql/*/tsearch_data",   "{dir}/../share/postgresql/extension",
    "{dir}/../share/postgresql/timezonesets", "{dir}/../share/postgresql/tsearch_data"};
// Almost every Perl program needs these.
constexpr Words kPerl = {"/usr/share/perl/5.*/Carp.pm",     "/usr/share/perl/5.*/Exporter.pm",
                         "/usr/share/perl/5.*/feature.pm",  "/usr/share/perl/5.*/overload.pm",
                         "/usr/share/perl/5.*/strict.pm",   "/usr/share/perl/5.*/utf8.pm",
                         "/usr/share/perl/5.*/vars.pm",     "/usr/share/perl/5.*/warnings.pm",
                         "/usr/share/perl/5.*/XSLoader.pm", "/usr/share/perl/5.*/warnings"};
constexpr Words kUwsgi = {"/usr/lib/uwsgi/plugins"};
constexpr Words kRsyslog = {"{dir}/../lib/*/rsyslog"};
constexpr Words kBind = {"{dir}/../lib/*/bind"};
constexpr Words kPostfix = {"/usr/lib/postfix/*.so"};

constexpr Words kJavaRuntime = {"{dir}/../*.so",     "{dir}/../security",  "{dir}/../*.properties",
                                "{dir}/../tzdb.dat", "{dir}/../jvm.cfg",   "{dir}/../*.bfc",
                                "{dir}/../../conf",  "/etc/java-*-openjdk"};
// What a server may need: all but the large desktop libraries.
constexpr Words kJavaOfServers = {"libextnet",
                                  "libinstrument",
                                  "libj2gss",
                                  "libj2pcsc",
                                  "libjaas",
                                  "libmanagement",
                                  "libnet",
                                  "libnio",
                                  "libprefs",
                                  "librmi",
                                  "libsctp",
                                  "libverify",
                                  "libzip",
                                  "libjavajpeg",
                                  "libawt",
                                  "libawt_headless",
                                  "libfontmanager",
                                  "libmanagement_ext",
                                  "libmanagement_agent"};

constexpr PluginDirectory kDirectories[] = {
    {"libcrypto.so", "OpenSSL provider", kProviders},
    {"libc.so.6", "iconv converter", kGconv, kCommonGconv, kConverters},
    {"libc.so.6", "iconv converter", kAlphabets, {}, kLibrariesThatConvert},
    {"libsasl2.so", "SASL mechanism", kSasl},
    {"libMagickCore-", "ImageMagick coder", kImageMagick, {}, {}, kCommonCoders},
    {"libGraphicsMagick", "GraphicsMagick coder", kGraphicsMagick, {}, {}, kCommonCoders},
    {"libgdk_pixbuf-2.0.so", "GDK-Pixbuf loader", kPixbuf},
    {"libgio-2.0.so", "GIO module", kGio},
    {"libvips.so", "libvips module", kVips},
    {"libgstreamer-1.0.so", "GStreamer plugin", kGstreamer},
    {"libQt5Core.so", "Qt plugin", kQt},
    {"libp11-kit.so", "p11-kit module", kP11},
    {"libkrb5.so", "Kerberos plugin", kKerberos},
    {"slapd", "OpenLDAP module", kLdap},
    {"libxtables.so", "iptables extension", kXtables},
    {"libmariadb.so", "MariaDB client authentication plugin", kMariadbClient},
    {"mariadbd", "MariaDB plugin", kMariadb},
    {"mysqld", "MySQL plugin", kMariadb},
    {"postgres", "PostgreSQL library", kPostgres},
    {"postgres", "PostgreSQL extension", kPostgresExtensions},
    {"libjvm.so", "part of the Java runtime", kJavaRuntime, {}, {}, kJavaOfServers},
    {"libperl.so", "Perl core module", kPerl},
    {"uwsgi", "uWSGI plugin", kUwsgi},
    {"rsyslogd", "rsyslog module", kRsyslog},
    {"named", "BIND plugin", kBind},
    {"postfix", "Postfix library", kPostfix},
};

constexpr Words kPam = {"/usr/lib/*/security", "/usr/lib/security", "/usr/lib64/security",
                        "/lib/*/security",     "/lib/security",     "/lib64/security"};
constexpr Words kNginx = {"/usr/lib/nginx/modules", "/usr/lib64/nginx/modules",
                          "/etc/nginx/modules"};
constexpr Words kApache = {"/usr/lib/apache2/modules", "/usr/lib64/httpd/modules",
                           "/usr/local/apache2/modules"};
constexpr Words kPhp = {"/usr/lib/php/*", "/usr/lib/php*/modules", "/usr/lib64/php/modules",
                        "/usr/local/lib/php/extensions/*"};
constexpr Words kMysqlPlugins = {"/usr/lib/mysql/plugin", "/usr/lib64/mysql/plugin"};
constexpr Words kPostgresLibraries = {"/usr/lib/postgresql/*/lib", "/usr/local/lib/postgresql"};
constexpr Words kOpensslModules = {"/usr/lib/*/ossl-modules", "/usr/lib/*/engines-3",
                                   "/usr/lib/ossl-modules", "/usr/lib64/ossl-modules"};

using Applies = ConfiguredPlugins::Applies;

constexpr ConfiguredPlugins kConfigured[] = {
    {"/etc/pam.d/*", "", kPam, Applies::when_kept},
    {"/etc/pam.conf", "", kPam, Applies::when_kept},
    {"/etc/nginx/**", "", kNginx},
    {"/usr/share/nginx/modules-available/*", "", kNginx},
    {"/etc/apache2/**", "", kApache},
    {"/etc/httpd/**", "", kApache},
    {"/etc/php/**", ".so", kPhp},
    {"/etc/php*/**", ".so", kPhp},
    {"/usr/local/etc/php/**", ".so", kPhp},
    {"/usr/share/php*/**.ini", ".so", kPhp},
    {"/etc/mysql/**", ".so", kMysqlPlugins},
    {"/etc/postgresql/**", ".so", kPostgresLibraries},
    {"/etc/ssl/openssl.cnf", ".so", kOpensslModules, Applies::when_kept},
};

}  // namespace

std::span<const PluginDirectory> plugin_directories() {
  return kDirectories;
}
std::span<const ConfiguredPlugins> configured_plugins() {
  return kConfigured;
}

}  // namespace whittle::select
