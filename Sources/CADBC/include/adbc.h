// ADBC 1.1.0 (Arrow Database Connectivity), declared from its specification
// (https://arrow.apache.org/adbc/current/format/specification.html): the structs that cross the boundary to a driver.
// A slot of the driver's table that Countback never calls is an AdbcUnused, so that the others stand where they must.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "arrow_c.h"

#define ADBC_VERSION_1_1_0 1001000

typedef uint8_t AdbcStatusCode;
#define ADBC_STATUS_OK 0
#define ADBC_STATUS_CANCELLED 11

// Says that the two private fields of an AdbcError are there (they came with 1.1.0).
#define ADBC_ERROR_VENDOR_CODE_PRIVATE_DATA INT32_MIN

struct AdbcDriver;

struct AdbcError {
    char *message;
    int32_t vendor_code;
    char sqlstate[5];
    void (*release)(struct AdbcError *);
    void *private_data;
    struct AdbcDriver *private_driver;
};

struct AdbcDatabase {
    void *private_data;
    struct AdbcDriver *private_driver;
};

struct AdbcConnection {
    void *private_data;
    struct AdbcDriver *private_driver;
};

struct AdbcStatement {
    void *private_data;
    struct AdbcDriver *private_driver;
};

typedef void (*AdbcUnused)(void);
typedef AdbcStatusCode (*AdbcDatabaseCall)(struct AdbcDatabase *, struct AdbcError *);
typedef AdbcStatusCode (*AdbcDatabaseOption)(struct AdbcDatabase *, const char *key, const char *value, struct AdbcError *);
typedef AdbcStatusCode (*AdbcConnectionCall)(struct AdbcConnection *, struct AdbcError *);
typedef AdbcStatusCode (*AdbcConnectionOption)(struct AdbcConnection *, const char *key, const char *value, struct AdbcError *);
typedef AdbcStatusCode (*AdbcStatementCall)(struct AdbcStatement *, struct AdbcError *);
typedef AdbcStatusCode (*AdbcStatementText)(struct AdbcStatement *, const char *, struct AdbcError *);
typedef AdbcStatusCode (*AdbcStatementOption)(struct AdbcStatement *, const char *key, const char *value, struct AdbcError *);

struct AdbcDriver {
    void *private_data;
    void *private_manager;
    AdbcStatusCode (*release)(struct AdbcDriver *, struct AdbcError *);

    AdbcDatabaseCall DatabaseInit;
    AdbcDatabaseCall DatabaseNew;
    AdbcDatabaseOption DatabaseSetOption;
    AdbcDatabaseCall DatabaseRelease;

    AdbcConnectionCall ConnectionCommit;
    AdbcUnused ConnectionGetInfo;
    AdbcUnused ConnectionGetObjects;
    AdbcUnused ConnectionGetTableSchema;
    AdbcUnused ConnectionGetTableTypes;
    AdbcStatusCode (*ConnectionInit)(struct AdbcConnection *, struct AdbcDatabase *, struct AdbcError *);
    AdbcConnectionCall ConnectionNew;
    AdbcConnectionOption ConnectionSetOption;
    AdbcUnused ConnectionReadPartition;
    AdbcConnectionCall ConnectionRelease;
    AdbcConnectionCall ConnectionRollback;

    AdbcUnused StatementBind;
    AdbcStatusCode (*StatementBindStream)(struct AdbcStatement *, struct ArrowArrayStream *, struct AdbcError *);
    AdbcStatusCode (*StatementExecuteQuery)(
        struct AdbcStatement *, struct ArrowArrayStream *out, int64_t *rows_affected, struct AdbcError *);
    AdbcUnused StatementExecutePartitions;
    AdbcUnused StatementGetParameterSchema;
    AdbcStatusCode (*StatementNew)(struct AdbcConnection *, struct AdbcStatement *, struct AdbcError *);
    AdbcStatementCall StatementPrepare;
    AdbcStatementCall StatementRelease;
    AdbcStatementOption StatementSetOption;
    AdbcStatementText StatementSetSqlQuery;
    AdbcUnused StatementSetSubstraitPlan;

    // Since 1.1.0.
    AdbcUnused ErrorGetDetailCount;
    AdbcUnused ErrorGetDetail;
    const struct AdbcError *(*ErrorFromArrayStream)(struct ArrowArrayStream *, AdbcStatusCode *);
    AdbcUnused DatabaseGetOption;
    AdbcUnused DatabaseGetOptionBytes;
    AdbcUnused DatabaseGetOptionDouble;
    AdbcUnused DatabaseGetOptionInt;
    AdbcUnused DatabaseSetOptionBytes;
    AdbcUnused DatabaseSetOptionDouble;
    AdbcUnused DatabaseSetOptionInt;
    AdbcConnectionCall ConnectionCancel;
    AdbcUnused ConnectionGetOption;
    AdbcUnused ConnectionGetOptionBytes;
    AdbcUnused ConnectionGetOptionDouble;
    AdbcUnused ConnectionGetOptionInt;
    AdbcUnused ConnectionGetStatistics;
    AdbcUnused ConnectionGetStatisticNames;
    AdbcUnused ConnectionSetOptionBytes;
    AdbcUnused ConnectionSetOptionDouble;
    AdbcUnused ConnectionSetOptionInt;
    AdbcStatementCall StatementCancel;
    AdbcUnused StatementExecuteSchema;
    AdbcUnused StatementGetOption;
    AdbcUnused StatementGetOptionBytes;
    AdbcUnused StatementGetOptionDouble;
    AdbcUnused StatementGetOptionInt;
    AdbcUnused StatementSetOptionBytes;
    AdbcUnused StatementSetOptionDouble;
    AdbcUnused StatementSetOptionInt;
};

// The entry symbol of a driver's library.
typedef AdbcStatusCode (*AdbcDriverInitFunc)(int version, void *driver, struct AdbcError *);
