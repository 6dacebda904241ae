// libpng, which writes pictures. Imported by Drawing alone.
#include <png.h>
