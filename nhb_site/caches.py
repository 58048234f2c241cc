"""The cache all processes of the site share: a folder on one machine, Redis on several."""

import logging
from functools import wraps

import environ
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

_MOST = 2000  # files; each write of the folder's cache looks at all of them
_SECONDS = 1  # that an answer of Redis may take
_log = logging.getLogger(__name__)


def configured(url, folder):
    """The settings of the cache at `url`, or of one in `folder` where that is empty.

    Never the database: each count that is written there would make all kept pages anew.
    """
    if not url:
        backend = "django.core.cache.backends.filebased.FileBasedCache"
        return {"BACKEND": backend, "LOCATION": str(folder), "OPTIONS": {"MAX_ENTRIES": _MOST}}
    told = environ.Env.cache_url_config(url)
    if told["BACKEND"].endswith("RedisCache"):
        told["BACKEND"] = f"{__name__}.{PatientRedis.__name__}"
        limits = {"socket_timeout": _SECONDS, "socket_connect_timeout": _SECONDS}
        told["OPTIONS"] = limits | told.get("OPTIONS", {})
    return told


def _or_else(name, otherwise):
    """The method of RedisCache; where Redis does not answer, what `otherwise` tells instead."""
    asked = getattr(RedisCache, name)

    @wraps(asked)
    def told(self, *args, **named):
        try:
            return asked(self, *args, **named)
        except RedisError as error:
            _log.warning("Redis 没有答，缓存这一次不用：%s", error)
            return otherwise(*args, **named)

    return told


def _given(key, default=None, version=None):
    return default


class PatientRedis(RedisCache):
    """Django's Redis cache, which is empty while Redis is away: the site goes on without it."""

    get = _or_else("get", _given)
    add = _or_else("add", lambda *args, **named: True)
    set = _or_else("set", lambda *args, **named: None)
    touch = _or_else("touch", lambda *args, **named: False)
    delete = _or_else("delete", lambda *args, **named: False)
    has_key = _or_else("has_key", lambda *args, **named: False)
    incr = _or_else("incr", lambda key, delta=1, version=None: delta)
    get_many = _or_else("get_many", lambda *args, **named: {})
    set_many = _or_else("set_many", lambda data, *args, **named: list(data))
    delete_many = _or_else("delete_many", lambda *args, **named: None)
