// JavaScriptCore's C API, which runs KaTeX and highlight.js at build time. Imported by ReportWriter alone.
#include <JavaScriptCore/JavaScript.h>

// Of its private header, which Debian does not ship; the library has had it since 2.4.
typedef bool (*JSShouldTerminateCallback)(JSContextRef context, void *data);
JS_EXPORT void JSContextGroupSetExecutionTimeLimit(
    JSContextGroupRef group, double seconds, JSShouldTerminateCallback callback, void *data);
