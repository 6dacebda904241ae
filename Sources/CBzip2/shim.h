// libbz2, which reads bzip2 files. It comes without a description for pkg-config. Imported by TextStatistics alone.
#include <bzlib.h>
