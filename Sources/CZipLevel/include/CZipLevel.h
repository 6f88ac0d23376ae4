#ifndef COUNTBACK_ZIP_LEVEL_H
#define COUNTBACK_ZIP_LEVEL_H

/* How hard this thread's next zip entries are compressed: 1 (fast) to 9 (small), -1 for zlib's own choice.
 * libxlsxwriter has no setting for it. */
void countback_zip_level(int level);

#endif
