#define _GNU_SOURCE
#include "CZipLevel.h"

#include <dlfcn.h>
#include <stddef.h>

/* Of a thread, since separate workbooks are written side by side. */
static _Thread_local int wanted_level = -1;

void countback_zip_level(int level) { wanted_level = level; }

/* minizip's function of this name and shape, through which libxlsxwriter opens every part of a workbook. */
typedef int (*open_entry)(
    void *zip, const char *name, const void *info, const void *local, unsigned local_size, const void *global,
    unsigned global_size, const char *comment, int method, int level, int raw, int window_bits, int memory_level,
    int strategy, const char *password, unsigned long crc, unsigned long version, unsigned long flags, int zip64);

static const int internal_error = -104;

/* Stands before minizip's own: passes the call on, with this thread's level where the caller has no wish.
 * Where a linker binds libraries to each other directly, it is never called and the level stays zlib's. */
int zipOpenNewFileInZip4_64(
    void *zip, const char *name, const void *info, const void *local, unsigned local_size, const void *global,
    unsigned global_size, const char *comment, int method, int level, int raw, int window_bits, int memory_level,
    int strategy, const char *password, unsigned long crc, unsigned long version, unsigned long flags, int zip64) {
    const open_entry next = (open_entry)dlsym(RTLD_NEXT, "zipOpenNewFileInZip4_64");
    if (next == NULL) return internal_error;
    return next(
        zip, name, info, local, local_size, global, global_size, comment, method, level == -1 ? wanted_level : level, raw,
        window_bits, memory_level, strategy, password, crc, version, flags, zip64);
}
