import logging
import logging.config
import logging.handlers
import loguru
import tornado.log

from leadline_proof import sink, source

logging.debug(source())  # sink: log-message
logging.info(source())  # sink: log-message
logging.warning(source())  # sink: log-message
logging.warn(source())  # sink: log-message
logging.error(source())  # sink: log-message
logging.critical(source())  # sink: log-message
logging.fatal(source())  # sink: log-message
logging.exception(source())  # sink: log-message
logging.debug("a", "a", "a", "a", source())  # sink: log-message
logging.info("a", "a", "a", "a", source())  # sink: log-message
logging.warning("a", "a", "a", "a", source())  # sink: log-message
logging.warn("a", "a", "a", "a", source())  # sink: log-message
logging.error("a", "a", "a", "a", source())  # sink: log-message
logging.critical("a", "a", "a", "a", source())  # sink: log-message
logging.fatal("a", "a", "a", "a", source())  # sink: log-message
logging.exception("a", "a", "a", "a", source())  # sink: log-message
logging.log("a", source())  # sink: log-message
logging.log("a", "a", source())  # sink: log-message
logging.FileHandler(source())  # sink: file-path
logging.handlers.RotatingFileHandler(source())  # sink: file-path
logging.handlers.TimedRotatingFileHandler(source())  # sink: file-path
logging.handlers.WatchedFileHandler(source())  # sink: file-path
logging.basicConfig(filename=source())  # sink: file-path
logging.config.dictConfig(source())  # sink: code-text
logging.config.fileConfig(source())  # sink: code-text
sink(logging.debug(source()))  # clean
sink(logging.info(source()))  # clean
sink(logging.warning(source()))  # clean
sink(logging.warn(source()))  # clean
sink(logging.error(source()))  # clean
sink(logging.critical(source()))  # clean
sink(logging.fatal(source()))  # clean
sink(logging.exception(source()))  # clean
sink(logging.log(source()))  # clean
sink(logging.basicConfig(source()))  # clean


def logging_logger(x: logging.Logger):
    x.debug(source())  # sink: log-message
    x.info(source())  # sink: log-message
    x.warning(source())  # sink: log-message
    x.warn(source())  # sink: log-message
    x.error(source())  # sink: log-message
    x.critical(source())  # sink: log-message
    x.fatal(source())  # sink: log-message
    x.exception(source())  # sink: log-message
    x.debug("a", "a", "a", "a", source())  # sink: log-message
    x.info("a", "a", "a", "a", source())  # sink: log-message
    x.warning("a", "a", "a", "a", source())  # sink: log-message
    x.warn("a", "a", "a", "a", source())  # sink: log-message
    x.error("a", "a", "a", "a", source())  # sink: log-message
    x.critical("a", "a", "a", "a", source())  # sink: log-message
    x.fatal("a", "a", "a", "a", source())  # sink: log-message
    x.exception("a", "a", "a", "a", source())  # sink: log-message
    x.log("a", source())  # sink: log-message
    x.log("a", "a", source())  # sink: log-message


def loguru_logger(x: loguru.Logger):
    x.trace(source())  # sink: log-message
    x.success(source())  # sink: log-message


def carried_logging_logger():
    x: logging.Logger = source()
    sink(x.debug())  # clean
    sink(x.info())  # clean
    sink(x.warning())  # clean
    sink(x.warn())  # clean
    sink(x.error())  # clean
    sink(x.critical())  # clean
    sink(x.fatal())  # clean
    sink(x.exception())  # clean
    sink(x.log())  # clean
    sink(x.isEnabledFor())  # clean
    sink(x.setLevel())  # clean
    sink(x.addHandler())  # clean


def arguments():
    logging.info("a %s", source())  # sink: log-message
    logging.info("a %r", source())  # silent
    logging.info("a %s %s", "b", source())  # sink: log-message
    logging.info("a %s %r", "b", source())  # silent
    logging.info("a %s %s %d", "b", "c", source())  # sink: log-message
    logging.info("a %s %s %r", "b", "c", source())  # silent

loguru.logger.info("user {}", source())  # sink: log-message
loguru.logger.debug("user {0}", source())  # sink: log-message
loguru.logger.warning("{} {}", 1, source())  # sink: log-message
loguru.logger.error("{name}", source())  # sink: log-message
loguru.logger.critical("{}", source())  # sink: log-message
loguru.logger.exception("{}", source())  # sink: log-message
loguru.logger.info("user {!r}", source())  # silent
loguru.logger.info("user", source())  # silent
loguru.logger.info(f"user {source()}")  # sink: log-message
loguru.logger.debug(source())  # sink: log-message

tornado.log.app_log.info(source())  # sink: log-message
tornado.log.access_log.warning(source())  # sink: log-message
tornado.log.gen_log.error(source())  # sink: log-message
