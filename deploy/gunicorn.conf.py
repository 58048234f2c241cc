"""gunicorn 的设置：deploy/systemd/jianbao.service 用它启动网站。

数目都可以在环境变量或 .env 里改：WEB_CONCURRENCY（进程数）、BIND（没有 systemd 时听哪里）。
"""

import os
import sys
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent
environ.Env.read_env(ROOT / ".env")
sys.path.insert(0, str(ROOT))

from nhb_site import nameless  # noqa: E402,F401 - 答复里不报 gunicorn 的名字

wsgi_app = "nhb_site.wsgi:application"
proc_name = "jianbao"

# 由 systemd 的 jianbao.socket 启动时，这一行不起作用：听的是 systemd 交来的那个套接字，重启时它一直
# 开着，来的人排队等新进程，不会被拒绝。
bind = os.environ.get("BIND", "127.0.0.1:8000")
backlog = 4096

# 一个进程一次答一个请求，一页几毫秒；两核的机器 4 个进程就够，内存各约 100 MB。
worker_class = "sync"
workers = int(os.environ.get("WEB_CONCURRENCY", 2 * min(os.cpu_count() or 1, 8)))

# 做了这么多页就换一个新进程，万一哪个库漏内存也不会越积越多；错开，不同时换。
max_requests = 5000
max_requests_jitter = 1000

# 最慢的是导入一万行和整个数据集的下载；nginx 里的 proxy_read_timeout 与它相同。
timeout = 120
# 停止或重启时，正在答的请求还有这么久可以答完。
graceful_timeout = 60

# 心跳文件放在内存里，磁盘忙或满的时候进程不会被当成死了。
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108

# 套接字只有 nginx 能连（权限见 jianbao.socket），它说的 X-Forwarded-Proto 可信；经 TCP 来的
# 只信本机，nginx 在另一台机器上时，把它的地址写进 FORWARDED_ALLOW_IPS。
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}

# 不开控制口：没有人用，少一个入口。
control_socket_disable = True

# 谁看了哪一页，nginx 记一次就够。其余一行一条 JSON 写到标准错误，由 journald 收着：网站的、
# gunicorn 的都是一个样子，请求的编号与 nginx 记的相同。
accesslog = None
os.environ.setdefault("LOG_FORMAT", "json")
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "nhb_site.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True}},
}

# 每个进程把请求的次数和快慢记在 METRICS_DIR（内存里的文件夹）里，一个位置一份文件：新的进程接着
# 前一个的记，换多少次进程，文件都不会多。没有设 METRICS_DIR 就各记各的。
metrics = os.environ.get("METRICS_DIR")


def on_starting(server):
    for left in Path(metrics).glob("*.db") if metrics else ():
        left.unlink()


def pre_fork(server, worker):
    taken = {one.slot for one in server.WORKERS.values()}
    worker.slot = min(set(range(len(taken) + 1)) - taken)


def post_fork(server, worker):
    os.environ["WORKER_SLOT"] = str(worker.slot)
