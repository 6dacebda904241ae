// GitHub's CommonMark parser with its tables, footnotes and strikethrough. Imported by NotebookEngine alone.
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
