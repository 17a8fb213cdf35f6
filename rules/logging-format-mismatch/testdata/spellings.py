import logging
from logging import getLogger

import loguru

log = logging.getLogger(__name__)
LOGGER = getLogger("app")


def a(x):
    logging.info("%s and %s", x)  # want


def b(x):
    log.warning("nothing", x)  # want


def c(x):
    LOGGER.error("%s", x, x)  # want


def d(x):
    log.debug("{} items", x)  # want


def e(x):
    log.log(logging.INFO, "%d of %d", x)  # want


class Service:
    def __init__(self):
        self.logger = logging.getLogger("service")

    def run(self, x):
        self.logger.exception("%s failed: %s", x)  # want


def f(x):
    logging.critical("%(name)s", x, x)  # want


def g(x, y):
    log.info("%s and %s", x, y)  # ok
    log.info("done")  # ok
    log.error("%s", x, exc_info=True)  # ok
    log.info("%(a)s", {"a": x})  # ok
    log.info("100%")  # ok
    log.info("%s", x, extra={"a": y})  # ok
    log.info("%d %%", x)  # ok
    loguru.logger.info("{} items", x)  # ok
