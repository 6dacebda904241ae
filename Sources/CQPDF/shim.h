// qpdf's C API, which gives the printed book its particulars. Imported by ReportWriter alone.
#include <qpdf/qpdf-c.h>
