# SQLCipher's driver has the interface of the standard library's sqlite3 and no types of its own.
from sqlite3.dbapi2 import *
from sqlite3.dbapi2 import Connection as Connection
from sqlite3.dbapi2 import Cursor as Cursor
from sqlite3.dbapi2 import Error as Error
from sqlite3.dbapi2 import connect as connect
