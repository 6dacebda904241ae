// JavaScriptCore's C API, which runs KaTeX and highlight.js at build time. Imported by ReportWriter alone.
#include <JavaScriptCore/JavaScript.h>
