// Cairo with its three surfaces, and Pango for text. Imported by Drawing alone.
#include <cairo/cairo.h>
#include <cairo/cairo-pdf.h>
#include <cairo/cairo-svg.h>
#include <pango/pangocairo.h>
