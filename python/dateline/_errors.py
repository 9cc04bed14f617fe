"""The exceptions of dateline. Every one is a DatelineError; each is also the built-in kind that fits it."""


class DatelineError(Exception):
    """Something that dateline was asked for cannot be done; the message names the file and the reason."""


class UsageError(DatelineError, ValueError):
    """A wrong argument: a date that is none, SQL that does not parse, a closed record."""


class NotFoundError(DatelineError, FileNotFoundError):
    """No such file, record or page."""


class ReadError(DatelineError, OSError):
    """The system refused: permission, a failing disk."""


class CorruptError(DatelineError):
    """A record, a model or packed bytes that are damaged or cut."""


class NewerSchemaError(DatelineError):
    """A record written by a newer dateline."""


class LockedError(DatelineError):
    """Another process writes this record."""


class LimitError(DatelineError):
    """Out of disk, memory, time or another limit."""


class InvalidError(DatelineError, ValueError):
    """A file that is something else: not a record, not a model."""


# By the numbers of dateline::ErrorKind (src/dateline/base/result.h).
KINDS = [UsageError, NotFoundError, ReadError, CorruptError, NewerSchemaError, LockedError, LimitError, InvalidError]
