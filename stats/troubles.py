"""What keeps database or disk from doing their work for now, told apart from mistakes of ours."""

import errno
import sqlite3

from django.db import DatabaseError, InterfaceError, OperationalError

BUSY = "有别人同时在写，数据库正忙"
FULL = "服务器的磁盘已满"
READ_ONLY = "服务器的磁盘或数据库是只读的"
AWAY = "数据库连不上"
DAMAGED = "服务器的磁盘或数据库文件读写出错"
REMOTE = "存放文件的服务器没有答应"
EXHAUSTED = "服务器的内存、连接或打开的文件已用尽"

_OF_FILES = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EIO: DAMAGED,
    errno.EMFILE: EXHAUSTED,
    errno.ENFILE: EXHAUSTED,
    errno.ENOMEM: EXHAUSTED,
    errno.EREMOTEIO: REMOTE,
}
_OF_SQLITE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
    sqlite3.SQLITE_IOERR: DAMAGED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_NOMEM: EXHAUSTED,
}
_OF_POSTGRESQL = {  # by the beginning of SQLSTATE, the longer ones first
    "53100": FULL,
    "25006": READ_ONLY,
    "55P03": BUSY,
    "57014": BUSY,
    "58030": DAMAGED,
    "XX": DAMAGED,
    "40": BUSY,
    "53": EXHAUSTED,
    "57P": AWAY,
    "08": AWAY,
}


def trouble_of(error):
    """Why, in words for staff; None where the program is to blame, not its surroundings."""
    if isinstance(error, (DatabaseError, InterfaceError)):
        cause = error.__cause__
        if isinstance(cause, sqlite3.Error):
            return _OF_SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        state = getattr(cause, "sqlstate", None)
        if state is None:  # the connection broke, or there never was one
            return AWAY if isinstance(error, (InterfaceError, OperationalError)) else None
        return next((told for head, told in _OF_POSTGRESQL.items() if state.startswith(head)), None)
    if isinstance(error, MemoryError):
        return EXHAUSTED
    return _OF_FILES.get(error.errno) if isinstance(error, OSError) else None
