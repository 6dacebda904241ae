// expat, which reads XML as a stream of events. Imported by TextStatistics alone.
#include <expat.h>
