from leadline_proof import sink, source

import cgitb
import sys
import traceback


def sources(e, tb):
    sink(traceback.format_exc())  # source: stack-trace
    sink(traceback.format_exception(e))  # source: stack-trace
    sink(traceback.format_tb(tb))  # source: stack-trace
    sink(traceback.format_stack())  # source: stack-trace
    sink(traceback.format_exception_only(e))  # source: stack-trace
    sink(cgitb.html(e))  # source: stack-trace
    sink(cgitb.text(e))  # source: stack-trace
