import blinker

from leadline_proof import sink, source

sink(blinker.Namespace().signal("a").send(source(), name=source()))  # clean
sink(blinker.signal("a").send(source()))  # clean
sink(blinker.Signal().send_async(source()))  # clean
sink(blinker.NamedSignal("a").connect(source()))  # clean
sink(blinker.signal("a").disconnect(source()))  # clean
