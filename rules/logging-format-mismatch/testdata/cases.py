import logging
from logging import getLogger

log = logging.getLogger(__name__)


class A:
    def __init__(self):
        self.logger = getLogger("a")

    def run(self, x, args, row):
        self.logger.warning("%s", x, x)  # want
        log.error("no holes", x)  # want
        log.log(logging.INFO, "%s %s", x)  # want
        logging.exception("failed: %d of %d", x)  # want
        getLogger().info("%s %s %s", x, x)  # want
        log.info("%s", x, exc_info=True)
        log.debug("100%", )
        log.info("%(a)s", {"a": x})
        log.info("%s %s", *args)
        log.warning("plain")
        log.error("%s of %s", x, x, extra={"k": 1})
        row.error("no holes", x)
