// zlib, which reads gzip and dictd files and packs the embedded statistics. Imported by TextStatistics alone.
#include <zlib.h>
