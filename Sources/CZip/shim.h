// libzip, which reads zip archives. Imported by TextStatistics alone.
#include <zip.h>
