"""gunicorn of both modes; ends together with the process that started it."""
import os
import signal

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = 8
timeout = 30
graceful_timeout = 10
keepalive = 5
limit_request_line = 8190
max_requests = 0
accesslog = None
loglevel = "warning"
control_socket_disable = True


def on_starting(server: object) -> None:
    """Watch the parent's pipe in the master."""
    from ops.parent import stop_with_parent

    stop_with_parent(lambda: os.kill(os.getpid(), signal.SIGTERM))


def post_worker_init(worker: object) -> None:
    """Start the writer of the query log, then say that the first page can be answered: only now is it true."""
    from search.log_writer import start

    start()
    if os.environ.get("SCHOOL_READY_NOTE"):
        print(os.environ["SCHOOL_READY_NOTE"], flush=True)
